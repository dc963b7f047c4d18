/* fixtures/codes: a bad code breaks exactly the requirement in its name, a
 * good one none. A national code names its kind: NAME.tax-code.txt. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/check_main.h"
#include "base/file.h"
#include "engine/national_tables.h"

#define CODE_MAX 4096
#define AS_OF "2026-11-25"

/* The requirement that begins the name of a file, up to two hyphens. */
static const char *requirement_of(struct tc_arena *arena, const char *file)
{
    const char *end = strstr(file, "--");

    ck_assert_msg(end != NULL, "%s names no requirement", file);
    return tc_arena_strndup(arena, file, (size_t)(end - file));
}

static const struct tc_national *tables(struct tc_arena *arena)
{
    struct tc_err err = { 0 };
    const struct tc_national *national = tc_national_load(
        arena, tc_arena_printf(arena, "%s/suites/tables", tc_file_home(arena)), &err);

    ck_assert_msg(national != NULL, "%s", tc_err_show(&err, TC_EN, arena));
    return national;
}

static void judge_code(struct tc_arena *arena, const char *file, const char *code, size_t len,
                       struct tc_code_result *result)
{
    const struct tc_national *national = tables(arena);
    const char *dot = strchr(file, '.');
    const char *kind = tc_arena_strndup(arena, dot + 1, strcspn(dot + 1, "."));

    memset(result, 0, sizeof(*result));
    if (strcmp(kind, "txt") != 0) {
        tc_national_check(arena, national, kind, AS_OF, code, len, &result->findings);
        return;
    }
    tc_code_check(arena, code, len, TC_CODE_UNKNOWN, result);
    tc_national_check_item(arena, national, AS_OF, result, 1);
}

static void judge_file(struct tc_arena *arena, const char *folder, const char *file,
                       struct tc_code_result *result)
{
    struct tc_err err = { 0 };
    size_t len;
    char *code = tc_file_read(arena, tc_arena_printf(arena, "%s/%s", folder, file), CODE_MAX,
                              &len, &err);

    ck_assert_msg(code != NULL, "%s: %s", file, err.en);
    if (len > 0 && code[len - 1] == '\n')
        len--;
    judge_code(arena, file, code, len, result);
    for (size_t i = 0; i < result->findings.count; i++) {
        const struct tc_finding *f = &result->findings.items[i];

        ck_assert_msg(f->where.offset >= 1 && (size_t)f->where.offset <= len + 1,
                      "%s: %s has no place", file, f->requirement);
    }
}

static void expect_only(const char *file, const struct tc_code_result *result,
                        const char *requirement)
{
    ck_assert_msg(result->findings.count == (requirement ? 1 : 0), "%s: %zu findings, first %s",
                  file, result->findings.count,
                  result->findings.count ? result->findings.items[0].requirement : "none");
    if (requirement)
        ck_assert_msg(strcmp(result->findings.items[0].requirement, requirement) == 0,
                      "%s: found %s", file, result->findings.items[0].requirement);
}

static size_t walk(const char *kind, bool bad)
{
    struct tc_arena *arena = tc_arena_new();
    const char *folder =
        tc_arena_printf(arena, "%s/fixtures/codes/%s", tc_file_home(arena), kind);
    DIR *dir = opendir(folder);
    size_t n = 0;

    ck_assert_msg(dir != NULL, "no folder %s", folder);
    for (struct dirent *entry; (entry = readdir(dir));) {
        struct tc_code_result result;

        if (entry->d_name[0] == '.')
            continue;
        judge_file(arena, folder, entry->d_name, &result);
        expect_only(entry->d_name, &result, bad ? requirement_of(arena, entry->d_name) : NULL);
        n++;
    }
    closedir(dir);
    tc_arena_free(arena);
    return n;
}

START_TEST(each_bad_code_breaks_its_requirement)
{
    ck_assert_uint_ge(walk("bad", true), 3 * 16);
}
END_TEST

START_TEST(good_codes_break_none)
{
    ck_assert_uint_ge(walk("good", false), 50);
}
END_TEST

TC_CHECK_MAIN("code fixtures", each_bad_code_breaks_its_requirement, good_codes_break_none)
