#include "net/x509_parts.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

int tc_x509_extend(X509 *cert, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX context;
    X509_EXTENSION *extension;
    int ok;

    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, cert, NULL, NULL, 0);
    extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    ok = extension && X509_add_ext(cert, extension, -1);
    X509_EXTENSION_free(extension);
    return ok;
}

int tc_x509_set_serial(X509 *cert)
{
    unsigned char bytes[8];
    BIGNUM *number = NULL;
    int ok = RAND_bytes(bytes, sizeof(bytes)) == 1;

    bytes[0] &= 0x7f;
    ok = ok && (number = BN_bin2bn(bytes, sizeof(bytes), NULL)) != NULL &&
         BN_to_ASN1_INTEGER(number, X509_get_serialNumber(cert));
    BN_free(number);
    return ok;
}

const char *tc_x509_pem(struct tc_arena *arena, X509 *cert, EVP_PKEY *key)
{
    BIO *out = BIO_new(BIO_s_mem());
    const char *pem = NULL;
    char *bytes;
    long len;

    if (out &&
        (cert ? PEM_write_bio_X509(out, cert)
              : PEM_write_bio_PrivateKey(out, key, NULL, NULL, 0, NULL, NULL)) &&
        (len = BIO_get_mem_data(out, &bytes)) > 0)
        pem = tc_arena_strndup(arena, bytes, (size_t)len);
    BIO_free(out);
    return pem;
}
