/* The inside of what cases call. For case*.c alone. */
#ifndef TC_PORTAL_CASE_PARTS_H
#define TC_PORTAL_CASE_PARTS_H

#include <jansson.h>

#include "tracecert/err.h"
#include "tracecert/portal.h"

/* The mark as the portal in use writes it: a Digital Link as an EPC URN where it
 * takes XML. Stops the case with SETUP where that cannot be known. */
const char *tc_portal_mark_here(struct tc_test *t, const char *mark);

/* End the case by a fault of the simulator's. */
_Noreturn void tc_portal_stop_error(struct tc_test *t, const struct tc_err *err);

/* The control word of the portal in use; stops with SETUP where none runs. The first time,
 * what a case that was stopped has left there is taken back. */
const char *tc_portal_control_here(struct tc_test *t);

/* Does an attempt (ledger.h) bring events, not records of another kind? */
bool tc_portal_is_event(const json_t *attempt);

/* The attempts of an answer (ledger.h), which must live as long as the case; records
 * that are no events are left out unless `all` are asked for. */
struct tc_portal_attempts tc_portal_attempts_of(struct tc_test *t, const json_t *answer,
                                                bool all);

#endif
