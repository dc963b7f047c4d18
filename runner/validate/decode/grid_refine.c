/* The grid laid more exactly, by the borders between dark and light modules over
 * the whole symbol. */
#include <math.h>
#include <string.h>

#include "validate/decode/grade.h"

#define FINE 16 /* places in a module */
#define ROUNDS 2
#define LINES 48 /* rows, and columns, that are looked at */

static double gray_at(const struct tc_image *image, const struct tc_grid *grid, double column,
                      double row)
{
    double x, y;

    tc_grid_at(grid, column, row, &x, &y);
    return tc_gray_at(image, x, y);
}

bool tc_grid_crossing(const struct tc_image *image, const struct tc_grid *grid, bool along_row,
                      double fixed, int border, double *off)
{
    double before = 0, best = HUGE_VAL;

    for (int i = -FINE * 3 / 4; i <= FINE * 3 / 4; i++) {
        double at = border + (double)i / FINE;
        double gray =
            along_row ? gray_at(image, grid, at, fixed) : gray_at(image, grid, fixed, at);

        if (i > -FINE * 3 / 4 && (before > grid->threshold) != (gray > grid->threshold)) {
            double here = (i - 1 + (grid->threshold - before) / (gray - before)) / FINE;

            best = fabs(here) < fabs(best) ? here : best;
        }
        before = gray;
    }
    *off = best;
    return best != HUGE_VAL;
}

static bool is_border(const struct tc_grid *grid, bool along_row, int fixed, int border)
{
    int step = along_row ? 1 : grid->columns;
    int at = along_row ? fixed * grid->columns + border : border * grid->columns + fixed;

    return grid->right[at] != grid->right[at - step];
}

/* A line through points: how far off as a function of the place. Ink that spreads
 * moves borders to both sides, so that it does not count. */
struct sums {
    double n, x, y, xx, xy;
};

/* Of the borders at which it gets light, or dark, in one half of the lines. */
typedef struct sums halves[2][2];

static void add(struct sums *s, int border, double off)
{
    s->n++;
    s->x += border;
    s->y += off;
    s->xx += (double)border * border;
    s->xy += border * off;
}

static void add_up(const struct tc_image *image, const struct tc_grid *grid, bool along_row,
                   halves sums)
{
    int lines = along_row ? grid->rows : grid->columns;
    int length = along_row ? grid->columns : grid->rows;

    for (int fixed = 0; fixed < lines; fixed += 1 + lines / LINES) {
        for (int border = 1; border < length; border++) {
            int at =
                along_row ? fixed * grid->columns + border : border * grid->columns + fixed;
            double off;

            if (is_border(grid, along_row, fixed, border) &&
                tc_grid_crossing(image, grid, along_row, fixed + 0.5, border, &off))
                add(&sums[fixed >= lines / 2][grid->right[at] != 0], border, off);
        }
    }
}

/* How far off the beginning and the end of the lines are. */
static bool fit(const struct sums *s, int length, double off[2])
{
    double area = s->n * s->xx - s->x * s->x, slope;

    if (s->n < 4 || fabs(area) < 1e-9)
        return false;
    slope = (s->n * s->xy - s->x * s->y) / area;
    off[0] = (s->y - slope * s->x) / s->n;
    off[1] = off[0] + slope * length;
    return true;
}

/* The mean of both kinds of borders, at both ends of both halves. */
static bool fit_halves(halves sums, int length, double off[2][2])
{
    for (int half = 0; half < 2; half++) {
        double light[2], dark[2];

        if (!fit(&sums[half][0], length, light) || !fit(&sums[half][1], length, dark))
            return false;
        for (int end = 0; end < 2; end++)
            off[half][end] = (light[end] + dark[end]) / 2;
    }
    return true;
}

/* From the middles of the halves, a quarter inside, on to the corners. */
static double at_corner(double off[2][2], int half, int end)
{
    return off[half][end] + (off[half][end] - off[1 - half][end]) / 2;
}

static void refine_along(const struct tc_image *image, struct tc_grid *grid, bool along_row)
{
    halves sums;
    double off[2][2], moved[4][2];

    memset(sums, 0, sizeof(sums));
    add_up(image, grid, along_row, sums);
    if (!fit_halves(sums, along_row ? grid->columns : grid->rows, off))
        return;
    for (int i = 0; i < 4; i++) {
        int right = i == 1 || i == 2, below = i >= 2;
        double column = right * grid->columns, row = below * grid->rows;

        if (along_row)
            column += at_corner(off, below, right);
        else
            row += at_corner(off, right, below);
        tc_grid_at(grid, column, row, &moved[i][0], &moved[i][1]);
    }
    memcpy(grid->corner, moved, sizeof(moved));
    tc_grid_lay(grid);
}

void tc_grid_refine(const struct tc_image *image, struct tc_grid *grid)
{
    for (int i = 0; i < ROUNDS; i++) {
        refine_along(image, grid, true);
        refine_along(image, grid, false);
    }
}
