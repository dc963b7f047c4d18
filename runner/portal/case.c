/* What cases may ask of the simulator; see tracecert/portal.h. Each attempt
 * that a case has seen becomes evidence, as an exchange of the case. */
#include "portal/case_parts.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "engine/redact.h"
#include "engine/test.h"
#include "portal/control.h"
#include "portal/script.h"

#define POLL_MS 10     /* at first; then twice as long each time ... */
#define POLL_MS_MAX 80 /* ... up to this: when it came, the simulator knows exactly */

static _Noreturn void stop_error(struct tc_test *t, const struct tc_err *err)
{
    tc_stop_error(t, TC_TEXT(tc_arena_strdup(tc_test_arena(t), err->vi),
                             tc_arena_strdup(tc_test_arena(t), err->en)));
}

static const char *control_of(struct tc_test *t)
{
    const char *control = tc_test_portal_control(t);

    if (!control)
        tc_stop_setup(t, TC_TEXT("cổng mô phỏng không chạy trong lần kiểm thử này",
                                 "no portal simulator runs in this run"));
    return control;
}

/* --- scripting ----------------------------------------------------------------------- */

static void set_number(json_t *json, const char *member, unsigned number)
{
    if (number)
        json_object_set_new(json, member, json_integer(number));
}

static json_t *step_json(const char *on, const struct tc_portal_step *step)
{
    json_t *json = json_pack("{s:s}", "on", on);
    const char *behaviour = step->cut ? "cut" : step->behaviour;

    set_number(json, "status", (unsigned)step->status);
    set_number(json, "delayMs", step->delay_ms);
    set_number(json, "times", step->times);
    set_number(json, "jobTimes", step->job_times);
    set_number(json, "leastEvents", step->least_events);
    if (step->result)
        json_object_set_new(json, "result", json_string(step->result));
    if (step->answer)
        json_object_set_new(json, "answer", json_string(step->answer));
    if (step->job)
        json_object_set_new(json, "job", json_string(step->job));
    if (step->retry_after)
        json_object_set_new(json, "retryAfter", json_string(step->retry_after));
    if (step->expires_in)
        json_object_set_new(json, "expiresIn", json_string(step->expires_in));
    if (behaviour)
        json_object_set_new(json, "behaviour", json_string(behaviour));
    return json;
}

void tc_portal_script(struct tc_test *t, const char *mark, const struct tc_portal_step *steps,
                      size_t n)
{
    const char *on = tc_portal_mark_here(t, mark);
    json_t *list = json_array();
    json_t *script = tc_test_own(t, json_pack("{s:o}", "steps", list));
    struct tc_err err = { 0 };

    if (n == 0)
        json_object_set_new(script, "forget", json_string(on));
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, step_json(on, &steps[i]));
    if (tc_portal_control_script(tc_test_arena(t), control_of(t), script, &err) < 0)
        stop_error(t, &err);
}

void tc_portal_script_record(struct tc_test *t, const char *kind,
                             const struct tc_portal_step *steps, size_t n)
{
    tc_portal_script(t, tc_arena_printf(tc_test_arena(t), TC_PORTAL_ON_RECORD "%s", kind),
                     steps, n);
}

void tc_portal_script_token(struct tc_test *t, const struct tc_portal_step *steps, size_t n)
{
    tc_portal_script(t, TC_PORTAL_ON_TOKEN, steps, n);
}

void tc_portal_script_expect(struct tc_test *t, int status, unsigned times)
{
    tc_portal_script(t, TC_PORTAL_ON_EXPECT,
                     &(struct tc_portal_step){ .status = status, .times = times },
                     times ? 1 : 0);
}

const char *tc_portal_request_body(struct tc_test *t, const struct tc_portal_attempt *attempt)
{
    size_t len;
    const char *body =
        tc_portal_control_body(tc_test_arena(t), control_of(t), attempt->number, &len);

    return body ? tc_arena_strndup(tc_test_arena(t), body, len) : "";
}

/* --- evidence -------------------------------------------------------------------------- */

static const char *text_of(const json_t *json, const char *member)
{
    const char *text = json_string_value(json_object_get(json, member));

    return text ? text : "";
}

