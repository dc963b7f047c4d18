/* One request from its first line to the last byte of the answer. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

#include "base/clock.h"
#include "net/server_parts.h"

#define HEADERS_MAX 100
#define HELD_MAX ((size_t)256 << 20) /* bodies of all clients that are not yet answered */
#define TARGET_MAX 8192
#define SLICE_MS 20 /* so long a delay may outlive the order to stop */
#define DRIP_MS 1000
#define RAW_MS 3000 /* for one piece of a message to go out, for a next request to come */

struct exchange {
    struct tc_server *server;
    struct tc_arena *arena;
    const char *target;
    bool begun;
    int refusal; /* status for a body that is not taken; 0: it is */
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
        e->refusal = 413;
        return;
    }
    if (atomic_fetch_add(&e->server->held, len) + len > HELD_MAX) {
        atomic_fetch_sub(&e->server->held, len);
        e->refusal = 503;
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

static unsigned port_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

    return info && info->client_addr->sa_family == AF_INET
               ? ntohs(((const struct sockaddr_in *)info->client_addr)->sin_port)
               : 0;
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
        .port = port_of(connection),
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

/* Time that the answer takes on purpose is no idleness of the client's: the
 * library, which measures that, begins anew behind it. */
static void pause_before(const struct exchange *e, struct MHD_Connection *connection)
{
    if (e->answer.delay_ms == 0)
        return;
    MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT, 0u);
    pause_ms(e->server, e->answer.delay_ms);
    MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT,
                              (unsigned)TC_SERVER_IDLE_S);
}

static int socket_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

    return info ? info->connect_fd : -1;
}

/* Closing a connection whose lingering time is 0 resets it. */
static void reset_on_close(struct MHD_Connection *connection)
{
    const struct linger none = { .l_onoff = 1, .l_linger = 0 };

    setsockopt(socket_of(connection), SOL_SOCKET, SO_LINGER, &none, sizeof(none));
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

    tc_server_guest_answers(e->server, connection);
    e->answer.status = 500;
    if (e->refusal)
        e->answer.status = e->refusal;
    else
        e->server->handler(e->arena, &request, &e->answer, e->server->cookie);
    if (!e->answer.body)
        e->answer.body = "";
    pause_before(e, connection);
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

enum MHD_Result tc_server_on_request(void *cookie, struct MHD_Connection *connection,
                                     const char *path, const char *method, const char *version,
                                     const char *bytes, size_t *len, void **state)
{
    struct exchange *e = *state;

    (void)cookie;
    (void)path;
    (void)version;
    if (!e)
        return MHD_NO;
    if (!e->begun) {
        e->begun = true;
        return refuse_body(e, connection);
    }
    if (*len) {
        if (!e->refusal)
            collect(e, bytes, *len);
        *len = 0;
        return MHD_YES;
    }
    return answer(e, connection, method);
}

/* The first line has come: the target as it was sent, not yet decoded; a line that
 * is none may have no target. */
void *tc_server_on_line(void *cookie, const char *target, struct MHD_Connection *connection)
{
    struct exchange *e = calloc(1, sizeof(*e));

    (void)connection;
    if (!e)
        abort();
    e->server = cookie;
    e->arena = tc_arena_new();
    e->target = tc_arena_strndup(e->arena, target ? target : "",
                                 target ? strnlen(target, TARGET_MAX) : 0);
    return e;
}

void tc_server_on_end(void *cookie, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode why)
{
    struct exchange *e = *state;

    (void)why;
    tc_server_guest_waits(cookie, connection);
    if (e) {
        atomic_fetch_sub(&e->server->held, e->body_len);
        tc_arena_free(e->arena);
        free(e->body);
        free(e);
    }
    *state = NULL;
}
