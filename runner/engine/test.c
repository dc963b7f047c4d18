#include "engine/test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/digest.h"
#include "engine/blob.h"
#include "engine/credentials.h"
#include "engine/redact.h"
#include "engine/secrets.h"

#define FAREWELL_MS 500 /* kept back from exchanges and pauses */

void tc_test_emit(struct tc_test *t, json_t *json)
{
    size_t len, sent = 0;
    char *line;

    tc_redact_json(t->arena, json);
    line = json ? json_dumps(json, JSON_COMPACT) : NULL;
    if (!line)
        abort();
    len = strlen(line);
    line[len++] = '\n'; /* in place of the NUL */
    while (sent < len) {
        ssize_t n = write(t->out, line + sent, len - sent);

        if (n < 0 && errno != EINTR)
            _exit(TC_TEST_EXIT_MUTE);
        sent += n > 0 ? (size_t)n : 0;
    }
    free(line);
    json_decref(json);
}

json_t *tc_test_own(struct tc_test *t, json_t *json)
{
    if (!json || json_array_append_new(t->owned, json) < 0)
        abort();
    return json;
}

/* --- reporting ------------------------------------------------------------ */

/* The requirement, which must be one of the case's: anything else is our bug. */
static const struct tc_requirement *own_requirement(struct tc_test *t, const char *id)
{
    const struct tc_requirement *r = NULL;

    for (const char *const *own = t->tc_case->requirements; *own; own++)
        if (strcmp(*own, id) == 0)
            r = tc_catalogue_find(t->context->catalogue, id);
    if (!r) {
        fprintf(stderr, "case %s reports %s, which is not its own\n", t->tc_case->id, id);
        abort();
    }
    return r;
}

static json_t *text_json(struct tc_test *t, struct tc_text text)
{
    return json_pack("{s:o, s:o}", "vi", tc_redact_string(t->arena, text.vi), "en",
                     tc_redact_string(t->arena, text.en));
}

static json_t *string_or_null(struct tc_test *t, const char *text)
{
    return text ? tc_redact_string(t->arena, text) : json_null();
}

static json_t *where_json(struct tc_test *t, const struct tc_where *w)
{
    return json_pack("{s:o, s:o, s:I, s:I, s:I, s:[iiii], s:i}", "part",
                     string_or_null(t, w->part), "pointer", string_or_null(t, w->pointer),
                     "line", (json_int_t)w->line, "column", (json_int_t)w->column, "offset",
                     (json_int_t)w->offset, "box", w->box[0], w->box[1], w->box[2], w->box[3],
                     "exchange", w->exchange);
}

static void emit_finding(struct tc_test *t, const char *requirement, enum tc_verdict verdict,
                         struct tc_where where, struct tc_text expected, struct tc_text actual)
{
    if (!where.exchange)
        where.exchange = t->exchanges;
    tc_test_emit(t, json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "k", "finding", "requirement",
                              requirement, "verdict", tc_verdict_name(verdict), "expected",
                              text_json(t, expected), "actual", text_json(t, actual), "where",
                              where_json(t, &where)));
}

static void emit_reason(struct tc_test *t, const char *requirement, enum tc_verdict verdict,
                        struct tc_text reason)
{
    tc_test_emit(t, json_pack("{s:s, s:s?, s:s, s:o}", "k", "reason", "requirement",
                              requirement, "verdict", tc_verdict_name(verdict), "reason",
                              text_json(t, reason)));
}

void tc_pass(struct tc_test *t, const char *requirement)
{
    own_requirement(t, requirement);
    tc_test_emit(t, json_pack("{s:s, s:s}", "k", "checked", "requirement", requirement));
}

void tc_fail(struct tc_test *t, const char *requirement, struct tc_where where,
             struct tc_text expected, struct tc_text actual)
{
    const struct tc_requirement *r = own_requirement(t, requirement);

    emit_finding(t, requirement, tc_requirement_broken(r), where, expected, actual);
}

