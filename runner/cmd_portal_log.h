/* The log of `tracecert portal`. */
#ifndef TC_CMD_PORTAL_LOG_H
#define TC_CMD_PORTAL_LOG_H

#include "portal/ledger.h"

/* One line on standard output for one request, in colour on a terminal; `cookie`
 * is the language (enum tc_lang). Safe for several threads. */
void tc_portal_log(const struct tc_portal_arrival *arrival, const json_t *events, void *cookie);

#endif
