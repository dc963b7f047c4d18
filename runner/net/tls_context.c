/* What a TLS front shows: a certificate, good or bad, protocols and ciphers. */
#include <openssl/err.h>
#include <openssl/pem.h>

#include "net/tls_front_parts.h"

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

/* The good certificate as a forger has it: another key, and so another signature. */
static int use_copy(SSL_CTX *context, const SSL_CTX *good)
{
    const X509 *original = SSL_CTX_get0_certificate(good);
    X509 *copy = original ? X509_dup(original) : NULL;
    EVP_PKEY *key = EVP_EC_gen("P-256");
    int ok = copy && key && X509_set_pubkey(copy, key) && X509_sign(copy, key, EVP_sha256()) &&
             SSL_CTX_use_certificate(context, copy) && SSL_CTX_use_PrivateKey(context, key);

    X509_free(copy);
    EVP_PKEY_free(key);
    return ok;
}

/* Tickets, and early data with them, where that is what is shown. Cases come again
 * at once, so that what OpenSSL keeps against replays would only be in the way. */
static void allow_early_data(SSL_CTX *context, enum tc_server_proof proof)
{
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    if (proof == TC_PROOF_EARLY_DATA) {
        SSL_CTX_set_max_early_data(context, TC_TLS_EARLY_MAX);
        SSL_CTX_set_options(context, SSL_OP_NO_ANTI_REPLAY);
    } else {
        SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
    }
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
    else if (proof == TC_PROOF_NO_CIPHER || proof == TC_PROOF_CHANGED)
        most = TLS1_2_VERSION;
    if (proof == TC_PROOF_NO_CIPHER)
        ciphers = "eNULL:@SECLEVEL=0";
    else if (least < TLS1_2_VERSION || proof == TC_PROOF_SHA1 || proof == TC_PROOF_SMALL_KEY)
        ciphers = "ALL:@SECLEVEL=0";
    return SSL_CTX_set_cipher_list(context, ciphers) &&
           SSL_CTX_set_min_proto_version(context, least) &&
           SSL_CTX_set_max_proto_version(context, most);
}

SSL_CTX *tc_tls_context(const struct tc_authority *authority, const char *host,
                        enum tc_server_proof proof, const SSL_CTX *good, struct tc_err *err)
{
    struct tc_arena *arena = tc_arena_new();
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    struct tc_certificate certificate;
    int ok = context && allow_weakness(context, proof) &&
             (proof == TC_PROOF_COPIED
                  ? use_copy(context, good)
                  : tc_authority_issue(arena, authority, host, proof, &certificate, err) == 0 &&
                        use_pem(context, &certificate));

    if (context) {
        allow_early_data(context, proof);
        SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY);
    }
    tc_arena_free(arena);
    if (ok)
        return context;
    if (!*err->en)
        tc_err_set(err, "không thiết lập được TLS (%s)", "cannot set up TLS (%s)",
                   tc_server_proof_name(proof));
    ERR_clear_error();
    SSL_CTX_free(context);
    return NULL;
}