bool tc_check(struct tc_test *t, bool holds, const char *requirement, struct tc_where where,
              struct tc_text expected, struct tc_text actual)
{
    if (holds)
        tc_pass(t, requirement);
    else
        tc_fail(t, requirement, where, expected, actual);
    return holds;
}

void tc_inconclusive(struct tc_test *t, const char *requirement, struct tc_text why)
{
    own_requirement(t, requirement);
    emit_reason(t, requirement, TC_INCONCLUSIVE, why);
}

void tc_attest(struct tc_test *t, const char *requirement, struct tc_text what)
{
    own_requirement(t, requirement);
    emit_reason(t, requirement, TC_ATTESTED, what);
}

_Noreturn void tc_stop(struct tc_test *t, struct tc_text why)
{
    emit_reason(t, NULL, TC_INCONCLUSIVE, why);
    longjmp(t->end, 1);
}

void tc_not_applicable(struct tc_test *t, const char *requirement, struct tc_text why)
{
    own_requirement(t, requirement);
    emit_reason(t, requirement, TC_NOT_APPLICABLE, why);
}

_Noreturn void tc_stop_not_applicable(struct tc_test *t, struct tc_text why)
{
    emit_reason(t, NULL, TC_NOT_APPLICABLE, why);
    longjmp(t->end, 1);
}

_Noreturn void tc_stop_setup(struct tc_test *t, struct tc_text why)
{
    emit_reason(t, NULL, TC_SETUP, why);
    longjmp(t->end, 1);
}

_Noreturn void tc_stop_error(struct tc_test *t, struct tc_text why)
{
    emit_reason(t, NULL, TC_ERROR, why);
    longjmp(t->end, 1);
}

bool tc_is_failing(struct tc_test *t, const char *requirement)
{
    const struct tc_requirement *r = tc_catalogue_find(t->context->catalogue, requirement);

    return r && tc_requirement_broken(r) == TC_FAIL;
}

void tc_judge(struct tc_test *t, const struct tc_findings *findings)
{
    for (const char *const *own = t->tc_case->requirements; *own; own++) {
        bool found = false;

        for (size_t i = 0; i < findings->count; i++) {
            const struct tc_finding *f = &findings->items[i];

            if (strcmp(f->requirement, *own) != 0)
                continue;
            tc_fail(t, *own, f->where, f->expected, f->actual);
            found = true;
        }
        if (!found)
            tc_pass(t, *own);
    }
}

/* --- what a case may use -------------------------------------------------- */

struct tc_arena *tc_test_arena(struct tc_test *t)
{
    return t->arena;
}

const char *tc_test_portal_control(struct tc_test *t)
{
    return t->context->portal_controls ? t->context->portal_controls[t->portal] : NULL;
}

const char *tc_test_profile_dir(struct tc_test *t)
{
    return t->context->profile_dir;
}

const struct tc_limits *tc_test_limits(struct tc_test *t)
{
    return &t->context->system->limits;
}

const char *tc_test_datum(struct tc_test *t, const char *path)
{
    json_t *json = t->context->system->test_data;
    const char *dot;

    do {
        dot = strchr(path, '.');
        json = json_object_get(
            json, tc_arena_strndup(t->arena, path, dot ? (size_t)(dot - path) : strlen(path)));
        path = dot ? dot + 1 : path;
    } while (dot && json);
    if (json_is_string(json))
        return json_string_value(json);
    if (json_is_integer(json))
        return tc_arena_printf(t->arena, "%lld", (long long)json_integer_value(json));
    return json_is_boolean(json) ? (json_is_true(json) ? "true" : "false") : NULL;
}

const char *tc_test_need(struct tc_test *t, const char *path)
{
    const char *value = tc_test_datum(t, path);

    if (!value)
        tc_stop_setup(t, TC_SAY(t, "thiếu testData.%s trong tệp mô tả hệ thống",
                                "testData.%s is missing in the system description", path));
    return value;
}

