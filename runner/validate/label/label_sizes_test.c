/* fixtures/labels/sizes.csv: a symbol of a wrong size for its use breaks exactly
 * the requirement that the table names, one of a right size none; what cannot be
 * told without the density of the image stays open. */
#include <string.h>

#include "base/check_main.h"
#include "base/csv.h"
#include "base/file.h"
#include "tracecert/label.h"
#include "validate/decode/label_draw.h"

#define TABLE_MAX ((size_t)1 << 20)

enum column { LABEL, REQUIREMENT, OPEN, SYMBOLOGY, DATA, MODULE, HEIGHT, DPI, USE, DAMAGE };

static struct tc_arena *arena;
static struct tc_csv table;

static void load(void)
{
    struct tc_err err = { 0 };
    size_t len;
    const char *path, *text;

    arena = tc_arena_new();
    path = tc_arena_printf(arena, "%s/fixtures/labels/sizes.csv", tc_file_home(arena));
    text = tc_file_read(arena, path, TABLE_MAX, &len, &err);
    ck_assert_msg(text && tc_csv_parse(arena, path, text, len, &table, &err) == 0, "%s",
                  err.en);
}

static const char *cell(size_t row, enum column column)
{
    return table.rows[row].cells[column].text;
}

static double number(size_t row, enum column column)
{
    return strtod(cell(row, column), NULL);
}

/* Draw the label that begins in `row`; gives the row behind it. */
static size_t draw(struct tc_arena *mine, size_t row, struct tc_sheet *sheet)
{
    const char *label = cell(row, LABEL), *damage = cell(row, DAMAGE);

    *sheet = (struct tc_sheet){ 0 };
    for (; row < table.count && strcmp(cell(row, LABEL), label) == 0; row++)
        tc_sheet_draw_high(mine, sheet, cell(row, SYMBOLOGY), cell(row, DATA),
                           number(row, MODULE), number(row, HEIGHT));
    tc_sheet_damage(mine, sheet, damage);
    return row;
}

static const char *add(struct tc_arena *mine, const char *list, const char *name)
{
    return tc_arena_printf(mine, "%s%s%s", list, *list ? " " : "", name);
}

/* "label: found X, open Y", or "" if it is what the table says. */
static const char *judge(struct tc_arena *mine, size_t row, const struct tc_sheet *sheet)
{
    struct tc_label_options options = { .dpi = number(row, DPI) };
    struct tc_label_result result;
    struct tc_err err = { 0 };
    size_t len;
    const char *png = tc_sheet_png(mine, sheet, &len), *found = "", *open = "";

    if (*cell(row, USE))
        options.use = (enum tc_label_use)tc_label_use_of(cell(row, USE));
    if (tc_label_check_as(mine, png, len, &options, &result, &err) != 0)
        return tc_arena_printf(mine, "%s: %s\n", cell(row, LABEL), err.en);
    for (size_t i = 0; i < result.findings.count; i++)
        found = add(mine, found, result.findings.items[i].requirement);
    for (size_t i = 0; i < result.open_count; i++)
        open = add(mine, open, result.open[i].requirement);
    if (strcmp(found, cell(row, REQUIREMENT)) == 0 && strcmp(open, cell(row, OPEN)) == 0)
        return "";
    return tc_arena_printf(mine, "%s: found \"%s\", open \"%s\", X %.2f\n", cell(row, LABEL),
                           found, open, result.count ? result.symbols[0].module : 0);
}

START_TEST(each_size_breaks_what_its_table_names)
{
    const char *wrong = "";

    load();
    for (size_t row = 0; row < table.count;) {
        struct tc_arena *mine = tc_arena_new();
        struct tc_sheet sheet;
        size_t first = row;

        row = draw(mine, row, &sheet);
        wrong = tc_arena_printf(arena, "%s%s", wrong, judge(mine, first, &sheet));
        tc_arena_free(mine);
    }
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
