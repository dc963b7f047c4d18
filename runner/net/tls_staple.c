/* A stapled status that says "revoked" (RFC 6960; RFC 6066, 8). */
#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>

#include "net/tls_front_parts.h"

#define HOUR_S 3600L
#define DAY_S 86400L

static OCSP_BASICRESP *say_revoked(const X509 *leaf, X509 *ca, EVP_PKEY *key)
{
    OCSP_BASICRESP *said = OCSP_BASICRESP_new();
    OCSP_CERTID *id = OCSP_cert_to_id(EVP_sha1(), leaf, ca);
    ASN1_TIME *from = X509_gmtime_adj(NULL, -HOUR_S), *to = X509_gmtime_adj(NULL, 30 * DAY_S);
    int ok = said && id && from && to &&
             OCSP_basic_add1_status(said, id, V_OCSP_CERTSTATUS_REVOKED,
                                    OCSP_REVOKED_STATUS_KEYCOMPROMISE, from, from, to) &&
             OCSP_basic_sign(said, ca, key, EVP_sha256(), NULL, 0);

    ASN1_TIME_free(from);
    ASN1_TIME_free(to);
    OCSP_CERTID_free(id);
    if (ok)
        return said;
    OCSP_BASICRESP_free(said);
    return NULL;
}

static int make(const X509 *leaf, const struct tc_authority *authority,
                struct tc_tls_staple *staple)
{
    BIO *cert = BIO_new_mem_buf(authority->cert_pem, -1);
    BIO *secret = BIO_new_mem_buf(authority->key_pem, -1);
    X509 *ca = cert ? PEM_read_bio_X509(cert, NULL, NULL, NULL) : NULL;
    EVP_PKEY *key = secret ? PEM_read_bio_PrivateKey(secret, NULL, NULL, NULL) : NULL;
    OCSP_BASICRESP *said = leaf && ca && key ? say_revoked(leaf, ca, key) : NULL;
    OCSP_RESPONSE *response =
        said ? OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, said) : NULL;

    staple->len = response ? i2d_OCSP_RESPONSE(response, &staple->der) : 0;
    OCSP_RESPONSE_free(response);
    OCSP_BASICRESP_free(said);
    EVP_PKEY_free(key);
    X509_free(ca);
    BIO_free(secret);
    BIO_free(cert);
    return staple->len > 0;
}

/* The connection takes the copy for its own. */
static int give(SSL *ssl, void *cookie)
{
    const struct tc_tls_staple *staple = cookie;
    unsigned char *copy = OPENSSL_memdup(staple->der, (size_t)staple->len);

    if (!copy)
        return SSL_TLSEXT_ERR_NOACK;
    SSL_set_tlsext_status_ocsp_resp(ssl, copy, staple->len);
    return SSL_TLSEXT_ERR_OK;
}

int tc_tls_staple_revoked(SSL_CTX *context, const struct tc_authority *authority,
                          struct tc_tls_staple *staple)
{
    int ok = make(SSL_CTX_get0_certificate(context), authority, staple);

    ERR_clear_error();
    SSL_CTX_set_tlsext_status_cb(context, give);
    SSL_CTX_set_tlsext_status_arg(context, staple);
    return ok;
}

void tc_tls_staple_free(struct tc_tls_staple *staple)
{
    OPENSSL_free(staple->der);
    staple->der = NULL;
}
