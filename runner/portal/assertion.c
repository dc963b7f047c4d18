#include "portal/assertion.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/json.h"
#include "portal/credentials.h"
#include "portal/jwt.h"

#define TYPE "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
#define SHOWN_MAX 100 /* bytes of a claim that are told */

/* --- the audience -------------------------------------------------------------------- */

/* An address without what makes no difference to where it leads: the letter case of the
 * scheme and the host, and the port that is the scheme's own (RFC 3986, 6.2.2.1, 6.2.3). A
 * portal compares letter by letter, but with the address that it knows itself by; what
 * libraries make of an address on its way into Host is not the client's fault. */
static const char *plain(struct tc_arena *arena, const char *url)
{
    const char *host = strstr(url, "://"), *port;
    size_t len = host ? (size_t)(host - url) + 3 + strcspn(host + 3, "/?#") : 0;
    char *front = tc_arena_strndup(arena, url, len);

    for (char *c = front; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    port = strncmp(front, "https:", 6) == 0 ? ":443" : ":80";
    if (len > strlen(port) && strcmp(front + len - strlen(port), port) == 0)
        front[len - strlen(port)] = '\0';
    return tc_arena_printf(arena, "%s%s", front, url + len);
}

/* The portal itself (its issuer's name, where it has one) or its token endpoint. */
static bool is_portal(struct tc_arena *arena, const struct tc_portal_asserted *wanted,
                      const char *audience)
{
    const char *given = plain(arena, audience), *base = plain(arena, wanted->base);
    size_t len = strlen(base);

    return strncmp(given, base, len) == 0 && (!given[len] || strcmp(given + len, "/") == 0 ||
                                              strcmp(given + len, wanted->path) == 0);
}

/* A text or a list of texts, one of which must be the portal (RFC 7519, 4.1.3). */
static bool is_for_portal(struct tc_arena *arena, const struct tc_portal_asserted *wanted,
                          const json_t *audience)
{
    json_t *one;
    size_t i;

    if (json_is_string(audience))
        return is_portal(arena, wanted, json_string_value(audience));
    json_array_foreach(audience, i, one)
    {
        if (json_is_string(one) && is_portal(arena, wanted, json_string_value(one)))
            return true;
    }
    return false;
}

/* --- facts --------------------------------------------------------------------------- */

/* Not more of a text than people read; whole letters. */
static json_t *shown(struct tc_arena *arena, const char *text)
{
    size_t len = strlen(text);

    if (len > SHOWN_MAX)
        for (len = SHOWN_MAX; len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80;)
            len--;
    return json_string(tc_arena_strndup(arena, text, len));
}

/* As JSON, since it may be a list or no text at all. */
static json_t *shown_json(struct tc_arena *arena, const json_t *json)
{
    char *text = json_dumps(json, JSON_ENCODE_ANY | JSON_COMPACT);
    json_t *told = shown(arena, text ? text : "");

    free(text);
    return told;
}

static bool says(const json_t *claims, const char *claim, const char *text)
{
    const char *said = json_string_value(json_object_get(claims, claim));

    return said && strcmp(said, text) == 0;
}

/* How long it is still good, and for how long it was made. */
static void add_times(json_t *facts, const json_t *claims, double now_s)
{
    const json_t *until = json_object_get(claims, "exp"),
                 *from = json_object_get(claims, "iat");
    double left = json_number_value(until) - now_s;

    json_object_set_new(facts, "issuedAt", json_boolean(json_is_number(from)));
    if (!json_is_number(until))
        return;
    json_object_set_new(facts, "leftS", json_real(left));
    json_object_set_new(facts, "lifeS",
                        json_real(json_is_number(from)
                                      ? json_number_value(until) - json_number_value(from)
                                      : left));
}

static void add_claims(struct tc_arena *arena, json_t *facts, const json_t *claims,
                       const struct tc_portal_asserted *wanted)
{
    const json_t *audience = json_object_get(claims, "aud");
    const char *jti = tc_json_text(claims, "jti");
    char digest[TC_SHA256_HEX + 1] = "";

    if (*jti)
        tc_sha256_hex(jti, strlen(jti), digest);
    json_object_set_new(facts, "audience", shown_json(arena, audience));
    json_object_set_new(facts, "audienceRight",
                        json_boolean(is_for_portal(arena, wanted, audience)));
    json_object_set_new(facts, "clientRight",
                        json_boolean(says(claims, "iss", wanted->client_id) &&
                                     says(claims, "sub", wanted->client_id)));
    json_object_set_new(facts, "jti", shown(arena, jti));
    json_object_set_new(facts, "jtiDigest", json_string(digest));
    add_times(facts, claims, wanted->now_s);
}

/* A client_id may go along with it, which must be the same client's (RFC 7521, 4.2). */
static bool names_client(struct tc_arena *arena, const char *form, const char *client_id)
{
    const char *id = tc_portal_form_field(arena, form, "client_id");

    return !id || strcmp(id, client_id) == 0;
}

json_t *tc_portal_assertion_facts(struct tc_arena *arena, const char *form,
                                  const struct tc_portal_asserted *wanted)
{
    const char *text = tc_portal_form_field(arena, form, "client_assertion");
    const char *type = tc_portal_form_field(arena, form, "client_assertion_type");
    bool typed = type && strcmp(type, TYPE) == 0, readable, is_signed;
    struct tc_jwt jwt;
    json_t *facts;

    if (!text)
        return NULL;
    readable = tc_jwt_read(arena, text, &jwt);
    is_signed = readable && tc_jwt_signed_by(&jwt, wanted->key);
    facts = json_pack("{s:b, s:b, s:b, s:b}", "typed", typed, "readable", readable, "signed",
                      is_signed, "allowed", tc_jwt_alg_allowed(jwt.alg));
    json_object_set_new(
        facts, "proves",
        json_boolean(typed && is_signed && names_client(arena, form, wanted->client_id)));
    json_object_set_new(facts, "alg", shown(arena, jwt.alg));
    if (is_signed)
        add_claims(arena, facts, jwt.claims, wanted);
    tc_jwt_free(&jwt);
    return facts;
}
