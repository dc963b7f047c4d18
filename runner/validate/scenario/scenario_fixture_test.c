/* fixtures/scenarios: each bad chain breaks exactly the requirement in its name,
 * each good one none; alone, cut in two inputs, and in what pieces it comes. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/check_main.h"
#include "base/fixture_files.h"
#include "tracecert/document.h"

#define UUIDS "urn:uuid:4d0c7a52-91f3-4b6e-8c11-" /* of all fixtures */

static struct tc_arena *arena;

static void take_in(struct tc_scenario *chain, const char *name, const char *bytes, size_t len,
                    size_t piece, struct tc_document_result *result)
{
    struct fixture_pieces pieces = { bytes, bytes + len, piece };

    tc_scenario_stream(chain, name, arena, fixture_give, &pieces, result);
}

/* Judge `len` bytes; those before `cut` and the others as two inputs if it is not 0. */
static void judge(const char *bytes, size_t len, size_t cut, size_t piece,
                  struct tc_document_result results[2])
{
    struct tc_document_result *both[] = { &results[0], &results[1] };
    struct tc_scenario *chain = tc_scenario_new();

    take_in(chain, "first", bytes, cut ? cut : len, piece, &results[0]);
    if (cut)
        take_in(chain, "second", bytes + cut, len - cut, piece, &results[1]);
    tc_scenario_judge(chain, arena, both, cut ? 2 : 1);
    tc_scenario_free(chain);
}

/* NULL: none may be broken. */
static void expect_only(const char *file, const struct tc_document_result *results,
                        size_t count, const char *requirement)
{
    size_t found = 0;

    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < results[k].findings.count; i++) {
            const struct tc_finding *f = &results[k].findings.items[i];

            ck_assert_msg(requirement && strcmp(f->requirement, requirement) == 0,
                          "%s: found %s: %s", file, f->requirement, f->actual.en);
            ck_assert_msg(f->where.line >= 1 && f->where.column >= 1, "%s: no place", file);
            ck_assert_msg(f->expected.vi && f->expected.en && f->actual.vi && f->actual.en,
                          "%s: a text is missing", file);
            ck_assert_msg(f->event >= 1 && strstr(f->actual.vi, "sự kiện ") &&
                              strstr(f->actual.en, "event "),
                          "%s: no event is named", file);
            ck_assert_msg(strpbrk(f->actual.en, "\x01\n\r\t") == NULL, "%s: \"%s\"", file,
                          f->actual.en);
            ck_assert_msg(!strstr(f->actual.en, "(urn:") || strstr(f->actual.en, UUIDS),
                          "%s: \"%s\"", file, f->actual.en);
            found++;
        }
    ck_assert_msg(found == (requirement ? 1 : 0), "%s: %zu findings", file, found);
}

static void judge_file(const char *folder, const char *file, const char *requirement)
{
    struct tc_document_result results[2];
    const char *line;
    size_t len;
    char *bytes = fixture_read(arena, folder, file, &len);

    judge(bytes, len, 0, len, results);
    ck_assert_msg(results[0].events >= 1, "%s: no events", file);
    expect_only(file, results, 1, requirement);
    judge(bytes, len, 0, 7, results);
    expect_only(file, results, 1, requirement);
    line = strstr(file, ".ndjson") ? strchr(bytes, '\n') : NULL;
    if (line && line[1]) {
        judge(bytes, len, (size_t)(line + 1 - bytes), len, results);
        expect_only(file, results, 2, requirement);
    }
}

static void judge_bad(const char *folder, const char *file)
{
    judge_file(folder, file, fixture_requirement(arena, file));
}

/* A good one is named after a requirement, too: that which it almost breaks. */
static void judge_good(const char *folder, const char *file)
{
    fixture_requirement(arena, file);
    judge_file(folder, file, NULL);
}

static size_t walk(const char *folder, bool bad)
{
    size_t n;

    arena = tc_arena_new();
    n = fixture_walk(arena, "scenarios", folder, bad ? judge_bad : judge_good);
    tc_arena_free(arena);
    return n;
}

START_TEST(each_bad_chain_breaks_its_requirement)
{
    ck_assert_uint_ge(walk("bad", true), 50);
}
END_TEST

START_TEST(good_chains_break_none)
{
    ck_assert_uint_ge(walk("good", false), 60);
}
END_TEST

/* Without a scenario none of these rules is asked for. */
START_TEST(no_scenario_no_findings)
{
    static const char lines[] =
        "{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"],"
        "\"type\":\"ObjectEvent\",\"eventTime\":\"2026-11-03T08:00:00Z\","
        "\"eventTimeZoneOffset\":\"+00:00\",\"action\":\"OBSERVE\",\"bizStep\":\"shipping\","
        "\"disposition\":\"destroyed\",\"epcList\":[\"urn:epc:id:sgtin:9521234.000001.A1\"]}";
    struct tc_document_result result[2];

    arena = tc_arena_new();
    tc_document_check(arena, lines, sizeof(lines) - 1, &result[0]);
    ck_assert_uint_eq(result[0].findings.count, 0);
    judge(lines, sizeof(lines) - 1, 0, sizeof(lines), result);
    ck_assert_uint_eq(result[0].findings.count, 1);
    tc_arena_free(arena);
}
END_TEST

#define LINE(time_, id_, action_, step_)                                                       \
    "{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"],"      \
    "\"type\":\"ObjectEvent\",\"eventTime\":\"2026-11-03T" time_ "Z\","                        \
    "\"eventTimeZoneOffset\":\"+00:00\",\"action\":\"" action_ "\",\"bizStep\":\"" step_ "\"," \
    "\"epcList\":[\"https://id.gs1.org/01/" id_ "/21/A1\"]}\n"

/* An event that is wrong by itself has one finding, and no place in the chain. */
START_TEST(wrong_identifier_is_one_finding)
{
    static const char lines[] = LINE("08:00:00", "09521234000013", "ADD", "commissioning")
        LINE("07:00:00", "09521234000014", "OBSERVE", "storing")
            LINE("09:00:00", "09521234000014", "ADD", "commissioning");
    struct tc_document_result result[2];

    arena = tc_arena_new();
    judge(lines, sizeof(lines) - 1, 0, sizeof(lines), result);
    ck_assert_uint_eq(result[0].events, 3);
    ck_assert_uint_eq(result[0].findings.count, 2);
    for (size_t i = 0; i < 2; i++)
        ck_assert_ptr_null(strstr(result[0].findings.items[i].requirement, "SCN"));
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("scenario fixtures", each_bad_chain_breaks_its_requirement,
              good_chains_break_none, no_scenario_no_findings, wrong_identifier_is_one_finding)
