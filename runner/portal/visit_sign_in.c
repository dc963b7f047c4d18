/* Whether a client may do what it asks: by its token, or by how its message is signed. */
#define _GNU_SOURCE /* memmem */
#include <string.h>

#include "portal/credentials.h"
#include "portal/visit.h"

static bool signs(const struct tc_portal_visit *v)
{
    return v->sim->options.dialect->sign_in == TC_PORTAL_BY_WS_SECURITY;
}

/* In place of each letter, so that the rest stands where it stood. */
static void blot_out(struct tc_portal_visit *v, const char *text)
{
    size_t len = text ? strlen(text) : 0;
    char *at = len ? memmem(v->arrival.body, v->arrival.body_len, text, len) : NULL;

    if (!at)
        return;
    v->arrival.body = tc_arena_strndup(v->arena, v->arrival.body, v->arrival.body_len);
    at = (char *)v->arrival.body + (at - v->request->body);
    do
        memset(at, '*', len);
    while ((at = memmem(at + len, (size_t)(v->arrival.body + v->arrival.body_len - at) - len,
                        text, len)) != NULL);
}

static const char *note_of(struct tc_arena *arena, const struct tc_portal_signature *s)
{
    return s->timed ? tc_arena_printf(arena, "nonce %zu B, Created %+.1f s, Expires %+.1f s",
                                      s->nonce_bytes, s->skew_s, s->life_s)
                    : tc_arena_printf(arena, "nonce %zu B, Created/Expires ?", s->nonce_bytes);
}

void tc_portal_visit_sign_in(struct tc_portal_visit *v)
{
    const struct tc_portal_options *o = &v->sim->options;

    if (!signs(v))
        return;
    tc_portal_signature_read(v->arena, v->request->body, v->request->body_len, o->client_id,
                             o->client_secret, &v->signature);
    v->arrival.signed_how = v->signature.how;
    if (v->signature.how == TC_PORTAL_SIGNED)
        v->arrival.signed_note = note_of(v->arena, &v->signature);
    blot_out(v, v->signature.digest);
}

bool tc_portal_visit_is_in(const struct tc_portal_visit *v)
{
    return signs(v) ? v->signature.how == TC_PORTAL_SIGNED
                    : tc_portal_tokens_good(v->sim->tokens, tc_portal_bearer(v->request));
}

bool tc_portal_visit_is_known(const struct tc_portal_visit *v)
{
    return signs(v) ? tc_portal_visit_is_in(v)
                    : tc_portal_tokens_known(v->sim->tokens, tc_portal_bearer(v->request));
}
