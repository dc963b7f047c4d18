/* The tables of suites/tables and what is judged by them. */
#include "engine/national_tables.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/check_main.h"
#include "base/file.h"

#define TODAY "2026-11-25"

static struct tc_arena *arena;
static const struct tc_national *national;

static void load(void)
{
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    national = tc_national_load(
        arena, tc_arena_printf(arena, "%s/suites/tables", tc_file_home(arena)), &err);
    ck_assert_msg(national != NULL, "%s", tc_err_show(&err, TC_EN, arena));
}

static void expect(const char *kind, const char *as_of, const char *code,
                   const char *requirement)
{
    struct tc_findings findings = { 0 };

    ck_assert(tc_national_has(national, kind));
    tc_national_check(arena, national, kind, as_of, code, strlen(code), &findings);
    ck_assert_msg(findings.count == (requirement ? 1 : 0), "%s: %zu findings", code,
                  findings.count);
    if (requirement)
        ck_assert_str_eq(findings.items[0].requirement, requirement);
}

START_TEST(tax_codes)
{
    load();
    expect("tax-code", TODAY, "0300588569", NULL);
    expect("tax-code", TODAY, "0101248141-001", NULL);
    expect("tax-code", TODAY, "024090001234", NULL);
    expect("tax-code", "2025-06-30", "024090001234", "VN-ID-14");
    expect("tax-code", TODAY, "0300588568", "VN-ID-14");
    expect("tax-code", TODAY, "030058856", "VN-ID-14");
    expect("tax-code", TODAY, "0300588569\n", "VN-ID-14");
    tc_arena_free(arena);
}
END_TEST

START_TEST(areas_and_houses)
{
    load();
    expect("growing-area", TODAY, "VN-BGOR 001", NULL);
    expect("growing-area", TODAY, "VN-BGOR-0001", NULL);
    expect("growing-area", TODAY, "VN-BGPH-001", "VN-ID-15");
    expect("growing-area", TODAY, "BG 001", "VN-ID-15");
    expect("packing-house", TODAY, "VN-BGPH-001", NULL);
    expect("packing-house", TODAY, "VN-BGOR 001", "VN-ID-16");
    tc_arena_free(arena);
}
END_TEST

START_TEST(admin_codes)
{
    load();
    expect("admin-code", TODAY, "24", NULL);
    expect("admin-code", TODAY, "27", "VN-ID-17");
    expect("admin-code", "2025-06-30", "27", NULL);
    expect("admin-code", "2025-06-30", "06", NULL); /* no list of that time is known */
    expect("admin-code", TODAY, "213", "VN-ID-17");
    expect("admin-code", "2024-01-01", "213", NULL);
    expect("admin-code", TODAY, "07444", NULL);
    tc_arena_free(arena);
}
END_TEST

static void expect_item(const char *first, const char *second, const char *requirement)
{
    struct tc_code_input codes[] = { { first, strlen(first), TC_CODE_UNKNOWN },
                                     { second, strlen(second), TC_CODE_UNKNOWN } };
    struct tc_code_result results[2];

    tc_code_check_item(arena, codes, 2, results);
    tc_national_check_item(arena, national, TODAY, results, 2);
    ck_assert_msg(results[0].findings.count == (requirement ? 1 : 0), "%s: %zu findings", first,
                  results[0].findings.count);
    if (requirement)
        ck_assert_str_eq(results[0].findings.items[0].requirement, requirement);
}

START_TEST(gs1_codes)
{
    load();
    expect_item("(01)08939636000813", "(414)9521234000006", NULL);
    expect_item("(01)08939636000813", "(414)8939636000813", "VN-ID-07");
    expect_item("(01)18939636000810", "(414)8939636000813", NULL);
    expect_item("(01)02000000000008", "(10)L1", "GS1-NUM-01");
    expect_item("95212340", "(10)L1", NULL);
    expect_item("(01)08939636000813(21)L-20261101", "(10)20261101", "VN-ID-08");
    expect_item("(01)08939636000813(21)01112026A", "(10)L1", "VN-ID-08");
    expect_item("(01)08939636000813(21)920261101", "(10)20261101", NULL);
    tc_arena_free(arena);
}
END_TEST

START_TEST(prefix_says_what_it_says)
{
    struct tc_code_result result;
    const struct tc_prefix *prefix;

    load();
    tc_code_check(arena, "8939636000813", 13, TC_CODE_UNKNOWN, &result);
    prefix = tc_national_prefix(national, TODAY, &result);
    ck_assert_ptr_nonnull(prefix);
    ck_assert_str_eq(prefix->from, "893");
    tc_code_check(arena, "012345678905", 12, TC_CODE_UNKNOWN, &result);
    ck_assert_ptr_null(tc_national_prefix(national, TODAY, &result));
    tc_arena_free(arena);
}
END_TEST

static void expect_wrong(const char *name, const char *text, const char *words)
{
    static const char *const names[] = { "gs1-prefixes.csv", "vn-code-forms.csv",
                                         "vn-provinces.csv" };
    static const char *const good[] = {
        "from,to,kind,vi,en,valid_from,valid_to,confidence\n",
        "kind,requirement,pattern,vi,en,valid_from,valid_to,confidence\n",
        "code,valid_from,valid_to,confidence\n",
    };
    char dir[] = "/tmp/tracecert-tables-XXXXXX";
    struct tc_err err = { 0 };

    ck_assert_ptr_nonnull(mkdtemp(dir));
    for (size_t i = 0; i < 3; i++) {
        const char *bytes = strcmp(names[i], name) == 0 ? text : good[i];

        ck_assert_int_eq(tc_file_write(tc_arena_printf(arena, "%s/%s", dir, names[i]), bytes,
                                       strlen(bytes), &err),
                         0);
    }
    ck_assert_ptr_null(tc_national_load(arena, dir, &err));
    ck_assert_msg(strstr(err.en, words) != NULL, "%s: %s", name, err.en);
    ck_assert(strstr(err.file, name) != NULL);
    for (size_t i = 0; i < 3; i++)
        unlink(tc_arena_printf(arena, "%s/%s", dir, names[i]));
    rmdir(dir);
}

START_TEST(broken_tables)
{
    arena = tc_arena_new();
    expect_wrong("vn-provinces.csv", "code,valid_from,valid_to\n", "column 4");
    expect_wrong("vn-provinces.csv", "code,valid_from,valid_to,confidence\n24,1/7/2025,,C\n",
                 "valid_from");
    expect_wrong("vn-provinces.csv", "code,valid_from,valid_to,confidence\n24,,,X\n",
                 "confidence");
    expect_wrong("gs1-prefixes.csv",
                 "from,to,kind,vi,en,valid_from,valid_to,confidence\n89,893,member,a,b,,,M\n",
                 "from");
    expect_wrong("gs1-prefixes.csv",
                 "from,to,kind,vi,en,valid_from,valid_to,confidence\n893,893,member,a,,,,M\n",
                 "column en");
    expect_wrong("vn-code-forms.csv",
                 "kind,requirement,pattern,vi,en,valid_from,valid_to,confidence\n"
                 "tax-code,VN-ID-14,^[0-9$,a,b,,,M\n",
                 "pattern");
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("national tables", tax_codes, areas_and_houses, admin_codes, gs1_codes,
              prefix_says_what_it_says, broken_tables)
