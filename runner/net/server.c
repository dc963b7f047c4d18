/* Each connection has a thread of its own, so that an answer that is slow on
 * purpose holds up nobody else. */
#include "net/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

#define HEADERS_MAX 100
#define TARGET_MAX 8192
#define SLICE_MS 20 /* so long a delay may outlive the order to stop */
#define DRIP_MS 1000
#define RAW_MS 3000 /* for one piece of a message to go out, for a next request to come */

struct tc_server {
    struct MHD_Daemon *daemon;
    tc_server_handler *handler;
    int (*expect)(void *cookie);
    bool secure;
    void *cookie;
    size_t max_body;
    atomic_bool stopping;
    char url[128];
};

/* One request from its first line to the last byte of the answer. */
struct exchange {
    struct tc_server *server;
    struct tc_arena *arena;
    const char *target;
    bool begun, too_large;
    char *body;
    size_t body_len, body_size;
    struct tc_server_answer answer;
};

/* --- the request ------------------------------------------------------------ */

const char *tc_server_header(const struct tc_server_request *request, const char *name)
{
    for (const struct tc_header *h = request->headers; h->name; h++)
        if (strcasecmp(h->name, name) == 0)
            return h->value;
    return NULL;
}

struct header_list {
    struct tc_arena *arena;
    struct tc_header *items;
    size_t count;
};

static enum MHD_Result take_header(void *cookie, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    struct header_list *list = cookie;

    (void)kind;
    if (list->count == HEADERS_MAX)
        return MHD_NO;
    list->items[list->count++] =
        (struct tc_header){ tc_arena_strdup(list->arena, name),
                            tc_arena_strdup(list->arena, value ? value : "") };
    return MHD_YES;
}

static const struct tc_header *headers_of(struct tc_arena *arena, struct MHD_Connection *from)
{
    struct header_list list = { arena, NULL, 0 };

    list.items = tc_arena_alloc(arena, (HEADERS_MAX + 1) * sizeof(*list.items));
    MHD_get_connection_values(from, MHD_HEADER_KIND, take_header, &list);
    return list.items;
}

static void collect(struct exchange *e, const char *bytes, size_t len)
{
    if (len > e->server->max_body - e->body_len) {
        e->too_large = true;
        return;
    }
    if (e->body_len + len + 1 > e->body_size) {
        e->body_size = 2 * (e->body_len + len + 1);
        e->body = realloc(e->body, e->body_size);
        if (!e->body)
            abort();
    }
    memcpy(e->body + e->body_len, bytes, len);
    e->body_len += len;
    e->body[e->body_len] = '\0';
}

static struct tc_server_request
request_of(struct exchange *e, struct MHD_Connection *connection, const char *method)
{
    return (struct tc_server_request){
        .base = e->server->url,
        .method = tc_arena_strdup(e->arena, method),
        .target = e->target,
        .path = tc_arena_strndup(e->arena, e->target, strcspn(e->target, "?")),
        .headers = headers_of(e->arena, connection),
        .body = e->body ? e->body : "",
        .body_len = e->body_len,
        .at_ms = tc_clock_ms(),
    };
}

/* --- the answer ------------------------------------------------------------- */

static void pause_ms(const struct tc_server *server, unsigned ms)
{
    double until = tc_clock_ms() + ms, left;

    while ((left = until - tc_clock_ms()) > 0 && !server->stopping) {
        const struct timespec slice = { 0, (left < SLICE_MS ? left : SLICE_MS) * 1e6 };

        nanosleep(&slice, NULL);
    }
}

/* The body piece by piece, for answers that break off or drip. */
static ssize_t next_piece(void *cookie, uint64_t at, char *to, size_t room)
{
    struct exchange *e = cookie;
    size_t end =
        e->answer.manner == TC_SERVER_CUT ? e->answer.body_len / 2 : e->answer.body_len;

    if (at >= end || e->server->stopping)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    if (e->answer.manner == TC_SERVER_DRIP) {
        pause_ms(e->server, DRIP_MS);
        room = 1;
    }
    if (room > end - at)
        room = end - at;
    memcpy(to, e->answer.body + at, room);
    return (ssize_t)room;
}

