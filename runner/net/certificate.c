#include "net/certificate.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "base/digest.h"
#include "net/x509_parts.h"

#define HOUR_S 3600

static int fill(struct tc_arena *arena, X509 *cert, EVP_PKEY *key, const char *host, int days)
{
    X509_NAME *name = X509_get_subject_name(cert);

    return X509_set_version(cert, 2) && tc_x509_set_serial(cert) &&
           X509_gmtime_adj(X509_getm_notBefore(cert), -HOUR_S) &&
           X509_time_adj_ex(X509_getm_notAfter(cert), days, 0, NULL) &&
           X509_set_pubkey(cert, key) &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                      (const unsigned char *)"tracecert", -1, -1, 0) &&
           X509_set_issuer_name(cert, name) &&
           tc_x509_extend(cert, cert, NID_basic_constraints, "critical,CA:TRUE") &&
           tc_x509_extend(cert, cert, NID_subject_alt_name, tc_x509_names(arena, host)) &&
           X509_sign(cert, key, EVP_sha256());
}

const char *tc_x509_fingerprint(struct tc_arena *arena, const X509 *cert)
{
    char *hex = tc_arena_alloc(arena, TC_SHA256_HEX + 1);
    unsigned char *der = NULL;
    int len = i2d_X509(cert, &der);

    if (len < 0)
        return NULL;
    tc_sha256_hex(der, (size_t)len, hex);
    OPENSSL_free(der);
    return hex;
}

int tc_certificate_make(struct tc_arena *arena, const char *host, int days,
                        struct tc_certificate *certificate, struct tc_err *err)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *cert = X509_new();
    struct tc_certificate made = { 0 };

    if (key && cert && fill(arena, cert, key, host, days)) {
        made.key_pem = tc_x509_pem(arena, NULL, key);
        made.cert_pem = tc_x509_pem(arena, cert, NULL);
        made.sha256 = tc_x509_fingerprint(arena, cert);
    }
    X509_free(cert);
    EVP_PKEY_free(key);
    if (!made.key_pem || !made.cert_pem || !made.sha256) {
        tc_err_set(err, "không tạo được chứng thư cho \"%s\"",
                   "cannot make a certificate for \"%s\"", host);
        return -1;
    }
    *certificate = made;
    return 0;
}

const char *tc_certificate_fingerprint(struct tc_arena *arena, const char *pem,
                                       struct tc_err *err)
{
    BIO *in = BIO_new_mem_buf(pem, -1);
    X509 *cert = in ? PEM_read_bio_X509(in, NULL, NULL, NULL) : NULL;
    const char *hex = cert ? tc_x509_fingerprint(arena, cert) : NULL;

    X509_free(cert);
    BIO_free(in);
    ERR_clear_error();
    if (!hex)
        tc_err_set(err, "không có chứng thư dạng PEM", "there is no certificate in PEM");
    return hex;
}
