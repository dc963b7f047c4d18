/* For unit tests: JSON Web Tokens that are signed, well or badly. */
#ifndef TC_PORTAL_JWT_SIGN_H
#define TC_PORTAL_JWT_SIGN_H

#include <check.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <stdbool.h>
#include <string.h>

#include "tracecert/arena.h"

/* In base64url without padding. */
static const char *in_base64url(struct tc_arena *arena, const void *bytes, size_t len)
{
    char *text = tc_arena_alloc(arena, len * 4 / 3 + 8);

    EVP_EncodeBlock((unsigned char *)text, bytes, (int)len);
    text[strcspn(text, "=")] = '\0';
    for (char *c = text; *c; c++)
        *c = *c == '+' ? '-' : *c == '/' ? '_' : *c;
    return text;
}

/* An ECDSA signature in DER as its two halves of that size. */
static size_t to_halves(unsigned char *bytes, size_t len, int half)
{
    const unsigned char *at = bytes;
    ECDSA_SIG *both = d2i_ECDSA_SIG(NULL, &at, (long)len);

    ck_assert_ptr_nonnull(both);
    BN_bn2binpad(ECDSA_SIG_get0_r(both), bytes, half);
    BN_bn2binpad(ECDSA_SIG_get0_s(both), bytes + half, half);
    ECDSA_SIG_free(both);
    return 2 * (size_t)half;
}

/* HEADER and CLAIMS (JSON), signed by the key with SHA-2 of so many bits. */
static const char *signed_jwt(struct tc_arena *arena, const char *header, const char *claims,
                              EVP_PKEY *key, int bits, bool pss)
{
    const char *input =
        tc_arena_printf(arena, "%s.%s", in_base64url(arena, header, strlen(header)),
                        in_base64url(arena, claims, strlen(claims)));
    const char *digest = bits == 512 ? "SHA512" : bits == 384 ? "SHA384" : "SHA256";
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *how = NULL;
    unsigned char signature[1024];
    size_t len = sizeof(signature);

    ck_assert(EVP_DigestSignInit_ex(context, &how, digest, NULL, NULL, key, NULL) == 1);
    if (pss) {
        EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(how, RSA_PSS_SALTLEN_DIGEST);
    }
    ck_assert(EVP_DigestSign(context, signature, &len, (const unsigned char *)input,
                             strlen(input)) == 1);
    EVP_MD_CTX_free(context);
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC)
        len = to_halves(signature, len, (EVP_PKEY_get_bits(key) + 7) / 8);
    return tc_arena_printf(arena, "%s.%s", input, in_base64url(arena, signature, len));
}

#endif
