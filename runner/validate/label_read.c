#include "validate/label_read.h"

#include <string.h>

#define AROUND 4 /* pixels that a box may be too small */
#define WHITE 255

static bool boxes_meet(const int a[4], const int b[4])
{
    return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];
}

static bool is_same(const struct tc_symbol *a, const struct tc_symbol *b)
{
    return strcmp(a->symbology, b->symbology) == 0 && a->len == b->len &&
           memcmp(a->data, b->data, a->len) == 0 && boxes_meet(a->box, b->box);
}

/* Two libraries that agree are believed. */
static void confirm(struct tc_readings *readings, struct tc_symbol *known,
                    const struct tc_symbol *symbol)
{
    if (strstr(known->decoders, symbol->decoders))
        return;
    known->decoders =
        tc_arena_printf(readings->arena, "%s+%s", known->decoders, symbol->decoders);
    known->unsure = false;
}

void tc_readings_add(struct tc_readings *readings, const struct tc_symbol *symbol)
{
    for (size_t i = 0; i < readings->count; i++) {
        if (is_same(&readings->items[i], symbol)) {
            confirm(readings, &readings->items[i], symbol);
            return;
        }
    }
    if (readings->count < TC_SYMBOLS_MAX)
        readings->items[readings->count++] = *symbol;
}

/* Symbologies with a checksum of their own: what they read is no chance. */
static bool is_certain(const struct tc_symbol *symbol)
{
    static const char *const names[] = { "ean-13",  "ean-8", "itf-14", "gs1-128",
                                         "code128", "qr",    "gs1-qr", "databar" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(symbol->symbology, names[i]) == 0)
            return true;
    return false;
}

static int clamp(int value, int max)
{
    return value < 0 ? 0 : value > max ? max : value;
}

void tc_readings_hide(const struct tc_readings *readings, struct tc_image *image)
{
    for (size_t i = 0; i < readings->count; i++) {
        const int *box = readings->items[i].box;
        int left = clamp(box[0] - AROUND, image->width);
        int right = clamp(box[0] + box[2] + AROUND, image->width);
        int bottom = clamp(box[1] + box[3] + AROUND, image->height);

        if (!is_certain(&readings->items[i]))
            continue;
        for (int y = clamp(box[1] - AROUND, image->height); y < bottom; y++)
            memset(image->gray + (size_t)y * (size_t)image->width + left, WHITE,
                   (size_t)(right - left));
    }
}
