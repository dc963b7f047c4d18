/* The simulator as a process of its own, for the length of a run. */
#ifndef TC_PORTAL_PROCESS_H
#define TC_PORTAL_PROCESS_H

#include <sys/types.h>

#include "portal/simulator.h"

struct tc_portal {
    pid_t pid;           /* -1: none runs */
    const char *url;     /* where the system under test finds it */
    const char *control; /* for tc_context.portal_control */
};

/* Start it with the named dialect. The process ends with this one. 0, or -1
 * and `err`. */
int tc_portal_start(struct tc_arena *arena, const struct tc_portal_options *options,
                    struct tc_portal *portal, struct tc_err *err);

/* Stop and reap it. */
void tc_portal_stop(struct tc_portal *portal);

#endif