static bool is_raw(const struct exchange *e)
{
    return e->answer.manner == TC_SERVER_RAW || e->answer.manner == TC_SERVER_STALE;
}

static struct MHD_Response *response_of(struct exchange *e)
{
    const struct tc_server_answer *a = &e->answer;
    struct MHD_Response *response;

    if (is_raw(e))
        response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    else if (a->manner == TC_SERVER_WHOLE)
        response = MHD_create_response_from_buffer(a->body_len, (void *)a->body,
                                                   MHD_RESPMEM_PERSISTENT);
    else
        response = MHD_create_response_from_callback(a->body_len, 4096, next_piece, e, NULL);
    if (!response)
        abort();
    if (a->type)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, a->type);
    for (const struct tc_header *h = a->headers; h && h->name; h++)
        MHD_add_response_header(response, h->name, h->value);
    return response;
}

/* Closing a connection whose lingering time is 0 resets it. */
static void reset_on_close(struct MHD_Connection *connection)
{
    const struct linger none = { .l_onoff = 1, .l_linger = 0 };
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

    if (info)
        setsockopt(info->connect_fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
}

static int socket_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

    return info ? info->connect_fd : -1;
}

/* Until the socket is ready or the server stops; at most so long. */
static bool is_ready(const struct tc_server *server, int fd, short what, unsigned ms)
{
    double until = tc_clock_ms() + ms;
    struct pollfd ready = { fd, what, 0 };

    while (!server->stopping && tc_clock_ms() < until)
        if (poll(&ready, 1, SLICE_MS) > 0)
            return true;
    return false;
}

/* The message as it is, beside the library, which then closes the connection. */
static enum MHD_Result send_raw(const struct exchange *e, struct MHD_Connection *connection)
{
    int fd = socket_of(connection);
    const char *bytes = e->answer.body;
    size_t left = e->answer.body_len;

    while (left > 0 && is_ready(e->server, fd, POLLOUT, RAW_MS)) {
        ssize_t sent = send(fd, bytes, left, MSG_NOSIGNAL);

        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            break;
        bytes += sent > 0 ? sent : 0;
        left -= sent > 0 ? (size_t)sent : 0;
    }
    if (e->answer.manner == TC_SERVER_STALE && is_ready(e->server, fd, POLLIN, RAW_MS))
        reset_on_close(connection);
    return MHD_NO;
}

static enum MHD_Result answer(struct exchange *e, struct MHD_Connection *connection,
                              const char *method)
{
    struct tc_server_request request = request_of(e, connection, method);
    struct MHD_Response *response;
    enum MHD_Result result;

    e->answer.status = 500;
    if (e->too_large)
        e->answer.status = 413;
    else
        e->server->handler(e->arena, &request, &e->answer, e->server->cookie);
    if (!e->answer.body)
        e->answer.body = "";
    pause_ms(e->server, e->answer.delay_ms);
    if (e->answer.manner == TC_SERVER_RESET) {
        reset_on_close(connection);
        return MHD_NO;
    }
    if (is_raw(e) && !e->server->secure)
        return send_raw(e, connection);
    response = response_of(e);
    result = MHD_queue_response(connection, (unsigned)e->answer.status, response);
    MHD_destroy_response(response);
    return result;
}

