#include "portal/credentials.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>
#include <strings.h>

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Percent-escapes and '+' undone; NULL if malformed. */
static const char *form_decode(struct tc_arena *arena, const char *s, size_t len)
{
    char *out = tc_arena_alloc(arena, len + 1);
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (s[i] == '%') {
            int high = i + 2 < len ? hex_value(s[i + 1]) : -1;
            int low = high >= 0 ? hex_value(s[i + 2]) : -1;

            if (low < 0 || (high == 0 && low == 0))
                return NULL;
            out[n++] = (char)(high * 16 + low);
            i += 2;
        } else {
            out[n++] = s[i] == '+' ? ' ' : s[i];
        }
    }
    return out;
}

const char *tc_portal_unescape(struct tc_arena *arena, const char *text, bool plus)
{
    char *out = tc_arena_alloc(arena, strlen(text) + 1), *to = out;

    for (; *text; text++) {
        int high = *text == '%' ? hex_value(text[1]) : -1;
        int low = high >= 0 ? hex_value(text[2]) : -1;

        if (low >= 0 && high + low > 0) {
            *to++ = (char)(high * 16 + low);
            text += 2;
        } else {
            *to++ = plus && *text == '+' ? ' ' : *text;
        }
    }
    return out;
}

const char *tc_portal_form_field(struct tc_arena *arena, const char *form, const char *name)
{
    size_t name_len = strlen(name);

    while (*form) {
        size_t len = strcspn(form, "&");

        if (len > name_len && strncmp(form, name, name_len) == 0 && form[name_len] == '=')
            return form_decode(arena, form + name_len + 1, len - name_len - 1);
        form += len + (form[len] == '&');
    }
    return NULL;
}

static bool same(const char *given, const char *wanted)
{
    return given && strlen(given) == strlen(wanted) &&
           CRYPTO_memcmp(given, wanted, strlen(wanted)) == 0;
}

/* "id:secret" of HTTP Basic, or NULL. */
static char *basic_pair(struct tc_arena *arena, const char *authorization)
{
    size_t len;
    char *pair;
    int got;

    if (!authorization || strncasecmp(authorization, "Basic ", 6) != 0)
        return NULL;
    authorization += 6;
    len = strlen(authorization);
    if (len == 0 || len % 4 != 0)
        return NULL;
    pair = tc_arena_alloc(arena, len + 1);
    got =
        EVP_DecodeBlock((unsigned char *)pair, (const unsigned char *)authorization, (int)len);
    if (got < 0)
        return NULL;
    pair[got] = '\0'; /* the padding decodes to NULs before this */
    return strchr(pair, ':') ? pair : NULL;
}

bool tc_portal_client_shown(struct tc_arena *arena, const struct tc_server_request *request,
                            const char *client_id, const char *client_secret)
{
    char *pair = basic_pair(arena, tc_server_header(request, "Authorization"));
    const char *id, *secret;

    if (pair) {
        char *colon = strchr(pair, ':');

        /* Both halves are form-encoded first (RFC 6749, 2.3.1); many clients
         * leave that out, which makes a difference for few secrets. */
        *colon = '\0';
        id = form_decode(arena, pair, strlen(pair));
        secret = form_decode(arena, colon + 1, strlen(colon + 1));
        return (same(id, client_id) || same(pair, client_id)) &&
               (same(secret, client_secret) || same(colon + 1, client_secret));
    }
    id = tc_portal_form_field(arena, request->body, "client_id");
    secret = tc_portal_form_field(arena, request->body, "client_secret");
    return same(id, client_id) && same(secret, client_secret);
}

const char *tc_portal_bearer(const struct tc_server_request *request)
{
    const char *authorization = tc_server_header(request, "Authorization");

    if (!authorization || strncasecmp(authorization, "Bearer ", 7) != 0)
        return NULL;
    return authorization + 7 + strspn(authorization + 7, " ");
}
