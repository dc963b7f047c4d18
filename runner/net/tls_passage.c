/* One connection of a TLS front: what the client sends goes on to the server, and
 * back. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/tls_passage_parts.h"

#define WRITE_MS 60000 /* for a client to take one piece */
#define IDLE_MS 660000 /* longer than the longest silence on purpose */
#define SLICE_MS 100
#define CHUNK 16384

static bool send_plain(const struct tc_tls_passage *p, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t sent = send(p->server, bytes, len, MSG_NOSIGNAL);

        if (sent < 0 &&
            (errno != EAGAIN || !tc_tls_wait_for(p->front, p->server, POLLOUT, IDLE_MS)))
            return false;
        bytes += sent > 0 ? sent : 0;
        len -= sent > 0 ? (size_t)sent : 0;
    }
    return true;
}

/* The first bytes of HTTP that come. */
static void note_request(struct tc_tls_passage *p, const char *bytes, size_t len)
{
    enum tc_tls_named named;

    if (p->counted)
        return;
    p->counted = true;
    tc_tls_count(p, &p->front->facts.requests);
    named = tc_tls_named(bytes, len, SSL_get_servername(p->ssl, TLSEXT_NAMETYPE_host_name));
    if (named == TC_TLS_UNNAMED)
        return;
    pthread_mutex_lock(&p->front->lock);
    p->front->facts.named++;
    p->front->facts.misnamed += named == TC_TLS_MISNAMED;
    pthread_mutex_unlock(&p->front->lock);
}

/* What came as early data goes on behind the handshake, like the rest. */
static bool pass_early(struct tc_tls_passage *p)
{
    if (p->early_len == 0)
        return true;
    if (tc_tls_is_unsafe(p->early, p->early_len))
        tc_tls_count(p, &p->front->facts.early);
    note_request(p, p->early, p->early_len);
    return send_plain(p, p->early, p->early_len);
}

/* All that the client has sent; false at its end. */
static bool from_client(struct tc_tls_passage *p)
{
    char bytes[CHUNK];
    int len;

    while ((len = SSL_read(p->ssl, bytes, sizeof(bytes))) > 0) {
        if (!p->counted && p->proof == TC_PROOF_CHANGED)
            tc_tls_ask_anew(p);
        note_request(p, bytes, (size_t)len);
        p->idle = false;
        if (!send_plain(p, bytes, (size_t)len))
            return false;
    }
    return SSL_get_error(p->ssl, len) == SSL_ERROR_WANT_READ;
}

/* A reset goes on as a reset, an end as an end. */
static void reset_client(const struct tc_tls_passage *p)
{
    const struct linger none = { .l_onoff = 1, .l_linger = 0 };

    setsockopt(p->client, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
}

static bool from_server(const struct tc_tls_passage *p)
{
    char bytes[CHUNK];
    ssize_t len = recv(p->server, bytes, sizeof(bytes), 0);
    int rc;

    if (len < 0 && errno == EAGAIN)
        return true;
    if (len < 0)
        reset_client(p);
    else if (len == 0 && p->proof != TC_PROOF_UNCLOSED)
        SSL_shutdown(p->ssl);
    if (len <= 0)
        return false;
    while ((rc = SSL_write(p->ssl, bytes, (int)len)) <= 0)
        if (!tc_tls_wanted(p, rc, WRITE_MS))
            return false;
    return true;
}

/* Something else is shown since: a client that keeps its connection must make
 * another to see it. */
static bool is_former(const struct tc_tls_passage *p)
{
    bool former;

    pthread_mutex_lock(&p->front->lock);
    former = p->epoch != p->front->epoch;
    pthread_mutex_unlock(&p->front->lock);
    return former && p->idle;
}

static void pass_on(struct tc_tls_passage *p)
{
    double until = tc_clock_ms() + IDLE_MS;

    while (!p->front->stopping && tc_clock_ms() < until) {
        /* Who is asked to negotiate anew is not answered before it has said what it does. */
        struct pollfd ready[2] = { { p->client, POLLIN, 0 },
                                   { p->asked_until ? -1 : p->server, POLLIN, 0 } };
        int n = SSL_pending(p->ssl) ? 1 : poll(ready, 2, SLICE_MS);

        if (is_former(p))
            return; /* not even for a request that comes at this moment */
        if (n > 0 && (SSL_pending(p->ssl) || ready[0].revents) && !from_client(p))
            return;
        tc_tls_note_anew(p, false);
        if (n > 0 && ready[1].revents && !from_server(p))
            return;
        p->idle = p->idle || (n > 0 && ready[1].revents);
        if (n > 0)
            until = tc_clock_ms() + IDLE_MS;
    }
}

/* What has come goes on at once: small pieces would wait for each other. */
static void do_not_wait(int fd)
{
    const int on = 1;

    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

/* The backend knows the client again by the port that its bytes come from. */
static void note_client(const struct tc_tls_passage *p)
{
    struct sockaddr_in own = { 0 };
    socklen_t len = sizeof(own);

    if (getsockname(p->server, (struct sockaddr *)&own, &len) == 0)
        p->front->clients[ntohs(own.sin_port)] = (unsigned char)tc_tls_shown(p->front, p->ssl);
}

static bool connect_backend(struct tc_tls_passage *p)
{
    p->server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (p->server < 0 || connect(p->server, (const struct sockaddr *)&p->front->backend,
                                 sizeof(p->front->backend)) < 0)
        return false;
    note_client(p);
    do_not_wait(p->server);
    fcntl(p->server, F_SETFL, O_NONBLOCK);
    return true;
}

/* OpenSSL writes to clients that may have gone; that is no end of the program. */
static void block_sigpipe(void)
{
    sigset_t pipe_signal;

    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, NULL);
}

static void *serve(void *cookie)
{
    struct tc_tls_passage *p = cookie;

    block_sigpipe();
    tc_tls_count(p, &p->front->facts.connections);
    SSL_set_fd(p->ssl, p->client);
    fcntl(p->client, F_SETFL, O_NONBLOCK);
    do_not_wait(p->client);
    SSL_set_app_data(p->ssl, p);
    SSL_set_info_callback(p->ssl, tc_tls_note_alert);
    if (tc_tls_shake_hands(p) && connect_backend(p) && pass_early(p))
        pass_on(p);
    tc_tls_note_anew(p, true);
    if (!p->counted)
        tc_tls_count(p, p->refused ? &p->front->facts.refused : &p->front->facts.ended);
    SSL_free(p->ssl);
    ERR_clear_error();
    close(p->client);
    if (p->server >= 0)
        close(p->server);
    p->front->connections--;
    free(p);
    return NULL;
}

void tc_tls_pass(struct tc_tls_front *front, int client)
{
    struct tc_tls_passage *p = calloc(1, sizeof(*p));
    pthread_attr_t detached;
    pthread_t thread;

    if (!p)
        abort();
    *p = (struct tc_tls_passage){ .front = front, .client = client, .server = -1 };
    pthread_mutex_lock(&front->lock);
    p->ssl = SSL_new(front->contexts[front->shown]);
    p->epoch = front->epoch;
    p->proof = front->shown;
    pthread_mutex_unlock(&front->lock);
    front->connections++;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    if (!p->ssl || pthread_create(&thread, &detached, serve, p) != 0) {
        SSL_free(p->ssl);
        close(client);
        free(p);
        front->connections--;
    }
    pthread_attr_destroy(&detached);
}
