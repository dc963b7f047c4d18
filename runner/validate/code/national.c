#include "validate/code/national.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "validate/code/key.h"
#include "validate/code/message.h"
#include "validate/code/national_parts.h"

#define CODE_MAX 64 /* bytes; no national code is longer */

bool tc_validity_holds(struct tc_validity valid, const char *as_of)
{
    return (!*valid.from || strcmp(valid.from, as_of) <= 0) &&
           (!*valid.to || strcmp(as_of, valid.to) <= 0);
}

void tc_national_report(struct tc_arena *arena, struct tc_findings *findings,
                        const char *requirement, struct tc_text expected, struct tc_text actual)
{
    tc_findings_add(findings, arena,
                    (struct tc_finding){ .requirement = requirement,
                                         .where = { .offset = 1 },
                                         .expected = expected,
                                         .actual = actual });
}

/* --- codes by their shape ------------------------------------------------------------ */

bool tc_national_has(const struct tc_national *national, const char *kind)
{
    for (size_t i = 0; i < national->shape_count; i++)
        if (strcmp(national->shapes[i].kind, kind) == 0)
            return true;
    return false;
}

/* The patterns are sound: they were tried when the table was read. */
static bool matches(const char *pattern, const char *code)
{
    regex_t regex;
    bool found;

    if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0)
        abort();
    found = regexec(&regex, code, 0, NULL, 0) == 0;
    regfree(&regex);
    return found;
}

/* All shapes that the kind has at that date, for people. */
static struct tc_text shapes_of(struct tc_arena *arena, const struct tc_national *national,
                                const char *kind, const char *as_of)
{
    struct tc_text list = { "", "" };

    for (size_t i = 0; i < national->shape_count; i++) {
        const struct tc_code_shape *shape = &national->shapes[i];

        if (strcmp(shape->kind, kind) != 0 || !tc_validity_holds(shape->valid, as_of))
            continue;
        list.vi = tc_arena_printf(arena, "%s%s%s", list.vi, *list.vi ? "; hoặc " : "",
                                  shape->text.vi);
        list.en =
            tc_arena_printf(arena, "%s%s%s", list.en, *list.en ? "; or " : "", shape->text.en);
    }
    return list;
}

/* Tax codes of ten digits end in a check digit by weights and modulo 11. */
static void check_tax_code(struct tc_arena *arena, const char *requirement, const char *code,
                           struct tc_findings *findings)
{
    static const int weights[] = { 31, 29, 23, 19, 17, 13, 7, 5, 3 };
    int sum = 0, right;

    if (strlen(code) == 12)
        return;
    for (int i = 0; i < 9; i++)
        sum += weights[i] * (code[i] - '0');
    right = 10 - sum % 11;
    if (code[9] - '0' == right)
        return;
    tc_national_report(
        arena, findings, requirement,
        right == 10 ? TC_TEXT("mã có số kiểm tra đúng", "a code with a right check digit")
                    : tc_say(arena, "%.9s%d (số kiểm tra %d)", "%.9s%d (check digit %d)", code,
                             right, right),
        TC_TEXT(code, code));
}

/* Provinces, and wards whose first digits are not told by a table: a number that
 * is listed for other dates alone is out of date; before the first list nothing
 * is known. */
static void check_admin_code(struct tc_arena *arena, const struct tc_national *national,
                             const char *requirement, const char *as_of, const char *code,
                             struct tc_findings *findings)
{
    bool list_begun = false;

    if (strlen(code) != 2)
        return;
    for (size_t i = 0; i < national->province_count; i++) {
        const struct tc_province *p = &national->provinces[i];

        list_begun |= *p->valid.from && strcmp(p->valid.from, as_of) <= 0;
        if (strcmp(p->code, code) == 0 && tc_validity_holds(p->valid, as_of))
            return;
    }
    if (list_begun)
        tc_national_report(arena, findings, requirement,
                           tc_say(arena, "mã tỉnh có hiệu lực vào ngày %s",
                                  "a province code valid on %s", as_of),
                           TC_TEXT(code, code));
}

static void check_inside(struct tc_arena *arena, const struct tc_national *national,
                         const struct tc_code_shape *shape, const char *as_of, const char *code,
                         struct tc_findings *findings)
{
    if (strcmp(shape->kind, "tax-code") == 0)
        check_tax_code(arena, shape->requirement, code, findings);
    else if (strcmp(shape->kind, "admin-code") == 0)
        check_admin_code(arena, national, shape->requirement, as_of, code, findings);
}

void tc_national_check(struct tc_arena *arena, const struct tc_national *national,
                       const char *kind, const char *as_of, const char *code, size_t len,
                       struct tc_findings *findings)
{
    const char *requirement = NULL, *text = tc_arena_strndup(arena, code, len);
    const char *shown = tc_message_show(arena, code, len);

    for (size_t i = 0; i < national->shape_count; i++) {
        const struct tc_code_shape *shape = &national->shapes[i];

        if (strcmp(shape->kind, kind) != 0)
            continue;
        requirement = shape->requirement;
        if (tc_validity_holds(shape->valid, as_of) && len <= CODE_MAX && strlen(text) == len &&
            matches(shape->pattern, text)) {
            check_inside(arena, national, shape, as_of, text, findings);
            return;
        }
    }
    tc_national_report(arena, findings, requirement, shapes_of(arena, national, kind, as_of),
                       tc_say(arena, "\"%s\"", "\"%s\"", shown));
}
