/* The picture of a label is whole in itself, well formed, and shows what was found;
 * what is printed of quality is what was drawn. */
#include <libxml/parser.h>
#include <string.h>

#include "base/check_main.h"
#include "tracecert/label.h"
#include "validate/label/label_fixture.h"

static struct tc_arena *arena;
static struct tc_label_result result;

static void read_label(const char *symbology, const char *data, double module,
                       const char *damage)
{
    const struct tc_drawn drawn = { symbology, data, module, 0 };
    const struct tc_label_options options = { .dpi = 300 };
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    ck_assert_int_eq(tc_label_fixture_read(arena, &drawn, damage, &options, &result, &err), 0);
    ck_assert_uint_eq(result.count, 1);
}

/* --- the picture --------------------------------------------------------------------- */

static const char *draw(const char *symbology, const char *data, const char *damage)
{
    const char *svg;
    size_t len;
    xmlDocPtr doc;

    read_label(symbology, data, 6, damage);
    svg = tc_label_picture(arena, &result, &len);
    ck_assert_uint_eq(len, strlen(svg));
    doc = xmlReadMemory(svg, (int)len, NULL, NULL, XML_PARSE_NONET);
    ck_assert_ptr_nonnull(doc);
    xmlFreeDoc(doc);
    return svg;
}

START_TEST(picture_shows_what_was_found)
{
    const char *svg = draw("gs1-128", "(01)09521234000013(10)L1", "line-left-36");

    ck_assert_ptr_nonnull(strstr(svg, TC_LABEL_PICTURE_MARK));
    ck_assert_ptr_nonnull(strstr(svg, "data:image/png;base64,iVBORw0KGgo"));
    ck_assert_ptr_nonnull(strstr(svg, "class=\"symbol bad\""));
    ck_assert_ptr_nonnull(strstr(svg, "class=\"zone bad\""));
    ck_assert_ptr_nonnull(strstr(svg, "(01)09521234000013(10)L1"));
    ck_assert_ptr_nonnull(strstr(svg, "LABEL-10"));
    ck_assert_ptr_nonnull(strstr(svg, "no verifier"));
    tc_arena_free(arena);
}
END_TEST

START_TEST(picture_of_a_good_label_is_not_red)
{
    const char *svg = draw("ean-13", "9521234000013", "none");

    ck_assert_ptr_null(strstr(svg, " bad\""));
    ck_assert_ptr_null(strstr(svg, "✗"));
    tc_arena_free(arena);
}
END_TEST

/* A message is text, whatever it holds. */
START_TEST(picture_holds_no_markup_of_the_message)
{
    const char *svg = draw("qr", "</text><script>alert(\"h&t\")</script>", "none");

    ck_assert_ptr_null(strstr(svg, "<script"));
    ck_assert_ptr_nonnull(strstr(svg, "h&#38;t"));
    tc_arena_free(arena);
}
END_TEST

START_TEST(picture_becomes_png)
{
    const char *svg = draw("ean-13", "9521234000013", "none");
    struct tc_err err = { 0 };
    const void *png;
    size_t len;

    ck_assert_int_eq(tc_label_picture_png(arena, svg, strlen(svg), &png, &len, &err), 0);
    ck_assert(len > 8 && memcmp(png, "\x89PNG", 4) == 0);
    tc_arena_free(arena);
}
END_TEST

/* --- print quality ------------------------------------------------------------------- */

static double value(enum tc_quality_parameter parameter)
{
    const struct tc_quality *q = &result.symbols[0].quality;

    ck_assert(q->present & 1u << parameter);
    return q->value[parameter];
}

START_TEST(sharp_symbols_are_of_grade_4)
{
    static const char *const symbols[][2] = {
        { "ean-13", "9521234000013" },
        { "itf-14", "1952123400001" },
        { "gs1-128", "(01)09521234000013(10)L1" },
        { "databar-limited", "0952123400001" },
        { "gs1-datamatrix", "(01)09521234000013(10)L1" },
        { "qr", "https://id.gs1.org/01/09521234000013/10/L1" },
    };

    for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
        read_label(symbols[i][0], symbols[i][1], 6, i % 2 ? "turn-90" : "none");
        ck_assert_double_eq(result.symbols[0].quality.grade, 4);
        ck_assert_int_eq(result.symbols[0].quality.scans, i < 4 ? 10 : 1);
        ck_assert_double_eq_tol(value(TC_QUALITY_CONTRAST), 1, 0.001);
        tc_arena_free(arena);
    }
}
END_TEST

/* Gray levels 110 and 160 of sRGB reflect 15.6 and 35.2 per cent. */
START_TEST(contrast_is_that_of_the_ink)
{
    read_label("ean-13", "9521234000013", 6, "faint");
    ck_assert_double_eq_tol(value(TC_QUALITY_CONTRAST), 0.196, 0.002);
    ck_assert_double_eq_tol(value(TC_QUALITY_RMIN), 0.443, 0.005);
    ck_assert_double_eq_tol(value(TC_QUALITY_MODULATION), 1, 0.001);
    ck_assert_str_eq(tc_quality_form(arena, &result.symbols[0].quality), "1.0/10/W");
    tc_arena_free(arena);
    read_label("gs1-datamatrix", "(01)09521234000013(10)L1", 6, "faint");
    ck_assert_double_eq_tol(value(TC_QUALITY_CONTRAST), 0.196, 0.002);
    tc_arena_free(arena);
}
END_TEST

/* Higher by an eighth: 0.125 / 1.0625. */
START_TEST(axes_are_compared)
{
    read_label("gs1-datamatrix", "(01)09521234000013(10)L1", 8, "stretched");
    ck_assert_double_eq_tol(value(TC_QUALITY_AXIAL), 0.1176, 0.003);
    ck_assert_double_eq_tol(value(TC_QUALITY_UNUSED_CORRECTION), 1, 0.001);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("label picture", picture_shows_what_was_found, picture_of_a_good_label_is_not_red,
              picture_holds_no_markup_of_the_message, picture_becomes_png,
              sharp_symbols_are_of_grade_4, contrast_is_that_of_the_ink, axes_are_compared)
