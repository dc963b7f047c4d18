#include "validate/decode/label_draw.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <zint.h>

#define WHITE 255
#define MARGIN 24 /* pixels around each symbol, besides its quiet zone */

static const struct {
    const char *name;
    int symbology, input_mode, option_3;
} kinds[] = {
    { "gs1-datamatrix", BARCODE_DATAMATRIX, GS1_MODE, DM_SQUARE },
    { "gs1-datamatrix-rect", BARCODE_DATAMATRIX, GS1_MODE, 0 },
    { "datamatrix", BARCODE_DATAMATRIX, DATA_MODE, DM_SQUARE },
    { "gs1-qr", BARCODE_QRCODE, GS1_MODE, 0 },
    { "qr", BARCODE_QRCODE, UNICODE_MODE, 0 },
    { "gs1-128", BARCODE_GS1_128, GS1_MODE, 0 },
    { "code128", BARCODE_CODE128, DATA_MODE, 0 },
    { "ean-13", BARCODE_EANX_CHK, DATA_MODE, 0 },
    { "ean-8", BARCODE_EANX_CHK, DATA_MODE, 0 },
    { "upc-a", BARCODE_UPCA_CHK, DATA_MODE, 0 },
    { "upc-e", BARCODE_UPCE, DATA_MODE, 0 },
    { "itf-14", BARCODE_ITF14, DATA_MODE, 0 },
    { "databar", BARCODE_DBAR_OMN, DATA_MODE, 0 },
    { "databar-stacked", BARCODE_DBAR_STK, DATA_MODE, 0 },
    { "databar-stacked-omni", BARCODE_DBAR_OMNSTK, DATA_MODE, 0 },
    { "databar-limited", BARCODE_DBAR_LTD, DATA_MODE, 0 },
    { "databar-expanded", BARCODE_DBAR_EXP, GS1_MODE, 0 },
    { "databar-expanded-stacked", BARCODE_DBAR_EXPSTK, GS1_MODE, 0 },
    { "code39", BARCODE_CODE39, DATA_MODE, 0 },
    { "code93", BARCODE_CODE93, DATA_MODE, 0 },
    { "msi-plessey", BARCODE_MSI_PLESSEY, DATA_MODE, 0 },
};

static struct zint_symbol *encode(const char *symbology, const char *data, double scale,
                                  double height)
{
    struct zint_symbol *symbol = ZBarcode_Create();
    size_t i = 0, n = sizeof(kinds) / sizeof(kinds[0]);

    while (i < n && strcmp(kinds[i].name, symbology) != 0)
        i++;
    if (!symbol || i == n)
        abort();
    symbol->symbology = kinds[i].symbology;
    symbol->input_mode = kinds[i].input_mode;
    if (kinds[i].input_mode == GS1_MODE)
        symbol->input_mode |= GS1PARENS_MODE | GS1NOCHECK_MODE;
    symbol->option_3 = kinds[i].option_3;
    symbol->output_options |= BARCODE_QUIET_ZONES;
    symbol->show_hrt = 0;
    symbol->scale = (float)scale / 2;
    symbol->height = (float)height;
    if (ZBarcode_Encode_and_Buffer(symbol, (const unsigned char *)data, 0, 0) >= ZINT_ERROR)
        abort();
    return symbol;
}

static struct tc_sheet new_sheet(struct tc_arena *arena, int width, int height)
{
    struct tc_sheet sheet = { .width = width, .height = height };

    sheet.gray = tc_arena_alloc(arena, (size_t)width * (size_t)height);
    memset(sheet.gray, WHITE, (size_t)width * (size_t)height);
    return sheet;
}

static unsigned char *pixel(const struct tc_sheet *sheet, int x, int y)
{
    return &sheet->gray[(size_t)y * (size_t)sheet->width + (size_t)x];
}

void tc_sheet_draw(struct tc_arena *arena, struct tc_sheet *sheet, const char *symbology,
                   const char *data, double pixels_a_module)
{
    tc_sheet_draw_high(arena, sheet, symbology, data, pixels_a_module, 0);
}

