/* Referential integrity of the real tree, and of small broken ones. */
#include "engine/integrity.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/check_main.h"
#include "base/file.h"

static struct tc_arena *arena;
static char home[64];
static const char *const *faults;
static size_t fault_count;

static void find_faults(const char *dir, const struct tc_registry_entry *cases, size_t count)
{
    struct tc_err err = { 0 };
    struct tc_catalogue *catalogue =
        tc_catalogue_load(tc_arena_printf(arena, "%s/suites/requirements", dir), &err);
    struct tc_uses uses;

    ck_assert_msg(catalogue != NULL, "%s", tc_err_show(&err, TC_EN, arena));
    ck_assert_msg(tc_uses_gather(arena, dir, cases, count, &uses, &err) == 0, "%s",
                  tc_err_show(&err, TC_EN, arena));
    faults = tc_integrity_faults(arena, catalogue, cases, count, &uses, &fault_count);
    tc_catalogue_free(catalogue);
}

START_TEST(test_real_tree)
{
    const char *all = "";
    size_t count;
    const struct tc_registry_entry *cases;

    arena = tc_arena_new();
    cases = tc_registry(arena, &count);
    ck_assert_uint_gt(count, 0);
    find_faults(tc_file_home(arena), cases, count);
    for (size_t i = 0; i < fault_count; i++)
        all = tc_arena_printf(arena, "%s\n  %s", all, faults[i]);
    ck_assert_msg(fault_count == 0, "%zu faults:%s", fault_count, all);
    tc_arena_free(arena);
}
END_TEST

/* --- small trees ------------------------------------------------------------------ */

static void put(const char *path, const char *text)
{
    const char *full = tc_arena_printf(arena, "%s/%s", home, path);
    char *dir = tc_arena_strdup(arena, full);
    struct tc_err err = { 0 };

    *strrchr(dir, '/') = '\0';
    ck_assert_int_eq(tc_file_mkdirs(dir, &err), 0);
    ck_assert_int_eq(tc_file_write(full, text, strlen(text), &err), 0);
}

static const char *requirement(const char *id, const char *more)
{
    return tc_arena_printf(arena,
                           "{\"id\":\"%s\",\"clause\":\"1\",\"level\":\"MUST\","
                           "\"confidence\":\"P\",\"roles\":[\"resolver\"],"
                           "\"title\":{\"vi\":\"a\",\"en\":\"a\"},"
                           "\"text\":{\"vi\":\"a\",\"en\":\"a\"},"
                           "\"fix\":{\"vi\":\"a\",\"en\":\"a\"}%s}",
                           id, more);
}

static void plant(void)
{
    static const char reason[] = ",\"notTested\":{\"vi\":\"a\",\"en\":\"a\"}";

    arena = tc_arena_new();
    snprintf(home, sizeof(home), "/tmp/tracecert-integrity-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(home));
    put("suites/requirements/a.json",
        tc_arena_printf(arena,
                        "{\"source\":\"S\",\"edition\":\"1\",\"requirements\":[%s,%s,%s,%s]}",
                        requirement("A-CASE-01", ""), requirement("A-ROW-01", ""),
                        requirement("A-FIX-01", ""), requirement("A-NOT-01", reason)));
    put("suites/profiles/p/rows.csv", "item,requirement\nname,A-ROW-01\n");
    put("fixtures/codes/bad/A-FIX-01--x.txt", "x");
    put("fixtures/reference/mutants_a.def",
        "/* MUTANT(NONE, \"X-1.1\", \"a\", \"b\") */\n"
        "MUTANT(M, \"A-CASE-01.1\", \"mot, \" \"(hai)\",\n       \"one \\\"two\\\"\")\n");
    put("docs/rulings.md", "# Rulings\n## The first\nAbout A-CASE-01 and A-CASE-01.\n");
}

static void clear(void)
{
    ck_assert_int_eq(system(tc_arena_printf(arena, "rm -r %s", home)), 0);
    tc_arena_free(arena);
}

static const struct tc_case good = { .id = "a/one",
                                     .requirements = TC_REQS("A-CASE-01"),
                                     .role = TC_ROLE_RESOLVER };

static bool has_fault(const char *words)
{
    for (size_t i = 0; i < fault_count; i++) {
        if (strstr(faults[i], words))
            return true;
    }
    return false;
}

START_TEST(test_sound_tree)
{
    const struct tc_registry_entry entry = { "a", &good };
    struct tc_uses uses;
    struct tc_err err = { 0 };

    plant();
    find_faults(home, &entry, 1);
    ck_assert_msg(fault_count == 0, "%s", faults[0]);
    ck_assert_int_eq(tc_uses_gather(arena, home, &entry, 1, &uses, &err), 0);
    ck_assert_uint_eq(uses.count, 5);
    ck_assert_str_eq(uses.items[3].name, "A-CASE-01.1");
    ck_assert_str_eq(uses.items[3].text.vi, "mot, (hai)");
    ck_assert_str_eq(uses.items[3].text.en, "one \"two\"");
    ck_assert_str_eq(uses.items[4].name, "The first");
    clear();
}
END_TEST

/* Every fault of a tree is told, not only the first. */
START_TEST(test_broken_tree)
{
    const struct tc_case bad = { .id = "a/one",
                                 .requirements = TC_REQS("A-NOT-01", "A-CASE-1"),
                                 .role = TC_ROLE_LABEL };
    const struct tc_case empty = { .id = "a/one", .requirements = TC_REQS(NULL) };
    const struct tc_registry_entry entries[] = { { "a", &bad }, { "a", &empty } };

    plant();
    put("suites/profiles/p/rows.csv", "item,requirement\nname,A-ROW-02\n");
    put("fixtures/codes/bad/nothing.txt", "x");
    find_faults(home, entries, 2);
    ck_assert(
        has_fault("case a/one: there is no requirement \"A-CASE-1\" (did you mean A-CASE-01"));
    ck_assert(
        has_fault("row suites/profiles/p/rows.csv:2: there is no requirement \"A-ROW-02\""));
    ck_assert(has_fault("nothing.txt: there is no requirement"));
    ck_assert(has_fault("A-NOT-01 is tested, but has a notTested"));
    ck_assert(has_fault("A-ROW-01 (MUST) has no case, row or fixture"));
    ck_assert(has_fault("A-CASE-01 (MUST) has no case"));
    ck_assert(has_fault("its role label is not one of requirement A-NOT-01"));
    ck_assert(has_fault("case a/one: the id is given twice"));
    ck_assert(has_fault("case a/one: no requirement"));
    ck_assert(has_fault("role resolver: it has requirements, but no case"));
    clear();
}
END_TEST

START_TEST(test_unreadable)
{
    struct tc_uses uses;
    struct tc_err err = { 0 };

    plant();
    put("suites/profiles/p/rows.csv", "item,need\nname,A-ROW-01\n");
    ck_assert_int_eq(tc_uses_gather(arena, home, NULL, 0, &uses, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.en, "no column"));
    ck_assert_ptr_nonnull(strstr(err.file, "rows.csv"));
    clear();
}
END_TEST

TC_CHECK_MAIN("integrity", test_real_tree, test_sound_tree, test_broken_tree, test_unreadable)
