/* Labels that come as JPEG, SVG and PDF. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <jpeglib.h>

#include "base/check_main.h"
#include "base/file.h"
#include "tracecert/label.h"
#include "validate/decode/label_draw.h"

#define ELEMENT_STRING "(01)09521234000013(10)L1"
#define MESSAGE "010952123400001310L1"

static struct tc_arena *arena;
static struct tc_label_result result;
static struct tc_err err;

static struct tc_sheet new_sheet(const char *symbology)
{
    struct tc_sheet sheet = { 0 };

    arena = tc_arena_new();
    err = (struct tc_err){ 0 };
    tc_sheet_draw(arena, &sheet, symbology, ELEMENT_STRING, 4);
    return sheet;
}

static void expect_symbol(const char *symbology, double dpi)
{
    ck_assert_msg(result.findings.count == 0, "%s",
                  result.findings.count ? result.findings.items[0].requirement : "");
    ck_assert_uint_eq(result.count, 1);
    ck_assert_str_eq(result.symbols[0].symbology, symbology);
    ck_assert_str_eq(result.symbols[0].data, MESSAGE);
    ck_assert_msg(result.dpi > dpi - 1 && result.dpi < dpi + 1, "%f dpi", result.dpi);
}

/* --- JPEG --------------------------------------------------------------------------- */

static unsigned char *as_jpeg(const struct tc_sheet *sheet, int dpi, unsigned long *len)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;

    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, len);
    jpeg.image_width = (JDIMENSION)sheet->width;
    jpeg.image_height = (JDIMENSION)sheet->height;
    jpeg.input_components = 1;
    jpeg.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 60, TRUE);
    jpeg.density_unit = 1;
    jpeg.X_density = jpeg.Y_density = (UINT16)dpi;
    jpeg_start_compress(&jpeg, TRUE);
    for (int y = 0; y < sheet->height; y++) {
        unsigned char *line = sheet->gray + (size_t)y * (size_t)sheet->width;

        jpeg_write_scanlines(&jpeg, &line, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    return bytes;
}

static int check_page(const void *bytes, size_t len, unsigned page)
{
    return tc_label_check_as(arena, bytes, len, &(struct tc_label_options){ .page = page },
                             &result, &err);
}

START_TEST(jpeg_is_read)
{
    struct tc_sheet sheet = new_sheet("gs1-datamatrix");
    unsigned long len = 0;
    unsigned char *bytes = as_jpeg(&sheet, 203, &len);

    ck_assert_int_eq(tc_label_check(arena, bytes, len, &result, &err), 0);
    expect_symbol("gs1-datamatrix", 203);
    ck_assert_int_eq(check_page(bytes, len, 2), 1);
    ck_assert_int_eq(tc_label_check(arena, bytes, 40, &result, &err), 0);
    ck_assert_str_eq(result.findings.items[0].requirement, "LABEL-01");
    free(bytes);
    tc_arena_free(arena);
}
END_TEST

/* --- SVG and PDF --------------------------------------------------------------------- */

/* Each dark run of a line as a rectangle; a pixel is a two-hundredth of an inch. */
static const char *as_svg(const struct tc_sheet *sheet, size_t *len)
{
    char *text = NULL, *copy;
    FILE *out = open_memstream(&text, len);

    fprintf(out,
            "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
            "width=\"%.2fin\" height=\"%.2fin\" viewBox=\"0 0 %d %d\" "
            "shape-rendering=\"crispEdges\">\n",
            sheet->width / 200.0, sheet->height / 200.0, sheet->width, sheet->height);
    for (int y = 0; y < sheet->height; y++)
        for (int x = 0; x < sheet->width; x++)
            if (sheet->gray[y * sheet->width + x] < 128)
                fprintf(out, "<rect x=\"%d\" y=\"%d\" width=\"1\" height=\"1\"/>\n", x, y);
    fprintf(out, "</svg>\n");
    fclose(out);
    copy = tc_arena_strndup(arena, text, *len);
    free(text);
    return copy;
}

START_TEST(svg_is_read)
{
    struct tc_sheet sheet = new_sheet("gs1-128");
    size_t len;
    const char *bytes = as_svg(&sheet, &len);

    ck_assert_msg(tc_label_check(arena, bytes, len, &result, &err) == 0, "%s", err.en);
    expect_symbol("gs1-128", 300);
    tc_arena_free(arena);
}
END_TEST

/* An SVG names a file of this machine: it is not read. */
START_TEST(svg_reads_no_file)
{
    struct tc_sheet sheet = new_sheet("gs1-datamatrix");
    const char *path = tc_arena_printf(arena, "/tmp/tracecert-svg-%d.png", (int)getpid()), *png,
               *svg;
    size_t len;

    png = tc_sheet_png(arena, &sheet, &len);
    ck_assert_int_eq(tc_file_write(path, png, len, &err), 0);
    svg = tc_arena_printf(arena,
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3in\" "
                          "height=\"3in\"><image href=\"%s\" width=\"2in\" height=\"2in\"/>"
                          "<image href=\"file://%s\" width=\"2in\" height=\"2in\"/></svg>",
                          path, path);
    ck_assert_int_eq(tc_label_check(arena, svg, strlen(svg), &result, &err), 0);
    ck_assert_uint_eq(result.count, 0);
    ck_assert_int_gt(result.width, 0);
    unlink(path);
    tc_arena_free(arena);
}
END_TEST

/* A page as PDF, made by rsvg-convert of the SVG: two of them in a file. */
static const char *as_pdf(const struct tc_sheet *sheet, size_t *len)
{
    const char *base = tc_arena_printf(arena, "/tmp/tracecert-pdf-%d", (int)getpid());
    const char *svg = tc_arena_printf(arena, "%s.svg", base), *pdf;
    const char *text = as_svg(sheet, len);

    ck_assert_int_eq(tc_file_write(svg, text, *len, &err), 0);
    ck_assert_int_eq(
        system(tc_arena_printf(arena, "rsvg-convert -f pdf -o %s.pdf %s %s", base, svg, svg)),
        0);
    pdf = tc_file_read(arena, tc_arena_printf(arena, "%s.pdf", base), 1 << 24, len, &err);
    unlink(svg);
    unlink(tc_arena_printf(arena, "%s.pdf", base));
    return pdf;
}

START_TEST(pdf_is_read_page_by_page)
{
    struct tc_sheet sheet = new_sheet("gs1-datamatrix");
    size_t len;
    const char *bytes = as_pdf(&sheet, &len);

    ck_assert(bytes != NULL);
    for (unsigned page = 1; page <= 2; page++) {
        ck_assert_msg(check_page(bytes, len, page) == 0, "%s", err.en);
        expect_symbol("gs1-datamatrix", 300);
    }
    ck_assert_int_eq(check_page(bytes, len, 3), 1);
    tc_arena_free(arena);
}
END_TEST

START_TEST(large_drawings_are_not_judged)
{
    static const char *const texts[] = {
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]>>endobj\n"
        "trailer<</Root 1 0 R>>\n",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3000mm\" height=\"3000mm\"/>",
    };

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        arena = tc_arena_new();
        ck_assert_int_eq(tc_label_check(arena, texts[i], strlen(texts[i]), &result, &err), -1);
        ck_assert_ptr_nonnull(strstr(err.en, "too large"));
        tc_arena_free(arena);
    }
}
END_TEST

