#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "net/descriptors.h"
#include "net/server.h"
#include "net/tls_front_parts.h"

#define SLICE_MS 100

/* Without descriptors the client that knocks stays in the queue, and would have
 * every call come back at once. */
static void *listen_on(void *cookie)
{
    const struct timespec moment = { 0, 20000000 };
    struct tc_tls_front *front = cookie;

    while (!front->stopping) {
        struct pollfd ready = { front->fd, POLLIN, 0 };
        int client = -1;

        if (front->connections >= front->most)
            nanosleep(&moment, NULL);
        else if (poll(&ready, 1, SLICE_MS) == 1 && (client = accept(front->fd, NULL, NULL)) < 0)
            nanosleep(&moment, NULL);
        if (client >= 0) {
            fcntl(client, F_SETFD, FD_CLOEXEC);
            tc_tls_pass(front, client);
        }
    }
    return NULL;
}

static void release(struct tc_tls_front *front)
{
    if (front->fd >= 0)
        close(front->fd);
    for (int i = 0; i < TC_PROOFS; i++)
        SSL_CTX_free(front->contexts[i]);
    tc_tls_staple_free(&front->staple);
    pthread_mutex_destroy(&front->lock);
    free(front);
}

static bool has_staple(struct tc_tls_front *front, struct tc_err *err)
{
    if (front->staple.der || tc_tls_staple_revoked(front->contexts[TC_PROOF_REVOKED],
                                                   front->authority, &front->staple))
        return true;
    tc_err_set(err, "không tạo được trạng thái thu hồi", "cannot make a revoked status");
    return false;
}

/* Each is made when it is first shown: keys take time, and few are ever asked for. */
static bool have_context(struct tc_tls_front *front, enum tc_server_proof proof,
                         struct tc_err *err)
{
    if (!front->contexts[proof])
        front->contexts[proof] = tc_tls_context(front->authority, front->host, proof,
                                                front->contexts[TC_PROOF_GOOD], err);
    if (proof == TC_PROOF_CHANGED && !have_context(front, TC_PROOF_UNKNOWN_AUTHORITY, err))
        return false;
    if (front->contexts[proof] && front->client_sha256)
        tc_tls_ask(front->contexts[proof]);
    return front->contexts[proof] && (proof != TC_PROOF_REVOKED || has_staple(front, err));
}

static bool prepare(struct tc_tls_front *front, const char *backend, struct tc_err *err)
{
    front->backend = (struct sockaddr_in){ .sin_family = AF_INET };
    front->backend.sin_port =
        htons((unsigned short)strtoul(strrchr(backend, ':') + 1, NULL, 10));
    front->backend.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return have_context(front, TC_PROOF_GOOD, err);
}

struct tc_tls_front *tc_tls_front_start(const struct tc_authority *authority, const char *host,
                                        unsigned port, const char *backend, struct tc_err *err)
{
    struct tc_tls_front *front = calloc(1, sizeof(*front));

    if (!front || pthread_mutex_init(&front->lock, NULL) != 0)
        abort();
    front->authority = authority;
    front->host = host ? host : "127.0.0.1";
    front->most = (int)tc_descriptors_for(TC_SERVER_CONNECTIONS);
    front->fd = tc_server_listen(host, port, "https", front->url, sizeof(front->url), err);
    if (front->fd >= 0 && prepare(front, backend, err)) {
        if (pthread_create(&front->thread, NULL, listen_on, front) == 0)
            return front;
        tc_err_set(err, "không khởi động được máy chủ tại %s", "cannot start the server at %s",
                   front->url);
    }
    release(front);
    return NULL;
}

const char *tc_tls_front_url(const struct tc_tls_front *front)
{
    return front->url;
}

int tc_tls_front_show(struct tc_tls_front *front, enum tc_server_proof proof,
                      struct tc_err *err)
{
    bool able;

    pthread_mutex_lock(&front->lock);
    able = have_context(front, proof, err);
    if (able) {
        front->shown = proof;
        front->epoch++;
        front->asks = false;
        front->facts = (struct tc_tls_facts){ .named = front->facts.named,
                                              .misnamed = front->facts.misnamed };
    }
    pthread_mutex_unlock(&front->lock);
    return able ? 0 : -1;
}

int tc_tls_front_restore(struct tc_tls_front *front, struct tc_err *err)
{
    bool good;

    pthread_mutex_lock(&front->lock);
    good = front->shown == TC_PROOF_GOOD;
    pthread_mutex_unlock(&front->lock);
    return good ? 0 : tc_tls_front_show(front, TC_PROOF_GOOD, err);
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
