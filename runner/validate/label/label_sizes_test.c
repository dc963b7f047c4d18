/* fixtures/labels/sizes.csv: a symbol of a wrong size for its use breaks exactly
 * the requirement that the table names, one of a right size none; what cannot be
 * told without the density of the image stays open. */
#include <string.h>

#include "base/check_main.h"
#include "validate/decode/label_draw.h"
#include "validate/label/label_fixture.h"

static struct tc_arena *arena;

static const char *opened(struct tc_arena *mine, const struct tc_label_result *result)
{
    const char *all = "";

    for (size_t i = 0; i < result->open_count; i++)
        all = tc_arena_printf(mine, "%s%s%s", all, i ? " " : "", result->open[i].requirement);
    return all;
}

/* "label: found X, open Y", or "" if it is what the table says. */
static const char *judge(struct tc_arena *mine, const struct tc_csv *table, size_t row,
                         const char *png, size_t len)
{
    struct tc_label_options options = { .dpi = tc_label_fixture_number(table, row, "dpi") };
    const char *use = tc_label_fixture_cell(table, row, "use"), *found, *open;
    const char *label = tc_label_fixture_cell(table, row, "label");
    struct tc_label_result result;
    struct tc_err err = { 0 };

    if (*use)
        options.use = (enum tc_label_use)tc_label_use_of(use);
    if (tc_label_check_as(mine, png, len, &options, &result, &err) != 0)
        return tc_arena_printf(mine, "%s: %s\n", label, err.en);
    found = tc_label_fixture_found(mine, &result);
    open = opened(mine, &result);
    if (strcmp(found, tc_label_fixture_cell(table, row, "requirement")) == 0 &&
        strcmp(open, tc_label_fixture_cell(table, row, "open")) == 0)
        return "";
    return tc_arena_printf(mine, "%s: found \"%s\", open \"%s\", X %.2f\n", label, found, open,
                           result.count ? result.symbols[0].module : 0);
}

START_TEST(each_size_breaks_what_its_table_names)
{
    struct tc_err err = { 0 };
    struct tc_csv table;
    const char *wrong;

    arena = tc_arena_new();
    ck_assert_msg(tc_label_fixture_load(arena, "sizes.csv", &table, &err) == 0, "%s", err.en);
    wrong = tc_label_fixture_each(arena, &table, TC_STRIDE, judge);
    ck_assert_msg(*wrong == 0, "\n%s", wrong);
    tc_arena_free(arena);
}
END_TEST

/* What is measured of bars: exactly what was drawn, however they are turned. */
START_TEST(bars_are_measured)
{
    for (int turn = 0; turn < 4; turn++) {
        struct tc_label_result result;
        struct tc_sheet sheet = { 0 };
        struct tc_err err = { 0 };
        const struct tc_symbol *s;
        const char *png;
        size_t len;

        arena = tc_arena_new();
        tc_sheet_draw_high(arena, &sheet, "ean-13", "9521234000013", 4, 60);
        tc_sheet_damage(arena, &sheet, "line-left-24");
        tc_sheet_damage(arena, &sheet, tc_arena_printf(arena, "turn-%d", turn * 90));
        png = tc_sheet_png(arena, &sheet, &len);
        ck_assert_int_eq(tc_label_check(arena, png, len, &result, &err), 0);
        ck_assert_uint_eq(result.count, 1);
        s = &result.symbols[0];
        ck_assert_double_eq_tol(s->module, 4, 0.01);
        ck_assert_double_eq_tol(s->bars, 240, 1);
        ck_assert_double_eq_tol(s->clear[turn], 6, 0.1);
        ck_assert_double_eq(s->clear[(turn + 2) % 4], 16);
        ck_assert_int_eq(s->turn, turn);
        ck_assert_int_eq(s->box[turn % 2 ? 3 : 2], 95 * 4);
        tc_arena_free(arena);
    }
}
END_TEST

TC_CHECK_MAIN("label sizes", each_size_breaks_what_its_table_names, bars_are_measured)
