#include "portal/signature.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "validate/document/timestamp.h"

#define DIGEST_TYPE                                                                            \
    "http://docs.oasis-open.org/wss/2004/01/"                                                  \
    "oasis-200401-wss-username-token-profile-1.0#PasswordDigest"

#define SHA1_BYTES 20

/* --- the digest --------------------------------------------------------------------- */

/* xsd:base64Binary may have blanks between its letters. */
static char *without_blanks(struct tc_arena *arena, const char *text)
{
    char *out = tc_arena_alloc(arena, strlen(text) + 1), *to = out;

    for (; *text; text++)
        if (!strchr(" \t\r\n", *text))
            *to++ = *text;
    return out;
}

/* The bytes of the nonce and their number; 0 if there are none. */
static size_t nonce_of(struct tc_arena *arena, const char *text, unsigned char **bytes)
{
    const char *letters = without_blanks(arena, text ? text : "");
    size_t len = strlen(letters), padding = 0;
    int got;

    *bytes = tc_arena_alloc(arena, len + 1);
    while (padding < 2 && padding < len && letters[len - 1 - padding] == '=')
        padding++;
    if (len % 4 != 0 || strcspn(letters, "=") < len - padding)
        return 0;
    got = EVP_DecodeBlock(*bytes, (const unsigned char *)letters, (int)len);
    return got > 0 ? (size_t)got - padding : 0;
}

static const char *digest_of(struct tc_arena *arena, const unsigned char *nonce,
                             size_t nonce_len, const char *created, const char *secret)
{
    size_t created_len = strlen(created), secret_len = strlen(secret);
    unsigned char *all = tc_arena_alloc(arena, nonce_len + created_len + secret_len + 1);
    unsigned char sha[SHA1_BYTES], *base64 = tc_arena_alloc(arena, 2 * SHA1_BYTES);

    if (nonce_len)
        memcpy(all, nonce, nonce_len);
    memcpy(all + nonce_len, created, created_len);
    memcpy(all + nonce_len + created_len, secret, secret_len);
    if (EVP_Digest(all, nonce_len + created_len + secret_len, sha, NULL, EVP_sha1(), NULL) != 1)
        abort();
    EVP_EncodeBlock(base64, sha, SHA1_BYTES);
    return (const char *)base64;
}

static bool same(const char *a, const char *b)
{
    return strlen(a) == strlen(b) && CRYPTO_memcmp(a, b, strlen(a)) == 0;
}

static enum tc_portal_signed verify(struct tc_arena *arena, const struct tc_portal_ws_header *h,
                                    const char *client_id, const char *client_secret,
                                    struct tc_portal_signature *signature)
{
    unsigned char *nonce;

    if (!h->username || !same(h->username, client_id))
        return TC_PORTAL_OTHER_NAME;
    if (!h->password || !h->password_type || strcmp(h->password_type, DIGEST_TYPE) != 0)
        return TC_PORTAL_NO_DIGEST;
    signature->nonce_bytes = nonce_of(arena, h->nonce, &nonce);
    tc_sha256_hex(nonce, signature->nonce_bytes, signature->nonce_sha);
    return same(without_blanks(arena, h->password),
                digest_of(arena, nonce, signature->nonce_bytes, h->created ? h->created : "",
                          client_secret))
               ? TC_PORTAL_SIGNED
               : TC_PORTAL_WRONG_DIGEST;
}

/* --- times ---------------------------------------------------------------------------- */

/* Seconds since a fixed day; NAN if the text is no time. */
static double seconds_of(struct tc_arena *arena, const char *text)
{
    struct tc_instant instant;

    if (tc_timestamp_read(text, strlen(text), NULL) == TC_TIMESTAMP_NO_ZONE)
        text = tc_arena_printf(arena, "%sZ", text);
    if (tc_timestamp_read(text, strlen(text), &instant) != TC_TIMESTAMP_RIGHT)
        return NAN;
    return (double)instant.seconds +
           strtod(tc_arena_printf(arena, "0.%.*s0",
                                  (int)(instant.fraction_len < 9 ? instant.fraction_len : 9),
                                  instant.fraction_len ? instant.fraction : ""),
                  NULL);
}

/* Without what such large numbers lose. */
static double to_milliseconds(double seconds)
{
    return round(seconds * 1e3) / 1e3;
}

/* The Timestamp may leave its Created out; the UsernameToken needs one. */
static void read_times(struct tc_arena *arena, const struct tc_portal_ws_header *h,
                       struct tc_portal_signature *signature)
{
    double now = seconds_of(arena, tc_clock_utc(arena)), token, stamp, expires;

    if (!h->created || !h->stamp_expires)
        return;
    token = seconds_of(arena, h->created);
    stamp = h->stamp_created ? seconds_of(arena, h->stamp_created) : token;
    expires = seconds_of(arena, h->stamp_expires);
    signature->timed = !isnan(token) && !isnan(stamp) && !isnan(expires);
    if (!signature->timed)
        return;
    signature->skew_s =
        to_milliseconds(fabs(stamp - now) > fabs(token - now) ? stamp - now : token - now);
    signature->life_s = to_milliseconds(expires - stamp);
}

void tc_portal_signature_read(struct tc_arena *arena, const char *bytes, size_t len,
                              const char *client_id, const char *client_secret,
                              struct tc_portal_signature *signature)
{
    struct tc_portal_ws_header h;

    *signature = (struct tc_portal_signature){ .how = TC_PORTAL_UNSIGNED };
    if (!tc_portal_ws_header_read(arena, bytes, len, &h))
        return;
    signature->how = verify(arena, &h, client_id, client_secret, signature);
    signature->digest = h.password;
    signature->nonce = h.nonce;
    signature->created = h.created;
    read_times(arena, &h, signature);
}

struct tc_text tc_portal_signed_text(enum tc_portal_signed how)
{
    switch (how) {
    case TC_PORTAL_UNSIGNED:
        return TC_TEXT("không có tiêu đề wsse:Security đọc được",
                       "no wsse:Security header that can be read");
    case TC_PORTAL_OTHER_NAME:
        return TC_TEXT("wsse:Username không phải mã khách của hệ thống",
                       "wsse:Username is not the system's client id");
    case TC_PORTAL_NO_DIGEST:
        return TC_TEXT("không có wsse:Password kiểu PasswordDigest",
                       "no wsse:Password of the type PasswordDigest");
    case TC_PORTAL_WRONG_DIGEST:
        return TC_TEXT("PasswordDigest sai", "a wrong PasswordDigest");
    case TC_PORTAL_NOT_ASKED:
    case TC_PORTAL_SIGNED:
        break;
    }
    return TC_TEXT("", "");
}
