/* The inside of a TLS front. For tls_*.c alone. */
#ifndef TC_NET_TLS_FRONT_PARTS_H
#define TC_NET_TLS_FRONT_PARTS_H

#include <netinet/in.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "net/tls_front.h"

struct tc_tls_front {
    int fd;
    char url[128];
    struct sockaddr_in backend;
    pthread_t thread;
    const struct tc_authority *authority;
    const char *host;
    pthread_mutex_t lock;
    SSL_CTX *contexts[TC_PROOFS]; /* NULL: not shown yet */
    enum tc_server_proof shown;
    unsigned epoch; /* changes of what is shown */
    struct tc_tls_facts facts;
    int most; /* connections at once */
    atomic_int connections;
    atomic_bool stopping;
};

/* TLS as it is shown to clients of the host; NULL and `err` if that cannot be made. */
SSL_CTX *tc_tls_context(const struct tc_authority *authority, const char *host,
                        enum tc_server_proof proof, struct tc_err *err);

/* Serve the client in a thread of its own, which closes the descriptor. */
void tc_tls_pass(struct tc_tls_front *front, int client);

#endif
