/* How clients have signed their calls; see tracecert/portal.h. */
#include <string.h>

#include "base/json.h"
#include "engine/redact.h"
#include "engine/test.h"
#include "portal/case_parts.h"
#include "portal/control.h"

/* The simulator's own account is the evidence: it holds the number of calls and the worst
 * of them. */
static int show(struct tc_test *t, const char *facts)
{
    int exchange = ++t->exchanges;

    tc_test_emit(t,
                 json_pack("{s:s, s:i, s:s, s:o, s:i, s:n, s:s, s:s, s:n, s:s?, s:f, s:f}", "k",
                           "exchange", "number", exchange, "method", "POST", "url",
                           tc_redact_string(tc_test_arena(t), "portal:WS-Security"), "status",
                           200, "failure", "requestHeaders", "", "responseHeaders", "",
                           "requestBlob", "responseBlob", tc_test_blob(t, facts, strlen(facts)),
                           "startedMs", 0.0, "tookMs", 0.0));
    return exchange;
}

static unsigned number_of(const json_t *json, const char *member)
{
    return (unsigned)json_number_value(json_object_get(json, member));
}

static double seconds_of(const json_t *json, const char *member)
{
    return json_number_value(json_object_get(json, member));
}

struct tc_portal_sign_ins tc_portal_sign_ins(struct tc_test *t)
{
    struct tc_err err = { 0 };
    const char *facts =
        tc_portal_control_sign_ins(tc_test_arena(t), tc_portal_control_here(t), &err);
    json_t *json = facts ? tc_json_parse("portal", facts, strlen(facts), &err) : NULL;

    if (!json)
        tc_portal_stop_error(t, &err);
    tc_test_own(t, json);
    return (struct tc_portal_sign_ins){
        .calls = number_of(json, "calls"),
        .refused = number_of(json, "refused"),
        .repeated_nonces = number_of(json, "repeatedNonces"),
        .untimed = number_of(json, "untimed"),
        .nonce_bytes = number_of(json, "nonceBytes"),
        .skew_s = seconds_of(json, "skewS"),
        .life_s = seconds_of(json, "lifeS"),
        .shortest_life_s = seconds_of(json, "shortestLifeS"),
        .exchange = show(t, facts),
    };
}
