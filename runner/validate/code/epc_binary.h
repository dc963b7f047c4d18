/* The compressed form of a Digital Link: an EPC in its binary encoding, written
 * in hexadecimal behind "eh". */
#ifndef TC_VALIDATE_EPC_BINARY_H
#define TC_VALIDATE_EPC_BINARY_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"

/* True if a path segment looks like one. */
bool tc_epc_binary_is(const char *segment, size_t len);

/* The EPC URI that it encodes; NULL if it is none of the encodings known here,
 * or a wrong one. */
const char *tc_epc_binary_uri(struct tc_arena *arena, const char *segment, size_t len);

#endif
