/* fixtures/labels: a bad label breaks exactly the requirement that its table
 * names, a good one none. Lines of the same label stand on one sheet. */
#include <string.h>

#include "base/check_main.h"
#include "base/clock.h"
#include "base/file.h"
#include "validate/label/label_fixture.h"

#define EMPTY_PAGE_MS 5000 /* of 16 million pixels; a search took 19 s */
#define SPOILED_MAX ((size_t)1 << 20)

static struct tc_arena *arena;

/* "label: found X", or "" if the label breaks what the table says. */
static const char *judge(struct tc_arena *mine, const struct tc_csv *table, size_t row,
                         const char *png, size_t len)
{
    const char *label = tc_label_fixture_cell(table, row, "label"), *found;
    struct tc_label_result result;
    struct tc_err err = { 0 };

    if (tc_label_check(mine, png, len, &result, &err) < 0)
        return tc_arena_printf(mine, "%s: %s\n", label, err.en);
    found = tc_label_fixture_found(mine, &result);
    if (strcmp(found, tc_label_fixture_cell(table, row, "requirement")) == 0)
        return "";
    return tc_arena_printf(mine, "%s: found \"%s\"\n", label, found);
}

START_TEST(each_label_breaks_what_its_table_names)
{
    struct tc_err err = { 0 };
    struct tc_csv table;
    const char *wrong;

    arena = tc_arena_new();
    ck_assert_msg(tc_label_fixture_load(arena, "labels.csv", &table, &err) == 0, "%s", err.en);
    wrong = tc_label_fixture_each(arena, &table, TC_STRIDE, judge);
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
        ck_assert_str_eq(tc_label_fixture_found(arena, &result), "LABEL-01");
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
    const struct tc_drawn drawn = { "gs1-datamatrix", "(01)09521234000013(10)A(21)B", 5, 0 };
    const struct tc_label_options options = { 0 };
    struct tc_label_result result;
    struct tc_err err = { 0 };
    const struct tc_symbol *s;

    arena = tc_arena_new();
    ck_assert_int_eq(tc_label_fixture_read(arena, &drawn, "none", &options, &result, &err), 0);
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
    static const char *const damages[] = { "none", "turn-90", "faint" };

    for (size_t i = 0; i < TC_TRIALS(sizeof(damages) / sizeof(damages[0])); i++) {
        const struct tc_drawn drawn = { "msi-plessey", "0952123400001", 3, 0 };
        const struct tc_label_options options = { 0 };
        struct tc_label_result result;
        struct tc_err err = { 0 };

        arena = tc_arena_new();
        ck_assert_int_eq(
            tc_label_fixture_read(arena, &drawn, damages[i], &options, &result, &err), -1);
        ck_assert(result.unread_bars && strstr(err.en, "bars that no decoder reads"));
        tc_arena_free(arena);
    }
}
END_TEST

/* Nor for a symbology that no decoder knows, however small and turned. */
START_TEST(unknown_symbologies_are_no_failure)
{
    static const char *const names[] = { "gs1-rmqr", "gs1-dotcode", "gs1-code-one",
                                         "gs1-code49", "gs1-code16k" };

    for (size_t i = 0; i < TC_TRIALS(10); i++) {
        const char *damage = i < 5 ? "none" : i % 2 == 0 ? "turn-45" : "faint";
        const struct tc_drawn drawn = { names[i % 5], "(01)09521234000013(10)L1", i < 5 ? 4 : 2,
                                        0 };
        const struct tc_label_options options = { 0 };
        struct tc_label_result result;
        struct tc_err err = { 0 };
        int rc;

        arena = tc_arena_new();
        rc = tc_label_fixture_read(arena, &drawn, damage, &options, &result, &err);
        ck_assert_msg(rc == -1 && (result.unread_patch || result.unread_bars), "%s, %s",
                      drawn.symbology, damage);
        ck_assert(result.unread_bars || strstr(err.en, "none of them knows rMQR, DotCode"));
        tc_arena_free(arena);
    }
}
END_TEST

/* A page on which there is nothing to search for is not searched. */
START_TEST(empty_page_is_told_at_once)
{
    struct tc_label_result result;
    struct tc_err err = { 0 };
    struct tc_sheet sheet;
    const char *png;
    double start;
    size_t len;

    arena = tc_arena_new();
    sheet = tc_sheet_new(arena, 4000, 4000);
    png = tc_sheet_png(arena, &sheet, &len);
    start = tc_clock_ms();
    ck_assert_int_eq(tc_label_check(arena, png, len, &result, &err), 0);
    ck_assert_str_eq(tc_label_fixture_found(arena, &result), "LABEL-02");
    ck_assert(result.broken_off == 0 && tc_clock_ms() - start < EMPTY_PAGE_MS);
    tc_arena_free(arena);
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

TC_CHECK_MAIN("label fixtures", unread_bars_are_no_failure, unknown_symbologies_are_no_failure,
              empty_page_is_told_at_once, spoiled_images_are_survived,
              each_label_breaks_what_its_table_names, no_image, too_large_is_not_judged,
              symbol_is_told)