/* A drawing program writes a long head. */
START_TEST(svg_with_a_long_head_is_read)
{
    struct tc_sheet sheet = new_sheet("gs1-128");
    size_t len;
    const char *bytes = as_svg(&sheet, &len);

    bytes = tc_arena_printf(arena, "<!-- %3000s -->%s", "", strstr(bytes, "<svg"));
    ck_assert_int_eq(tc_label_check(arena, bytes, strlen(bytes), &result, &err), 0);
    expect_symbol("gs1-128", 300);
    tc_arena_free(arena);
}
END_TEST

START_TEST(broken_drawings)
{
    static const char *const texts[] = { "%PDF-1.7\nnothing", "<svg", "<svg><rect" };

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        arena = tc_arena_new();
        ck_assert_int_eq(tc_label_check(arena, texts[i], strlen(texts[i]), &result, &err), 0);
        ck_assert_uint_eq(result.findings.count, 1);
        ck_assert_str_eq(result.findings.items[0].requirement, "LABEL-01");
        tc_arena_free(arena);
    }
}
END_TEST

TC_CHECK_MAIN("label files", jpeg_is_read, svg_is_read, svg_reads_no_file,
              pdf_is_read_page_by_page, broken_drawings, large_drawings_are_not_judged,
              svg_with_a_long_head_is_read)