void tc_sheet_draw_high(struct tc_arena *arena, struct tc_sheet *sheet, const char *symbology,
                        const char *data, double pixels_a_module, double modules_high)
{
    struct zint_symbol *symbol = encode(symbology, data, pixels_a_module, modules_high);
    int width = symbol->bitmap_width + 2 * MARGIN, below = sheet->height;
    struct tc_sheet larger = new_sheet(arena, width > sheet->width ? width : sheet->width,
                                       below + symbol->bitmap_height + 2 * MARGIN);

    for (int y = 0; y < sheet->height; y++)
        memcpy(pixel(&larger, 0, y), pixel(sheet, 0, y), (size_t)sheet->width);
    for (int y = 0; y < symbol->bitmap_height; y++)
        for (int x = 0; x < symbol->bitmap_width; x++)
            *pixel(&larger, MARGIN + x, below + MARGIN + y) =
                symbol->bitmap[3 * ((size_t)y * (size_t)symbol->bitmap_width + (size_t)x)];
    ZBarcode_Delete(symbol);
    *sheet = larger;
}

/* --- damage ------------------------------------------------------------------------- */

struct ink {
    int left, top, right, bottom;
};

static struct ink find_ink(const struct tc_sheet *sheet)
{
    struct ink ink = { sheet->width, sheet->height, -1, -1 };

    for (int y = 0; y < sheet->height; y++) {
        for (int x = 0; x < sheet->width; x++) {
            if (*pixel(sheet, x, y) == WHITE)
                continue;
            ink.left = x < ink.left ? x : ink.left;
            ink.right = x > ink.right ? x : ink.right;
            ink.top = y < ink.top ? y : ink.top;
            ink.bottom = y > ink.bottom ? y : ink.bottom;
        }
    }
    return ink;
}

static void fill(struct tc_sheet *sheet, int left, int top, int right, int bottom, int value)
{
    for (int y = top; y <= bottom; y++)
        memset(pixel(sheet, left, y), value, (size_t)(right - left + 1));
}

static void turn_90(struct tc_arena *arena, struct tc_sheet *sheet)
{
    struct tc_sheet turned = new_sheet(arena, sheet->height, sheet->width);

    for (int y = 0; y < sheet->height; y++)
        for (int x = 0; x < sheet->width; x++)
            *pixel(&turned, sheet->height - 1 - y, x) = *pixel(sheet, x, y);
    *sheet = turned;
}

/* The mean of each 3x3 neighbourhood. */
static void blur(struct tc_arena *arena, struct tc_sheet *sheet)
{
    struct tc_sheet blurred = new_sheet(arena, sheet->width, sheet->height);

    for (int y = 1; y < sheet->height - 1; y++) {
        for (int x = 1; x < sheet->width - 1; x++) {
            int sum = 0;

            for (int i = 0; i < 9; i++)
                sum += *pixel(sheet, x + i % 3 - 1, y + i / 3 - 1);
            *pixel(&blurred, x, y) = (unsigned char)(sum / 9);
        }
    }
    *sheet = blurred;
}

/* The same noise every time. */
static void noise(struct tc_sheet *sheet)
{
    unsigned state = 20261125;

    for (int i = 0; i < sheet->width * sheet->height; i++) {
        int value;

        state = state * 1664525u + 1013904223u;
        value = sheet->gray[i] + (int)(state >> 24) / 2 - 64;
        sheet->gray[i] = (unsigned char)(value < 0 ? 0 : value > WHITE ? WHITE : value);
    }
}

static void faint(struct tc_sheet *sheet)
{
    for (int i = 0; i < sheet->width * sheet->height; i++)
        sheet->gray[i] = (unsigned char)(110 + sheet->gray[i] * 50 / WHITE);
}

static void invert(struct tc_sheet *sheet)
{
    for (int i = 0; i < sheet->width * sheet->height; i++)
        sheet->gray[i] = (unsigned char)(WHITE - sheet->gray[i]);
}

