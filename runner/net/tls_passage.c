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
#include "net/tls_front_parts.h"

#define HANDSHAKE_MS 10000
#define WRITE_MS 60000 /* for a client to take one piece */
#define IDLE_MS 660000 /* longer than the longest silence on purpose */
#define ANEW_MS 500    /* for a client that takes no notice when it is to negotiate anew */
#define SLICE_MS 100
#define CHUNK 16384

/* In a thread of its own. */
struct passage {
    struct tc_tls_front *front;
    int client, server;
    SSL *ssl;
    unsigned epoch;
    enum tc_server_proof proof; /* what it was shown */
    bool counted;
    bool refused;       /* an alert has ended the handshake */
    bool idle;          /* the last bytes were the server's */
    double asked_until; /* for so long the client may negotiate anew; 0: nothing is asked */
    char early[TC_TLS_EARLY_MAX + 1];
    size_t early_len;
};

static void count(const struct passage *p, unsigned *fact)
{
    pthread_mutex_lock(&p->front->lock);
    if (p->epoch == p->front->epoch)
        ++*fact;
    pthread_mutex_unlock(&p->front->lock);
}

/* Until the descriptor is ready, the time is over or the front stops. */
static bool wait_for(const struct tc_tls_front *front, int fd, short what, unsigned ms)
{
    double until = tc_clock_ms() + ms;
    struct pollfd ready = { fd, what, 0 };

    while (!front->stopping && tc_clock_ms() < until)
        if (poll(&ready, 1, SLICE_MS) > 0)
            return true;
    return false;
}

/* What OpenSSL wants next, waited for; false if it wants nothing more. */
static bool wanted(const struct passage *p, int rc, unsigned ms)
{
    int why = SSL_get_error(p->ssl, rc);

    return (why == SSL_ERROR_WANT_READ && wait_for(p->front, p->client, POLLIN, ms)) ||
           (why == SSL_ERROR_WANT_WRITE && wait_for(p->front, p->client, POLLOUT, ms));
}

static bool go_on(const struct passage *p, int rc, double until)
{
    double left = until - tc_clock_ms();

    return left > 0 && wanted(p, rc, (unsigned)left + 1);
}

/* The part of the handshake in which early data come, if any do. */
static bool read_early(struct passage *p, double until)
{
    int rc;

    do {
        size_t n = 0;

        rc = SSL_read_early_data(p->ssl, p->early + p->early_len,
                                 sizeof(p->early) - p->early_len, &n);
        p->early_len += n;
        if (rc == SSL_READ_EARLY_DATA_ERROR && !go_on(p, 0, until))
            return false;
    } while (rc != SSL_READ_EARLY_DATA_FINISH);
    return true;
}

/* All of it must be done in time: a byte now and then is no handshake. */
static bool shake_hands(struct passage *p)
{
    double until = tc_clock_ms() + HANDSHAKE_MS;
    int rc;

    if (p->proof == TC_PROOF_EARLY_DATA && !read_early(p, until))
        return false;
    while ((rc = SSL_accept(p->ssl)) != 1)
        if (!go_on(p, rc, until))
            return false;
    return true;
}

/* Who ends a connection over what was shown says so; who is only gone may have had
 * another reason. Our own alert counts where the two have nothing in common: another
 * one is for an end within the handshake, too. */
static void note_alert(const SSL *ssl, int where, int what)
{
    struct passage *p = SSL_get_app_data(ssl);
    int why = what & 0xff;

    if (!(where & SSL_CB_ALERT) || what >> 8 != SSL3_AL_FATAL)
        return;
    if ((where & SSL_CB_READ) || why == SSL_AD_HANDSHAKE_FAILURE ||
        why == SSL_AD_PROTOCOL_VERSION || why == SSL_AD_INSUFFICIENT_SECURITY)
        p->refused = true;
}

static bool send_plain(const struct passage *p, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t sent = send(p->server, bytes, len, MSG_NOSIGNAL);

        if (sent < 0 && (errno != EAGAIN || !wait_for(p->front, p->server, POLLOUT, IDLE_MS)))
            return false;
        bytes += sent > 0 ? sent : 0;
        len -= sent > 0 ? (size_t)sent : 0;
    }
    return true;
}

/* The first bytes of HTTP that come. */
static void note_request(struct passage *p, const char *bytes, size_t len)
{
    enum tc_tls_named named;

    if (p->counted)
        return;
    p->counted = true;
    count(p, &p->front->facts.requests);
    named = tc_tls_named(bytes, len, SSL_get_servername(p->ssl, TLSEXT_NAMETYPE_host_name));
    if (named == TC_TLS_UNNAMED)
        return;
    pthread_mutex_lock(&p->front->lock);
    p->front->facts.named++;
    p->front->facts.misnamed += named == TC_TLS_MISNAMED;
    pthread_mutex_unlock(&p->front->lock);
}

