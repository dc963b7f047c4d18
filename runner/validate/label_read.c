#include "validate/label_read.h"

#include <string.h>

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
