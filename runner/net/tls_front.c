#include "net/tls_front.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/server.h"

#define CONNECTIONS_MAX 512
#define HANDSHAKE_MS 10000
#define IDLE_MS 600000
#define SLICE_MS 100
#define CHUNK 16384

struct tc_tls_front {
    int fd;
    char url[128];
    struct sockaddr_in backend;
    pthread_t thread;
    SSL_CTX *contexts[TC_PROOFS];
    pthread_mutex_t lock;
    enum tc_server_proof shown;
    unsigned epoch; /* changes of what is shown */
    struct tc_tls_facts facts;
    atomic_int connections;
    atomic_bool stopping;
};

/* One connection, in a thread of its own. */
struct passage {
    struct tc_tls_front *front;
    int client, server;
    SSL *ssl;
    unsigned epoch;
    bool counted;
    bool idle; /* the last bytes were the server's */
};

/* --- what is shown ----------------------------------------------------------------- */

static int use_pem(SSL_CTX *context, const struct tc_certificate *c)
{
    BIO *certs = BIO_new_mem_buf(c->cert_pem, -1), *key = BIO_new_mem_buf(c->key_pem, -1);
    X509 *cert = certs ? PEM_read_bio_X509(certs, NULL, NULL, NULL) : NULL, *more;
    EVP_PKEY *private = key ? PEM_read_bio_PrivateKey(key, NULL, NULL, NULL) : NULL;
    int ok = cert && private && SSL_CTX_use_certificate(context, cert) &&
             SSL_CTX_use_PrivateKey(context, private);

    while (ok && (more = PEM_read_bio_X509(certs, NULL, NULL, NULL)) != NULL)
        ok = (int)SSL_CTX_add_extra_chain_cert(context, more);
    ERR_clear_error(); /* the end of the certificates */
    X509_free(cert);
    EVP_PKEY_free(private);
    BIO_free(certs);
    BIO_free(key);
    return ok;
}

/* Protocol and ciphers: good ones but where they are what is wrong. */
static int allow_weakness(SSL_CTX *context, enum tc_server_proof proof)
{
    int least = TLS1_2_VERSION, most = 0;
    const char *ciphers = "DEFAULT";

    if (proof == TC_PROOF_OLD_PROTOCOL)
        least = most = TLS1_1_VERSION;
    else if (proof == TC_PROOF_OLDER_PROTOCOL)
        least = most = TLS1_VERSION;
    else if (proof == TC_PROOF_NO_CIPHER)
        most = TLS1_2_VERSION;
    if (proof == TC_PROOF_NO_CIPHER)
        ciphers = "eNULL:@SECLEVEL=0";
    else if (most || proof == TC_PROOF_SHA1 || proof == TC_PROOF_SMALL_KEY)
        ciphers = "ALL:@SECLEVEL=0";
    return SSL_CTX_set_cipher_list(context, ciphers) &&
           SSL_CTX_set_min_proto_version(context, least) &&
           SSL_CTX_set_max_proto_version(context, most);
}

static SSL_CTX *context_of(const struct tc_authority *authority, const char *host,
                           enum tc_server_proof proof, struct tc_err *err)
{
    struct tc_arena *arena = tc_arena_new();
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    struct tc_certificate certificate;
    int ok = context && allow_weakness(context, proof) &&
             tc_authority_issue(arena, authority, host, proof, &certificate, err) == 0 &&
             use_pem(context, &certificate);

    if (context) {
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
        SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
        SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY);
    }
    tc_arena_free(arena);
    if (ok)
        return context;
    SSL_CTX_free(context);
    return NULL;
}

/* --- one connection ------------------------------------------------------------------ */

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

static bool shake_hands(const struct passage *p)
{
    int rc;

    while ((rc = SSL_accept(p->ssl)) != 1)
        if (!wanted(p, rc, HANDSHAKE_MS))
            return false;
    return true;
}

static bool send_plain(const struct passage *p, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t sent = send(p->server, bytes, len, MSG_NOSIGNAL);

        if (sent < 0)
            return false;
        bytes += sent;
        len -= (size_t)sent;
    }
    return true;
}

