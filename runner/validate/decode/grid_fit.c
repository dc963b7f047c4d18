#include "validate/decode/grid_fit.h"

#include <math.h>

#define STEP_FIRST 0.5 /* modules */
#define STEP_LAST 0.06
#define CONTRAST_MIN 16 /* gray levels between dark and light */
#define SPREAD 0.2      /* modules around the centre that are sampled, too */

/* Those that are the same in all symbols of a size. */
static bool is_fixed(const struct tc_grid *grid, int module)
{
    int part = grid->part[module];

    return part == TC_PART_FINDER || part == TC_PART_CLOCK || part == TC_PART_ALIGNMENT;
}

/* How far dark and light lie apart; fills both. */
static double contrast(const struct tc_image *image, struct tc_grid *grid)
{
    double sum[2] = { 0, 0 };
    int count[2] = { 0, 0 };

    for (int i = 0; i < grid->rows * grid->columns; i++) {
        double x, y;

        if (!is_fixed(grid, i))
            continue;
        tc_grid_at(grid, i % grid->columns + 0.5, i / grid->columns + 0.5, &x, &y);
        sum[grid->right[i]] += tc_gray_at(image, x, y);
        count[grid->right[i]]++;
    }
    grid->light = sum[0] / fmax(count[0], 1);
    grid->dark = sum[1] / fmax(count[1], 1);
    return grid->light - grid->dark;
}

/* Move one corner if that makes the contrast larger. */
static bool try_move(const struct tc_image *image, struct tc_grid *grid, double *coordinate,
                     double by, double *best)
{
    double before = *coordinate, now;

    *coordinate += by;
    if (tc_grid_lay(grid)) {
        now = contrast(image, grid);
        if (now > *best + 0.01) {
            *best = now;
            return true;
        }
    }
    *coordinate = before;
    return false;
}

static bool move_corners(const struct tc_image *image, struct tc_grid *grid, double by,
                         double *best)
{
    bool moved = false;

    for (int i = 0; i < 8; i++) {
        double *coordinate = &grid->corner[i / 2][i % 2];

        moved |= try_move(image, grid, coordinate, by, best) ||
                 try_move(image, grid, coordinate, -by, best);
    }
    return moved;
}

bool tc_grid_fit(const struct tc_image *image, struct tc_grid *grid)
{
    double across, down, module, best;

    if (!tc_grid_lay(grid))
        return false;
    tc_grid_module(grid, &across, &down);
    module = (across + down) / 2;
    best = contrast(image, grid);
    for (double step = STEP_FIRST; step > STEP_LAST; step /= 2)
        for (int i = 0; i < 4 && move_corners(image, grid, step * module, &best); i++)
            ;
    tc_grid_lay(grid);
    contrast(image, grid);
    grid->threshold = (grid->dark + grid->light) / 2;
    return grid->light - grid->dark >= CONTRAST_MIN;
}

/* --- sampling ----------------------------------------------------------------------- */

/* The mean of the middle of a module; of a small one, its centre. */
static double gray_of(const struct tc_image *image, const struct tc_grid *grid, int module,
                      bool small, double at[2])
{
    static const double around[5][2] = { { 0, 0 }, { -1, -1 }, { 1, -1 }, { -1, 1 }, { 1, 1 } };
    double column = module % grid->columns + 0.5, row = module / grid->columns + 0.5;
    double sum = 0;

    tc_grid_at(grid, column, row, &at[0], &at[1]);
    if (small)
        return tc_gray_at(image, at[0], at[1]);
    for (int i = 0; i < 5; i++) {
        double x, y;

        tc_grid_at(grid, column + SPREAD * around[i][0], row + SPREAD * around[i][1], &x, &y);
        sum += tc_gray_at(image, x, y);
    }
    return sum / 5;
}

void tc_grid_sample(const struct tc_image *image, const struct tc_ink *ink,
                    struct tc_grid *grid)
{
    double across, down;

    tc_grid_module(grid, &across, &down);
    for (int i = 0; i < grid->rows * grid->columns; i++) {
        double at[2], gray = gray_of(image, grid, i, fmin(across, down) < 3, at);

        grid->sampled[i] =
            gray <= (ink ? tc_ink_threshold(ink, at[0], at[1]) : grid->threshold);
    }
}

double tc_grid_likeness(const struct tc_grid *grid)
{
    int fixed = 0, alike = 0;

    for (int i = 0; i < grid->rows * grid->columns; i++) {
        if (!is_fixed(grid, i))
            continue;
        fixed++;
        alike += grid->sampled[i] == grid->right[i];
    }
    return fixed ? alike / (double)fixed : 0;
}
