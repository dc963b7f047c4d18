/* A small HTTP and HTTPS server for other people's clients: whole requests,
 * bounded in size and time, answered by one function, which may also answer
 * badly on purpose. */
#ifndef TC_NET_SERVER_H
#define TC_NET_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"
#include "tracecert/err.h"
#include "tracecert/http.h"

#define TC_SERVER_BODY ((size_t)16 << 20)
#define TC_SERVER_CONNECTIONS 512
#define TC_SERVER_IDLE_S 60
#define TC_SERVER_REQUEST_MS 180000

struct tc_server_request {
    const char *base; /* URL of the server, without the last slash */
    const char *method;
    const char *target;              /* path and query as sent */
    const char *path;                /* without the query */
    const struct tc_header *headers; /* NULL name ends */
    const char *body;                /* NUL-terminated beyond body_len */
    size_t body_len;
    double at_ms;  /* when the last byte had come, monotonic */
    unsigned port; /* of the client's end of the connection; 0: not known */
};

/* How the answer goes out. */
enum tc_server_manner {
    TC_SERVER_WHOLE,
    TC_SERVER_CUT,   /* close after half of the body */
    TC_SERVER_RESET, /* no answer; the connection is reset */
    TC_SERVER_DRIP,  /* one byte of the body a second */
    TC_SERVER_RAW,   /* the body is the whole message, status line and all; then the
                      * connection ends. Over HTTPS: an ordinary answer without a body */
    TC_SERVER_STALE  /* as RAW, but the connection seems to stay and is reset when the next
                      * request comes on it */
};

struct tc_server_answer {
    int status;
    const struct tc_header *headers; /* NULL name ends; NULL: none */
    const char *type;                /* Content-Type; NULL: none */
    const char *body;
    size_t body_len;
    unsigned delay_ms; /* before the first byte */
    enum tc_server_manner manner;
};

/* Fill `answer`, whose texts live in the arena. Called from several threads at
 * once. */
typedef void tc_server_handler(struct tc_arena *arena, const struct tc_server_request *request,
                               struct tc_server_answer *answer, void *cookie);

struct tc_server_options {
    const char *host;    /* numeric address or "localhost"; NULL: 127.0.0.1 */
    unsigned port;       /* 0: a free one */
    const char *key_pem; /* with cert_pem: HTTPS; NULL: HTTP */
    const char *cert_pem;
    unsigned connections; /* at once; 0: TC_SERVER_CONNECTIONS */
    size_t max_body;      /* a longer one is answered 413; 0: TC_SERVER_BODY */
    unsigned request_ms;  /* from the connection or the last answer to the end of a request,
                           * or the connection ends; 0: TC_SERVER_REQUEST_MS */
    tc_server_handler *handler;
    /* A client asks whether it may send a body (Expect: 100-continue): a status
     * refuses it, 0 lets it go on. NULL: it always may. */
    int (*expect)(void *cookie);
    void *cookie;
};

struct tc_server;

/* A listening socket at a numeric host (or "localhost"; NULL: 127.0.0.1) and
 * port (0: a free one); `url` gets its address. -1 and `err` if it cannot be
 * had; errno says why, 0 where the host is no such address. */
int tc_server_listen(const char *host, unsigned port, const char *scheme, char *url,
                     size_t size, struct tc_err *err);

/* Listen and serve in threads of its own. NULL and `err` if the address cannot
 * be had. */
struct tc_server *tc_server_start(const struct tc_server_options *options, struct tc_err *err);

/* "http://127.0.0.1:8490"; lives as long as the server. */
const char *tc_server_url(const struct tc_server *server);

/* Stop: delays under way end at once. NULL has no effect. */
void tc_server_stop(struct tc_server *server);

/* First header of that name (any letter case), or NULL. */
const char *tc_server_header(const struct tc_server_request *request, const char *name);

#endif
