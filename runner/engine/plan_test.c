#include "base/check_main.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "engine/plan.h"
#include "engine/select.h"

#define REQUIREMENT(id, level, dates)                                                          \
    "{\"id\":\"" id "\",\"clause\":\"1\",\"level\":\"" level "\",\"confidence\":\"P\"," dates  \
    "\"roles\":[\"resolver\"],\"title\":{\"vi\":\"a\","                                        \
    "\"en\":\"a\"},\"text\":{\"vi\":\"a\",\"en\":\"a\"},\"fix\":{\"vi\":\"a\",\"en\":\"a\"}}"

static const char catalogue_text[] =
    "{\"source\":\"X\",\"edition\":\"1\",\"requirements\":[" REQUIREMENT(
        "X-01", "MUST",
        "") "," REQUIREMENT("X-011", "MUST",
                            "") "," REQUIREMENT("X-02", "SHOULD",
                                                "") "," REQUIREMENT("X-03", "MUST",
                                                                    "\"validFrom\":\"2027-01-"
                                                                    "01\",") "]}";

static void nothing(struct tc_test *t)
{
    (void)t;
}

static const struct tc_case resolver_case = { .id = "x/one",
                                              .requirements = TC_REQS("X-01", "X-03"),
                                              .role = TC_ROLE_RESOLVER,
                                              .needs = TC_NEEDS_RESOLVER,
                                              .run = nothing };
static const struct tc_case stated_case = { .id = "x/stated",
                                            .requirements = TC_REQS("X-011", "X-02"),
                                            .role = TC_ROLE_RESOLVER,
                                            .statement = "capture.events",
                                            .run = nothing };
static const struct tc_case capture_case = { .id = "y/capture",
                                             .requirements = TC_REQS("X-02"),
                                             .role = TC_ROLE_EPCIS_CAPTURE,
                                             .run = nothing };
static const struct tc_registry_entry entries[] = { { "x", &resolver_case },
                                                    { "x", &stated_case },
                                                    { "y", &capture_case } };

static struct tc_arena *arena;
static struct tc_catalogue *catalogue;
static struct tc_system *described;

static void describe(const char *interfaces, const char *statement)
{
    struct tc_err err = { 0 };
    const char *text =
        tc_arena_printf(arena,
                        "{\"name\":\"n\",\"vendor\":\"v\",\"version\":\"1\",\"contact\":\"c\","
                        "\"roles\":[\"resolver\"],\"interfaces\":{%s},\"statement\":{%s}}",
                        interfaces, statement);

    described = tc_system_parse(arena, "s.json", text, strlen(text), &err);
    ck_assert_msg(described != NULL, "%s", err.en);
}

static void set_up(void)
{
    char dir[] = "/tmp/tc-plan-XXXXXX";
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    ck_assert_ptr_nonnull(mkdtemp(dir));
    ck_assert_int_eq(tc_file_write(tc_arena_printf(arena, "%s/c.json", dir), catalogue_text,
                                   strlen(catalogue_text), &err),
                     0);
    catalogue = tc_catalogue_load(dir, &err);
    ck_assert_msg(catalogue != NULL, "%s", err.en);
}

static void tear_down(void)
{
    tc_system_free(described);
    described = NULL;
    tc_catalogue_free(catalogue);
    tc_arena_free(arena);
}

static struct tc_plan plan_with(const struct tc_doctor_report *doctor, const char *as_of)
{
    struct tc_plan plan;

    tc_plan_make(arena, entries, 3, catalogue, described, as_of, doctor, &plan);
    return plan;
}

#define RESOLVER "\"resolver\":{\"url\":\"http://127.0.0.1:1/\"}"

START_TEST(a_requirement_not_yet_in_force_is_not_applicable)
{
    struct tc_plan plan;

    set_up();
    describe(RESOLVER, "\"capture.events\":\"yes\"");
    plan = plan_with(NULL, "2026-11-25");
    ck_assert(plan.cases[0].run);
    ck_assert(!plan.cases[0].lines[0].decided);
    ck_assert_int_eq(plan.cases[0].lines[1].verdict, TC_NOT_APPLICABLE);
    plan = plan_with(NULL, "2027-01-01");
    ck_assert(!plan.cases[0].lines[1].decided);
    tear_down();
}
END_TEST

