#include "base/check_main.h"

#include <stdio.h>
#include <string.h>
#include <signal.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "engine/worker.h"

static const char catalogue_text[] =
    "{\"source\":\"X\",\"edition\":\"1\",\"requirements\":["
    "{\"id\":\"X-01\",\"clause\":\"1\",\"level\":\"MUST\",\"confidence\":\"P\",\"roles\":"
    "[\"resolver\"],\"title\":{\"vi\":\"a\",\"en\":\"a\"},\"text\":{\"vi\":\"a\",\"en\":\"a\"},"
    "\"fix\":{\"vi\":\"a\",\"en\":\"a\"}},"
    "{\"id\":\"X-02\",\"clause\":\"1\",\"level\":\"SHOULD\",\"confidence\":\"P\",\"roles\":"
    "[\"resolver\"],\"title\":{\"vi\":\"a\",\"en\":\"a\"},\"text\":{\"vi\":\"a\",\"en\":\"a\"},"
    "\"fix\":{\"vi\":\"a\",\"en\":\"a\"}}]}";

static const char system_text[] =
    "{\"name\":\"n\",\"vendor\":\"v\",\"version\":\"1\",\"contact\":\"c\",\"roles\":["
    "\"resolver\"],"
    "\"interfaces\":{\"resolver\":{\"url\":\"http://127.0.0.1:1/\"}}}";

static void passes(struct tc_test *t)
{
    tc_pass(t, "X-01");
    tc_check(t, true, "X-02", TC_AT(.part = "p"), TC_TEXT("a", "a"), TC_TEXT("b", "b"));
}

static void fails(struct tc_test *t)
{
    tc_fail(t, "X-01", TC_AT(.part = "p"), TC_TEXT("a", "a"), TC_TEXT("b", "b"));
    tc_fail(t, "X-02", TC_AT(.part = "p"), TC_TEXT("a", "a"), TC_TEXT("b", "b"));
}

static void is_silent(struct tc_test *t)
{
    tc_pass(t, "X-01");
}

static void crashes(struct tc_test *t)
{
    tc_fail(t, "X-01", TC_AT(.part = "p"), TC_TEXT("a", "a"), TC_TEXT("b", "b"));
    raise(SIGKILL);
}

static void hangs(struct tc_test *t)
{
    (void)t;
    pause();
}

static void stops(struct tc_test *t)
{
    tc_stop(t, TC_TEXT("lý do", "a reason"));
}

static void asks_a_dead_system(struct tc_test *t)
{
    tc_send(t, &(struct tc_request){ .to = TC_IF_RESOLVER, .path = "/" });
    tc_pass(t, "X-01");
}

static void reports_what_is_not_its_own(struct tc_test *t)
{
    tc_pass(t, "X-99");
}

/* The case's own second, and before it two of a person's. */
static void lets_a_person_work(struct tc_test *t)
{
    double from = tc_clock_ms();

    tc_test_person_begins(t, 60000);
    while (tc_clock_ms() - from < 2000)
        tc_test_sleep_ms(t, 50);
    tc_test_person_ends(t, 60000, (unsigned)(tc_clock_ms() - from));
    tc_pass(t, "X-01");
    tc_pass(t, "X-02");
}

static void hangs_after_a_person(struct tc_test *t)
{
    tc_test_person_begins(t, 60000);
    tc_test_person_ends(t, 60000, 100);
    hangs(t);
}

static json_t *last;

static int keep(json_t *record, void *cookie)
{
    (void)cookie;
    json_decref(last);
    last = record;
    return 0;
}

