/* The judge of codes beyond what fixtures/codes can say: detection, what is
 * read, and the carriers of one item. */
#include "tracecert/code.h"

#include <string.h>

#include "base/check_main.h"

static struct tc_arena *arena;
static struct tc_code_result results[3];

static void read_as(const char *code, enum tc_code_kind as)
{
    tc_code_check(arena, code, strlen(code), as, &results[0]);
}

static void expect_read(const char *code, const char *kind, const char *ai, const char *value)
{
    const char *found;

    read_as(code, TC_CODE_UNKNOWN);
    ck_assert_msg(results[0].findings.count == 0, "%s: %s", code,
                  results[0].findings.count ? results[0].findings.items[0].requirement : "");
    ck_assert_str_eq(tc_code_kind_name(results[0].kind), kind);
    found = tc_code_value(&results[0], ai);
    ck_assert_msg(found != NULL, "%s: no (%s)", code, ai);
    ck_assert_str_eq(found, value);
}

START_TEST(kind_is_detected)
{
    arena = tc_arena_new();
    expect_read("(01)09521234000013(10)A/1", "element-string", "10", "A/1");
    expect_read("^010952123400001310A^17261231", "element-string", "17", "261231");
    expect_read("]d2010952123400001310A", "scan", "10", "A");
    expect_read("https://id.gs1.org/01/09521234000013/10/A%2F1", "digital-link", "10", "A/1");
    expect_read("urn:epc:id:sgtin:9521234.000001.A%2F1", "epc-uri", "21", "A/1");
    expect_read("95212340", "key", "01", "00000095212340");
    expect_read("https://example.com/eh3074257bf7194e4000001a85", "digital-link", "01",
                "80614141123458");
    expect_read("https://example.com/eh3074257bf7194e4000001a85", "digital-link", "21", "6789");
    expect_read("952123400000000017", "key", "00", "952123400000000017");
    tc_arena_free(arena);
}
END_TEST

START_TEST(kind_is_told)
{
    arena = tc_arena_new();
    read_as("9521234000006", TC_CODE_GLN);
    ck_assert_str_eq(tc_code_value(&results[0], "414"), "9521234000006");
    read_as("952123400000000017", TC_CODE_GTIN);
    ck_assert_uint_eq(results[0].findings.count, 1);
    ck_assert_str_eq(results[0].findings.items[0].requirement, "GS1-ID-03");
    read_as("010952123400001310A", TC_CODE_ELEMENT_STRING);
    ck_assert_uint_eq(results[0].findings.count, 0);
    tc_arena_free(arena);
}
END_TEST

/* Judge up to three codes as one item; the finding expected of the last one. */
static void expect_item(const char *const *codes, size_t count, const char *requirement)
{
    struct tc_code_input inputs[3] = { 0 };
    const struct tc_findings *findings = &results[count - 1].findings;

    for (size_t i = 0; i < count; i++)
        inputs[i] = (struct tc_code_input){ codes[i], strlen(codes[i]), TC_CODE_UNKNOWN };
    tc_code_check_item(arena, inputs, count, results);
    for (size_t i = 0; i + 1 < count; i++)
        ck_assert_uint_eq(results[i].findings.count, 0);
    ck_assert_msg(findings->count == (requirement ? 1 : 0), "%s: %zu findings",
                  codes[count - 1], findings->count);
    if (requirement)
        ck_assert_str_eq(findings->items[0].requirement, requirement);
}

#define ITEM(requirement, ...)                                                                 \
    expect_item((const char *const[]){ __VA_ARGS__ },                                          \
                sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *), requirement)

START_TEST(carriers_of_one_item)
{
    arena = tc_arena_new();
    ITEM(NULL, "]E08939636000813",
         "]C110L1\x1d"
         "17261231");
    ITEM(NULL, "(01)08939636000813", "(21)1", "(250)A");
    ITEM("GS1-ID-05", "(00)952123400000000017", "(10)L1");
    ITEM("GS1-ID-06", "(01)08939636000813", "(37)12");
    ITEM("GS1-ID-07", "8939636000813", "https://id.gs1.org/01/09521234000013");
    ITEM(NULL, "8939636000813", "https://id.gs1.org/01/08939636000813/10/L1", "(10)L1");
    tc_arena_free(arena);
}
END_TEST

/* What could not be read may be what seems to be missing. */
START_TEST(unread_carrier_excuses)
{
    struct tc_code_input codes[] = { { "LO-1", 4, TC_CODE_UNKNOWN },
                                     { "(10)L1", 6, TC_CODE_UNKNOWN } };

    arena = tc_arena_new();
    tc_code_check_item(arena, codes, 2, results);
    ck_assert_uint_eq(results[0].findings.count, 1);
    ck_assert_uint_eq(results[1].findings.count, 0);
    tc_arena_free(arena);
}
END_TEST

static void expect_in_event(const char *uri, const char *requirement)
{
    struct tc_findings findings = { 0 };

    tc_epc_check(arena, uri, strlen(uri), &findings);
    ck_assert_msg(findings.count == (requirement ? 1 : 0), "%s: %zu findings", uri,
                  findings.count);
    if (requirement)
        ck_assert_str_eq(findings.items[0].requirement, requirement);
}

START_TEST(identifiers_of_events)
{
    arena = tc_arena_new();
    expect_in_event("https://example.com/a/01/09521234000013/21/5", NULL);
    expect_in_event("https://example.com/414/9521234000006#x?y", NULL);
    expect_in_event("https://example.com/01/20260101/21/5", NULL); /* no Digital Link */
    expect_in_event("https://example.com/san-pham?id=01/09521234000013", NULL);
    expect_in_event("urn:uuid:0a1b2c3d-0000-4000-8000-000000000000", NULL);
    expect_in_event("urn:epc:id:sgtin:9521234.000001.5", NULL);
    expect_in_event("urn:epc:id:sgtin:9521234.000001", "EPC-URI-01");
    expect_in_event("https://example.com/01/09521234000014", "GS1-ID-02");
    expect_in_event("https://example.com/01/09521234000013/10/L/21/5", "GS1-DL-07");
    expect_in_event("https://example.com/01/09521234000013/22/V/10/L", "GS1-DL-07");
    expect_in_event("https://example.com/01/09521234000013/10/L?17=271231", "GS1-DL-07");
    tc_arena_free(arena);
}
END_TEST

START_TEST(bounds)
{
    static char big[10000];

    arena = tc_arena_new();
    memset(big, '0', sizeof(big));
    tc_code_check(arena, big, sizeof(big), TC_CODE_UNKNOWN, &results[0]);
    ck_assert_uint_eq(results[0].findings.count, 1);
    tc_code_check(arena, big, 0, TC_CODE_UNKNOWN, &results[0]);
    ck_assert_uint_eq(results[0].findings.count, 1);
    tc_code_check_item(arena, NULL, 0, NULL);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("code", kind_is_detected, kind_is_told, carriers_of_one_item,
              unread_carrier_excuses, identifiers_of_events, bounds)
