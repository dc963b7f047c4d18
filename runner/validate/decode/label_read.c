#include "validate/decode/label_read.h"

#include <string.h>

#include "validate/code/key.h"

static bool boxes_meet(const int a[4], const int b[4])
{
    return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];
}

static bool says_same(const struct tc_symbol *a, const struct tc_symbol *b)
{
    return strcmp(a->symbology, b->symbology) == 0 && a->len == b->len &&
           memcmp(a->data, b->data, a->len) == 0;
}

/* True if the middle of a box lies in the other: of one symbol, not of two that
 * stand close. */
static bool boxes_coincide(const int a[4], const int b[4])
{
    int x = a[0] + a[2] / 2, y = a[1] + a[3] / 2;

    return x >= b[0] && x < b[0] + b[2] && y >= b[1] && y < b[1] + b[3];
}

bool tc_symbols_coincide(const struct tc_symbol *a, const struct tc_symbol *b)
{
    return boxes_coincide(a->box, b->box) && boxes_coincide(b->box, a->box);
}

static long area(const int box[4])
{
    return (long)box[2] * box[3];
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
    if (known->module <= 0 && area(symbol->box) > area(known->box))
        memcpy(known->box, symbol->box, sizeof(known->box)); /* zbar may tell one edge alone */
    if (known->module > 0 || symbol->module <= 0)
        return;
    known->module = symbol->module;
    memcpy(known->clear, symbol->clear, sizeof(known->clear));
    memcpy(known->box, symbol->box, sizeof(known->box));
}

void tc_readings_add(struct tc_readings *readings, const struct tc_symbol *symbol)
{
    tc_readings_add_grid(readings, symbol, NULL);
}

void tc_readings_add_grid(struct tc_readings *readings, const struct tc_symbol *symbol,
                          const struct tc_grid *grid)
{
    bool disputed = false;

    for (size_t i = 0; i < readings->count; i++) {
        struct tc_symbol *known = &readings->items[i];

        if (!says_same(known, symbol) || !boxes_meet(known->box, symbol->box))
            continue;
        confirm(readings, known, symbol);
        readings->grids[i] = readings->grids[i] ? readings->grids[i] : grid;
        return;
    }
    if (readings->count == TC_SYMBOLS_MAX)
        return;
    for (size_t i = 0; i < readings->count; i++) {
        bool rival = tc_symbols_coincide(&readings->items[i], symbol);

        readings->disputed[i] |= rival;
        disputed |= rival;
    }
    readings->disputed[readings->count] = disputed;
    readings->grids[readings->count] = grid;
    readings->items[readings->count++] = *symbol;
}

void tc_symbol_name_itf_14(struct tc_symbol *symbol)
{
    if (strcmp(symbol->symbology, "itf") == 0 && symbol->len == 14 &&
        tc_digits(symbol->data, 14) && tc_check_digit_holds(symbol->data, 14))
        symbol->symbology = "itf-14";
}

void tc_symbol_expand_upc_e(struct tc_arena *arena, struct tc_symbol *symbol)
{
    char *digits;

    if (symbol->len != 8 || !tc_digits(symbol->data, 8))
        return;
    digits = tc_arena_alloc(arena, 14);
    tc_expand_upc_e(symbol->data, digits);
    symbol->data = digits;
    symbol->len = 13;
}

/* Symbologies with a checksum of their own: what they read is no chance. */
static bool is_certain(const struct tc_symbol *symbol)
{
    static const char *const names[] = { "ean-13",     "ean-8",         "itf-14",
                                         "gs1-128",    "code128",       "qr",
                                         "gs1-qr",     "databar",       "databar-limited",
                                         "datamatrix", "gs1-datamatrix" };

    if (!symbol->unsure && strcmp(symbol->decoders, "tracecert") == 0)
        return true;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(symbol->symbology, names[i]) == 0)
            return true;
    return false;
}

/* Nobody else reads these rightly. */
static bool is_ours_alone(const struct tc_symbol *symbol)
{
    return strcmp(symbol->decoders, "tracecert") == 0 &&
           strncmp(symbol->symbology, "databar-", strlen("databar-")) == 0;
}

static bool is_confirmed(const struct tc_symbol *symbol)
{
    return !symbol->unsure && (strchr(symbol->decoders, '+') || is_ours_alone(symbol));
}

bool tc_reading_is(const struct tc_readings *readings, size_t i, enum tc_readings_of which)
{
    const struct tc_symbol *symbol = &readings->items[i];

    return which == TC_READINGS_ALL || (is_confirmed(symbol) && !readings->disputed[i]) ||
           (which == TC_READINGS_BELIEVED && is_certain(symbol));
}
