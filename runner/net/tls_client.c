/* What a TLS front asks of its clients: a certificate of their own. */
#include <openssl/ssl.h>
#include <string.h>

#include "net/tls_front_parts.h"
#include "net/x509_parts.h"

/* Whoever has the key may pass; whose certificate it is, is looked at afterwards. */
static int take_any(X509_STORE_CTX *chain, void *cookie)
{
    (void)cookie;
    X509_STORE_CTX_set_error(chain, X509_V_OK);
    return 1;
}

/* Sessions of clients with certificates are resumed only where they have a context. */
void tc_tls_ask(SSL_CTX *context)
{
    static const unsigned char name[] = "portal";

    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_cert_verify_callback(context, take_any, NULL);
    SSL_CTX_set_session_id_context(context, name, sizeof(name) - 1);
}

void tc_tls_front_ask_client(struct tc_tls_front *front, const char *sha256)
{
    pthread_mutex_lock(&front->lock);
    front->client_sha256 = sha256;
    for (int i = 0; i < TC_PROOFS; i++)
        if (front->contexts[i])
            tc_tls_ask(front->contexts[i]);
    pthread_mutex_unlock(&front->lock);
}

enum tc_tls_client tc_tls_shown(const struct tc_tls_front *front, const SSL *ssl)
{
    const X509 *certificate = SSL_get0_peer_certificate(ssl);
    struct tc_arena *arena;
    const char *sha256;
    bool right;

    if (!certificate)
        return SSL_get_verify_mode(ssl) & SSL_VERIFY_PEER ? TC_TLS_NO_CERTIFICATE
                                                          : TC_TLS_NOT_ASKED;
    arena = tc_arena_new();
    sha256 = tc_x509_fingerprint(arena, certificate);
    right = sha256 && strcmp(sha256, front->client_sha256) == 0;
    tc_arena_free(arena);
    return right ? TC_TLS_RIGHT_CERTIFICATE : TC_TLS_OTHER_CERTIFICATE;
}

enum tc_tls_client tc_tls_front_client(struct tc_tls_front *front, unsigned port)
{
    return port < 65536 ? (enum tc_tls_client)front->clients[port] : TC_TLS_NOT_ASKED;
}
