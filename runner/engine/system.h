/* One file describes a system under test: system.json. */
#ifndef TC_ENGINE_SYSTEM_H
#define TC_ENGINE_SYSTEM_H

#include <jansson.h>
#include <stdbool.h>

#include "tracecert/case.h"
#include "tracecert/err.h"

/* How a client shows who it is. Members that are secrets hold a reference
 * ("env:NAME", "file:PATH"); see secrets.h and credentials.h. */
enum tc_auth_kind {
    TC_AUTH_NONE,
    TC_AUTH_BEARER,
    TC_AUTH_BASIC,
    TC_AUTH_API_KEY,
    TC_AUTH_OAUTH2
};

struct tc_auth {
    enum tc_auth_kind kind;
    const char *token;           /* bearer: reference */
    const char *user, *password; /* basic: name, reference */
    const char *header, *key;    /* api-key: header name, reference */
    const char *token_url, *client_id, *client_secret,
        *scope; /* oauth2: secret is a reference */
};

struct tc_endpoint {
    bool configured;
    const char *url; /* without the last slash; label and page: a template */
    struct tc_auth auth;
};

/* One portal that the system reports to: there tracecert listens. */
struct tc_portal_setup {
    const char *name;          /* for people, "cổng tỉnh"; never NULL */
    const char *dialect;       /* name or file, "epcis"; never NULL */
    const char *listen;        /* as written, "127.0.0.1:8490" */
    const char *host;          /* "127.0.0.1" */
    unsigned port;             /* 0: any free one */
    const char *client_id;     /* that the system shows at the token endpoint */
    const char *client_secret; /* reference; NULL: see the following two */
    /* Of the key with which the system signs assertions in place of a secret, and of the
     * certificate that it shows when it is asked: see tc_system_pem. NULL: none. */
    const char *client_key, *client_certificate;
    /* What kills the system at once and starts it again: a command, or an
     * address to POST to; both NULL: only a person can. */
    const char *const *restart;
    const char *restart_url;
    const char *tls;   /* folder of the authority whose certificates it shows; NULL: HTTP */
    bool side_by_side; /* an event that waits holds up no other */
};

#define TC_PORTALS_MAX 4
#define TC_FURTHER_MAX 3 /* connections of the first portal beside its own */
#define TC_LISTENERS_MAX (TC_PORTALS_MAX + TC_FURTHER_MAX)

/* How events get into the system; all unset: captured at interfaces.epcis. */
struct tc_entry_setup {
    struct tc_endpoint endpoint; /* each document is POSTed there */
    const char *const *command;  /* gets each document on standard input */
    unsigned person_s; /* a person enters it and has so many seconds; 0: nobody is asked */
};

#define TC_NOTICE_SECRET "whsec_" /* how the secret of notices begins */

/* Where the system takes notices of a portal (webhooks), if it does. */
struct tc_notices_setup {
    struct tc_endpoint receiver; /* without credentials: notices are signed */
    const char *secret;          /* reference to "whsec_..." */
    struct tc_endpoint effects;  /* tells how often a notice had its effect; with {id} */
    bool handshake;              /* it gives a sender leave (CloudEvents web hooks) */
};

struct tc_limits {
    unsigned capture_job_ms;     /* captureJobMs; 10,000 */
    unsigned portal_delivery_ms; /* portalDeliveryMs; 30,000 */
    unsigned portal_timeout_ms;  /* portalTimeoutMs; 120,000 */
    unsigned request_timeout_ms; /* requestTimeoutMs; 10,000 */
};

/* What the statement says of a line. */
enum tc_statement { TC_STATEMENT_LEFT_OUT, TC_STATEMENT_YES, TC_STATEMENT_NO };

struct tc_statement_line {
    const char *name; /* "capture.xml" */
    enum tc_statement says;
};

struct tc_system {
    const char *file; /* as named by the user */
    const char *dir;  /* folder of the file: file: references start here */
    const char *name, *vendor, *version, *contact;
    bool roles[TC_ROLES];
    struct tc_endpoint epcis, resolver, label, page;
    /* The first is tested in full; behind the last one stand its further connections. */
    struct tc_portal_setup portals[TC_LISTENERS_MAX];
    unsigned portal_count, further_count;
    struct tc_entry_setup entry;
    struct tc_notices_setup notices;
    struct tc_limits limits;
    const struct tc_statement_line *statement; /* as written, in order */
    size_t statement_count;
    json_t *test_data; /* an object, never NULL; released by tc_system_free */
    char digest[65];   /* SHA-256 of the file */
};

/* Read and check a description. NULL and `err` (file, line, column, pointer,
 * with a suggestion for a misspelt word). Texts live in the arena. */
struct tc_system *tc_system_load(struct tc_arena *arena, const char *path, struct tc_err *err);

/* The same from bytes; `name` stands for the file. */
struct tc_system *tc_system_parse(struct tc_arena *arena, const char *name, const char *bytes,
                                  size_t len, struct tc_err *err);

/* The PEM text that a portal's client_key or client_certificate stands for: the content of
 * a file relative to the description, or, of a system that this program has set up by
 * itself, the text itself. NULL and `err` if it cannot be read. */
const char *tc_system_pem(struct tc_arena *arena, const struct tc_system *system,
                          const char *name, struct tc_err *err);

/* Release what is not the arena's. NULL has no effect. */
void tc_system_free(struct tc_system *system);

/* What the statement says of the line. */
enum tc_statement tc_system_stated(const struct tc_system *system, const char *line);

/* Is there a way to put events into it? */
bool tc_system_takes_events(const struct tc_system *system);

/* The interfaces that are configured, TC_NEEDS_*. */
unsigned tc_system_offers(const struct tc_system *system);

/* The role of that name ("resolver"), or -1. */
int tc_role_from_name(const char *name);

#endif