START_TEST(a_role_not_claimed_is_not_applicable)
{
    struct tc_plan plan;

    set_up();
    describe(RESOLVER, "\"capture.events\":\"yes\"");
    plan = plan_with(NULL, "2026-11-25");
    ck_assert(!plan.cases[2].run);
    ck_assert_int_eq(plan.cases[2].lines[0].verdict, TC_NOT_APPLICABLE);
    ck_assert_int_eq(plan.needs, TC_NEEDS_RESOLVER);
    tear_down();
}
END_TEST

START_TEST(the_statement_decides_what_runs)
{
    struct tc_plan plan;

    set_up();
    describe(RESOLVER, "\"capture.events\":\"yes\"");
    ck_assert(plan_with(NULL, "2026-11-25").cases[1].run);
    tc_system_free(described);
    describe(RESOLVER, "\"capture.events\":\"no\"");
    plan = plan_with(NULL, "2026-11-25");
    ck_assert_int_eq(plan.cases[1].lines[0].verdict, TC_NOT_APPLICABLE);
    tear_down();
}
END_TEST

START_TEST(a_line_left_out_blocks_what_is_mandatory)
{
    struct tc_plan plan;

    set_up();
    describe(RESOLVER, "");
    plan = plan_with(NULL, "2026-11-25");
    ck_assert_int_eq(plan.cases[1].lines[0].verdict, TC_INCONCLUSIVE);
    ck_assert_int_eq(plan.cases[1].lines[1].verdict, TC_NOT_RUN);
    tear_down();
}
END_TEST

START_TEST(a_missing_interface_is_set_up)
{
    set_up();
    describe("", "\"capture.events\":\"yes\"");
    ck_assert_int_eq(plan_with(NULL, "2026-11-25").cases[0].lines[0].verdict, TC_SETUP);
    tear_down();
}
END_TEST

START_TEST(what_the_doctor_finds_is_set_up)
{
    const struct tc_doctor_line line = { TC_DIAGNOSIS_SETUP,
                                         "interfaces.resolver",
                                         { "không trả lời", "no answer" },
                                         { "hãy mở", "open it" },
                                         TC_NEEDS_RESOLVER };
    const struct tc_doctor_report report = { &line, 1, TC_NEEDS_RESOLVER, true };
    struct tc_plan plan;

    set_up();
    describe(RESOLVER, "\"capture.events\":\"yes\"");
    plan = plan_with(&report, "2026-11-25");
    ck_assert_int_eq(plan.cases[0].lines[0].verdict, TC_SETUP);
    ck_assert_str_eq(plan.cases[0].lines[0].reason.en,
                     "interfaces.resolver: no answer. open it");
    ck_assert(plan.cases[1].run);
    tear_down();
}
END_TEST

/* The ids of the cases that the two words name, or the error. */
static const char *selected(const char *suite, const char *only)
{
    const char *suites[] = { suite, NULL }, *onlies[] = { only, NULL };
    struct tc_selection selection = { suite ? suites : NULL, only ? onlies : NULL };
    struct tc_err err = { 0 };
    const char *ids = "";
    size_t taken;
    const struct tc_registry_entry *kept =
        tc_select(arena, entries, 3, catalogue, &selection, &taken, &err);

    if (!kept)
        return tc_arena_printf(arena, "%s", err.en);
    for (size_t i = 0; i < taken; i++)
        ids = tc_arena_printf(arena, "%s%s%s", ids, i ? " " : "", kept[i].tc_case->id);
    return ids;
}

START_TEST(words_select_cases)
{
    set_up();
    ck_assert_str_eq(selected(NULL, NULL), "x/one x/stated y/capture");
    ck_assert_str_eq(selected("x", NULL), "x/one x/stated");
    ck_assert_str_eq(selected(NULL, "x/o"), "x/one");
    ck_assert_str_eq(selected(NULL, "X-01"), "x/one"); /* a whole id, not X-011 */
    ck_assert_str_eq(selected(NULL, "X-0"), "x/one x/stated y/capture");
    ck_assert_str_eq(selected("y", "X-01"), "");
    ck_assert_str_eq(selected("xx", NULL), "--suite xx matches nothing; did you mean \"x\"?");
    ck_assert_str_eq(selected(NULL, "X-92"),
                     "--only X-92 matches nothing; did you mean \"X-02\"?");
    tear_down();
}
END_TEST

TC_CHECK_MAIN("plan", a_requirement_not_yet_in_force_is_not_applicable,
              a_role_not_claimed_is_not_applicable, the_statement_decides_what_runs,
              a_line_left_out_blocks_what_is_mandatory, a_missing_interface_is_set_up,
              what_the_doctor_finds_is_set_up, words_select_cases)
