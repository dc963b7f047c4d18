#include "net/public_key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdbool.h>
#include <string.h>

#include "net/x509_parts.h"

#define RSA_BITS 2048 /* at least; RFC 7518, 3.3 and 3.5 */

static bool is_on_known_curve(const EVP_PKEY *key)
{
    char curve[64];

    return EVP_PKEY_get_group_name(key, curve, sizeof(curve), NULL) == 1 &&
           (strcmp(curve, "prime256v1") == 0 || strcmp(curve, "secp384r1") == 0 ||
            strcmp(curve, "secp521r1") == 0);
}

static bool is_usable(const EVP_PKEY *key)
{
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA)
        return EVP_PKEY_get_bits(key) >= RSA_BITS;
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && is_on_known_curve(key);
}

EVP_PKEY *tc_public_key_read(const char *pem, struct tc_err *err)
{
    BIO *in = strstr(pem, "PRIVATE KEY") ? NULL : BIO_new_mem_buf(pem, -1);
    EVP_PKEY *key = in ? PEM_read_bio_PUBKEY(in, NULL, NULL, NULL) : NULL;

    BIO_free(in);
    ERR_clear_error();
    if (key && is_usable(key))
        return key;
    EVP_PKEY_free(key);
    tc_err_set(err,
               "không phải khóa công khai dạng PEM (RSA từ 2048 bit, P-256, P-384 hoặc P-521)",
               "no public key in PEM (RSA of 2048 bits or more, P-256, P-384 or P-521)");
    return NULL;
}

static const char *public_pem(struct tc_arena *arena, const EVP_PKEY *key)
{
    BIO *out = BIO_new(BIO_s_mem());
    const char *pem = NULL;
    char *bytes;
    long len;

    if (out && PEM_write_bio_PUBKEY(out, key) && (len = BIO_get_mem_data(out, &bytes)) > 0)
        pem = tc_arena_strndup(arena, bytes, (size_t)len);
    BIO_free(out);
    return pem;
}

int tc_key_pair_make(struct tc_arena *arena, struct tc_key_pair *pair, struct tc_err *err)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");

    *pair = (struct tc_key_pair){ 0 };
    if (key) {
        pair->private_pem = tc_x509_pem(arena, NULL, key);
        pair->public_pem = public_pem(arena, key);
    }
    EVP_PKEY_free(key);
    if (pair->private_pem && pair->public_pem)
        return 0;
    tc_err_set(err, "không tạo được khóa", "cannot make a key");
    return -1;
}