/* Run one case and give the verdicts of. */
static void run_case(void (*body)(struct tc_test *), const char *first, const char *second)
{
    char dir[] = "/tmp/tc-worker-XXXXXX";
    struct tc_arena *arena = tc_arena_new();
    struct tc_err err = { 0 };
    struct tc_case c = { .id = "x/y",
                         .requirements = TC_REQS("X-01", "X-02"),
                         .role = TC_ROLE_RESOLVER,
                         .deadline_s = 1,
                         .run = body };
    struct tc_registry_entry entry = { "x", &c };
    struct tc_plan plan;
    const struct tc_plan_case *cases[1];
    struct tc_context context = { .run_dir = dir, .seed = 7, .started_ms = tc_clock_ms() };
    json_t *lines;

    ck_assert_ptr_nonnull(mkdtemp(dir));
    ck_assert_int_eq(tc_file_mkdirs(tc_arena_printf(arena, "%s/blobs", dir), &err), 0);
    ck_assert_int_eq(tc_file_write(tc_arena_printf(arena, "%s/c.json", dir), catalogue_text,
                                   strlen(catalogue_text), &err),
                     0);
    context.catalogue = tc_catalogue_load(dir, &err);
    ck_assert_msg(context.catalogue != NULL, "%s", err.en);
    context.system = tc_system_parse(arena, "s.json", system_text, strlen(system_text), &err);
    ck_assert_msg(context.system != NULL, "%s", err.en);
    tc_plan_make(arena, &entry, 1, context.catalogue, context.system, "2026-11-25", NULL,
                 &plan);
    cases[0] = &plan.cases[0];
    ((struct tc_system *)context.system)->entry.person_s = 60;
    c.needs = TC_NEEDS_ENTRY; /* beyond the plan, which would want an entry's description */
    ck_assert_int_eq(tc_worker_run(&context, cases, 1, 2, keep, NULL, &err),
                     TC_WORKER_FINISHED);
    lines = json_object_get(last, "lines");
    ck_assert_str_eq(json_string_value(json_object_get(json_array_get(lines, 0), "verdict")),
                     first);
    ck_assert_str_eq(json_string_value(json_object_get(json_array_get(lines, 1), "verdict")),
                     second);
    tc_catalogue_free((struct tc_catalogue *)context.catalogue);
    tc_system_free((struct tc_system *)context.system);
    tc_arena_free(arena);
}

START_TEST(verdicts_come_from_findings)
{
    run_case(passes, "PASS", "PASS");
    run_case(fails, "FAIL", "WARN");
}
END_TEST

START_TEST(silence_is_never_a_pass)
{
    run_case(is_silent, "PASS", "INCONCLUSIVE");
    run_case(stops, "INCONCLUSIVE", "INCONCLUSIVE");
}
END_TEST

START_TEST(a_crash_costs_what_was_undecided)
{
    run_case(crashes, "FAIL", "ERROR");
    run_case(reports_what_is_not_its_own, "ERROR", "ERROR");
}
END_TEST

START_TEST(a_hang_ends_at_the_deadline)
{
    run_case(hangs, "ERROR", "ERROR");
}
END_TEST

/* As under a supervisor that ignores the ends of processes. */
START_TEST(an_end_that_nobody_hears_of_is_no_pass)
{
    signal(SIGCHLD, SIG_IGN);
    run_case(passes, "ERROR", "ERROR");
    signal(SIGCHLD, SIG_DFL);
}
END_TEST

START_TEST(a_person_has_time_of_their_own)
{
    double from = tc_clock_ms();

    run_case(lets_a_person_work, "PASS", "PASS");
    run_case(hangs_after_a_person, "ERROR", "ERROR");
    ck_assert(tc_clock_ms() - from < 15000);
}
END_TEST

START_TEST(a_dead_system_is_inconclusive)
{
    run_case(asks_a_dead_system, "INCONCLUSIVE", "INCONCLUSIVE");
    ck_assert_int_eq(json_array_size(json_object_get(last, "exchanges")), 1);
}
END_TEST

TC_CHECK_MAIN("worker", verdicts_come_from_findings, silence_is_never_a_pass,
              a_crash_costs_what_was_undecided, a_hang_ends_at_the_deadline,
              an_end_that_nobody_hears_of_is_no_pass, a_person_has_time_of_their_own,
              a_dead_system_is_inconclusive)
