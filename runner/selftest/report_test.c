/* The reports of a made-up run: every verdict, and texts of a hostile system. */
#include "base/check_main.h"

#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <stdio.h>
#include <string.h>

#include "tracecert/result.h"

#define HOSTILE "<script>alert(1)</script>\"'&]]>\x1b[31m\x01"
#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

static const char *const roles[] = { "resolver", NULL };
static const char *const none[] = { NULL };

static struct tc_requirement requirement = { .id = "X-01",
                                             .source = "X",
                                             .edition = "1",
                                             .clause = "2.3",
                                             .level = TC_MUST,
                                             .confidence = TC_PRIMARY,
                                             .roles = roles,
                                             .title = { "tiêu đề", "the title" },
                                             .text = { "nội dung", "the text" },
                                             .fix = { "cách sửa", "how it is mended" } };

static const struct tc_result_finding findings[] = {
    { .finding = { .requirement = "X-01",
                   .where = { .part = "header " HOSTILE, .exchange = 1 },
                   .expected = { "điều cần", "what is needed" },
                   .actual = { HOSTILE, HOSTILE } },
      .verdict = TC_FAIL },
};

static const struct tc_exchange exchanges[] = {
    { .number = 1,
      .method = "GET",
      .url = "http://h/" HOSTILE,
      .status = 200,
      .request_headers = "Host: h\n",
      .response_headers = "X: " HOSTILE "\n" },
};

static const struct tc_attempt attempts[] = {
    { .portal = HOSTILE, .event = HOSTILE, .what = HOSTILE, .at_ms = 5, .exchange = 1 },
    { .portal = HOSTILE, .event = HOSTILE, .what = "", .at_ms = 1005, .status = 503 },
    { .portal = "p", .event = "e", .what = "", .at_ms = 2255, .status = 202, .accepted = true },
};

static struct tc_result_line line = { .requirement = &requirement };
static struct tc_result_case cases[] = { { .id = "x/one",
                                           .suite = "portal",
                                           .lines = &line,
                                           .line_count = 1,
                                           .findings = findings,
                                           .exchanges = exchanges,
                                           .exchange_count = 1,
                                           .attempts = attempts,
                                           .attempt_count = 3,
                                           .kept = none } };
static struct tc_result_requirement sum = { .requirement = &requirement };

static const struct tc_result_limit limit = { "outageMs", 200 };

/* The report of a run whose only requirement has this verdict. */
static char *report(const char *format, enum tc_verdict verdict, bool complete, size_t *len)
{
    struct tc_run run = { .dir = "/nonexistent",
                          .id = "r",
                          .started = "2026-11-25T00:00:00Z",
                          .as_of = "2026-11-25",
                          .tool_version = "0",
                          .suite_digest = "d",
                          .system_digest = "d",
                          .system_file = "system.json",
                          .system_name = HOSTILE,
                          .system_vendor = "v",
                          .system_version = "1",
                          .system_contact = "c",
                          .suites = none,
                          .only = none,
                          .scale = "quick",
                          .limits = &limit,
                          .limit_count = 1,
                          .complete = complete,
                          .load = 8,
                          .processors = 2,
                          .cases = cases,
                          .case_count = 1,
                          .requirements = &sum,
                          .requirement_count = 1 };
    const struct tc_report_format *f = tc_report_formats;
    char *bytes;
    FILE *out = open_memstream(&bytes, len);

    line.verdict = sum.verdict = verdict;
    line.reason =
        verdict == TC_FAIL ? (struct tc_text){ NULL, NULL } : TC_TEXT("lý do", "the reason");
    cases[0].finding_count = verdict == TC_FAIL;
    run.counts[verdict] = 1;
    run.exit = complete ? tc_exit_status(run.counts) : TC_EXIT_INTERNAL;
    while (strcmp(f->name, format) != 0)
        f++;
    ck_assert_int_eq(f->write(&run, out), 0);
    ck_assert_int_eq(fclose(out), 0);
    return bytes;
}

static double number_of(const char *bytes, size_t len, const char *xpath)
{
    xmlDocPtr doc = xmlReadMemory(bytes, (int)len, "r.xml", NULL, XML_PARSE_NONET);
    xmlXPathContextPtr context;
    xmlXPathObjectPtr object;
    double number;

    ck_assert_msg(doc != NULL, "no XML: %s", bytes);
    context = xmlXPathNewContext(doc);
    object = xmlXPathEvalExpression((const xmlChar *)xpath, context);
    number = xmlXPathCastToNumber(object);
    xmlXPathFreeObject(object);
    xmlXPathFreeContext(context);
    xmlFreeDoc(doc);
    return number;
}

