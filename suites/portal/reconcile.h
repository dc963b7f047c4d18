/* The events that the system took, and what the portal got of them. */
#ifndef SUITES_PORTAL_RECONCILE_H
#define SUITES_PORTAL_RECONCILE_H

#include "tracecert/portal.h"

/* Events of one object, in the order in which they were captured; `marks` are
 * the texts by which each is known. */
struct reconcile_object {
    const char *object; /* EPC that all of them share */
    const char *const *marks;
    json_t *const *events;
    size_t count;
};

/* The requirements that each kind of difference breaks. */
struct reconcile_rules {
    const char *complete;  /* lost, extra, duplicated */
    const char *unchanged; /* altered */
    const char *order;     /* out of order */
};

/* Wait until each event was accepted, then compare. Each difference is a
 * finding that names the event; what shows none is passed. Gives all attempts. */
struct tc_portal_attempts reconcile(struct tc_test *t, const struct reconcile_object *o,
                                    const struct reconcile_rules *rules);

#endif
