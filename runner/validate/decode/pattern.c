#include "validate/decode/pattern.h"

#include <string.h>
#include <zint.h>

#include "tracecert/code.h"

#define STACKED_MAX 11 /* columns of DataBar Expanded Stacked */
#define MATRIX_SIZES 48
#define SEPARATOR_MAX 3 /* modules: rows of bars are higher */

enum text { TEXT_PLAIN, TEXT_GTIN, TEXT_ELEMENT_STRING, TEXT_NO_CHECK_DIGIT };

/* The ways in which a symbology is drawn; `options` says which option_2 are tried. */
static const struct way {
    const char *symbology;
    int zint;
    enum text text;
    int options;
} ways[] = {
    { "ean-13", BARCODE_EANX_CHK, TEXT_PLAIN, 1 },
    { "ean-13", BARCODE_UPCE_CHK, TEXT_PLAIN, 1 },
    { "ean-8", BARCODE_EANX_CHK, TEXT_PLAIN, 1 },
    { "itf-14", BARCODE_ITF14, TEXT_NO_CHECK_DIGIT, 1 },
    { "itf", BARCODE_C25INTER, TEXT_PLAIN, 1 },
    { "gs1-128", BARCODE_GS1_128, TEXT_ELEMENT_STRING, 1 },
    { "code128", BARCODE_CODE128, TEXT_PLAIN, 1 },
    { "databar", BARCODE_DBAR_OMN, TEXT_GTIN, 1 },
    { "databar", BARCODE_DBAR_STK, TEXT_GTIN, 1 },
    { "databar", BARCODE_DBAR_OMNSTK, TEXT_GTIN, 1 },
    { "databar-limited", BARCODE_DBAR_LTD, TEXT_GTIN, 1 },
    { "databar-expanded", BARCODE_DBAR_EXP, TEXT_ELEMENT_STRING, 1 },
    { "databar-expanded", BARCODE_DBAR_EXPSTK, TEXT_ELEMENT_STRING, STACKED_MAX },
    { "gs1-datamatrix", BARCODE_DATAMATRIX, TEXT_ELEMENT_STRING, MATRIX_SIZES },
    { "datamatrix", BARCODE_DATAMATRIX, TEXT_PLAIN, MATRIX_SIZES },
    { "gs1-qr", BARCODE_QRCODE, TEXT_ELEMENT_STRING, 1 },
    { "qr", BARCODE_QRCODE, TEXT_PLAIN, 1 },
};

/* The `n`-th way of a symbology, and the option in it, from 1. */
static const struct way *way_of(const char *symbology, int n, int *option)
{
    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        if (strcmp(ways[i].symbology, symbology) != 0)
            continue;
        *option = n + 1;
        if (n < ways[i].options)
            return &ways[i];
        n -= ways[i].options;
    }
    return NULL;
}

/* --- the message as zint wants it ---------------------------------------------------- */

static const char *element_string(struct tc_arena *arena, const struct tc_symbol *symbol)
{
    struct tc_code_result code;
    const char *text = "";
    size_t prefix = symbol->identifier ? strlen(symbol->identifier) : 0;
    char *scan = tc_arena_alloc(arena, prefix + symbol->len + 1);

    memcpy(scan, symbol->identifier ? symbol->identifier : "", prefix);
    memcpy(scan + prefix, symbol->data, symbol->len);
    tc_code_check(arena, scan, prefix + symbol->len, TC_CODE_SCAN, &code);
    for (size_t i = 0; i < code.count; i++)
        text = tc_arena_printf(arena, "%s[%s]%s", text, code.ais[i].ai, code.ais[i].value);
    return *text ? text : NULL;
}

/* NULL if there is no such text of the symbol. */
static const char *text_for(struct tc_arena *arena, const struct tc_symbol *symbol,
                            const struct way *way, size_t *len)
{
    const char *text = symbol->data;

    *len = symbol->len;
    switch (way->text) {
    case TEXT_ELEMENT_STRING:
        text = element_string(arena, symbol);
        *len = text ? strlen(text) : 0;
        return text;
    case TEXT_GTIN: /* 0109521234000013 without AI and check digit */
        *len = 13;
        return symbol->len == 16 ? text + 2 : NULL;
    case TEXT_NO_CHECK_DIGIT:
        *len = symbol->len - 1;
        return symbol->len == 14 ? text : NULL;
    case TEXT_PLAIN:
        break;
    }
    return symbol->len > 0 ? text : NULL;
}

