#include "portal/notice.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "engine/system.h"

bool tc_notice_key_of(const char *secret, struct tc_notice_key *key)
{
    const char *text = secret + strlen(TC_NOTICE_SECRET);
    size_t len, padding = 0;
    int got;

    if (strncmp(secret, TC_NOTICE_SECRET, strlen(TC_NOTICE_SECRET)) != 0)
        return false;
    len = strlen(text);
    if (len == 0 || len % 4 != 0 || len / 4 * 3 > TC_NOTICE_KEY_MAX)
        return false;
    while (padding < 2 && text[len - 1 - padding] == '=')
        padding++;
    if (strcspn(text, "=") < len - padding)
        return false;
    got = EVP_DecodeBlock(key->bytes, (const unsigned char *)text, (int)len);
    key->len = got > 0 ? (size_t)got - padding : 0;
    return key->len > 0;
}

const char *tc_notice_digest(struct tc_arena *arena, const struct tc_notice_key *key,
                             const char *id, const char *timestamp, const char *body)
{
    const char *text = tc_arena_printf(arena, "%s.%s.%s", id, timestamp, body);
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned int len;
    char *base64;

    if (!HMAC(EVP_sha256(), key->bytes, (int)key->len, (const unsigned char *)text,
              strlen(text), mac, &len))
        abort();
    base64 = tc_arena_alloc(arena, 4 * ((len + 2) / 3) + 1);
    EVP_EncodeBlock((unsigned char *)base64, mac, (int)len);
    return base64;
}
