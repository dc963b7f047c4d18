/* Attempts as a case sees them: each becomes evidence, as an exchange of the case,
 * when it is first seen. */
#include <string.h>

#include "base/json.h"
#include "engine/redact.h"
#include "engine/test.h"
#include "portal/case_parts.h"
#include "portal/control.h"
#include "portal/dialect.h"

bool tc_portal_is_event(const json_t *attempt)
{
    return strcmp(tc_json_text(attempt, "record"), TC_PORTAL_EVENT) == 0;
}

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

/* For the picture of the attempts over time: one event in one request. */
static void show_attempt(struct tc_test *t, const json_t *attempt, int exchange)
{
    const json_t *event = json_object_get(attempt, "event");
    const char *id = tc_json_text(event, "eventID");

    tc_test_emit(
        t,
        json_pack(
            "{s:s, s:o, s:o, s:o, s:f, s:i, s:b, s:i}", "k", "attempt", "portal",
            tc_redact_string(tc_test_arena(t), tc_portal_name(t)), "event",
            tc_redact_string(tc_test_arena(t), *id ? id : tc_json_text(attempt, "eventSha")),
            "what",
            tc_redact_string(tc_test_arena(t), tc_portal_is_event(attempt)
                                                   ? tc_json_text(event, "bizStep")
                                                   : tc_json_text(attempt, "record")),
            "atMs",
            json_number_value(json_object_get(attempt, "atMs")) - t->context->started_ms,
            "status", (int)json_integer_value(json_object_get(attempt, "status")), "accepted",
            json_is_true(json_object_get(attempt, "accepted")), "exchange", exchange));
}

/* What was shown, and as which exchange. A case has its process for itself. */
static json_t *shown(struct tc_test *t)
{
    static json_t *all;

    if (!all)
        all = tc_test_own(t, json_object());
    return all;
}

/* The exchange that stands for the attempt; shown when it is first seen. */
static int exchange_of(struct tc_test *t, const json_t *attempt)
{
    const char *request =
        tc_arena_printf(tc_test_arena(t), "%u %" JSON_INTEGER_FORMAT, t->portal,
                        json_integer_value(json_object_get(attempt, "number")));
    const char *part =
        tc_arena_printf(tc_test_arena(t), "%s %s", request, tc_json_text(attempt, "eventSha"));
    const json_t *known = json_object_get(shown(t), request);
    int exchange = known ? (int)json_integer_value(known) : ++t->exchanges;

    if (!known) {
        show(t, attempt, exchange);
        json_object_set_new(shown(t), request, json_integer(exchange));
    }
    if (!json_object_get(shown(t), part)) {
        show_attempt(t, attempt, exchange);
        json_object_set_new(shown(t), part, json_true());
    }
    return exchange;
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
        .named = json_object_get(a, "named"),
        .reads = json_object_get(a, "reads"),
        .event = json_object_get(a, "event"),
        .number = (size_t)json_integer_value(json_object_get(a, "number")),
        .exchange = exchange_of(t, a),
    };
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
