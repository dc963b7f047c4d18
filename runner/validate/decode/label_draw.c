#include "validate/decode/label_draw.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <zint.h>

#define WHITE 255
#define MARGIN 24 /* pixels around each symbol, besides its quiet zone */

static const struct kind {
    const char *name;
    int symbology, input_mode, option_3;
} kinds[] = {
    { "gs1-datamatrix", BARCODE_DATAMATRIX, GS1_MODE, DM_SQUARE },
    { "gs1-datamatrix-rect", BARCODE_DATAMATRIX, GS1_MODE, 0 },
    { "gs1-dmre", BARCODE_DATAMATRIX, GS1_MODE, DM_DMRE },
    { "datamatrix", BARCODE_DATAMATRIX, DATA_MODE, DM_SQUARE },
    { "gs1-qr", BARCODE_QRCODE, GS1_MODE, 0 },
    { "qr", BARCODE_QRCODE, UNICODE_MODE, 0 },
    { "gs1-rmqr", BARCODE_RMQR, GS1_MODE, 0 },
    { "gs1-dotcode", BARCODE_DOTCODE, GS1_MODE, 0 },
    { "gs1-aztec", BARCODE_AZTEC, GS1_MODE, 0 },
    { "gs1-code-one", BARCODE_CODEONE, GS1_MODE, 0 },
    { "gs1-code49", BARCODE_CODE49, GS1_MODE, 0 },
    { "gs1-code16k", BARCODE_CODE16K, GS1_MODE, 0 },
    { "gs1-128", BARCODE_GS1_128, GS1_MODE, 0 },
    { "ean-14", BARCODE_EAN14, DATA_MODE, 0 },
    { "nve-18", BARCODE_NVE18, DATA_MODE, 0 },
    { "code128", BARCODE_CODE128, DATA_MODE, 0 },
    { "ean-13", BARCODE_EANX_CHK, DATA_MODE, 0 },
    { "ean-8", BARCODE_EANX_CHK, DATA_MODE, 0 },
    { "upc-a", BARCODE_UPCA_CHK, DATA_MODE, 0 },
    { "upc-e", BARCODE_UPCE, DATA_MODE, 0 },
    { "itf-14", BARCODE_ITF14, DATA_MODE, 0 },
    { "itf", BARCODE_C25INTER, DATA_MODE, 0 },
    { "databar", BARCODE_DBAR_OMN, DATA_MODE, 0 },
    { "databar-stacked", BARCODE_DBAR_STK, DATA_MODE, 0 },
    { "databar-stacked-omni", BARCODE_DBAR_OMNSTK, DATA_MODE, 0 },
    { "databar-limited", BARCODE_DBAR_LTD, DATA_MODE, 0 },
    { "databar-expanded", BARCODE_DBAR_EXP, GS1_MODE, 0 },
    { "databar-expanded-stacked", BARCODE_DBAR_EXPSTK, GS1_MODE, 0 },
    { "ean-13-composite", BARCODE_EANX_CC, GS1_MODE, 0 },
    { "upc-a-composite", BARCODE_UPCA_CC, GS1_MODE, 0 },
    { "upc-e-composite", BARCODE_UPCE_CC, GS1_MODE, 0 },
    { "gs1-128-composite", BARCODE_GS1_128_CC, GS1_MODE, 0 },
    { "databar-composite", BARCODE_DBAR_OMN_CC, GS1_MODE, 0 },
    { "databar-stacked-composite", BARCODE_DBAR_STK_CC, GS1_MODE, 0 },
    { "databar-stacked-omni-composite", BARCODE_DBAR_OMNSTK_CC, GS1_MODE, 0 },
    { "databar-limited-composite", BARCODE_DBAR_LTD_CC, GS1_MODE, 0 },
    { "databar-expanded-composite", BARCODE_DBAR_EXP_CC, GS1_MODE, 0 },
    { "databar-expanded-stacked-composite", BARCODE_DBAR_EXPSTK_CC, GS1_MODE, 0 },
    { "code39", BARCODE_CODE39, DATA_MODE, 0 },
    { "code93", BARCODE_CODE93, DATA_MODE, 0 },
    { "msi-plessey", BARCODE_MSI_PLESSEY, DATA_MODE, 0 },
};