/* All that the client has sent; false at its end. */
static bool from_client(struct passage *p)
{
    char bytes[CHUNK];
    int len;

    while ((len = SSL_read(p->ssl, bytes, sizeof(bytes))) > 0) {
        if (!p->counted)
            count(p, &p->front->facts.requests);
        p->counted = true;
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

    if (len < 0)
        reset_client(p);
    else if (len == 0)
        SSL_shutdown(p->ssl);
    if (len <= 0)
        return false;
    while ((rc = SSL_write(p->ssl, bytes, (int)len)) <= 0)
        if (!wanted(p, rc, HANDSHAKE_MS))
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
        struct pollfd ready[2] = { { p->client, POLLIN, 0 }, { p->server, POLLIN, 0 } };
        int n = SSL_pending(p->ssl) ? 1 : poll(ready, 2, SLICE_MS);

        if (is_former(p))
            return; /* not even for a request that comes at this moment */
        if (n > 0 && (SSL_pending(p->ssl) || ready[0].revents) && !from_client(p))
            return;
        if (n > 0 && ready[1].revents && !from_server(p))
            return;
        p->idle = p->idle || (n > 0 && ready[1].revents);
    }
}

/* What has come goes on at once: small pieces would wait for each other. */
static void do_not_wait(int fd)
{
    const int on = 1;

    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

static bool connect_backend(struct passage *p)
{
    p->server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    do_not_wait(p->server);
    return p->server >= 0 && connect(p->server, (const struct sockaddr *)&p->front->backend,
                                     sizeof(p->front->backend)) == 0;
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
    if (shake_hands(p) && connect_backend(p))
        pass_on(p);
    if (!p->counted)
        count(p, &p->front->facts.refused);
    SSL_free(p->ssl);
    ERR_clear_error();
    close(p->client);
    if (p->server >= 0)
        close(p->server);
    p->front->connections--;
    free(p);
    return NULL;
}

/* --- all of them ---------------------------------------------------------------------- */

static void begin(struct tc_tls_front *front, int client)
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

static void *listen_on(void *cookie)
{
    struct tc_tls_front *front = cookie;

    while (!front->stopping) {
        struct pollfd ready = { front->fd, POLLIN, 0 };
        int client = front->connections < CONNECTIONS_MAX && poll(&ready, 1, SLICE_MS) == 1
                         ? accept(front->fd, NULL, NULL)
                         : -1;

        if (client >= 0)
            begin(front, client);
        else if (front->connections >= CONNECTIONS_MAX)
            usleep(1000);
    }
    return NULL;
}

static void release(struct tc_tls_front *front)
{
    if (front->fd >= 0)
        close(front->fd);
    for (int i = 0; i < TC_PROOFS; i++)
        SSL_CTX_free(front->contexts[i]);
    pthread_mutex_destroy(&front->lock);
    free(front);
}

static bool prepare(struct tc_tls_front *front, const struct tc_authority *authority,
                    const char *host, const char *backend, struct tc_err *err)
{
    front->backend = (struct sockaddr_in){ .sin_family = AF_INET };
    front->backend.sin_port =
        htons((unsigned short)strtoul(strrchr(backend, ':') + 1, NULL, 10));
    front->backend.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int i = 0; i < TC_PROOFS; i++) {
        front->contexts[i] =
            context_of(authority, host ? host : "127.0.0.1", (enum tc_server_proof)i, err);
        if (!front->contexts[i])
            return false;
    }
    return true;
}

struct tc_tls_front *tc_tls_front_start(const struct tc_authority *authority, const char *host,
                                        unsigned port, const char *backend, struct tc_err *err)
{
    struct tc_tls_front *front = calloc(1, sizeof(*front));

    if (!front || pthread_mutex_init(&front->lock, NULL) != 0)
        abort();
    front->fd = tc_server_listen(host, port, "https", front->url, sizeof(front->url), err);
    if (front->fd >= 0 && prepare(front, authority, host, backend, err) &&
        pthread_create(&front->thread, NULL, listen_on, front) == 0)
        return front;
    release(front);
    return NULL;
}

const char *tc_tls_front_url(const struct tc_tls_front *front)
{
    return front->url;
}

void tc_tls_front_show(struct tc_tls_front *front, enum tc_server_proof proof)
{
    pthread_mutex_lock(&front->lock);
    front->shown = proof;
    front->epoch++;
    front->facts = (struct tc_tls_facts){ 0 };
    pthread_mutex_unlock(&front->lock);
}

struct tc_tls_facts tc_tls_front_facts(struct tc_tls_front *front)
{
    struct tc_tls_facts facts;

    pthread_mutex_lock(&front->lock);
    facts = front->facts;
    pthread_mutex_unlock(&front->lock);
    return facts;
}

void tc_tls_front_stop(struct tc_tls_front *front)
{
    if (!front)
        return;
    front->stopping = true;
    pthread_join(front->thread, NULL);
    while (front->connections > 0)
        usleep(1000);
    release(front);
}
