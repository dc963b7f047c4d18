/* Readings that differ are settled by what the image shows. */
#include <string.h>

#include "base/check_main.h"
#include "validate/decode/label_draw.h"
#include "validate/decode/label_read.h"
#include "validate/decode/pattern.h"

static struct tc_arena *arena;
static struct tc_readings readings;
static struct tc_image image;

static void draw(const char *symbology, const char *data)
{
    struct tc_sheet sheet = { 0 };
    const char *png;
    size_t len;

    arena = tc_arena_new();
    memset(&readings, 0, sizeof(readings));
    readings.arena = arena;
    tc_sheet_draw(arena, &sheet, symbology, data, 3);
    png = tc_sheet_png(arena, &sheet, &len);
    ck_assert(tc_image_read(png, len, &image));
}

static void claim(const char *decoder, const char *symbology, const char *identifier,
                  const char *data, bool unsure)
{
    struct tc_symbol symbol = { .symbology = symbology,
                                .identifier = identifier,
                                .data = data,
                                .len = strlen(data),
                                .unsure = unsure,
                                .decoders = decoder,
                                .box = { 24, 24, image.width - 48, image.height - 48 } };

    tc_readings_add(&readings, &symbol);
}

static void expect(const char *data, const char *against)
{
    tc_readings_arbitrate(&image, &readings);
    ck_assert_uint_eq(readings.count, 1);
    ck_assert_str_eq(readings.items[0].data, data);
    ck_assert(!readings.items[0].unsure && !readings.disputed[0]);
    if (against)
        ck_assert_str_eq(readings.items[0].against, against);
    else
        ck_assert_ptr_null(readings.items[0].against);
    tc_image_release(&image);
    tc_arena_free(arena);
}

/* Each symbology as it is drawn, and as it is read. */
static const struct sample {
    const char *drawn, *data, *symbology, *identifier, *message, *other;
} samples[] = {
    { "ean-13", "9521234000013", "ean-13", "]E0", "9521234000013", "9521234000020" },
    { "upc-a", "012345678905", "ean-13", "]E0", "0012345678905", "0012345678912" },
    { "upc-e", "01234565", "ean-13", "]E0", "0012345000065", "0012345000072" },
    { "ean-8", "95200002", "ean-8", "]E4", "95200002", "95200019" },
    { "itf-14", "1952123400001", "itf-14", "]I1", "19521234000010", "19521234000027" },
    { "gs1-128", "(01)09521234000013(10)L1(21)7", "gs1-128", "]C1",
      "010952123400001310L1\x1d"
      "217",
      "010952123400001310L2\x1d"
      "217" },
    { "code128", "HTX-0001", "code128", "]C0", "HTX-0001", "HTX-0002" },
    { "databar", "0952123400001", "databar", "]e0", "0109521234000013", "0109521234000020" },
    { "databar-stacked", "0952123400001", "databar", "]e0", "0109521234000013",
      "0109521234000020" },
    { "databar-stacked-omni", "0952123400001", "databar", "]e0", "0109521234000013",
      "0109521234000020" },
    { "databar-limited", "0952123400001", "databar-limited", "]e0", "0109521234000013",
      "0109521234000020" },
    { "databar-expanded", "(01)09521234000013(10)ABC(17)261231", "databar-expanded", "]e0",
      "010952123400001310ABC\x1d"
      "17261231",
      "010952123400001310ABC\x1d"
      "1EB5K00" },
    { "databar-expanded-stacked", "(01)09521234000013(10)ABC(17)261231", "databar-expanded",
      "]e0",
      "010952123400001310ABC\x1d"
      "17261231",
      "010952123400001310ABC\x1d"
      "17261230" },
};

#define SAMPLES ((int)(sizeof(samples) / sizeof(samples[0])))

START_TEST(the_reading_whose_bars_are_seen_stands)
{
    const struct sample *s = &samples[_i];

    draw(s->drawn, s->data);
    claim("one", s->symbology, s->identifier, s->other, false);
    claim("two", s->symbology, s->identifier, s->message, false);
    expect(s->message, "one");
}
END_TEST

/* Two that err in the same way are no proof against what is seen. */
START_TEST(no_majority_outvotes_the_image)
{
    const struct sample *s = &samples[_i];

    draw(s->drawn, s->data);
    claim("one", s->symbology, s->identifier, s->message, true);
    claim("two", s->symbology, s->identifier, s->other, false);
    claim("three", s->symbology, s->identifier, s->other, false);
    expect(s->message, "two+three");
}
END_TEST

START_TEST(who_is_known_to_err_is_believed_when_the_image_agrees)
{
    const struct sample *s = &samples[_i];

    draw(s->drawn, s->data);
    claim("one", s->symbology, s->identifier, s->message, true);
    expect(s->message, NULL);
}
END_TEST

static const char *const matrices[] = { "gs1-qr", "gs1-datamatrix", "gs1-datamatrix-rect" };

START_TEST(a_matrix_is_settled_by_its_modules)
{
    const char *kind = _i ? "gs1-datamatrix" : "gs1-qr", *identifier = _i ? "]d2" : "]Q3";

    draw(matrices[_i], "(01)09521234000013(10)L%1(21)77");
    tc_label_grid(&image, &readings);
    ck_assert_uint_eq(readings.count, 1);
    readings.items[0].unsure = true; /* as if it were one of many */
    claim("one", kind, identifier, "010952123400001310L", false);
    claim("two", kind, identifier, "010952123400001310L", false);
    expect("010952123400001310L%1\x1d"
           "2177",
           "one+two");
}
END_TEST

/* Where the image shows neither, nobody is believed. */
START_TEST(what_cannot_be_settled_stays_disputed)
{
    draw("ean-13", "9521234000013");
    claim("one", "ean-13", "]E0", "9521234000020", false);
    claim("two", "ean-13", "]E0", "9521234000037", false);
    tc_readings_arbitrate(&image, &readings);
    ck_assert_uint_eq(readings.count, 2);
    ck_assert(readings.disputed[0] && readings.disputed[1]);
    ck_assert(!tc_reading_is(&readings, 0, TC_READINGS_CONFIRMED));
    tc_image_release(&image);
    tc_arena_free(arena);
}
END_TEST

/* A symbol of its own beside another is no rival. */
START_TEST(symbols_apart_do_not_dispute)
{
    draw("ean-13", "9521234000013");
    claim("one", "ean-13", "]E0", "9521234000013", false);
    readings.items[0].box[1] += image.height;
    claim("one", "ean-13", "]E0", "9521234000020", false);
    tc_readings_arbitrate(&image, &readings);
    ck_assert_uint_eq(readings.count, 2);
    ck_assert(!readings.disputed[0] && !readings.disputed[1]);
    tc_image_release(&image);
    tc_arena_free(arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arbitrate");
    TCase *tests = tcase_create("arbitrate");
    SRunner *runner;
    int failed;

    tcase_add_loop_test(tests, the_reading_whose_bars_are_seen_stands, 0, SAMPLES);
    tcase_add_loop_test(tests, no_majority_outvotes_the_image, 0, SAMPLES);
    tcase_add_loop_test(tests, who_is_known_to_err_is_believed_when_the_image_agrees, 0,
                        SAMPLES);
    tcase_add_loop_test(tests, a_matrix_is_settled_by_its_modules, 0, 3);
    tcase_add_test(tests, what_cannot_be_settled_stays_disputed);
    tcase_add_test(tests, symbols_apart_do_not_dispute);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
