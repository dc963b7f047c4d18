#include "portal/jwt.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

/* --- reading ------------------------------------------------------------------------ */

static int sextet(char c)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *at = c ? strchr(alphabet, c) : NULL;

    return at ? (int)(at - alphabet) : -1;
}

/* base64url without padding (RFC 7515, 2); NULL for anything else. */
static unsigned char *decode(struct tc_arena *arena, const char *text, size_t len, size_t *n)
{
    unsigned char *bytes = tc_arena_alloc(arena, len + 1);
    unsigned held = 0, bits = 0;

    *n = 0;
    for (size_t i = 0; i < len; i++) {
        int value = sextet(text[i]);

        if (value < 0)
            return NULL;
        held = (held << 6 | (unsigned)value) & 0xffff;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes[(*n)++] = (unsigned char)(held >> bits);
        }
    }
    return len % 4 == 1 ? NULL : bytes;
}

/* A part that is a JSON object, each of its names once (RFC 7515, 4; RFC 7519, 4). */
static json_t *object_of(struct tc_arena *arena, const char *text, size_t len)
{
    size_t n;
    const unsigned char *bytes = decode(arena, text, len, &n);
    json_t *json =
        bytes ? json_loadb((const char *)bytes, n, JSON_REJECT_DUPLICATES, NULL) : NULL;

    if (json_is_object(json))
        return json;
    json_decref(json);
    return NULL;
}

bool tc_jwt_read(struct tc_arena *arena, const char *text, struct tc_jwt *jwt)
{
    size_t len = strlen(text), first = strcspn(text, "."), second;

    *jwt = (struct tc_jwt){ .alg = "", .input = text };
    if (len > TC_JWT_MAX || first == len)
        return false;
    second = first + 1 + strcspn(text + first + 1, ".");
    if (second == len)
        return false;
    jwt->input_len = second;
    jwt->header = object_of(arena, text, first);
    jwt->claims = object_of(arena, text + first + 1, second - first - 1);
    jwt->signature = decode(arena, text + second + 1, len - second - 1, &jwt->signature_len);
    if (jwt->header && jwt->claims && jwt->signature) {
        jwt->alg = tc_json_text(jwt->header, "alg");
        return true;
    }
    tc_jwt_free(jwt);
    return false;
}

void tc_jwt_free(struct tc_jwt *jwt)
{
    json_decref(jwt->header);
    json_decref(jwt->claims);
    jwt->header = jwt->claims = NULL;
}

/* --- signatures --------------------------------------------------------------------- */

static const struct algorithm {
    const char *name, *digest;
    int key; /* EVP_PKEY_RSA, EVP_PKEY_EC */
    bool pss;
    int coordinate; /* bytes of each half of an ECDSA signature, and of the curve's order */
} algorithms[] = {
    { "RS256", "SHA256", EVP_PKEY_RSA, false, 0 },
    { "RS384", "SHA384", EVP_PKEY_RSA, false, 0 },
    { "RS512", "SHA512", EVP_PKEY_RSA, false, 0 },
    { "PS256", "SHA256", EVP_PKEY_RSA, true, 0 },
    { "PS384", "SHA384", EVP_PKEY_RSA, true, 0 },
    { "PS512", "SHA512", EVP_PKEY_RSA, true, 0 },
    { "ES256", "SHA256", EVP_PKEY_EC, false, 32 },
    { "ES384", "SHA384", EVP_PKEY_EC, false, 48 },
    { "ES512", "SHA512", EVP_PKEY_EC, false, 66 },
};

static const struct algorithm *find(const char *alg)
{
    for (size_t i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++)
        if (strcmp(algorithms[i].name, alg) == 0)
            return &algorithms[i];
    return NULL;
}

bool tc_jwt_alg_allowed(const char *alg)
{
    return find(alg) != NULL;
}

static bool fits(const struct algorithm *a, const EVP_PKEY *key)
{
    return EVP_PKEY_get_base_id(key) == a->key &&
           (a->key != EVP_PKEY_EC || (EVP_PKEY_get_bits(key) + 7) / 8 == a->coordinate);
}

static bool verify(const struct algorithm *a, EVP_PKEY *key, const struct tc_jwt *jwt,
                   const unsigned char *signature, size_t len)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *how = NULL;
    bool holds =
        context &&
        EVP_DigestVerifyInit_ex(context, &how, a->digest, NULL, NULL, key, NULL) == 1 &&
        (!a->pss || (EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING) == 1 &&
                     EVP_PKEY_CTX_set_rsa_pss_saltlen(how, RSA_PSS_SALTLEN_DIGEST) == 1)) &&
        EVP_DigestVerify(context, signature, len, (const unsigned char *)jwt->input,
                         jwt->input_len) == 1;

    EVP_MD_CTX_free(context);
    ERR_clear_error();
    return holds;
}

/* The two halves (RFC 7518, 3.4) as OpenSSL wants them. */
static bool verify_halves(const struct algorithm *a, EVP_PKEY *key, const struct tc_jwt *jwt)
{
    ECDSA_SIG *halves = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(jwt->signature, a->coordinate, NULL);
    BIGNUM *s = BN_bin2bn(jwt->signature + a->coordinate, a->coordinate, NULL);
    unsigned char *der = NULL;
    int len;
    bool holds;

    if (!halves || !r || !s || !ECDSA_SIG_set0(halves, r, s))
        abort(); /* no memory */
    len = i2d_ECDSA_SIG(halves, &der);
    holds = len > 0 && verify(a, key, jwt, der, (size_t)len);
    OPENSSL_free(der);
    ECDSA_SIG_free(halves);
    return holds;
}

bool tc_jwt_signed_by(const struct tc_jwt *jwt, EVP_PKEY *key)
{
    const struct algorithm *a = find(jwt->alg);

    if (!a || !fits(a, key) || json_object_get(jwt->header, "crit"))
        return false;
    if (!a->coordinate)
        return verify(a, key, jwt, jwt->signature, jwt->signature_len);
    return jwt->signature_len == 2 * (size_t)a->coordinate && verify_halves(a, key, jwt);
}
