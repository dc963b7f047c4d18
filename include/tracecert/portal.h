/* The portal simulator as a case sees it: what it shall answer for one event,
 * and what it received. Which traffic belongs to a case is told by the event
 * ids that the case captured, never by the order of arrival. */
#ifndef TRACECERT_PORTAL_H
#define TRACECERT_PORTAL_H

#include <jansson.h>

#include "tracecert/case.h"

/* One answer. Unset members: the dialect's normal answer. */
struct tc_portal_step {
    int status;              /* 0: the dialect's success (EPCIS capture: 202 or 201) */
    const char *retry_after; /* Retry-After header, or NULL */
    unsigned delay_ms;       /* before the answer */
    bool cut;                /* close after half of the body */
    unsigned times;          /* answers like this so often; 0: once */
};

/* Answer requests that carry the event by these steps in turn, then normally.
 * Returns 0, or stops the case as ERROR if the simulator cannot be reached. */
void tc_portal_script(struct tc_test *t, const char *event_id,
                      const struct tc_portal_step *steps, size_t n);

/* One delivery attempt of the event. */
struct tc_portal_attempt {
    double at_ms;          /* arrival, on the clock of tc_test_now_ms */
    int status;            /* that the simulator answered; 0: cut */
    const char *token;     /* digest of the bearer token, "" if none */
    const char *event_sha; /* SHA-256 of the event as canonical JSON */
    const char *body_sha;  /* SHA-256 of the request body; a blob of the run */
    const char *target;    /* request target: path and query */
    const json_t *event;   /* the event as received, borrowed */
};

struct tc_portal_attempts {
    const struct tc_portal_attempt *items;
    size_t count;
};

/* Wait until the event was answered with success or `ms` have passed, then
 * give all its attempts so far. */
struct tc_portal_attempts tc_portal_wait(struct tc_test *t, const char *event_id, unsigned ms);

/* All attempts of the event after waiting the whole `ms`: for "nothing more
 * must arrive". */
struct tc_portal_attempts tc_portal_watch(struct tc_test *t, const char *event_id, unsigned ms);

/* Number of token requests between two times (tc_test_now_ms). */
size_t tc_portal_token_requests(struct tc_test *t, double from_ms, double to_ms);

#endif
