/* Tokens that clients have asked for, and the limits of the portal profile; see
 * tracecert/portal.h. */
#include "engine/test.h"
#include "portal/case_parts.h"
#include "portal/control.h"

static const json_t *ask_tokens(struct tc_test *t)
{
    struct tc_err err = { 0 };
    json_t *answer =
        tc_portal_control_token_requests(tc_test_arena(t), tc_portal_control_here(t), &err);

    if (!answer)
        tc_portal_stop_error(t, &err);
    return tc_test_own(t, answer);
}

size_t tc_portal_token_requests(struct tc_test *t, double from_ms, double to_ms)
{
    size_t i, count = 0;
    json_t *at;

    json_array_foreach(json_object_get(ask_tokens(t), "atMs"), i, at)
    {
        if (json_number_value(at) >= from_ms && json_number_value(at) <= to_ms)
            count++;
    }
    return count;
}

double tc_portal_first_token_request_ms(struct tc_test *t, double from_ms)
{
    size_t i;
    json_t *at;

    json_array_foreach(json_object_get(ask_tokens(t), "atMs"), i, at)
    {
        if (json_number_value(at) >= from_ms)
            return json_number_value(at);
    }
    return -1;
}

bool tc_portal_token_secret_shown(struct tc_test *t)
{
    return json_is_true(json_object_get(ask_tokens(t), "secretInTarget"));
}

void tc_portal_revoke_tokens(struct tc_test *t)
{
    struct tc_err err = { 0 };

    if (tc_portal_control_revoke(tc_test_arena(t), tc_portal_control_here(t), &err) < 0)
        tc_portal_stop_error(t, &err);
}

unsigned tc_portal_timeout_ms(struct tc_test *t)
{
    return tc_test_limits(t)->portal_timeout_ms;
}

unsigned tc_portal_delivery_ms(struct tc_test *t)
{
    return tc_test_limits(t)->portal_delivery_ms;
}

unsigned tc_portal_limit(struct tc_test *t, const char *name)
{
    struct tc_err err = { 0 };
    json_t *limits = tc_scale_limits(tc_test_arena(t), t->context->scale, &err);
    const json_t *limit = json_object_get(limits, name);

    if (limits)
        tc_test_own(t, limits);
    if (limits && !limit)
        tc_err_set(&err, "limits.json thiếu giới hạn \"%s\"",
                   "limits.json lacks the limit \"%s\"", name);
    if (!limit)
        tc_portal_stop_error(t, &err);
    return (unsigned)json_integer_value(limit);
}