static void show(struct tc_test *t, const json_t *attempt, int exchange)
{
    int status = (int)json_integer_value(json_object_get(attempt, "status"));
    size_t len = 0;
    const char *body = tc_portal_control_body(
        tc_test_arena(t), control_of(t),
        (size_t)json_integer_value(json_object_get(attempt, "number")), &len);

    tc_test_emit(
        t,
        json_pack(
            "{s:s, s:i, s:s, s:o, s:i, s:s?, s:o, s:s, s:s?, s:n, s:f, s:f}", "k", "exchange",
            "number", exchange, "method", text_of(attempt, "method"), "url",
            tc_redact_string(tc_test_arena(t), tc_arena_printf(tc_test_arena(t), "portal:%s",
                                                               text_of(attempt, "target"))),
            "status", status, "failure",
            status ? NULL : "the simulator gave no whole answer, as scripted", "requestHeaders",
            tc_redact_string(tc_test_arena(t), text_of(attempt, "headers")), "responseHeaders",
            "", "requestBlob", body && len ? tc_test_blob(t, body, len) : NULL, "responseBlob",
            "startedMs",
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

/* --- waiting --------------------------------------------------------------------------- */

static json_t *ask(struct tc_test *t, const char *mark)
{
    struct tc_err err = { 0 };
    json_t *answer = tc_portal_control_attempts(tc_test_arena(t), control_of(t),
                                                tc_portal_mark_here(t, mark), &err);

    if (!answer)
        stop_error(t, &err);
    return tc_test_own(t, answer);
}

static struct tc_portal_attempt attempt_of(struct tc_test *t, const json_t *a)
{
    return (struct tc_portal_attempt){
        .at_ms = json_number_value(json_object_get(a, "atMs")),
        .status = (int)json_integer_value(json_object_get(a, "status")),
        .accepted = json_is_true(json_object_get(a, "accepted")),
        .partial = json_is_true(json_object_get(a, "partial")),
        .record = text_of(a, "record"),
        .unmet = text_of(a, "unmet"),
        .unmet_id = text_of(a, "unmetId"),
        .missing = text_of(a, "missing"),
        .token = text_of(a, "token"),
        .event_sha = text_of(a, "eventSha"),
        .body_sha = text_of(a, "bodySha"),
        .method = text_of(a, "method"),
        .target = text_of(a, "target"),
        .secret_in_target = json_is_true(json_object_get(a, "secretInTarget")),
        .elsewhere = json_is_true(json_object_get(a, "elsewhere")),
        .reads = json_object_get(a, "reads"),
        .event = json_object_get(a, "event"),
        .number = (size_t)json_integer_value(json_object_get(a, "number")),
        .exchange = exchange_of(t, a),
    };
}

static bool is_event(const json_t *attempt)
{
    return strcmp(text_of(attempt, "record"), TC_PORTAL_EVENT) == 0;
}

/* Records that are no events are left out unless `all` are asked for. */
static struct tc_portal_attempts attempts_of(struct tc_test *t, const json_t *answer, bool all)
{
    const json_t *list = json_object_get(answer, "attempts");
    struct tc_portal_attempt *items =
        tc_arena_alloc(tc_test_arena(t), (json_array_size(list) + 1) * sizeof(*items));
    size_t i, count = 0;
    json_t *attempt;

    json_array_foreach(list, i, attempt)
    {
        if (all || is_event(attempt))
            items[count++] = attempt_of(t, attempt);
    }
    return (struct tc_portal_attempts){ items, count };
}

/* Enough: a success, or so many attempts where a number is given. */
static bool is_enough(const json_t *answer, size_t wanted)
{
    size_t i, count = 0, accepted = 0;
    json_t *attempt;

    json_array_foreach(json_object_get(answer, "attempts"), i, attempt)
    {
        count += is_event(attempt);
        accepted += is_event(attempt) && json_is_true(json_object_get(attempt, "accepted"));
    }
    return wanted ? count >= wanted : accepted > 0;
}

/* A client that never delivers would cost every case its whole wait. Once one
 * has waited in vain, the others ask for a moment only. */
#define MOMENT_MS 300

static json_int_t number_of(const json_t *answer, const char *member)
{
    return json_integer_value(json_object_get(answer, member));
}

static _Noreturn void stop_silent(struct tc_test *t, const json_t *answer, unsigned waited_ms)
{
    json_int_t tokens = number_of(answer, "tokenRequests");

    tc_stop(t, TC_SAY(t,
                      "hệ thống chưa gửi sự kiện nào tới cổng mô phỏng trong %u ms "
                      "(số lần xin mã truy cập: %" JSON_INTEGER_FORMAT
                      "); hãy xem hệ thống đã được nối với cổng mô phỏng chưa",
                      "the system has delivered no event at all to the simulated portal within "
                      "%u ms (requests of an access token: %" JSON_INTEGER_FORMAT
                      "); see whether it is connected to the simulated portal",
                      waited_ms, tokens));
}

/* After a wait in vain: if no delivery has ever come, say so for all. */
static void look_for_life(struct tc_test *t, const json_t *answer, unsigned waited_ms)
{
    unsigned before = (unsigned)number_of(answer, "silentMs");
    struct tc_err err = { 0 };

    if (number_of(answer, "deliveries") > 0)
        return;
    if (!before &&
        tc_portal_control_silent(tc_test_arena(t), control_of(t), waited_ms, &err) < 0)
        stop_error(t, &err);
    stop_silent(t, answer, before ? before : waited_ms);
}

static bool is_silent(const json_t *answer)
{
    return number_of(answer, "silentMs") > 0 && number_of(answer, "deliveries") == 0;
}

static struct tc_portal_attempts wait_until(struct tc_test *t, const char *mark, size_t wanted,
                                            unsigned ms)
{
    unsigned whole = tc_test_limits(t)->portal_delivery_ms;
    json_t *answer = ask(t, mark);
    unsigned patience = ms ? ms : is_silent(answer) && MOMENT_MS < whole ? MOMENT_MS : whole;
    double until = tc_test_now_ms(t) + patience;
    unsigned pause = POLL_MS;

    while (!is_enough(answer, wanted) && tc_test_now_ms(t) < until) {
        if (tc_test_left_ms(t) < 2 * POLL_MS_MAX)
            tc_stop(t, TC_TEXT("thời hạn của ca kiểm thử hết trước thời hạn gửi tới cổng mà hệ "
                               "thống công bố",
                               "the case's deadline passed before the time within which the "
                               "system says it delivers"));
        tc_test_sleep_ms(t, pause);
        pause = 2 * pause < POLL_MS_MAX ? 2 * pause : POLL_MS_MAX;
        answer = ask(t, mark);
    }
    if (!is_enough(answer, wanted) && (is_silent(answer) || patience >= whole))
        look_for_life(t, answer, patience);
    return attempts_of(t, answer, false);
}

struct tc_portal_attempts tc_portal_wait(struct tc_test *t, const char *mark, unsigned ms)
{
    return wait_until(t, mark, 0, ms);
}

struct tc_portal_attempts tc_portal_wait_for(struct tc_test *t, const char *mark,
                                             size_t attempts, unsigned ms)
{
    return wait_until(t, mark, attempts, ms);
}

struct tc_portal_attempts tc_portal_watch(struct tc_test *t, const char *mark, unsigned ms)
{
    tc_test_sleep_ms(t, ms);
    return attempts_of(t, ask(t, mark), false);
}

struct tc_portal_attempts tc_portal_records(struct tc_test *t, const char *text)
{
    return attempts_of(t, ask(t, text), true);
}

struct tc_portal_attempts tc_portal_records_of(struct tc_test *t, const char *kind)
{
    return tc_portal_records(t,
                             tc_arena_printf(tc_test_arena(t), TC_PORTAL_ON_RECORD "%s", kind));
}

struct tc_portal_attempts tc_portal_unmet(struct tc_test *t, const char *kind)
{
    return tc_portal_records(t,
                             tc_arena_printf(tc_test_arena(t), TC_PORTAL_ON_UNMET "%s", kind));
}

/* --- tokens and limits ------------------------------------------------------------------ */

static const json_t *ask_tokens(struct tc_test *t)
{
    struct tc_err err = { 0 };
    json_t *answer = tc_portal_control_token_requests(tc_test_arena(t), control_of(t), &err);

    if (!answer)
        stop_error(t, &err);
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

bool tc_portal_token_secret_shown(struct tc_test *t)
{
    return json_is_true(json_object_get(ask_tokens(t), "secretInTarget"));
}

void tc_portal_revoke_tokens(struct tc_test *t)
{
    struct tc_err err = { 0 };

    if (tc_portal_control_revoke(tc_test_arena(t), control_of(t), &err) < 0)
        stop_error(t, &err);
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
    const char *path = tc_arena_printf(tc_test_arena(t), "%s/suites/portal/limits.json",
                                       tc_file_home(tc_test_arena(t)));
    struct tc_err err = { 0 };
    json_t *limits = tc_json_load(path, &err);
    const json_t *full = json_object_get(json_object_get(limits, "full"), name);
    const json_t *limit = full && t->context->full ? full : json_object_get(limits, name);

    if (limits)
        tc_test_own(t, limits);
    if (limits && !json_is_integer(limit))
        tc_err_set(&err, "%s thiếu giới hạn \"%s\"", "%s lacks the limit \"%s\"", path, name);
    if (!limits || !json_is_integer(limit))
        stop_error(t, &err);
    return (unsigned)json_integer_value(limit);
}
