/* The events that the system took, what it holds of them, and what each portal
 * got of them. */
#ifndef SUITES_PORTAL_RECONCILE_H
#define SUITES_PORTAL_RECONCILE_H

#include "tracecert/portal.h"

/* Events of one object, in the order in which they were captured. */
struct reconcile_object {
    const char *object;       /* EPC that all of them share, the first of each */
    const char *const *marks; /* texts by which each is known; NULL: by its eventTime */
    json_t *const *events;
    size_t count;
    double until_ms; /* events are waited for until then; 0: as long as the client says that
                      * it takes */
};

/* The requirements that each kind of difference breaks. */
struct reconcile_rules {
    const char *complete;  /* lost, extra, duplicated */
    const char *unchanged; /* altered */
    const char *order;     /* out of order; NULL: not looked at */
    const char *elsewhere; /* any of these at the other portals; NULL: do not look there */
};

/* Wait until each event was accepted, then compare the system, the first portal
 * and the others. Each difference is a finding that names the event; what shows
 * none is passed. Gives all attempts at the first portal. */
struct tc_portal_attempts reconcile(struct tc_test *t, const struct reconcile_object *o,
                                    const struct reconcile_rules *rules);

/* The same at the portal that the case speaks of, and nowhere else. */
struct tc_portal_attempts reconcile_here(struct tc_test *t, const struct reconcile_object *o,
                                         const struct reconcile_rules *rules);

/* The event of this EPC in the system, where it can be asked for: neither lost nor
 * doubled, whatever a portal made of it. */
void reconcile_system(struct tc_test *t, const char *mark, const char *requirement);

#endif
