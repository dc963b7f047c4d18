/* The inside of a TLS front. For tls_*.c alone. */
#ifndef TC_NET_TLS_FRONT_PARTS_H
#define TC_NET_TLS_FRONT_PARTS_H

#include <netinet/in.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "net/tls_front.h"

#define TC_TLS_EARLY_MAX 16384 /* bytes of early data */

/* A certificate's status as its authority has signed it (OCSP, DER). */
struct tc_tls_staple {
    unsigned char *der;
    int len;
};

struct tc_tls_front {
    int fd;
    char url[128];
    struct sockaddr_in backend;
    pthread_t thread;
    const struct tc_authority *authority;
    const char *host;
    struct tc_tls_staple staple; /* of TC_PROOF_REVOKED */
    pthread_mutex_t lock;
    SSL_CTX *contexts[TC_PROOFS]; /* NULL: not shown yet */
    enum tc_server_proof shown;
    unsigned epoch; /* changes of what is shown */
    bool asks;      /* since then: of TC_PROOF_CHANGED */
    struct tc_tls_facts facts;
    const char *client_sha256;   /* of the certificate that clients are asked for, or NULL */
    atomic_uchar clients[65536]; /* enum tc_tls_client by our port at the backend */
    int most;                    /* connections at once */
    atomic_int connections;
    atomic_bool stopping;
};

/* TLS as it is shown to clients of the host; `good` has the certificate that is
 * copied, where one is. NULL and `err` if that cannot be made. */
SSL_CTX *tc_tls_context(const struct tc_authority *authority, const char *host,
                        enum tc_server_proof proof, const SSL_CTX *good, struct tc_err *err);

/* The authority's word that the context's certificate is revoked, for clients that ask
 * for it; the staple must outlive the context. 0: it failed. */
int tc_tls_staple_revoked(SSL_CTX *context, const struct tc_authority *authority,
                          struct tc_tls_staple *staple);
void tc_tls_staple_free(struct tc_tls_staple *staple);

/* Let the context ask for a client's certificate. */
void tc_tls_ask(SSL_CTX *context);

/* What the client on this connection has shown, after the handshake. */
enum tc_tls_client tc_tls_shown(const struct tc_tls_front *front, const SSL *ssl);

/* How a request names the host (RFC 9110, 7.2), beside what SNI said. */
enum tc_tls_named {
    TC_TLS_UNNAMED,  /* by an address or a name that is not fully qualified, for which RFC 6066,
                      * section 3 has no SNI; or not in these bytes */
    TC_TLS_NAMED,    /* by the name that was in SNI */
    TC_TLS_MISNAMED, /* by a name that was not */
};

/* The first bytes of a connection and what SNI said; NULL: nothing. */
enum tc_tls_named tc_tls_named(const char *bytes, size_t len, const char *sni);

/* Do the bytes begin a request of a method that is not safe (RFC 9110, 9.2.1)? */
bool tc_tls_is_unsafe(const char *bytes, size_t len);

/* Serve the client in a thread of its own, which closes the descriptor. */
void tc_tls_pass(struct tc_tls_front *front, int client);

#endif
