/* The commonest Digital Links of events, told at a glance: most identifiers are
 * plain and right, and need not go through the whole judge. */
#ifndef TC_VALIDATE_EPC_PLAIN_H
#define TC_VALIDATE_EPC_PLAIN_H

#include "validate/code/epc.h"

/* True if the URI is certainly right: https://HOST/ and then 00/SSCC, 01/GTIN,
 * 01/GTIN/21/SERIAL, 01/GTIN/10/LOT, 414/GLN, 417/GLN or 8004/GIAI with a right check digit
 * and unreserved characters alone; `names` is what it names. False says nothing:
 * the whole judge must look. */
bool tc_epc_is_plain(const char *uri, size_t len, enum tc_epc_names *names);

#endif
