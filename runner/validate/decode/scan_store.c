#include "validate/decode/scan_store.h"

#include <math.h>
#include <string.h>

#define GUARD 2     /* modules on both sides of a row */
#define LINES_GAP 6 /* lines that may fail in between */

struct tc_scan_place tc_scan_place_of(const struct tc_scan_pass *pass, double from, double to,
                                      double module)
{
    struct tc_scan_place place = { .turned = pass->turned,
                                   .from = pass->turned ? pass->length - to : from,
                                   .to = pass->turned ? pass->length - from : to,
                                   .first = pass->y,
                                   .last = pass->y,
                                   .lines = 1,
                                   .module = module };

    return place;
}

bool tc_scan_place_grow(struct tc_scan_place *known, const struct tc_scan_place *seen, int step)
{
    double slack = 4 * seen->module + 4;

    if (known->turned != seen->turned || seen->first - known->last > LINES_GAP * step ||
        fabs(known->from - seen->from) > slack || fabs(known->to - seen->to) > slack)
        return false;
    known->from = seen->from;
    known->to = seen->to;
    known->last = seen->last;
    known->lines++;
    return true;
}

static void repeat(struct tc_scan_place *place, int y, int step)
{
    if (place->last != y - step)
        return;
    place->last = y;
    place->lines++;
}

void tc_scan_repeat(struct tc_scan_store *store, int y)
{
    for (int i = 0; i < store->item_count; i++)
        repeat(&store->items[i].place, y, store->step);
    for (int i = 0; i < store->half_count; i++)
        repeat(&store->halves[i].place, y, store->step);
    for (int i = 0; i < store->row_count; i++)
        repeat(&store->rows[i].place, y, store->step);
}

static bool same_reading(const struct tc_scan_reading *a, const struct tc_scan_reading *b)
{
    return strcmp(a->symbology, b->symbology) == 0 && a->len == b->len &&
           memcmp(a->data, b->data, (size_t)a->len) == 0;
}

void tc_scan_found(struct tc_scan_pass *pass, const struct tc_scan_reading *reading)
{
    struct tc_scan_store *store = pass->store;
    struct tc_scan_place place =
        tc_scan_place_of(pass, pass->line->edge[reading->first],
                         pass->line->edge[reading->last], reading->module);

    for (int i = 0; i < store->item_count; i++)
        if (same_reading(&store->items[i].reading, reading) &&
            tc_scan_place_grow(&store->items[i].place, &place, store->step))
            return;
    if (store->item_count < TC_SCAN_ITEMS_MAX)
        store->items[store->item_count++] = (struct tc_scan_item){ *reading, place };
}

/* --- halves and rows --------------------------------------------------------------- */

void tc_scan_keep_half(struct tc_scan_pass *pass, const struct tc_databar_half *half)
{
    struct tc_scan_store *store = pass->store;
    struct tc_scan_place place = tc_scan_place_of(pass, half->from, half->to, half->module);

    for (int i = 0; i < store->half_count; i++) {
        struct tc_scan_half *known = &store->halves[i];

        if (known->half.value == half->value && known->half.finder == half->finder &&
            known->half.check == half->check && known->half.right == half->right &&
            tc_scan_place_grow(&known->place, &place, store->step))
            return;
    }
    if (store->half_count < TC_SCAN_PARTS_MAX)
        store->halves[store->half_count++] = (struct tc_scan_half){ *half, place };
}

static bool same_row(const struct tc_expanded_row *a, const struct tc_expanded_row *b)
{
    if (a->count != b->count)
        return false;
    for (int i = 0; i < a->count; i++)
        if (a->parts[i].finder != b->parts[i].finder ||
            a->parts[i].value[0] != b->parts[i].value[0] ||
            a->parts[i].value[1] != b->parts[i].value[1])
            return false;
    return true;
}

void tc_scan_keep_row(struct tc_scan_pass *pass, const struct tc_expanded_row *row)
{
    struct tc_scan_store *store = pass->store;
    double guard = GUARD * row->module;
    struct tc_scan_place place =
        tc_scan_place_of(pass, pass->line->edge[row->first] - guard,
                         pass->line->edge[row->last] + guard, row->module);

    for (int i = 0; i < store->row_count; i++)
        if (same_row(&store->rows[i].row, row) &&
            tc_scan_place_grow(&store->rows[i].place, &place, store->step))
            return;
    if (store->row_count < TC_SCAN_PARTS_MAX)
        store->rows[store->row_count++] = (struct tc_scan_row){ *row, place };
}
