/* The module and the surroundings of a two-dimensional symbol from its grid, at any
 * angle: what label_measure.c does for those that stand upright. */
#include <math.h>

#include "validate/decode/grade.h"

#define CLEAR_MAX 16.0
#define FIRST 0.4 /* modules outward; what is nearer may be spread ink */
#define STEP 0.125
#define SPECK 2 /* dark places in a line that are noise */

static bool is_dark(const struct tc_image *image, const struct tc_grid *grid, double column,
                    double row)
{
    double x, y;

    tc_grid_at(grid, column, row, &x, &y);
    if (x < 0 || y < 0 || x >= image->width || y >= image->height)
        return false;
    return (tc_gray_at(image, x, y) < grid->threshold) != grid->inverted;
}

/* Dark places along a side (of column 0, then clockwise) at a distance from it. */
static int dark_along(const struct tc_image *image, const struct tc_grid *grid, int side,
                      double off)
{
    int length = side % 2 ? grid->columns : grid->rows, n = 0;

    for (double at = 0.25; at < length; at += 0.5) {
        double column = side == 0 ? -off : side == 2 ? grid->columns + off : at;
        double row = side == 1 ? -off : side == 3 ? grid->rows + off : at;

        n += is_dark(image, grid, column, row);
    }
    return n;
}

static double clear_beside(const struct tc_image *image, const struct tc_grid *grid, int side)
{
    for (double off = FIRST; off < CLEAR_MAX; off += STEP)
        if (dark_along(image, grid, side, off) > SPECK)
            return off > FIRST ? off : 0;
    return CLEAR_MAX;
}

void tc_grid_measure(const struct tc_image *image, const struct tc_grid *grid,
                     struct tc_symbol *symbol)
{
    double across, down;
    double angle =
        atan2(grid->corner[1][1] - grid->corner[0][1], grid->corner[1][0] - grid->corner[0][0]);
    int turn = (int)lround(angle / acos(-1) * 2) + 4;

    tc_grid_module(grid, &across, &down);
    symbol->module = (across + down) / 2;
    for (int side = 0; side < 4; side++)
        symbol->clear[(side + turn) % 4] = clear_beside(image, grid, side);
}
