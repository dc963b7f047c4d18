/* EAN/UPC, ITF, Code 128, Data Matrix and QR Code by zxing-cpp. One symbol a
 * call; what is found is painted over before the next. */
#include <stdlib.h>
#include <string.h>

#include "validate/code/key.h"
#include "validate/decode/label_read.h"
#include "validate/decode/label_zxing_shim.h"

#define ROUNDS 24 /* symbols of a kind */

/* GS1 QR: a message with '%' comes out truncated, without a word. */
static const struct {
    const char *format;
    bool gs1, unsure;
    const char *symbology;
} names[] = {
    { "EAN-13", false, false, "ean-13" },
    { "UPC-A", false, false, "ean-13" },
    { "UPC-E", false, false, "ean-13" },
    { "EAN-8", false, false, "ean-8" },
    { "ITF", false, false, "itf" },
    { "Code128", true, false, "gs1-128" },
    { "Code128", false, false, "code128" },
    { "DataMatrix", true, false, "gs1-datamatrix" },
    { "DataMatrix", false, false, "datamatrix" },
    { "QRCode", true, true, "gs1-qr" },
    { "QRCode", false, false, "qr" },
    { "Aztec", true, false, "aztec" },
    { "Aztec", false, false, "aztec" },
};

static bool name(const struct tc_zxing_symbol *found, struct tc_symbol *symbol)
{
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(names[i].format, found->format) != 0 || names[i].gs1 != !!found->gs1)
            continue;
        symbol->symbology = names[i].symbology;
        symbol->unsure = names[i].unsure;
        return true;
    }
    return false;
}

/* The message as the other libraries give it. */
static void take_message(struct tc_arena *arena, const struct tc_zxing_symbol *found,
                         struct tc_symbol *symbol)
{
    bool upc_a = strcmp(found->format, "UPC-A") == 0 && found->len == 12;
    char *data = tc_arena_alloc(arena, found->len + 2);

    data[0] = '0'; /* a UPC-A is an EAN-13 that begins with 0 */
    memcpy(data + upc_a, found->data, found->len);
    symbol->data = data;
    symbol->len = found->len + upc_a;
    if (strcmp(found->format, "UPC-E") == 0)
        tc_symbol_expand_upc_e(arena, symbol);
}

static void box_of(const struct tc_zxing_symbol *found, int box[4])
{
    int right = found->x[0], bottom = found->y[0];

    box[0] = found->x[0];
    box[1] = found->y[0];
    for (int i = 1; i < 4; i++) {
        box[0] = found->x[i] < box[0] ? found->x[i] : box[0];
        box[1] = found->y[i] < box[1] ? found->y[i] : box[1];
        right = found->x[i] > right ? found->x[i] : right;
        bottom = found->y[i] > bottom ? found->y[i] : bottom;
    }
    box[2] = right - box[0] + 1;
    box[3] = bottom - box[1] + 1;
}

/* --- reading ------------------------------------------------------------------------ */

static bool is_inside(const struct tc_image *image, const int box[4])
{
    return box[0] >= 0 && box[1] >= 0 && box[0] + box[2] <= image->width &&
           box[1] + box[3] <= image->height;
}

static void paint_over(struct tc_image *image, const int box[4])
{
    for (int y = box[1]; y < box[1] + box[3]; y++)
        memset(image->gray + (size_t)y * (size_t)image->width + box[0], 255, (size_t)box[2]);
}

/* Take what was found; false when the image cannot be searched further. */
static bool take(struct tc_image *image, const struct tc_zxing_symbol *found,
                 enum tc_zxing_kind kind, struct tc_readings *readings)
{
    struct tc_symbol symbol = { .decoders = "zxing-cpp" };

    box_of(found, symbol.box);
    if (!is_inside(image, symbol.box) || symbol.box[2] < 2 || !name(found, &symbol))
        return false;
    symbol.gs1 = found->gs1 && kind != TC_ZXING_AZTEC; /* which GS1 does not admit */
    symbol.identifier = tc_arena_strdup(readings->arena, found->identifier);
    take_message(readings->arena, found, &symbol);
    tc_symbol_name_itf_14(&symbol);
    if (kind == TC_ZXING_LINEAR)
        tc_label_find_bars(image, symbol.box);
    else
        tc_label_measure(image, &symbol);
    tc_readings_add(readings, &symbol);
    paint_over(image, symbol.box);
    return true;
}

static void read_kind(struct tc_image *image, enum tc_zxing_kind kind,
                      struct tc_readings *readings)
{
    for (int round = 0; round < ROUNDS; round++) {
        struct tc_zxing_symbol found;
        bool further;

        if (tc_zxing_read(image->gray, image->width, image->height, kind, &found) <= 0)
            return;
        further = take(image, &found, kind, readings);
        free(found.data);
        if (!further)
            return;
    }
}

void tc_label_aztec(struct tc_image *image, struct tc_readings *readings)
{
    read_kind(image, TC_ZXING_AZTEC, readings);
}

void tc_label_zxing(struct tc_image *image, struct tc_readings *readings)
{
    read_kind(image, TC_ZXING_MATRIX, readings);
    read_kind(image, TC_ZXING_LINEAR, readings);
}
