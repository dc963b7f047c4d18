/* fixtures/labels: a bad label breaks exactly the requirement that its table
 * names, a good one none. Lines of the same label stand on one sheet. */
#include <string.h>

#include "base/check_main.h"
#include "base/csv.h"
#include "base/file.h"
#include "validate/decode/label_draw.h"
#include "tracecert/label.h"

#define TABLE_MAX ((size_t)1 << 20)
#define SPOILED_MAX ((size_t)1 << 20)

enum column { LABEL, REQUIREMENT, SYMBOLOGY, DATA, MODULE, DAMAGE };

static struct tc_arena *arena;
static struct tc_csv table;

static void load(void)
{
    struct tc_err err = { 0 };
    size_t len;
    const char *path, *text;

    arena = tc_arena_new();
    path = tc_arena_printf(arena, "%s/fixtures/labels/labels.csv", tc_file_home(arena));
    text = tc_file_read(arena, path, TABLE_MAX, &len, &err);
    ck_assert_msg(text && tc_csv_parse(arena, path, text, len, &table, &err) == 0, "%s",
                  err.en);
}

static const char *cell(size_t row, enum column column)
{
    return table.rows[row].cells[column].text;
}

/* Draw the label that begins in `row`; gives the row behind it. */
static size_t draw(struct tc_arena *mine, size_t row, struct tc_sheet *sheet)
{
    const char *label = cell(row, LABEL), *damage = cell(row, DAMAGE);

    *sheet = (struct tc_sheet){ 0 };
    for (; row < table.count && strcmp(cell(row, LABEL), label) == 0; row++)
        tc_sheet_draw(mine, sheet, cell(row, SYMBOLOGY), cell(row, DATA),
                      strtod(cell(row, MODULE), NULL));
    tc_sheet_damage(mine, sheet, damage);
    return row;
}

/* The requirements that were found broken, "" for none. */
static const char *found(struct tc_arena *mine, const struct tc_label_result *result)
{
    const char *all = "";

    for (size_t i = 0; i < result->findings.count; i++)
        all = tc_arena_printf(mine, "%s%s%s", all, i ? " " : "",
                              result->findings.items[i].requirement);
    return all;
}

/* "label: found X, not Y", or "" if the label breaks what the table says. */
static const char *judge(struct tc_arena *mine, size_t row, const struct tc_sheet *sheet)
{
    struct tc_label_result result;
    struct tc_err err = { 0 };
    size_t len;
    const char *png = tc_sheet_png(mine, sheet, &len), *got;

    if (tc_label_check(mine, png, len, &result, &err) < 0)
        return tc_arena_printf(mine, "%s: %s\n", cell(row, LABEL), err.en);
    got = found(mine, &result);
    if (strcmp(got, cell(row, REQUIREMENT)) == 0)
        return "";
    return tc_arena_printf(mine, "%s: found \"%s\"\n", cell(row, LABEL), got);
}

START_TEST(each_label_breaks_what_its_table_names)
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

/* What is no image at all. */
START_TEST(no_image)
{
    static const char *const bytes[] = { "", "<html>", "\x89PNG\r\n\x1a\n",
                                         "\x89PNG\r\n\x1a\nxxxxIHDR" };

    for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++) {
        struct tc_label_result result;
        struct tc_err err = { 0 };

        arena = tc_arena_new();
        ck_assert_int_eq(tc_label_check(arena, bytes[i], strlen(bytes[i]), &result, &err), 0);
        ck_assert_str_eq(found(arena, &result), "LABEL-01");
        tc_arena_free(arena);
    }
}
END_TEST

/* A page of more pixels than are read may be a good one. */
START_TEST(too_large_is_not_judged)
{
    struct tc_label_result result;
    struct tc_err err = { 0 };
    struct tc_sheet sheet;
    const char *png;
    size_t len;

    arena = tc_arena_new();
    sheet = tc_sheet_new(arena, 16385, 2);
    png = tc_sheet_png(arena, &sheet, &len);
    ck_assert_int_eq(tc_label_check(arena, png, len, &result, &err), -1);
    ck_assert(result.too_large && strstr(err.en, "pixels"));
    tc_arena_free(arena);
}
END_TEST

/* What the symbols are, besides their verdict. */
START_TEST(symbol_is_told)
{
    struct tc_label_result result;
    struct tc_sheet sheet = { 0 };
    struct tc_err err = { 0 };
    const struct tc_symbol *s;
    const char *png;
    size_t len;

    arena = tc_arena_new();
    tc_sheet_draw(arena, &sheet, "gs1-datamatrix", "(01)09521234000013(10)A(21)B", 5);
    png = tc_sheet_png(arena, &sheet, &len);
    ck_assert_int_eq(tc_label_check(arena, png, len, &result, &err), 0);
    ck_assert_uint_eq(result.count, 1);
    s = &result.symbols[0];
    ck_assert_str_eq(s->symbology, "gs1-datamatrix");
    ck_assert_str_eq(s->identifier, "]d2");
    ck_assert_str_eq(s->data, "010952123400001310A\x1d"
                              "21B");
    ck_assert_str_eq(s->decoders, "tracecert+zxing-cpp+libdmtx");
    ck_assert(s->gs1 && s->module > 4.9 && s->module < 5.1);
    ck_assert_int_eq(s->box[2], 18 * 5);
    tc_arena_free(arena);
}
END_TEST

/* What no library reads may well be a symbol: a label is not failed for that. */
START_TEST(unread_bars_are_no_failure)
{
    static const char *const damages[] = { "none", "turn-90", "turn-180", "faint" };

    for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
        struct tc_label_result result;
        struct tc_sheet sheet = { 0 };
        struct tc_err err = { 0 };
        const char *png;
        size_t len;

        arena = tc_arena_new();
        tc_sheet_draw(arena, &sheet, "msi-plessey", "0952123400001", 3);
        tc_sheet_damage(arena, &sheet, damages[i]);
        png = tc_sheet_png(arena, &sheet, &len);
        ck_assert_int_eq(tc_label_check(arena, png, len, &result, &err), -1);
        ck_assert(result.unread_bars && strstr(err.en, "bars that no decoder reads"));
        tc_arena_free(arena);
    }
}
END_TEST

/* Images of image_fuzz_tool.c at which a decoder once broke off, or never ended. */
START_TEST(spoiled_images_are_survived)
{
    static const char *const names[] = { "one-symbol-in-another.png", "bars-over-bars.png" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct tc_label_result result;
        struct tc_err err = { 0 };
        const char *path, *image;
        size_t len;

        arena = tc_arena_new();
        path = tc_arena_printf(arena, "%s/fixtures/labels/spoiled/%s", tc_file_home(arena),
                               names[i]);
        image = tc_file_read(arena, path, SPOILED_MAX, &len, &err);
        ck_assert_msg(image != NULL, "%s", err.en);
        tc_label_check(arena, image, len, &result, &err);
        ck_assert_msg(result.broken_off == 0, "%s", names[i]);
        tc_arena_free(arena);
    }
}
END_TEST

TC_CHECK_MAIN("label fixtures", unread_bars_are_no_failure, spoiled_images_are_survived,
              each_label_breaks_what_its_table_names, no_image, too_large_is_not_judged,
              symbol_is_told)
