/* Whether something in an image may be a symbol of modules that no decoder knows. */
#include <stdlib.h>

#include "validate/decode/label_read.h"

#define CELL 8     /* pixels of a side; edges are counted in each */
#define LARGEST 64 /* cells of a side of what is looked at as one */
#define BUSY_HALF                                                                              \
    7 /* edges that two rows, and two columns, cross at the least: those of the                \
         flattest symbol of modules, of a line of text it is fewer */

/* Edges in all cells above and to the left, a row and a column more than there are cells. */
struct edges {
    size_t width, height;
    unsigned *across, *down;
};

static bool is_dark(const struct tc_image *image, size_t x, size_t y, int middle)
{
    return image->gray[y * (size_t)image->width + x] <= middle;
}

static void count_edges(const struct tc_image *image, int middle, struct edges *edges)
{
    for (size_t y = 1; y < (size_t)image->height; y++) {
        for (size_t x = 1; x < (size_t)image->width; x++) {
            size_t cell = (y / CELL + 1) * edges->width + x / CELL + 1;
            bool dark = is_dark(image, x, y, middle);

            edges->across[cell] += dark != is_dark(image, x - 1, y, middle);
            edges->down[cell] += dark != is_dark(image, x, y - 1, middle);
        }
    }
}

static void sum_up(unsigned *counts, size_t width, size_t height)
{
    for (size_t y = 1; y < height; y++)
        for (size_t x = 1; x < width; x++)
            counts[y * width + x] += counts[(y - 1) * width + x] + counts[y * width + x - 1] -
                                     counts[(y - 1) * width + x - 1];
}

static unsigned within(const unsigned *sums, size_t width, size_t x, size_t y, size_t side)
{
    return sums[(y + side) * width + x + side] - sums[y * width + x + side] -
           sums[(y + side) * width + x] + sums[y * width + x];
}

/* True if a square of so many cells is crossed by many edges in both directions. */
static bool is_busy_anywhere(const struct edges *e, size_t side)
{
    unsigned least = (unsigned)(side * CELL) * BUSY_HALF / 2;

    for (size_t y = 0; y + side < e->height; y++)
        for (size_t x = 0; x + side < e->width; x++)
            if (within(e->across, e->width, x, y, side) >= least &&
                within(e->down, e->width, x, y, side) >= least)
                return true;
    return false;
}

static bool is_busy(const struct tc_image *rest, int middle)
{
    struct edges edges = { .width = (size_t)rest->width / CELL + 2,
                           .height = (size_t)rest->height / CELL + 2 };
    bool busy = false;

    edges.across = calloc(edges.width * edges.height, sizeof(unsigned));
    edges.down = calloc(edges.width * edges.height, sizeof(unsigned));
    if (edges.across && edges.down) {
        count_edges(rest, middle, &edges);
        sum_up(edges.across, edges.width, edges.height);
        sum_up(edges.down, edges.width, edges.height);
        for (size_t side = 2; side <= LARGEST && !busy; side += side / 2)
            busy = is_busy_anywhere(&edges, side);
    }
    free(edges.across);
    free(edges.down);
    return busy;
}

/* Small dots that do not stand upright are paler than ink: they are looked for, too. */
bool tc_rest_may_hold_symbol(const struct tc_image *rest, int middle)
{
    return is_busy(rest, middle) || is_busy(rest, (middle + 255) / 2);
}