/* A client that waits for "100 Continue" may be told that it does not come. */
static enum MHD_Result refuse_body(struct exchange *e, struct MHD_Connection *connection)
{
    const char *expect =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_EXPECT);
    int status = expect && e->server->expect ? e->server->expect(e->server->cookie) : 0;
    struct MHD_Response *response;
    enum MHD_Result result;

    if (!status)
        return MHD_YES;
    response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (!response)
        abort();
    result = MHD_queue_response(connection, (unsigned)status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result on_request(void *cookie, struct MHD_Connection *connection,
                                  const char *path, const char *method, const char *version,
                                  const char *bytes, size_t *len, void **state)
{
    struct exchange *e = *state;

    (void)cookie;
    (void)path;
    (void)version;
    if (!e->begun) {
        e->begun = true;
        return refuse_body(e, connection);
    }
    if (*len) {
        if (!e->too_large)
            collect(e, bytes, *len);
        *len = 0;
        return MHD_YES;
    }
    return answer(e, connection, method);
}

/* The first line has come: the target as it was sent, not yet decoded. */
static void *on_line(void *cookie, const char *target, struct MHD_Connection *connection)
{
    struct exchange *e = calloc(1, sizeof(*e));

    (void)connection;
    if (!e)
        abort();
    e->server = cookie;
    e->arena = tc_arena_new();
    e->target = tc_arena_strndup(e->arena, target, strnlen(target, TARGET_MAX));
    return e;
}

static void on_end(void *cookie, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode why)
{
    struct exchange *e = *state;

    (void)cookie;
    (void)connection;
    (void)why;
    if (e) {
        tc_arena_free(e->arena);
        free(e->body);
        free(e);
    }
    *state = NULL;
}

/* --- the server ------------------------------------------------------------- */

static void silent(void *cookie, const char *format, va_list ap)
{
    (void)cookie;
    (void)format;
    (void)ap;
}

int tc_server_listen(const char *given, unsigned number, const char *scheme, char *url,
                     size_t size, struct tc_err *err)
{
    const char *host = !given || strcmp(given, "localhost") == 0 ? "127.0.0.1" : given;
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
                              .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV };
    struct sockaddr_storage at;
    socklen_t len = sizeof(at);
    struct addrinfo *found = NULL;
    char port[16], bare[64], name[64];
    const int on = 1;
    int fd = -1;

    snprintf(port, sizeof(port), "%u", number);
    snprintf(bare, sizeof(bare), "%.*s", (int)strcspn(host + (*host == '['), "]"),
             host + (*host == '['));
    if (getaddrinfo(bare, port, &hints, &found) == 0)
        fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) < 0 ||
                    bind(fd, found->ai_addr, found->ai_addrlen) < 0 || listen(fd, 512) < 0 ||
                    getsockname(fd, (struct sockaddr *)&at, &len) < 0 ||
                    getnameinfo((struct sockaddr *)&at, len, name, sizeof(name), port,
                                sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV) != 0)) {
        int why = errno;

        close(fd);
        fd = -1;
        errno = why;
    }
    if (fd < 0)
        tc_err_set(err, "không lắng nghe được tại %s cổng %u (%s)",
                   "cannot listen at %s port %u (%s)", host, number,
                   found ? strerror(errno) : "no address");
    else
        snprintf(url, size, strchr(name, ':') ? "%s://[%s]:%s" : "%s://%s:%s", scheme, name,
                 port);
    if (found)
        freeaddrinfo(found);
    return fd;
}

struct tc_server *tc_server_start(const struct tc_server_options *o, struct tc_err *err)
{
    struct tc_server *server = calloc(1, sizeof(*server));
    unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION |
                     MHD_USE_POLL | MHD_USE_ERROR_LOG | (o->key_pem ? MHD_USE_TLS : 0);
    unsigned connections = o->connections ? o->connections : TC_SERVER_CONNECTIONS;
    int fd;

    if (!server)
        abort();
    server->handler = o->handler;
    server->expect = o->expect;
    server->secure = o->key_pem != NULL;
    server->cookie = o->cookie;
    server->max_body = o->max_body ? o->max_body : TC_SERVER_BODY;
    fd = tc_server_listen(o->host, o->port, o->key_pem ? "https" : "http", server->url,
                          sizeof(server->url), err);
    if (fd < 0) {
        free(server);
        return NULL;
    }
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, silent, NULL,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TC_SERVER_IDLE_S, MHD_OPTION_URI_LOG_CALLBACK,
        on_line, server, MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
        o->key_pem ? MHD_OPTION_HTTPS_MEM_KEY : MHD_OPTION_END, o->key_pem,
        MHD_OPTION_HTTPS_MEM_CERT, o->cert_pem, MHD_OPTION_END);
    if (!server->daemon) {
        close(fd);
        tc_err_set(err, "không khởi động được máy chủ tại %s", "cannot start the server at %s",
                   server->url);
        free(server);
        return NULL;
    }
    return server;
}

const char *tc_server_url(const struct tc_server *server)
{
    return server->url;
}

void tc_server_stop(struct tc_server *server)
{
    if (!server)
        return;
    server->stopping = true;
    MHD_stop_daemon(server->daemon);
    free(server);
}