/* JUnit: how a verdict counts. */
static void junit(enum tc_verdict verdict, bool complete, int failures, int errors, int skipped)
{
    size_t len;
    char *bytes = report("junit", verdict, complete, &len);

    ck_assert_double_eq(number_of(bytes, len, "count(//failure)"), failures);
    ck_assert_double_eq(number_of(bytes, len, "count(//error)"), errors);
    ck_assert_double_eq(number_of(bytes, len, "count(//skipped)"), skipped);
    ck_assert_double_eq(number_of(bytes, len, "sum(//testsuite/@errors)"), errors);
    free(bytes);
}

START_TEST(set_up_and_errors_are_never_skips)
{
    junit(TC_PASS, true, 0, 0, 0);
    junit(TC_WARN, true, 0, 0, 0);
    junit(TC_DISPUTED, true, 0, 0, 0);
    junit(TC_FAIL, true, 1, 0, 0);
    junit(TC_SETUP, true, 0, 1, 0);
    junit(TC_INCONCLUSIVE, true, 0, 1, 0);
    junit(TC_ERROR, true, 0, 2, 0);          /* the case, and the run */
    junit(TC_NOT_APPLICABLE, true, 0, 1, 1); /* nothing was tested */
    junit(TC_PASS, false, 0, 1, 0);          /* cut off */
}
END_TEST

START_TEST(the_html_is_whole_and_runs_nothing)
{
    static const char *const parts[] = { "X-01",
                                         "2.3",
                                         "what is needed",
                                         "điều cần",
                                         "how it is mended",
                                         "cách sửa",
                                         "thang nhanh",
                                         "the testing machine was busy",
                                         "1,00 s",
                                         "1.00 s",
                                         "#attempts-x/one",
                                         "no certification rests on it",
                                         "cổng ngừng 200 ms",
                                         "tracecert run system.json --only x/one --quick" };
    size_t len;
    char *bytes = report("html", TC_FAIL, true, &len);
    htmlDocPtr doc = htmlReadMemory(bytes, (int)len, "r.html", "UTF-8",
                                    HTML_PARSE_NONET | HTML_PARSE_NOERROR);

    ck_assert_ptr_nonnull(doc);
    ck_assert_ptr_null(strstr(bytes, "<script"));
    ck_assert_ptr_null(strstr(bytes, "\x1b"));
    ck_assert_ptr_null(strstr(bytes, "src=\"http"));
    ck_assert_ptr_nonnull(strstr(bytes, "&lt;script&gt;"));
    for (size_t i = 0; i < LENGTH(parts); i++)
        ck_assert_msg(strstr(bytes, parts[i]) != NULL, "the report lacks: %s", parts[i]);
    xmlFreeDoc(doc);
    free(bytes);
}
END_TEST

START_TEST(the_html_says_what_was_not_tested)
{
    size_t len;
    char *bytes = report("html", TC_SETUP, true, &len);

    ck_assert_ptr_nonnull(strstr(bytes, "the reason"));
    ck_assert_ptr_nonnull(strstr(bytes, "lý do"));
    free(bytes);
    bytes = report("html", TC_PASS, false, &len);
    ck_assert_ptr_nonnull(strstr(bytes, "--resume"));
    free(bytes);
}
END_TEST

START_TEST(the_json_holds_all_parts_of_a_finding)
{
    static const char *const members[] = { "requirement", "verdict", "expected",
                                           "actual",      "where",   "evidence",
                                           "again",       "clause",  "fix" };
    size_t len;
    char *bytes = report("json", TC_FAIL, true, &len);
    json_t *json = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL), *finding;

    ck_assert_ptr_nonnull(json);
    finding = json_array_get(
        json_object_get(json_array_get(json_object_get(json, "cases"), 0), "findings"), 0);
    for (size_t i = 0; i < LENGTH(members); i++)
        ck_assert_msg(json_object_get(finding, members[i]) != NULL, "no %s", members[i]);
    json_decref(json);
    free(bytes);
}
END_TEST

TC_CHECK_MAIN("report", set_up_and_errors_are_never_skips, the_html_is_whole_and_runs_nothing,
              the_html_says_what_was_not_tested, the_json_holds_all_parts_of_a_finding)
