/* How a portal can answer, well or badly: named behaviours that a script
 * combines with statuses, headers and delays. */
#ifndef TC_PORTAL_BEHAVIOUR_H
#define TC_PORTAL_BEHAVIOUR_H

#include <stdbool.h>

#include "net/server.h"
#include "tracecert/text.h"

/* Where a redirect leads. */
enum tc_portal_lead {
    TC_PORTAL_NOWHERE,
    TC_PORTAL_ELSEWHERE, /* to another origin of the simulator's, https where it speaks TLS */
    TC_PORTAL_PLAIN,     /* to another origin, by plain http */
    TC_PORTAL_AGAIN      /* to where it came from */
};

struct tc_portal_behaviour {
    const char *name; /* "cut" */
    enum tc_server_manner manner;
    unsigned delay_ms; /* at least */
    bool answers;      /* the client gets a whole answer from it */
    bool needs_body;   /* an answer without a body could not show it */
    int status;        /* that goes with it; 0: any */
    enum tc_portal_lead leads;
    size_t body_len;   /* so long a body of filler; 0: the answer's own */
    size_t least_body; /* a shorter one gets blanks behind it */
    bool raw;          /* a message of its own making; see oddity.h */
    struct tc_text what;
};

/* All behaviours; the last has a NULL name. The first is the plain answer. */
extern const struct tc_portal_behaviour tc_portal_behaviours[];

/* The behaviour of that name, or NULL. */
const struct tc_portal_behaviour *tc_portal_behaviour_find(const char *name);

#endif
