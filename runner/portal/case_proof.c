/* How the client has shown who it is; see tracecert/portal.h. */
#include "base/json.h"
#include "engine/test.h"
#include "portal/case_parts.h"
#include "portal/control.h"

bool tc_portal_has_client_key(struct tc_test *t)
{
    return t->context->system->portals[t->portal].client_key;
}

bool tc_portal_has_client_certificate(struct tc_test *t)
{
    return t->context->system->portals[t->portal].client_certificate;
}

static const json_t *ask(struct tc_test *t, const char *control)
{
    struct tc_err err = { 0 };
    json_t *answer = tc_portal_control_proofs(tc_test_arena(t), control, &err);

    if (!answer)
        tc_portal_stop_error(t, &err);
    return tc_test_own(t, answer);
}

static bool is_true(const json_t *json, const char *member)
{
    return json_is_true(json_object_get(json, member));
}

static struct tc_portal_assertion assertion_of(const json_t *json)
{
    return (struct tc_portal_assertion){
        .at_ms = json_number_value(json_object_get(json, "atMs")),
        .status = (int)json_integer_value(json_object_get(json, "status")),
        .typed = is_true(json, "typed"),
        .readable = is_true(json, "readable"),
        .alg = tc_json_text(json, "alg"),
        .allowed = is_true(json, "allowed"),
        .is_signed = is_true(json, "signed"),
        .audience = tc_json_text(json, "audience"),
        .audience_right = is_true(json, "audienceRight"),
        .client_right = is_true(json, "clientRight"),
        .jti = tc_json_text(json, "jti"),
        .jti_sha = tc_json_text(json, "jtiDigest"),
        .expires = json_object_get(json, "leftS") != NULL,
        .left_s = json_number_value(json_object_get(json, "leftS")),
        .life_s = json_number_value(json_object_get(json, "lifeS")),
        .issued_at = is_true(json, "issuedAt"),
    };
}

static void add_all(struct tc_test *t, struct tc_portal_assertions *all, const json_t *list)
{
    struct tc_portal_assertion *items = tc_arena_alloc(
        tc_test_arena(t), (all->count + json_array_size(list) + 1) * sizeof(*items));
    size_t i;
    json_t *one;

    for (i = 0; i < all->count; i++)
        items[i] = all->items[i];
    json_array_foreach(list, i, one) items[all->count++] = assertion_of(one);
    all->items = items;
}

struct tc_portal_assertions tc_portal_assertions(struct tc_test *t)
{
    const struct tc_system *system = t->context->system;
    bool first = t->portal == t->connection;
    struct tc_portal_assertions all = { NULL, 0 };

    add_all(t, &all, json_object_get(ask(t, tc_portal_control_here(t)), "assertions"));
    for (unsigned i = 0; first && i < system->portal_count + system->further_count; i++)
        if (i != t->portal && (i == 0 || i >= system->portal_count))
            add_all(t, &all,
                    json_object_get(ask(t, t->context->portal_controls[i]), "assertions"));
    return all;
}

static unsigned count_of(const json_t *counts, const char *member)
{
    return (unsigned)json_integer_value(json_object_get(counts, member));
}

struct tc_portal_certificates tc_portal_certificates(struct tc_test *t)
{
    const json_t *counts = json_object_get(ask(t, tc_portal_control_here(t)), "certificates");

    return (struct tc_portal_certificates){ count_of(counts, "right"),
                                            count_of(counts, "other"),
                                            count_of(counts, "none") };
}
