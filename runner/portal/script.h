/* A script: how the portal answers certain requests, in turn, before it
 * answers normally.
 *
 *     { "steps": [
 *       { "on": "*", "status": 503, "retryAfter": "2", "times": 3 },
 *       { "on": "urn:uuid:…", "behaviour": "reset" },
 *       { "on": "urn:uuid:…", "job": "jobFailed" },
 *       { "on": "urn:uuid:…", "answer": "systemError" },
 *       { "on": "urn:uuid:…", "result": "rejected" },
 *       { "on": "urn:uuid:…", "status": 413, "leastEvents": 2 },
 *       { "on": "token", "status": 503 },
 *       { "on": "token", "expiresIn": "\"3600\"" } ] }
 *
 * "on" is "token" (requests for an access token), "expect" (a request with
 * Expect: 100-continue, before its body), "*" (any delivery),
 * "record:product" (that kind of record), "record:product:KEY" (the one of that key), or a text
 * that stands in an event: its eventID, an EPC. A member "forget" with such a word drops what
 * is left of its earlier steps. */
#ifndef TC_PORTAL_SCRIPT_H
#define TC_PORTAL_SCRIPT_H

#include <jansson.h>

#include "portal/behaviour.h"
#include "tracecert/err.h"

#define TC_PORTAL_ON_TOKEN "token"
#define TC_PORTAL_ON_ANY "*"
#define TC_PORTAL_ON_EXPECT "expect"  /* a client that asks first whether it may send a body */
#define TC_PORTAL_ON_UNMET "unmet:"   /* asked for alone: what named an id not given */
#define TC_PORTAL_ON_STATUS "status:" /* asked for alone: deliveries answered with that */
#define TC_PORTAL_REJECTED "rejected" /* the answer lists the event as refused */
#define TC_PORTAL_OMITTED "omitted"   /* the answer does not speak of the event */
#define TC_PORTAL_ON_RECORD "record:" /* and the kind of record */

struct tc_portal_turn {
    const char *on;
    int status;         /* 0: the dialect's normal answer */
    const char *answer; /* name of the dialect's answer in place of the normal one; or NULL */
    const char *retry_after; /* "2", a date, any text; "date+2": the date 2 s later; or NULL */
    unsigned delay_ms;
    const struct tc_portal_behaviour *behaviour;
    unsigned times;         /* at least 1 */
    const char *result;     /* what becomes of this event among those of its delivery:
                             * TC_PORTAL_REJECTED, TC_PORTAL_OMITTED; NULL: what the answer says */
    unsigned least_events;  /* for deliveries with at least so many events alone */
    const char *job;        /* what is answered to a question for this delivery's job: the name
                             * of an answer of the dialect; NULL: the normal one */
    unsigned job_times;     /* so often, then the normal one; 0: always */
    const char *expires_in; /* token requests: in place of the lifetime this JSON, what is none
                             * leaves it out; NULL: the lifetime */
};

struct tc_portal_script {
    const struct tc_portal_turn *turns;
    size_t count;
    const char *forget; /* or NULL */
};

/* Read a script from bytes; `name` stands for the file. 0, or -1 and `err`
 * with the place of the mistake. */
int tc_portal_script_parse(struct tc_arena *arena, const char *name, const char *bytes,
                           size_t len, struct tc_portal_script *script, struct tc_err *err);

#endif