/* The seven digits and the check digit of a UPC-E, from the thirteen that they stand
 * for. NULL if it is none. */
static const char *shorten(struct tc_arena *arena, const char *ean, size_t *len)
{
    const char *maker = ean + 2, *item = ean + 7;
    char *upc = tc_arena_alloc(arena, 9);

    if (*len != 13 || ean[0] != '0' || (ean[1] != '0' && ean[1] != '1'))
        return NULL;
    upc[0] = ean[1];
    upc[7] = ean[12];
    *len = 8;
    if (memcmp(maker + 3, "00", 2) == 0 && maker[2] <= '2' && memcmp(item, "00", 2) == 0)
        memcpy(upc + 1, (char[]){ maker[0], maker[1], item[2], item[3], item[4], maker[2] }, 6);
    else if (memcmp(maker + 3, "00", 2) == 0 && memcmp(item, "000", 3) == 0)
        memcpy(upc + 1, (char[]){ maker[0], maker[1], maker[2], item[3], item[4], '3' }, 6);
    else if (maker[4] == '0' && memcmp(item, "0000", 4) == 0)
        memcpy(upc + 1, (char[]){ maker[0], maker[1], maker[2], maker[3], item[4], '4' }, 6);
    else if (memcmp(item, "0000", 4) == 0 && item[4] >= '5')
        memcpy(upc + 1, (char[]){ maker[0], maker[1], maker[2], maker[3], maker[4], item[4] },
               6);
    else
        return NULL;
    return upc;
}

/* --- drawing ------------------------------------------------------------------------- */

static void set_options(struct zint_symbol *drawn, const struct way *way, int option,
                        const struct tc_grid *grid)
{
    drawn->symbology = way->zint;
    drawn->input_mode =
        way->text == TEXT_ELEMENT_STRING ? GS1_MODE | GS1NOCHECK_MODE : DATA_MODE;
    if (way->options > 1)
        drawn->option_2 = option;
    if (!grid || grid->kind != TC_GRID_QR)
        return;
    drawn->input_mode = way->text == TEXT_PLAIN ? UNICODE_MODE : drawn->input_mode;
    drawn->option_1 = grid->level + 1;
    drawn->option_2 = grid->version;
    drawn->option_3 = (grid->mask + 1) << 8;
}

static bool is_dark(const struct zint_symbol *drawn, int row, int column)
{
    return drawn->encoded_data[row][column / 8] >> column % 8 & 1;
}

static bool take(const struct zint_symbol *drawn, struct tc_pattern *pattern)
{
    if (drawn->rows * drawn->width > TC_PATTERN_MODULES_MAX)
        return false;
    pattern->rows = 0;
    pattern->columns = drawn->width;
    for (int row = 0; row < drawn->rows; row++) {
        unsigned char *to = pattern->dark + pattern->rows * pattern->columns;

        if (pattern->linear && drawn->rows > 1 && drawn->row_height[row] > 0 &&
            drawn->row_height[row] <= SEPARATOR_MAX)
            continue;
        for (int column = 0; column < drawn->width; column++)
            to[column] = is_dark(drawn, row, column);
        pattern->rows++;
    }
    return pattern->rows > 0;
}

static bool draw(const struct way *way, int option, const struct tc_grid *grid,
                 const char *text, size_t len, struct tc_pattern *pattern)
{
    struct zint_symbol *drawn = ZBarcode_Create();
    bool done;

    if (!drawn)
        return false;
    set_options(drawn, way, option, grid);
    done = ZBarcode_Encode(drawn, (const unsigned char *)text, (int)len) < ZINT_ERROR &&
           take(drawn, pattern);
    ZBarcode_Delete(drawn);
    return done;
}

int tc_pattern_encode(struct tc_arena *arena, const struct tc_symbol *symbol,
                      const struct tc_grid *grid, int way, struct tc_pattern *pattern)
{
    const struct way *w;
    const char *text;
    size_t len;
    int option;

    w = way_of(symbol->symbology, way, &option);
    if (!w)
        return -1;
    pattern->linear = w->zint != BARCODE_DATAMATRIX && w->zint != BARCODE_QRCODE;
    text = text_for(arena, symbol, w, &len);
    if (text && w->zint == BARCODE_UPCE_CHK)
        text = shorten(arena, text, &len);
    return text && (pattern->linear || grid) && draw(w, option, grid, text, len, pattern);
}
