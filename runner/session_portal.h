/* The portal simulator of a run. */
#ifndef TC_SESSION_PORTAL_H
#define TC_SESSION_PORTAL_H

#include "engine/system.h"
#include "portal/process.h"

/* Start it where the system was told to deliver to (interfaces.portal), with
 * the client id and secret that the system has. 0, or -1 and `err`. */
int tc_session_portal_start(struct tc_arena *arena, const struct tc_system *system,
                            struct tc_portal *portal, struct tc_err *err);

#endif
