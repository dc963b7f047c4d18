#include "engine/credentials.h"

#include <openssl/evp.h>
#include <string.h>

#include "engine/secrets.h"

static const char *basic(struct tc_arena *arena, const char *user, const char *password)
{
    const char *pair = tc_arena_printf(arena, "%s:%s", user, password);
    size_t len = strlen(pair);
    char *text = tc_arena_alloc(arena, 4 * (len / 3 + 2));

    EVP_EncodeBlock((unsigned char *)text, (const unsigned char *)pair, (int)len);
    tc_secrets_add(text, strlen(text));
    return tc_arena_printf(arena, "Basic %s", text);
}

/* Client credentials grant, RFC 6749 section 4.4. */
static const char *fetch_token(struct tc_arena *arena, const struct tc_auth *auth,
                               const char *secret, unsigned timeout_ms,
                               struct tc_client_answer *answer, struct tc_err *err)
{
    const struct tc_header headers[] = {
        { "Authorization", basic(arena, auth->client_id, secret) },
        { "Content-Type", "application/x-www-form-urlencoded" },
        { "Accept", "application/json" },
        { NULL, NULL },
    };
    const char *body =
        auth->scope
            ? tc_arena_printf(arena, "grant_type=client_credentials&scope=%s", auth->scope)
            : "grant_type=client_credentials";
    struct tc_client_request request = { .method = "POST",
                                         .url = auth->token_url,
                                         .credentials = headers,
                                         .body = body,
                                         .body_len = strlen(body),
                                         .timeout_ms = timeout_ms,
                                         .max_body = 64 << 10 };
    const char *token;
    json_t *json;

    tc_client_send(arena, &request, answer);
    if (answer->failure) {
        tc_err_set(err, "không lấy được token từ %s (%s)", "no token from %s (%s)",
                   auth->token_url, tc_failure_name(answer->failure));
        return NULL;
    }
    json = json_loadb(answer->body, answer->body_len, JSON_REJECT_DUPLICATES, NULL);
    token = json_string_value(json_object_get(json, "access_token"));
    if (answer->status != 200 || !token) {
        tc_err_set(err, "máy chủ cấp token trả lời %ld, không có access_token",
                   "the token endpoint answers %ld and no access_token", answer->status);
        token = NULL;
    } else {
        tc_secrets_add(token, strlen(token));
        token = tc_arena_printf(arena, "Bearer %s", token);
    }
    json_decref(json);
    return token;
}

int tc_credentials_header(struct tc_arena *arena, const struct tc_auth *auth, const char *dir,
                          unsigned timeout_ms, struct tc_header *header,
                          struct tc_client_answer *answer, struct tc_err *err)
{
    struct tc_client_answer unused;
    const char *secret;

    header->name = "Authorization";
    switch (auth->kind) {
    case TC_AUTH_NONE:
        return 0;
    case TC_AUTH_BEARER:
        secret = tc_secret_resolve(arena, auth->token, dir, err);
        header->value = secret ? tc_arena_printf(arena, "Bearer %s", secret) : NULL;
        break;
    case TC_AUTH_BASIC:
        secret = tc_secret_resolve(arena, auth->password, dir, err);
        header->value = secret ? basic(arena, auth->user, secret) : NULL;
        break;
    case TC_AUTH_API_KEY:
        header->name = auth->header;
        header->value = tc_secret_resolve(arena, auth->key, dir, err);
        break;
    case TC_AUTH_OAUTH2:
        secret = tc_secret_resolve(arena, auth->client_secret, dir, err);
        header->value = secret ? fetch_token(arena, auth, secret, timeout_ms,
                                             answer ? answer : &unused, err)
                               : NULL;
        break;
    }
    return header->value ? 1 : -1;
}

static void learn(struct tc_arena *arena, const char *reference, const char *dir)
{
    struct tc_err err = { 0 };

    if (reference)
        tc_secret_resolve(arena, reference, dir, &err);
}

void tc_credentials_learn(struct tc_arena *arena, const struct tc_system *system)
{
    const struct tc_endpoint *const endpoints[] = {
        &system->epcis, &system->resolver,       &system->label,
        &system->page,  &system->entry.endpoint, &system->notices.effects
    };

    for (size_t i = 0; i < sizeof(endpoints) / sizeof(endpoints[0]); i++) {
        learn(arena, endpoints[i]->auth.token, system->dir);
        learn(arena, endpoints[i]->auth.password, system->dir);
        learn(arena, endpoints[i]->auth.key, system->dir);
        learn(arena, endpoints[i]->auth.client_secret, system->dir);
    }
    learn(arena, system->notices.secret, system->dir);
    for (unsigned i = 0; i < system->portal_count; i++)
        learn(arena, system->portals[i].client_secret, system->dir);
}
