/* Certificates that a case lets the simulator show; see tracecert/portal.h. */
#include "engine/test.h"
#include "portal/case_parts.h"
#include "portal/control.h"

bool tc_portal_has_tls(struct tc_test *t)
{
    return t->context->system->portals[t->portal].tls && tc_test_portal_control(t);
}

void tc_portal_tls_show(struct tc_test *t, const char *proof)
{
    struct tc_err err = { 0 };

    if (tc_portal_control_tls_show(tc_test_arena(t), tc_portal_control_here(t), proof, &err) <
        0)
        tc_portal_stop_error(t, &err);
}

static unsigned number_of(const json_t *json, const char *member)
{
    return (unsigned)json_integer_value(json_object_get(json, member));
}

struct tc_portal_tls tc_portal_tls_facts(struct tc_test *t)
{
    struct tc_err err = { 0 };
    json_t *json =
        tc_portal_control_tls_facts(tc_test_arena(t), tc_test_portal_control(t), &err);

    if (!json)
        tc_portal_stop_error(t, &err);
    tc_test_own(t, json);
    return (struct tc_portal_tls){
        .connections = number_of(json, "connections"),
        .refused = number_of(json, "refused"),
        .ended = number_of(json, "ended"),
        .requests = number_of(json, "requests"),
        .early = number_of(json, "early"),
        .asked = number_of(json, "asked"),
        .renegotiated = number_of(json, "renegotiated"),
        .named = number_of(json, "named"),
        .misnamed = number_of(json, "misnamed"),
    };
}