/* What came as early data goes on behind the handshake, like the rest. */
static bool pass_early(struct passage *p)
{
    if (p->early_len == 0)
        return true;
    if (tc_tls_is_unsafe(p->early, p->early_len))
        count(p, &p->front->facts.early);
    note_request(p, p->early, p->early_len);
    return send_plain(p, p->early, p->early_len);
}

/* One connection is enough: a client that fails many times in a row would rest. */
static bool is_first_to_be_asked(const struct passage *p)
{
    bool first;

    pthread_mutex_lock(&p->front->lock);
    first = p->epoch == p->front->epoch && !p->front->asks;
    p->front->asks = p->front->asks || first;
    pthread_mutex_unlock(&p->front->lock);
    return first;
}

/* In the midst of a request the server negotiates anew under another certificate (RFC
 * 5246, 7.4.1.1). The client may do so, refuse or take no notice. */
static void ask_anew(struct passage *p)
{
    if (is_first_to_be_asked(p) &&
        SSL_set_SSL_CTX(p->ssl, p->front->contexts[TC_PROOF_UNKNOWN_AUTHORITY]) &&
        SSL_renegotiate(p->ssl) && SSL_do_handshake(p->ssl) == 1)
        p->asked_until = tc_clock_ms() + ANEW_MS;
}

/* Has it negotiated anew, or is it not going to? */
static void note_anew(struct passage *p, bool ended)
{
    bool done = !SSL_renegotiate_pending(p->ssl);

    if (!p->asked_until || (!done && !ended && tc_clock_ms() < p->asked_until))
        return;
    p->asked_until = 0;
    if (done)
        count(p, &p->front->facts.renegotiated);
    count(p, &p->front->facts.asked);
}

/* All that the client has sent; false at its end. */
static bool from_client(struct passage *p)
{
    char bytes[CHUNK];
    int len;

    while ((len = SSL_read(p->ssl, bytes, sizeof(bytes))) > 0) {
        if (!p->counted && p->proof == TC_PROOF_CHANGED)
            ask_anew(p);
        note_request(p, bytes, (size_t)len);
        p->idle = false;
        if (!send_plain(p, bytes, (size_t)len))
            return false;
    }
    return SSL_get_error(p->ssl, len) == SSL_ERROR_WANT_READ;
}

/* A reset goes on as a reset, an end as an end. */
static void reset_client(const struct passage *p)
{
    const struct linger none = { .l_onoff = 1, .l_linger = 0 };

    setsockopt(p->client, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
}

static bool from_server(const struct passage *p)
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
        if (!wanted(p, rc, WRITE_MS))
            return false;
    return true;
}

/* Something else is shown since: a client that keeps its connection must make
 * another to see it. */
static bool is_former(const struct passage *p)
{
    bool former;

    pthread_mutex_lock(&p->front->lock);
    former = p->epoch != p->front->epoch;
    pthread_mutex_unlock(&p->front->lock);
    return former && p->idle;
}

static void pass_on(struct passage *p)
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
        note_anew(p, false);
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
static void note_client(const struct passage *p)
{
    struct sockaddr_in own = { 0 };
    socklen_t len = sizeof(own);

    if (getsockname(p->server, (struct sockaddr *)&own, &len) == 0)
        p->front->clients[ntohs(own.sin_port)] = (unsigned char)tc_tls_shown(p->front, p->ssl);
}

static bool connect_backend(struct passage *p)
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
    struct passage *p = cookie;

    block_sigpipe();
    count(p, &p->front->facts.connections);
    SSL_set_fd(p->ssl, p->client);
    fcntl(p->client, F_SETFL, O_NONBLOCK);
    do_not_wait(p->client);
    SSL_set_app_data(p->ssl, p);
    SSL_set_info_callback(p->ssl, note_alert);
    if (shake_hands(p) && connect_backend(p) && pass_early(p))
        pass_on(p);
    note_anew(p, true);
    if (!p->counted)
        count(p, p->refused ? &p->front->facts.refused : &p->front->facts.ended);
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
    struct passage *p = calloc(1, sizeof(*p));
    pthread_attr_t detached;
    pthread_t thread;

    if (!p)
        abort();
    *p = (struct passage){ .front = front, .client = client, .server = -1 };
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
