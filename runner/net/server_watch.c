/* Each connection has a deadline for what it does now, however lively it looks: a
 * client that sends or reads a byte a minute is never idle, and never ready. */
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "base/clock.h"
#include "net/server_parts.h"

#define LOOK_MS 200
#define ANSWER_MS 1800000 /* longer than the slowest answer on purpose takes */

static struct tc_server_guest *guest_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info ? info->socket_context : NULL;
}

static void give_time(struct tc_server *server, struct tc_server_guest *guest, unsigned ms)
{
    if (!guest)
        return;
    pthread_mutex_lock(&server->lock);
    guest->until_ms = tc_clock_ms() + ms;
    pthread_mutex_unlock(&server->lock);
}

void tc_server_guest_answers(struct tc_server *server, struct MHD_Connection *connection)
{
    give_time(server, guest_of(connection), ANSWER_MS);
}

void tc_server_guest_waits(struct tc_server *server, struct MHD_Connection *connection)
{
    give_time(server, guest_of(connection), server->request_ms);
}

static void enter(struct tc_server *server, struct MHD_Connection *connection, void **guest)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct tc_server_guest *g = calloc(1, sizeof(*g));

    if (!g)
        abort();
    g->fd = info ? info->connect_fd : -1;
    g->until_ms = tc_clock_ms() + server->request_ms;
    pthread_mutex_lock(&server->lock);
    g->next = server->guests;
    if (g->next)
        g->next->before = g;
    server->guests = g;
    pthread_mutex_unlock(&server->lock);
    *guest = g;
}

/* The library closes the descriptor after this, so that none in the list can be
 * another connection's. */
static void leave(struct tc_server *server, struct tc_server_guest *g)
{
    pthread_mutex_lock(&server->lock);
    if (g->before)
        g->before->next = g->next;
    else
        server->guests = g->next;
    if (g->next)
        g->next->before = g->before;
    pthread_mutex_unlock(&server->lock);
    free(g);
}

void tc_server_on_guest(void *cookie, struct MHD_Connection *connection, void **guest,
                        enum MHD_ConnectionNotificationCode what)
{
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        enter(cookie, connection, guest);
    else if (*guest)
        leave(cookie, *guest);
}

static void end_late_ones(struct tc_server *server)
{
    double now = tc_clock_ms();

    pthread_mutex_lock(&server->lock);
    for (struct tc_server_guest *g = server->guests; g; g = g->next)
        if (now > g->until_ms)
            shutdown(g->fd, SHUT_RDWR);
    pthread_mutex_unlock(&server->lock);
}

void *tc_server_watch(void *cookie)
{
    const struct timespec pause = { 0, LOOK_MS * 1000000L };
    struct tc_server *server = cookie;

    while (!server->stopping) {
        end_late_ones(server);
        nanosleep(&pause, NULL);
    }
    return NULL;
}