static void crop(struct tc_arena *arena, struct tc_sheet *sheet)
{
    struct ink ink = find_ink(sheet);
    struct tc_sheet cropped =
        new_sheet(arena, ink.right - ink.left + 1, ink.bottom - ink.top + 1);

    for (int y = 0; y < cropped.height; y++)
        memcpy(pixel(&cropped, 0, y), pixel(sheet, ink.left, ink.top + y),
               (size_t)cropped.width);
    *sheet = cropped;
}

/* A stain over the middle of the ink, too large for any error correction. */
static void wipe(struct tc_sheet *sheet)
{
    struct ink ink = find_ink(sheet);
    int width = ink.right - ink.left, height = ink.bottom - ink.top;

    fill(sheet, ink.left + width / 5, ink.top, ink.right - width / 5, ink.bottom, WHITE);
    fill(sheet, ink.left, ink.top + height / 5, ink.right, ink.bottom - height / 5, WHITE);
}

/* A line of 2 pixels beside the ink: "left", or "left-24" for its distance in
 * pixels. */
static void draw_line(struct tc_sheet *sheet, const char *side)
{
    struct ink ink = find_ink(sheet);
    const char *dash = strchr(side, '-');
    int off = dash ? atoi(dash + 1) : 2;

    if (strncmp(side, "left", 4) == 0)
        fill(sheet, ink.left - off - 2, ink.top, ink.left - off - 1, ink.bottom, 0);
    else if (strncmp(side, "right", 5) == 0)
        fill(sheet, ink.right + off + 1, ink.top, ink.right + off + 2, ink.bottom, 0);
    else if (strncmp(side, "above", 5) == 0)
        fill(sheet, ink.left, ink.top - off - 2, ink.right, ink.top - off - 1, 0);
    else
        fill(sheet, ink.left, ink.bottom + off + 1, ink.right, ink.bottom + off + 2, 0);
}

/* Specks of 3 pixels that are light in bars and dark in spaces, the same ones every
 * time. */
static void speckle(struct tc_sheet *sheet)
{
    struct ink ink = find_ink(sheet);
    unsigned state = 20261125;

    for (int i = 0; i < (ink.right - ink.left) * (ink.bottom - ink.top) / 900; i++) {
        int x, y, value;

        state = state * 1664525u + 1013904223u;
        x = ink.left + (int)(state >> 16) % (ink.right - ink.left - 2);
        state = state * 1664525u + 1013904223u;
        y = ink.top + (int)(state >> 16) % (ink.bottom - ink.top - 2);
        value = WHITE - *pixel(sheet, x + 1, y + 1);
        fill(sheet, x, y, x + 2, y + 2, value);
    }
}

/* Every eighth row twice, as by a printer whose paper runs too fast. */
static void stretch(struct tc_arena *arena, struct tc_sheet *sheet)
{
    struct tc_sheet higher = new_sheet(arena, sheet->width, sheet->height * 9 / 8);

    for (int y = 0; y < higher.height; y++)
        memcpy(pixel(&higher, 0, y), pixel(sheet, 0, y * 8 / 9), (size_t)sheet->width);
    *sheet = higher;
}

void tc_sheet_damage(struct tc_arena *arena, struct tc_sheet *sheet, const char *damage)
{
    if (strncmp(damage, "turn-", 5) == 0)
        for (int turned = 0; turned < atoi(damage + 5); turned += 90)
            turn_90(arena, sheet);
    else if (strcmp(damage, "blur") == 0)
        blur(arena, sheet);
    else if (strcmp(damage, "noise") == 0)
        noise(sheet);
    else if (strcmp(damage, "faint") == 0)
        faint(sheet);
    else if (strcmp(damage, "inverted") == 0)
        invert(sheet);
    else if (strcmp(damage, "crop") == 0)
        crop(arena, sheet);
    else if (strcmp(damage, "wiped") == 0)
        wipe(sheet);
    else if (strcmp(damage, "specks") == 0)
        speckle(sheet);
    else if (strcmp(damage, "stretched") == 0)
        stretch(arena, sheet);
    else if (strncmp(damage, "line-", 5) == 0)
        draw_line(sheet, damage + 5);
    else if (strcmp(damage, "none") != 0)
        abort();
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
