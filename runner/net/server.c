/* Each connection has a thread of its own, so that an answer that is slow on
 * purpose holds up nobody else. */
#include <stdlib.h>
#include <unistd.h>

#include "net/descriptors.h"
#include "net/server_parts.h"

static void silent(void *cookie, const char *format, va_list ap)
{
    (void)cookie;
    (void)format;
    (void)ap;
}

static struct MHD_Daemon *start_daemon(struct tc_server *server,
                                       const struct tc_server_options *o, int fd)
{
    unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION |
                     MHD_USE_POLL | MHD_USE_ERROR_LOG | (o->key_pem ? MHD_USE_TLS : 0);
    unsigned most = tc_descriptors_for(o->connections ? o->connections : TC_SERVER_CONNECTIONS);

    return MHD_start_daemon(
        flags, 0, NULL, NULL, tc_server_on_request, server, MHD_OPTION_EXTERNAL_LOGGER, silent,
        NULL, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, most,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TC_SERVER_IDLE_S, MHD_OPTION_URI_LOG_CALLBACK,
        tc_server_on_line, server, MHD_OPTION_NOTIFY_COMPLETED, tc_server_on_end, server,
        MHD_OPTION_NOTIFY_CONNECTION, tc_server_on_guest, server,
        o->key_pem ? MHD_OPTION_HTTPS_MEM_KEY : MHD_OPTION_END, o->key_pem,
        MHD_OPTION_HTTPS_MEM_CERT, o->cert_pem, MHD_OPTION_END);
}

struct tc_server *tc_server_start(const struct tc_server_options *o, struct tc_err *err)
{
    struct tc_server *server = calloc(1, sizeof(*server));
    int fd;

    if (!server || pthread_mutex_init(&server->lock, NULL) != 0)
        abort();
    server->handler = o->handler;
    server->expect = o->expect;
    server->secure = o->key_pem != NULL;
    server->cookie = o->cookie;
    server->max_body = o->max_body ? o->max_body : TC_SERVER_BODY;
    server->request_ms = o->request_ms ? o->request_ms : TC_SERVER_REQUEST_MS;
    fd = tc_server_listen(o->host, o->port, o->key_pem ? "https" : "http", server->url,
                          sizeof(server->url), err);
    if (fd >= 0)
        server->daemon = start_daemon(server, o, fd);
    if (server->daemon && pthread_create(&server->watch, NULL, tc_server_watch, server) == 0)
        return server;
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    else if (fd >= 0)
        close(fd);
    if (fd >= 0)
        tc_err_set(err, "không khởi động được máy chủ tại %s", "cannot start the server at %s",
                   server->url);
    pthread_mutex_destroy(&server->lock);
    free(server);
    return NULL;
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
    pthread_join(server->watch, NULL);
    MHD_stop_daemon(server->daemon);
    pthread_mutex_destroy(&server->lock);
    free(server);
}
