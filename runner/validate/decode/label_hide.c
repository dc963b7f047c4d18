/* Painting over what has been read, so that the next decoder sees the rest. */
#include <stdlib.h>
#include <string.h>

#include "validate/decode/label_read.h"

#define AROUND 4 /* pixels that a box may be too small */
#define WHITE 255

struct area {
    int left, top, right, bottom; /* the last two are outside */
};

static int clamp(int value, int max)
{
    return value < 0 ? 0 : value > max ? max : value;
}

static struct area area_of(const struct tc_symbol *symbol, const struct tc_image *image)
{
    const int *box = symbol->box;
    struct area area = { clamp(box[0] - AROUND, image->width),
                         clamp(box[1] - AROUND, image->height),
                         clamp(box[0] + box[2] + AROUND, image->width),
                         clamp(box[1] + box[3] + AROUND, image->height) };

    return area;
}

/* Pixels whose neighbours are still to be looked at. */
struct spill {
    struct tc_image *image;
    int dark;
    size_t *todo, count, max;
};

static void spill_to(struct spill *spill, int x, int y)
{
    size_t at = (size_t)y * (size_t)spill->image->width + (size_t)x;

    if (x < 0 || y < 0 || x >= spill->image->width || y >= spill->image->height ||
        spill->image->gray[at] > spill->dark || spill->count == spill->max)
        return;
    spill->image->gray[at] = WHITE;
    spill->todo[spill->count++] = at;
}

static void follow(struct spill *spill)
{
    while (spill->count > 0) {
        size_t at = spill->todo[--spill->count], width = (size_t)spill->image->width;
        int x = (int)(at % width), y = (int)(at / width);

        spill_to(spill, x - 1, y);
        spill_to(spill, x + 1, y);
        spill_to(spill, x, y - 1);
        spill_to(spill, x, y + 1);
    }
}

/* Ink that touches the symbol belongs to it: long guard bars, bearer bars. */
static void erase_attached(struct spill *spill, const struct area *area)
{
    for (int x = area->left; x < area->right; x++) {
        spill_to(spill, x, area->top);
        spill_to(spill, x, area->bottom - 1);
        follow(spill);
    }
    for (int y = area->top; y < area->bottom; y++) {
        spill_to(spill, area->left, y);
        spill_to(spill, area->right - 1, y);
        follow(spill);
    }
}

/* Half way between the darkest and the lightest of the area, below white: an area that
 * another symbol has left white has no ink to follow. */
static int middle_of(const struct tc_image *image, const struct area *area)
{
    int darkest = WHITE, lightest = 0;

    for (int y = area->top; y < area->bottom; y++) {
        for (int x = area->left; x < area->right; x++) {
            int value = image->gray[(size_t)y * (size_t)image->width + (size_t)x];

            darkest = value < darkest ? value : darkest;
            lightest = value > lightest ? value : lightest;
        }
    }
    return clamp((darkest + lightest) / 2, WHITE - 1);
}

static void hide(const struct tc_symbol *symbol, struct spill *spill)
{
    struct tc_image *image = spill->image;
    struct area area = area_of(symbol, image);

    spill->dark = middle_of(image, &area);
    erase_attached(spill, &area);
    for (int y = area.top; y < area.bottom; y++)
        memset(image->gray + (size_t)y * (size_t)image->width + area.left, WHITE,
               (size_t)(area.right - area.left));
}

void tc_readings_hide(const struct tc_readings *readings, enum tc_readings_of which,
                      struct tc_image *image)
{
    struct spill spill = { .image = image };

    spill.max = (size_t)image->width * (size_t)image->height;
    spill.todo = malloc(spill.max * sizeof(*spill.todo));
    for (size_t i = 0; spill.todo && i < readings->count; i++)
        if (tc_reading_is(readings, i, which))
            hide(&readings->items[i], &spill);
    free(spill.todo);
}
