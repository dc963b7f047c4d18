/* HTTP as a case sees it. Every exchange is recorded as evidence, secrets
 * removed; bodies and times are bounded. */
#ifndef TRACECERT_HTTP_H
#define TRACECERT_HTTP_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "tracecert/case.h"

/* The interface whose base URL and credentials a request uses. */
enum tc_interface {
    TC_IF_EPCIS,
    TC_IF_RESOLVER,
    TC_IF_LABEL,
    TC_IF_PAGE,
    TC_IF_ENTRY,
    TC_IF_NOTICES, /* the receiver of notices; see tracecert/notice.h */
    TC_IF_EFFECTS, /* what became of them; a template */
    TC_IFS
};

struct tc_header {
    const char *name, *value;
};

struct tc_request {
    const char *method; /* NULL: "GET" */
    enum tc_interface to;
    const char *path;   /* appended to the base URL ("/events?x=y"), or an absolute URL */
    const char *type;   /* Content-Type of the body, or NULL */
    const char *accept; /* Accept, or NULL */
    const void *body;   /* NULL: none */
    size_t body_len;
    const struct tc_header *headers; /* more headers; ends with a NULL name; or NULL */
    bool anonymous;                  /* send no credentials */
    bool follow;                     /* follow redirects, at most 5 */
    unsigned timeout_ms;             /* 0: 10,000 */
    size_t max_body;                 /* 0: 8 MiB */
};

struct tc_response {
    int exchange; /* number of the exchange in the case, from 1 */
    long status;
    const char *url;  /* of the last hop */
    const char *body; /* NUL-terminated beyond body_len */
    size_t body_len;
    const struct tc_header *headers; /* in order, all of them; NULL name ends */
    double took_ms;
    const char *failure; /* tc_try only: why there is no answer (English); else NULL */
};

/* Send and wait. No answer (refused, cut, too late, too large, not HTTP)
 * stops the case as INCONCLUSIVE. Credentials go only to the interface's own
 * origin. The response lives until the end of the case. */
const struct tc_response *tc_send(struct tc_test *t, const struct tc_request *request);

/* The same for a case to which having no answer is an answer. */
const struct tc_response *tc_try(struct tc_test *t, const struct tc_request *request);

/* First header of that name (any letter case), or NULL. */
const char *tc_response_header(const struct tc_response *response, const char *name);

/* The body as JSON, or NULL if it is none. Owned by the case: do not decref. */
json_t *tc_response_json(struct tc_test *t, const struct tc_response *response);

/* True if the Content-Type is `type`, parameters apart. */
bool tc_response_is(const struct tc_response *response, const char *type);

/* Base URL of an interface without the last slash; NULL if not configured. */
const char *tc_base_url(struct tc_test *t, enum tc_interface of);

/* Percent-encode everything but unreserved characters; owned by the case. */
const char *tc_url_encode(struct tc_test *t, const char *s);

#endif
