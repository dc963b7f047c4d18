/* What cases may ask of the simulator; see tracecert/portal.h. */
#include "portal/case_parts.h"

#include "base/json.h"
#include "engine/test.h"
#include "portal/control.h"
#include "portal/script.h"

#define LOOK_MS 500   /* the simulator answers at once when something has come */
#define MARGIN_MS 160 /* before the case's deadline */

_Noreturn void tc_portal_stop_error(struct tc_test *t, const struct tc_err *err)
{
    tc_stop_error(t, TC_TEXT(tc_arena_strdup(tc_test_arena(t), err->vi),
                             tc_arena_strdup(tc_test_arena(t), err->en)));
}

/* A case has its process for itself. */
static void settle(struct tc_test *t, const char *control)
{
    static bool settled[TC_LISTENERS_MAX];
    struct tc_err err = { 0 };

    if (settled[t->portal])
        return;
    settled[t->portal] = true;
    if (tc_portal_control_settle(tc_test_arena(t), control, &err) < 0)
        tc_portal_stop_error(t, &err);
}

const char *tc_portal_control_here(struct tc_test *t)
{
    const char *control = tc_test_portal_control(t);

    if (!control)
        tc_stop_setup(t, TC_TEXT("cổng mô phỏng không chạy trong lần kiểm thử này",
                                 "no portal simulator runs in this run"));
    settle(t, control);
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
    if (tc_portal_control_script(tc_test_arena(t), tc_portal_control_here(t), script, &err) < 0)
        tc_portal_stop_error(t, &err);
}

void tc_portal_script_record(struct tc_test *t, const char *kind, const char *key,
                             const struct tc_portal_step *steps, size_t n)
{
    tc_portal_script(
        t, tc_arena_printf(tc_test_arena(t), TC_PORTAL_ON_RECORD "%s:%s", kind, key), steps, n);
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
    const char *body = tc_portal_control_body(tc_test_arena(t), tc_portal_control_here(t),
                                              attempt->number, &len);

    return body ? tc_arena_strndup(tc_test_arena(t), body, len) : "";
}

/* --- waiting --------------------------------------------------------------------------- */

static json_int_t number_of(const json_t *answer, const char *member)
{
    return json_integer_value(json_object_get(answer, member));
}

/* What has come for the mark, as the portal writes it, at once or, within so many ms,
 * when there are no longer `known` attempts; a new reference. What is only looked at while it
 * is waited for leaves nothing in the memory of the case. */
static json_t *look(struct tc_test *t, const char *mark_here, size_t known, unsigned ms)
{
    const char *control = tc_portal_control_here(t); /* may end the case */
    struct tc_arena *scratch = tc_arena_new();
    struct tc_err err = { 0 };
    json_t *answer = tc_portal_control_await(scratch, control, mark_here, known, ms, &err);

    tc_arena_free(scratch);
    if (!answer)
        tc_portal_stop_error(t, &err);
    if (number_of(answer, "uncounted") > 0) {
        json_decref(answer);
        tc_stop_error(t, TC_TEXT("cổng mô phỏng nhận nhiều yêu cầu hơn mức nó giữ được",
                                 "more requests have come to the portal simulator than it can "
                                 "keep"));
    }
    return answer;
}

static json_t *ask(struct tc_test *t, const char *mark)
{
    return tc_test_own(t, look(t, tc_portal_mark_here(t, mark), 0, 0));
}

/* Enough: a success, or so many attempts where a number is given. */
static bool is_enough(const json_t *answer, size_t wanted)
{
    size_t i, count = 0, accepted = 0;
    json_t *attempt;

    json_array_foreach(json_object_get(answer, "attempts"), i, attempt)
    {
        count += tc_portal_is_event(attempt);
        accepted +=
            tc_portal_is_event(attempt) && json_is_true(json_object_get(attempt, "accepted"));
    }
    return wanted ? count >= wanted : accepted > 0;
}

/* A client that never delivers would cost every case its whole wait. Once one
 * has waited in vain, the others ask for a moment only. */
#define MOMENT_MS 300

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
    if (!before && tc_portal_control_silent(tc_test_arena(t), tc_portal_control_here(t),
                                            waited_ms, &err) < 0)
        tc_portal_stop_error(t, &err);
    stop_silent(t, answer, before ? before : waited_ms);
}

static bool is_silent(const json_t *answer)
{
    return number_of(answer, "silentMs") > 0 && number_of(answer, "deliveries") == 0;
}

static unsigned smaller(double a, double b)
{
    return (unsigned)(a < b ? a : b);
}

/* When there is more than the answer says, or after some time; instead of the answer. */
static json_t *look_again(struct tc_test *t, const char *mark_here, json_t *answer,
                          double until)
{
    unsigned ms = smaller(until - tc_test_now_ms(t), tc_test_left_ms(t) - MARGIN_MS / 2);
    size_t known = json_array_size(json_object_get(answer, "attempts"));
    double began = tc_test_now_ms(t);

    json_decref(answer);
    ms = smaller(ms + 1, LOOK_MS);
    answer = look(t, mark_here, known, ms);
    if (json_array_size(json_object_get(answer, "attempts")) == known)
        tc_test_waited(t, ms, tc_test_now_ms(t) - began);
    return answer;
}

static struct tc_portal_attempts wait_until(struct tc_test *t, const char *mark, size_t wanted,
                                            unsigned ms)
{
    unsigned whole = tc_test_limits(t)->portal_delivery_ms;
    const char *mark_here = tc_portal_mark_here(t, mark);
    json_t *answer = look(t, mark_here, 0, 0);
    unsigned patience = ms ? ms : is_silent(answer) && MOMENT_MS < whole ? MOMENT_MS : whole;
    double until = tc_test_now_ms(t) + patience;

    while (!is_enough(answer, wanted) && tc_test_now_ms(t) < until) {
        if (tc_test_left_ms(t) < MARGIN_MS)
            tc_stop(t, TC_TEXT("thời hạn của ca kiểm thử hết trước thời hạn gửi tới cổng mà hệ "
                               "thống công bố",
                               "the case's deadline passed before the time within which the "
                               "system says it delivers"));
        answer = look_again(t, mark_here, answer, until);
    }
    tc_test_own(t, answer);
    if (!is_enough(answer, wanted) && (is_silent(answer) || patience >= whole))
        look_for_life(t, answer, patience);
    return tc_portal_attempts_of(t, answer, false);
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
    return tc_portal_attempts_of(t, ask(t, mark), false);
}

struct tc_portal_attempts tc_portal_records(struct tc_test *t, const char *text)
{
    return tc_portal_attempts_of(t, ask(t, text), true);
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

struct tc_portal_attempts tc_portal_answered(struct tc_test *t, int status)
{
    return tc_portal_records(
        t, tc_arena_printf(tc_test_arena(t), TC_PORTAL_ON_STATUS "%d", status));
}
