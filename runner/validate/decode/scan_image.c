#include "validate/decode/scan_image.h"

#include <stdlib.h>
#include <string.h>

#include "validate/decode/scan_store.h"

#define LINES_WANTED 640 /* of a large image; of a small one all */
#define STEP_MAX 4

bool tc_scan_turn(const struct tc_image *image, struct tc_image *turned)
{
    size_t width = (size_t)image->width, height = (size_t)image->height;

    *turned = *image;
    turned->width = image->height;
    turned->height = image->width;
    turned->gray = malloc(width * height);
    for (size_t y = 0; turned->gray && y < height; y++)
        for (size_t x = 0; x < width; x++)
            turned->gray[x * height + y] = image->gray[y * width + x];
    return turned->gray != NULL;
}

/* --- lines ------------------------------------------------------------------------- */

static void read_pass(struct tc_scan_pass *pass)
{
    struct tc_databar_half half;
    struct tc_expanded_row row;

    for (int at = 0; at < pass->line->count; at++) {
        if (at % 2 == 0) {
            tc_scan_ean(pass, at);
            tc_scan_itf_14(pass, at);
            tc_scan_code128(pass, at);
            tc_scan_databar_limited(pass, at);
        }
        if (tc_databar_half_read(pass->line, at, &half))
            tc_scan_keep_half(pass, &half);
        if (tc_expanded_row_read(pass->line, at, &row))
            tc_scan_keep_row(pass, &row);
    }
}

/* True if the row is that of the line before: in drawn labels most are. */
static bool is_repeated(const struct tc_image *image, int y, int step)
{
    const unsigned char *row = image->gray + (size_t)y * (size_t)image->width;

    return y >= step &&
           memcmp(row, row - (size_t)step * (size_t)image->width, (size_t)image->width) == 0;
}

void tc_scan_lines(const struct tc_image *image, struct tc_scan_store *store)
{
    static struct tc_scan_line line, turned;

    for (int y = 0; y < image->height; y += store->step) {
        struct tc_scan_pass pass = { &line, y, image->width, false, store };

        if (is_repeated(image, y, store->step)) {
            tc_scan_repeat(store, y);
            continue;
        }
        tc_scan_line_read(image->gray + (size_t)y * (size_t)image->width, image->width, &line);
        read_pass(&pass);
        tc_scan_line_turn(&line, image->width, &turned);
        pass.line = &turned;
        pass.turned = true;
        read_pass(&pass);
    }
    tc_scan_join_halves(store);
    tc_scan_join_rows(store);
}

/* --- symbols ----------------------------------------------------------------------- */

/* Symbols whose check digit alone would let one misreading in ten pass have to be
 * seen in more lines. */
static int lines_needed(const struct tc_scan_reading *reading)
{
    return reading->gs1 ? 2 : 4;
}

static bool is_seen(const struct tc_scan_item *item)
{
    return item->place.lines >= lines_needed(&item->reading);
}

/* Another reading of the same bars. */
static bool contradicts(const struct tc_scan_item *a, const struct tc_scan_item *b)
{
    double from = a->place.from > b->place.from ? a->place.from : b->place.from;
    double to = a->place.to < b->place.to ? a->place.to : b->place.to;

    return to - from > 8 * a->place.module && a->place.first <= b->place.last &&
           b->place.first <= a->place.last &&
           (a->reading.len != b->reading.len ||
            memcmp(a->reading.data, b->reading.data, (size_t)a->reading.len) != 0);
}

static bool is_contradicted(const struct tc_scan_store *store, const struct tc_scan_item *item)
{
    for (int i = 0; i < store->item_count; i++)
        if (is_seen(&store->items[i]) && contradicts(item, &store->items[i]) &&
            store->items[i].place.lines * 4 > item->place.lines)
            return true;
    return false;
}

static void add_symbol(const struct tc_image *image, const struct tc_scan_item *item,
                       bool upright, struct tc_readings *readings)
{
    const struct tc_scan_reading *r = &item->reading;
    const struct tc_scan_place *p = &item->place;
    int along[2] = { (int)p->from, (int)(p->to - p->from + 0.5) };
    int across[2] = { p->first, p->last - p->first + 1 };
    char *data = tc_arena_alloc(readings->arena, (size_t)r->len + 1);
    struct tc_symbol symbol = { .symbology = r->symbology,
                                .identifier = r->identifier,
                                .data = data,
                                .len = (size_t)r->len,
                                .gs1 = r->gs1,
                                .decoders = "tracecert" };

    memcpy(data, r->data, (size_t)r->len);
    for (int i = 0; i < 2; i++) {
        symbol.box[i ? 2 : 0] = upright ? along[i] : across[i];
        symbol.box[i ? 3 : 1] = upright ? across[i] : along[i];
    }
    if (!r->gs1 || strcmp(r->symbology, "gs1-128") == 0)
        tc_label_find_bars(image, symbol.box);
    tc_readings_add(readings, &symbol);
}

static void read_direction(const struct tc_image *image, const struct tc_image *lines,
                           struct tc_readings *readings)
{
    static struct tc_scan_store store;

    memset(&store, 0, sizeof(store));
    store.mirrored = lines != image;
    store.step = image->height / LINES_WANTED;
    store.step = store.step < 1 ? 1 : store.step > STEP_MAX ? STEP_MAX : store.step;
    tc_scan_lines(lines, &store);
    for (int i = 0; i < store.item_count; i++)
        if (is_seen(&store.items[i]) && !is_contradicted(&store, &store.items[i]))
            add_symbol(image, &store.items[i], lines == image, readings);
}

void tc_label_scan(const struct tc_image *image, bool sideways, struct tc_readings *readings)
{
    struct tc_image turned;

    if (!sideways) {
        read_direction(image, image, readings);
    } else if (tc_scan_turn(image, &turned)) {
        read_direction(image, &turned, readings);
        tc_image_release(&turned);
    }
}
