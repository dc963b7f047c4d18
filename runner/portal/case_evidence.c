/* Attempts as a case sees them: each becomes evidence, as an exchange of the case,
 * when it is first seen. */
#include <string.h>

#include "base/json.h"
#include "engine/redact.h"
#include "engine/test.h"
#include "portal/case_parts.h"
#include "portal/control.h"
#include "portal/dialect.h"

static void show(struct tc_test *t, const json_t *attempt, int exchange)
{
    int status = (int)json_integer_value(json_object_get(attempt, "status"));
    size_t len = 0;
    const char *body = tc_portal_control_body(
        tc_test_arena(t), tc_portal_control_here(t),
        (size_t)json_integer_value(json_object_get(attempt, "number")), &len);

    tc_test_emit(
        t,
        json_pack(
            "{s:s, s:i, s:s, s:o, s:i, s:s?, s:o, s:s, s:s?, s:n, s:f, s:f}", "k", "exchange",
            "number", exchange, "method", tc_json_text(attempt, "method"), "url",
            tc_redact_string(tc_test_arena(t),
                             tc_arena_printf(tc_test_arena(t), "portal:%s",
                                             tc_json_text(attempt, "target"))),
            "status", status, "failure",
            status ? NULL : "the simulator gave no whole answer, as scripted", "requestHeaders",
            tc_redact_string(tc_test_arena(t), tc_json_text(attempt, "headers")),
            "responseHeaders", "", "requestBlob",
            body && len ? tc_test_blob(t, body, len) : NULL, "responseBlob", "startedMs",
            json_number_value(json_object_get(attempt, "atMs")) - t->context->started_ms,
            "tookMs", 0.0));
}

/* The exchange that stands for the attempt; shown when it is first seen. A
 * case has its process for itself. */
static int exchange_of(struct tc_test *t, const json_t *attempt)
{
    static json_t *shown;
    const char *number =
        tc_arena_printf(tc_test_arena(t), "%" JSON_INTEGER_FORMAT,
                        json_integer_value(json_object_get(attempt, "number")));
    const json_t *exchange = json_object_get(shown, number);

    if (!shown)
        shown = tc_test_own(t, json_object());
    if (exchange)
        return (int)json_integer_value(exchange);
    show(t, attempt, ++t->exchanges);
    json_object_set_new(shown, number, json_integer(t->exchanges));
    return t->exchanges;
}

static struct tc_portal_attempt attempt_of(struct tc_test *t, const json_t *a)
{
    return (struct tc_portal_attempt){
        .at_ms = json_number_value(json_object_get(a, "atMs")),
        .status = (int)json_integer_value(json_object_get(a, "status")),
        .accepted = json_is_true(json_object_get(a, "accepted")),
        .partial = json_is_true(json_object_get(a, "partial")),
        .record = tc_json_text(a, "record"),
        .unmet = tc_json_text(a, "unmet"),
        .unmet_id = tc_json_text(a, "unmetId"),
        .missing = tc_json_text(a, "missing"),
        .token = tc_json_text(a, "token"),
        .event_sha = tc_json_text(a, "eventSha"),
        .body_sha = tc_json_text(a, "bodySha"),
        .method = tc_json_text(a, "method"),
        .target = tc_json_text(a, "target"),
        .secret_in_target = json_is_true(json_object_get(a, "secretInTarget")),
        .elsewhere = json_is_true(json_object_get(a, "elsewhere")),
        .reads = json_object_get(a, "reads"),
        .event = json_object_get(a, "event"),
        .number = (size_t)json_integer_value(json_object_get(a, "number")),
        .exchange = exchange_of(t, a),
    };
}

bool tc_portal_is_event(const json_t *attempt)
{
    return strcmp(tc_json_text(attempt, "record"), TC_PORTAL_EVENT) == 0;
}

/* Records that are no events are left out unless `all` are asked for. */
struct tc_portal_attempts tc_portal_attempts_of(struct tc_test *t, const json_t *answer,
                                                bool all)
{
    const json_t *list = json_object_get(answer, "attempts");
    struct tc_portal_attempt *items =
        tc_arena_alloc(tc_test_arena(t), (json_array_size(list) + 1) * sizeof(*items));
    size_t i, count = 0;
    json_t *attempt;

    json_array_foreach(list, i, attempt)
    {
        if (all || tc_portal_is_event(attempt))
            items[count++] = attempt_of(t, attempt);
    }
    return (struct tc_portal_attempts){ items, count };
}
