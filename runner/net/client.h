/* One blocking, bounded HTTP exchange. Takes nothing from its surroundings: no
 * proxy, netrc, cookies or cache. */
#ifndef TC_NET_CLIENT_H
#define TC_NET_CLIENT_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"
#include "tracecert/http.h"
#include "tracecert/text.h"

#define TC_CLIENT_REDIRECTS 5
#define TC_CLIENT_TIMEOUT_MS 10000
#define TC_CLIENT_BODY ((size_t)8 << 20)

/* Why there is no answer. */
enum tc_failure {
    TC_FAILURE_NONE,
    TC_FAILURE_URL,       /* not an http or https URL that can be used */
    TC_FAILURE_DNS,       /* the host name is not known */
    TC_FAILURE_REFUSED,   /* nothing listens there, or no way to get there */
    TC_FAILURE_TIMEOUT,   /* no whole answer within the time */
    TC_FAILURE_TLS,       /* handshake or certificate */
    TC_FAILURE_TOO_LARGE, /* header or body beyond the limit */
    TC_FAILURE_NOT_HTTP,  /* something answers, but not in HTTP */
    TC_FAILURE_CUT,       /* the connection ended within the answer */
    TC_FAILURE_REDIRECTS, /* more than TC_CLIENT_REDIRECTS, or to no http URL */
    TC_FAILURE_OTHER,
    TC_FAILURES
};

/* "dns", "refused", ...; "" for none. For machine-readable files. */
const char *tc_failure_name(enum tc_failure failure);

/* A connection that stays for the next exchange, if the server lets it; otherwise the next
 * one makes another. For one thread at a time of the process that made it. */
struct tc_client_line;

/* The caller frees it; never NULL. */
struct tc_client_line *tc_client_line_new(void);

/* Ends the connection. NULL has no effect; in a child process the parent's connection stays. */
void tc_client_line_free(struct tc_client_line *line);

struct tc_client_request {
    const char *method;                  /* NULL: "GET" */
    const char *url;                     /* http or https, absolute */
    const struct tc_header *headers;     /* ends with a NULL name; or NULL */
    const struct tc_header *credentials; /* the same, but only for the origin of `url` */
    const void *body;                    /* NULL: none */
    size_t body_len;
    bool follow;                 /* redirects, at most TC_CLIENT_REDIRECTS */
    unsigned timeout_ms;         /* for all hops together; 0: TC_CLIENT_TIMEOUT_MS */
    size_t max_body;             /* 0: TC_CLIENT_BODY */
    struct tc_client_line *line; /* NULL: a connection of its own */
};

struct tc_client_answer {
    enum tc_failure failure;
    struct tc_text why;              /* of the failure; .en NULL when there is none */
    long status;                     /* of the last hop; 0: not even a status line came */
    const char *url;                 /* of the last hop */
    const char *sent;                /* head of the last request as sent, with its secrets */
    const struct tc_header *headers; /* of the last hop, in order; NULL name ends */
    size_t header_count;
    const char *body; /* NUL-terminated beyond body_len; what came before a failure, too */
    size_t body_len;
    unsigned hops; /* redirects that were followed */
    double took_ms;
};

/* Send and wait for the whole answer. Always fills `answer`; all of it lives in
 * the arena. May be used from several threads, each with its own arena. */
void tc_client_send(struct tc_arena *arena, const struct tc_client_request *request,
                    struct tc_client_answer *answer);

/* First header of that name (any letter case), or NULL. */
const char *tc_client_header(const struct tc_client_answer *answer, const char *name);

/* True if both are http(s) URLs of the same scheme, host and port. */
bool tc_client_same_origin(const char *a, const char *b);

/* True for an absolute http or https URL with a host and without user
 * information, which would be a secret. */
bool tc_client_url_valid(const char *url);

#endif
