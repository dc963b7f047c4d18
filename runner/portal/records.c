#include "portal/records.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

#define HALF 16 /* hexadecimal digits */

/* Half of an id: HMAC of two texts. The second half vouches for the first. */
static void half_of(const struct tc_portal_records *r, const char *kind, const char *text,
                    char half[HALF + 1])
{
    char digest[TC_SHA256_HEX + 1], message[256];
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned int mac_len;
    int len;

    tc_sha256_hex(text, strlen(text), digest); /* all of it counts, however long */
    len = snprintf(message, sizeof(message), "%s %.100s", digest, kind);
    if (!HMAC(EVP_sha256(), r->secret, (int)strlen(r->secret), (unsigned char *)message,
              (size_t)len, mac, &mac_len))
        abort();
    for (size_t i = 0; i < HALF / 2; i++)
        snprintf(half + 2 * i, 3, "%02x", mac[i]);
}

const char *tc_portal_records_id(const struct tc_portal_records *r, struct tc_arena *arena,
                                 const char *kind, const char *key)
{
    char first[HALF + 1], second[HALF + 1];

    half_of(r, kind, key, first);
    half_of(r, kind, first, second);
    return tc_arena_printf(arena, "%s%s", first, second);
}

static bool is_given(const json_t *list, const char *id)
{
    json_t *one;
    size_t i;

    json_array_foreach(list, i, one)
    {
        if (json_is_string(one) && strcmp(json_string_value(one), id) == 0)
            return true;
    }
    return false;
}

bool tc_portal_records_gave(const struct tc_portal_records *r, const char *kind, const char *id)
{
    char first[HALF + 1], second[HALF + 1];

    if (is_given(json_object_get(r->given, kind), id))
        return true;
    if (strlen(id) != 2 * HALF)
        return false;
    memcpy(first, id, HALF);
    first[HALF] = '\0';
    half_of(r, kind, first, second);
    return strcmp(second, id + HALF) == 0;
}
