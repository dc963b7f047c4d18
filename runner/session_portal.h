/* The portal simulators of a run. */
#ifndef TC_SESSION_PORTAL_H
#define TC_SESSION_PORTAL_H

#include "engine/system.h"
#include "portal/process.h"

struct tc_session_portals {
    struct tc_portal items[TC_LISTENERS_MAX];
    unsigned count;
    const char *controls[TC_LISTENERS_MAX + 1]; /* for tc_context.portal_controls */
};

/* Start one for each portal that the system was told to deliver to
 * (interfaces.portal), with the client id and the secret, key or certificate that the system
 * has. They show certificates of `authority`; NULL: of the folder that the description names.
 * 0, or -1 and `err`. */
int tc_session_portals_start(struct tc_arena *arena, const struct tc_system *system,
                             const struct tc_authority *authority,
                             struct tc_session_portals *portals, struct tc_err *err);

/* Stop and reap them. */
void tc_session_portals_stop(struct tc_session_portals *portals);

#endif
