/* The human-readable text of labels: what differs from the symbol is found, what is
 * the same, elsewhere, or not surely read is not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check_main.h"
#include "tracecert/label.h"
#include "validate/decode/label_draw.h"
#include "validate/label/label_svg.h"

#define TESSERACT "/usr/bin/tesseract"

static const struct {
    const char *symbology, *data, *text, *below; /* a line at the symbol; one far from it */
    const char *requirement;
} labels[] = {
    { "gs1-128", "(01)09521234000013(10)LOT-77A", "(01) 09521234000013 (10) LOT-77A", "", "" },
    { "gs1-128", "(01)09521234000013(10)LOT-77A", "(01)09521234000013(10)LOT-77A", "", "" },
    { "gs1-datamatrix", "(01)09521234000013(10)LO25", "(10) LO25", "NSX 25/11/2026", "" },
    { "gs1-datamatrix", "(01)09521234000013(10)LO25", "", "GLN 9521234000020", "" },
    { "ean-13", "9521234000013", "9 521234 000013", "", "" },
    { "ean-13", "9521234000013", "9521234000013", "9521234000020", "" },
    { "upc-a", "012345678905", "0 12345 67890 5", "", "" },
    { "ean-13", "9521234000013", "(10) LOT-5", "", "" },
    { "gs1-128", "(01)09521234000013(10)LOT-77A", "(01) 09521234000013 (10) LOT-78B", "",
      "LABEL-18" },
    { "gs1-128", "(01)09521234000013(10)LOT-77A", "(01) 09521234000020 (10) LOT-77A", "",
      "LABEL-18" },
    { "gs1-datamatrix", "(01)09521234000013(10)LO25", "(10) LO26", "", "LABEL-18" },
    { "gs1-datamatrix", "(01)09521234000013(17)261231(10)LO25", "(17) 271231", "", "LABEL-18" },
    { "ean-13", "9521234000013", "9521234000020", "", "LABEL-18" },
    { "ean-8", "95200002", "95200019", "", "LABEL-18" },
};

static struct tc_arena *arena;

/* The label as SVG; 300 dots an inch. */
static const char *draw(size_t i, size_t *len)
{
    struct tc_sheet sheet = { 0 };
    char *text = NULL;
    const char *png, *svg;
    FILE *out = open_memstream(&text, len);

    tc_sheet_draw(arena, &sheet, labels[i].symbology, labels[i].data, 4);
    png = tc_sheet_png(arena, &sheet, len);
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.4fin\" height=\"%.4fin\" "
            "viewBox=\"0 0 %d %d\" font-family=\"DejaVu Sans\" font-size=\"28\"><image "
            "width=\"%d\" height=\"%d\" href=\"",
            (sheet.width + 400) / 300.0, (sheet.height + 300) / 300.0, sheet.width + 400,
            sheet.height + 300, sheet.width, sheet.height);
    tc_svg_print_image(out, png, *len);
    fprintf(out, "\"/><text x=\"60\" y=\"%d\">%s</text><text x=\"60\" y=\"%d\">%s</text></svg>",
            sheet.height + 12, labels[i].text, sheet.height + 250, labels[i].below);
    fclose(out);
    svg = tc_arena_strndup(arena, text, *len);
    free(text);
    return svg;
}

START_TEST(text_is_compared)
{
    if (access(TESSERACT, X_OK) != 0) {
        fprintf(stderr, "SKIPPED: human-readable text is not tested, tesseract-ocr is not "
                        "installed\n");
        return;
    }
    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i += TC_STRIDE) {
        const struct tc_label_options options = { .text = true };
        struct tc_label_result result;
        struct tc_err err = { 0 };
        const char *svg, *found = "";
        size_t len;

        arena = tc_arena_new();
        svg = draw(i, &len);
        ck_assert_int_eq(tc_label_check_as(arena, svg, len, &options, &result, &err), 0);
        ck_assert_int_eq(result.text, TC_LABEL_TEXT_READ);
        for (size_t k = 0; k < result.findings.count; k++)
            found = tc_arena_printf(arena, "%s%s", found, result.findings.items[k].requirement);
        ck_assert_msg(strcmp(found, labels[i].requirement) == 0, "%s \"%s\": found \"%s\" %s",
                      labels[i].data, labels[i].text, found,
                      result.findings.count ? result.findings.items[0].actual.en : "");
        tc_arena_free(arena);
    }
}
END_TEST

TC_CHECK_MAIN("label text", text_is_compared)