static const struct kind *kind_of(const char *name)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    abort();
}

/* The linear part of a composite stands before '|'; what is left is its component. */
static const char *set_primary(struct zint_symbol *symbol, const char *data)
{
    const char *bar = strchr(data, '|');

    if (!bar)
        return data;
    if ((size_t)(bar - data) >= sizeof(symbol->primary))
        abort();
    memcpy(symbol->primary, data, (size_t)(bar - data));
    return bar + 1;
}

static struct zint_symbol *encode(const struct tc_drawn *drawn)
{
    const struct kind *kind = kind_of(drawn->symbology);
    struct zint_symbol *symbol = ZBarcode_Create();
    const char *data;

    if (!symbol)
        abort();
    symbol->symbology = kind->symbology;
    symbol->input_mode = kind->input_mode;
    if (kind->input_mode == GS1_MODE)
        symbol->input_mode |= GS1PARENS_MODE | GS1NOCHECK_MODE;
    symbol->option_3 = kind->option_3;
    symbol->output_options |= BARCODE_QUIET_ZONES;
    symbol->show_hrt = 0;
    symbol->scale = (float)drawn->module / 2;
    symbol->height = (float)drawn->height;
    data = set_primary(symbol, drawn->data);
    if (ZBarcode_Encode_and_Buffer(symbol, (const unsigned char *)data, 0, 0) >= ZINT_ERROR)
        abort();
    return symbol;
}

struct tc_sheet tc_sheet_new(struct tc_arena *arena, int width, int height)
{
    struct tc_sheet sheet = { .width = width, .height = height };

    sheet.gray = tc_arena_alloc(arena, (size_t)width * (size_t)height);
    memset(sheet.gray, WHITE, (size_t)width * (size_t)height);
    return sheet;
}

void tc_sheet_draw_as(struct tc_arena *arena, struct tc_sheet *sheet,
                      const struct tc_drawn *drawn)
{
    struct zint_symbol *symbol = encode(drawn);
    int width = symbol->bitmap_width + 2 * MARGIN, below = sheet->height;
    struct tc_sheet larger = tc_sheet_new(arena, width > sheet->width ? width : sheet->width,
                                          below + symbol->bitmap_height + 2 * MARGIN);

    for (int y = 0; y < sheet->height; y++)
        memcpy(tc_sheet_pixel(&larger, 0, y), tc_sheet_pixel(sheet, 0, y),
               (size_t)sheet->width);
    for (int y = 0; y < symbol->bitmap_height; y++)
        for (int x = 0; x < symbol->bitmap_width; x++)
            *tc_sheet_pixel(&larger, MARGIN + x, below + MARGIN + y) =
                symbol->bitmap[3 * ((size_t)y * (size_t)symbol->bitmap_width + (size_t)x)];
    ZBarcode_Delete(symbol);
    *sheet = larger;
}

void tc_sheet_draw(struct tc_arena *arena, struct tc_sheet *sheet, const char *symbology,
                   const char *data, double pixels_a_module)
{
    tc_sheet_draw_as(arena, sheet, &(struct tc_drawn){ symbology, data, pixels_a_module, 0 });
}

void tc_sheet_draw_high(struct tc_arena *arena, struct tc_sheet *sheet, const char *symbology,
                        const char *data, double pixels_a_module, double modules_high)
{
    tc_sheet_draw_as(arena, sheet,
                     &(struct tc_drawn){ symbology, data, pixels_a_module, modules_high });
}

const char *tc_sheet_png(struct tc_arena *arena, const struct tc_sheet *sheet, size_t *len)
{
    png_image image = { .version = PNG_IMAGE_VERSION,
                        .width = (png_uint_32)sheet->width,
                        .height = (png_uint_32)sheet->height,
                        .format = PNG_FORMAT_GRAY };
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    char *bytes = tc_arena_alloc(arena, size);

    if (!png_image_write_to_memory(&image, bytes, &size, 0, sheet->gray, 0, NULL))
        abort();
    *len = size;
    return bytes;
}
