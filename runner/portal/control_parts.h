/* The inside of the control word's server. For control*.c alone. */
#ifndef TC_PORTAL_CONTROL_PARTS_H
#define TC_PORTAL_CONTROL_PARTS_H

#include "net/server.h"
#include "net/tls_front.h"

/* Without a body: what clients have done; with one: the certificate to show, or the
 * good one again. A front that is NULL has none. */
void tc_portal_control_take_tls(struct tc_tls_front *front, struct tc_arena *arena,
                                const struct tc_server_request *request,
                                struct tc_server_answer *answer);

#endif
