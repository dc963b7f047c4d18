/* The inside of what cases call. For case*.c alone. */
#ifndef TC_PORTAL_CASE_PARTS_H
#define TC_PORTAL_CASE_PARTS_H

#include "tracecert/portal.h"

/* The mark as the portal in use writes it: a Digital Link as an EPC URN where it
 * takes XML. Stops the case with SETUP where that cannot be known. */
const char *tc_portal_mark_here(struct tc_test *t, const char *mark);

#endif
