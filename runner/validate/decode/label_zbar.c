/* EAN/UPC, ITF, Code 128, QR Code and others by zbar. */
#include <stdio.h>
#include <string.h>
#include <zbar.h>

#include "validate/decode/label_read.h"

#define LARGE 2000000 /* pixels */

/* How a symbol of zbar is called here. */
struct name {
    zbar_symbol_type_t type;
    bool gs1; /* with FNC1 in first position */
    bool unsure;
    const char *symbology, *identifier;
};

/* DataBar Expanded is read wrongly by zbar in half of the cases (after FNC1 it
 * does not latch to numeric). */
static const struct name names[] = {
    { ZBAR_EAN13, false, false, "ean-13", "]E0" },
    { ZBAR_UPCE, false, false, "ean-13", "]E0" },
    { ZBAR_EAN8, false, false, "ean-8", "]E4" },
    { ZBAR_I25, false, false, "itf", "]I1" },
    { ZBAR_CODE128, true, false, "gs1-128", "]C1" },
    { ZBAR_CODE128, false, false, "code128", "]C0" },
    { ZBAR_QRCODE, true, false, "gs1-qr", "]Q3" },
    { ZBAR_QRCODE, false, false, "qr", "]Q1" },
    { ZBAR_DATABAR, true, false, "databar", "]e0" },
    { ZBAR_DATABAR_EXP, true, true, "databar-expanded", "]e0" },
    { ZBAR_CODE39, false, false, "code39", "]A0" },
    { ZBAR_CODE93, false, false, "code93", "]G0" },
    { ZBAR_CODABAR, false, false, "codabar", "]F0" },
};

static const struct name *name_of(const zbar_symbol_t *symbol)
{
    zbar_symbol_type_t type = zbar_symbol_get_type(symbol);
    bool gs1 = type == ZBAR_DATABAR || type == ZBAR_DATABAR_EXP ||
               zbar_symbol_get_modifiers(symbol) & (1u << ZBAR_MOD_GS1);

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].type == type && names[i].gs1 == gs1)
            return &names[i];
    return NULL;
}

static void box_of(const zbar_symbol_t *symbol, int box[4])
{
    int right = 0, bottom = 0;

    for (unsigned i = 0; i < zbar_symbol_get_loc_size(symbol); i++) {
        int x = zbar_symbol_get_loc_x(symbol, i), y = zbar_symbol_get_loc_y(symbol, i);

        box[0] = i == 0 || x < box[0] ? x : box[0];
        box[1] = i == 0 || y < box[1] ? y : box[1];
        right = i == 0 || x > right ? x : right;
        bottom = i == 0 || y > bottom ? y : bottom;
    }
    box[2] = right - box[0] + 1;
    box[3] = bottom - box[1] + 1;
}

static void add(const struct tc_image *image, const zbar_symbol_t *found,
                struct tc_readings *readings)
{
    const struct name *name = name_of(found);
    size_t len = zbar_symbol_get_data_length(found);
    struct tc_symbol symbol = { .decoders = "zbar", .len = len };

    if (!name)
        return;
    symbol.data = tc_arena_alloc(readings->arena, len + 1);
    memcpy((char *)symbol.data, zbar_symbol_get_data(found), len);
    symbol.symbology = name->symbology;
    symbol.identifier = name->identifier;
    symbol.gs1 = name->gs1;
    symbol.unsure = name->unsure;
    box_of(found, symbol.box);
    if (!strstr(symbol.symbology, "qr"))
        tc_label_find_bars(image, symbol.box);
    tc_symbol_name_itf_14(&symbol);
    if (zbar_symbol_get_type(found) == ZBAR_UPCE)
        tc_symbol_expand_upc_e(readings->arena, &symbol);
    tc_readings_add(readings, &symbol);
}

/* Each line of a small image, every second one of a page. */
static zbar_image_scanner_t *new_scanner(const struct tc_image *image)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    int density = (long)image->width * image->height < LARGE ? 1 : 2;

    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_X_DENSITY, density);
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, density);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    /* A UPC-A is an EAN-13 that begins with 0, and is reported as such. */
    zbar_image_scanner_set_config(scanner, ZBAR_UPCA, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_ISBN10, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_ISBN13, ZBAR_CFG_ENABLE, 0);
    /* Shorter ITF are mostly parts of longer ones. */
    zbar_image_scanner_set_config(scanner, ZBAR_I25, ZBAR_CFG_MIN_LEN, 14);
    zbar_image_scanner_set_config(scanner, ZBAR_I25, ZBAR_CFG_MAX_LEN, 14);
    return scanner;
}

void tc_label_zbar(const struct tc_image *image, struct tc_readings *readings)
{
    zbar_image_scanner_t *scanner = new_scanner(image);
    zbar_image_t *source = zbar_image_create();

    zbar_image_set_format(source, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(source, (unsigned)image->width, (unsigned)image->height);
    zbar_image_set_data(source, image->gray, (unsigned long)image->width * image->height, NULL);
    if (zbar_scan_image(scanner, source) > 0)
        for (const zbar_symbol_t *s = zbar_image_first_symbol(source); s;
             s = zbar_symbol_next(s))
            add(image, s, readings);
    zbar_image_destroy(source);
    zbar_image_scanner_destroy(scanner);
}