/* 64 hex digits that no other run, case or call draws. */
static const char *draw(struct tc_test *t)
{
    const char *word = tc_arena_printf(t->arena, "%lu %u %s %u", t->context->seed,
                                       t->context->attempt, t->tc_case->id, t->drawn++);
    char *hex = tc_arena_alloc(t->arena, TC_SHA256_HEX + 1);

    tc_sha256_hex(word, strlen(word), hex);
    return hex;
}

const char *tc_test_lot(struct tc_test *t)
{
    char *lot = tc_arena_printf(t->arena, "L%.9s", draw(t));

    for (char *p = lot; *p; p++)
        if (*p >= 'a' && *p <= 'f')
            *p -= 'a' - 'A';
    return lot;
}

const char *tc_test_serial(struct tc_test *t)
{
    unsigned long long number = strtoull(tc_arena_printf(t->arena, "%.10s", draw(t)), NULL, 16);

    return tc_arena_printf(t->arena, "%012llu", number % 1000000000000ULL);
}

const char *tc_test_uuid(struct tc_test *t)
{
    const char *h = draw(t);

    return tc_arena_printf(t->arena, "%.8s-%.4s-4%.3s-a%.3s-%.12s", h, h + 8, h + 12, h + 15,
                           h + 18);
}

double tc_test_now_ms(struct tc_test *t)
{
    (void)t;
    return tc_clock_ms();
}

double tc_test_left_ms(struct tc_test *t)
{
    double more = t->more_ms ? *t->more_ms : 0;
    double left = t->deadline_ms + more - tc_clock_ms() - FAREWELL_MS;

    return left > 0 ? left : 0;
}

void tc_test_person_begins(struct tc_test *t, unsigned at_most_ms)
{
    if (t->more_ms)
        *t->more_ms += at_most_ms;
}

void tc_test_person_ends(struct tc_test *t, unsigned at_most_ms, unsigned took_ms)
{
    if (t->more_ms && took_ms < at_most_ms)
        *t->more_ms -= at_most_ms - took_ms;
}

void tc_test_waited(struct tc_test *t, double planned_ms, double took_ms)
{
    double late = took_ms - planned_ms;

    t->late_ms = late > t->late_ms ? late : t->late_ms;
}

void tc_test_sleep_ms(struct tc_test *t, unsigned ms)
{
    double left = tc_test_left_ms(t), began = tc_clock_ms();
    struct timespec pause;

    if (left < ms)
        ms = (unsigned)left;
    pause = (struct timespec){ ms / 1000, (long)(ms % 1000) * 1000000 };
    if (nanosleep(&pause, NULL) < 0)
        return;
    tc_test_waited(t, ms, tc_clock_ms() - began);
}

const char *tc_test_blob(struct tc_test *t, const void *bytes, size_t len)
{
    char *sha = tc_arena_alloc(t->arena, TC_SHA256_HEX + 1);
    struct tc_err err = { 0 };
    const char *clean = tc_secrets_redact(t->arena, bytes, len, &len);

    if (tc_blob_write(t->context->run_dir, clean, len, sha, &err) < 0)
        _exit(TC_TEST_EXIT_MUTE);
    return sha;
}

const char *tc_test_keep(struct tc_test *t, const void *bytes, size_t len)
{
    const char *sha = tc_test_blob(t, bytes, len);

    tc_test_emit(t, json_pack("{s:s, s:s}", "k", "kept", "sha", sha));
    return sha;
}

void tc_test_run(const struct tc_context *context, const struct tc_case *tc_case,
                 unsigned connection, int out, double deadline_ms, _Atomic unsigned *more_ms)
{
    struct tc_test t = { .context = context,
                         .tc_case = tc_case,
                         .portal = connection,
                         .connection = connection,
                         .out = out,
                         .deadline_ms = deadline_ms,
                         .more_ms = more_ms };

    t.arena = tc_arena_new();
    t.owned = json_array();
    tc_credentials_learn(t.arena, context->system);
    if (setjmp(t.end) == 0)
        tc_case->run(&t);
    tc_test_emit(&t, json_pack("{s:s, s:f}", "k", "done", "lateMs", t.late_ms));
    json_decref(t.owned);
    tc_arena_free(t.arena);
}
