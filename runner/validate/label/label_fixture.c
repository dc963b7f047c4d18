#include "validate/label/label_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define TABLE_MAX ((size_t)1 << 20)

int tc_label_fixture_read(struct tc_arena *arena, const struct tc_drawn *drawn,
                          const char *damage, const struct tc_label_options *options,
                          struct tc_label_result *result, struct tc_err *err)
{
    struct tc_sheet sheet = { 0 };
    const char *png;
    size_t len;

    tc_sheet_draw_as(arena, &sheet, drawn);
    tc_sheet_damage(arena, &sheet, damage);
    png = tc_sheet_png(arena, &sheet, &len);
    return tc_label_check_as(arena, png, len, options, result, err);
}

int tc_label_fixture_load(struct tc_arena *arena, const char *name, struct tc_csv *table,
                          struct tc_err *err)
{
    size_t len;
    const char *path =
        tc_arena_printf(arena, "%s/fixtures/labels/%s", tc_file_home(arena), name);
    const char *text = tc_file_read(arena, path, TABLE_MAX, &len, err);

    return text ? tc_csv_parse(arena, path, text, len, table, err) : -1;
}

const char *tc_label_fixture_cell(const struct tc_csv *table, size_t row, const char *title)
{
    for (size_t i = 0; i < table->columns; i++)
        if (strcmp(table->header[i].text, title) == 0)
            return table->rows[row].cells[i].text;
    return "";
}

double tc_label_fixture_number(const struct tc_csv *table, size_t row, const char *title)
{
    return strtod(tc_label_fixture_cell(table, row, title), NULL);
}

/* Draw the label that begins in `row`; gives the row behind it. */
static size_t draw(struct tc_arena *arena, const struct tc_csv *table, size_t row,
                   struct tc_sheet *sheet)
{
    const char *label = tc_label_fixture_cell(table, row, "label");
    const char *damage = tc_label_fixture_cell(table, row, "damage");

    *sheet = (struct tc_sheet){ 0 };
    for (; row < table->count && strcmp(tc_label_fixture_cell(table, row, "label"), label) == 0;
         row++)
        tc_sheet_draw_high(arena, sheet, tc_label_fixture_cell(table, row, "symbology"),
                           tc_label_fixture_cell(table, row, "data"),
                           tc_label_fixture_number(table, row, "module"),
                           tc_label_fixture_number(table, row, "height"));
    tc_sheet_damage(arena, sheet, damage);
    return row;
}

const char *tc_label_fixture_each(struct tc_arena *arena, const struct tc_csv *table,
                                  size_t stride, tc_label_fixture_judge *judge)
{
    const char *wrong = "";

    for (size_t row = 0, label = 0; row < table->count; label++) {
        struct tc_arena *mine = tc_arena_new();
        struct tc_sheet sheet;
        size_t first = row, len;
        const char *png;

        row = draw(mine, table, row, &sheet);
        if (label % stride == 0) {
            png = tc_sheet_png(mine, &sheet, &len);
            wrong = tc_arena_printf(arena, "%s%s", wrong, judge(mine, table, first, png, len));
        }
        tc_arena_free(mine);
    }
    return wrong;
}

const char *tc_label_fixture_found(struct tc_arena *arena, const struct tc_label_result *result)
{
    const char *all = "";

    for (size_t i = 0; i < result->findings.count; i++)
        all = tc_arena_printf(arena, "%s%s%s", all, i ? " " : "",
                              result->findings.items[i].requirement);
    return all;
}
