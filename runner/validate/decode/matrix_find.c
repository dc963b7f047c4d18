/* Finding Data Matrix symbols: a corner at which two solid sides meet, and opposite
 * to it two clock tracks that fit one of the sizes. */
#include <math.h>
#include <string.h>

#include "validate/decode/grid_read.h"
#include "validate/decode/matrix.h"

#define SIDE_MIN 8       /* pixels: 8 modules of a pixel each */
#define SOLID 0.9        /* share of a side that must be dark */
#define RIGHT_ANGLE 0.42 /* cosine of the angle of the sides, at most */
#define TRACKS_MIN 0.7   /* share of both clock tracks that is as it must be */
#define LIKENESS_MIN 0.8
#define TRIES 3 /* sizes that fit best */

struct search {
    const struct tc_image *image;
    const struct tc_ink *ink;
    tc_grid_reader *read;
    void *context;
};

struct choice {
    const struct tc_matrix_size *size;
    double share;
};

static bool is_dark(const struct tc_ink *ink, double x, double y)
{
    return x >= 0 && y >= 0 && x < ink->width && y < ink->height &&
           ink->dark[(size_t)y * (size_t)ink->width + (size_t)x];
}

/* --- sides --------------------------------------------------------------------------- */

/* The side from a to b of a hull (clockwise) is dark so many pixels inside. */
static bool is_solid_inside(const struct tc_ink *ink, const double a[2], const double b[2],
                            double inside)
{
    double dx = b[0] - a[0], dy = b[1] - a[1], length = hypot(dx, dy);
    int n = (int)length, dark = 0;

    for (int i = 0; i < n; i++) {
        double t = (i + 0.5) / n;

        dark += is_dark(ink, a[0] + t * dx - inside * dy / length,
                        a[1] + t * dy + inside * dx / length);
    }
    return n >= SIDE_MIN && dark >= SOLID * n;
}

/* Of a slanted side the outermost pixels are only in part within it. */
static bool is_solid(const struct tc_ink *ink, const double a[2], const double b[2])
{
    return is_solid_inside(ink, a, b, 0.6) || is_solid_inside(ink, a, b, 1.4);
}

static double cosine(const double a[2], const double corner[2], const double b[2])
{
    double ax = a[0] - corner[0], ay = a[1] - corner[1];
    double bx = b[0] - corner[0], by = b[1] - corner[1];

    return fabs(ax * bx + ay * by) / (hypot(ax, ay) * hypot(bx, by));
}

/* --- sizes --------------------------------------------------------------------------- */

/* The share of the two outer clock tracks that is as it must be. */
static double tracks(const struct search *s, const struct tc_grid *grid)
{
    int right = 0;

    for (int i = 0; i < grid->columns + grid->rows; i++) {
        bool top = i < grid->columns;
        int along = top ? i : i - grid->columns;
        double x, y;

        tc_grid_at(grid, top ? along + 0.5 : grid->columns - 0.5, top ? 0.5 : along + 0.5, &x,
                   &y);
        right += is_dark(s->ink, x, y) == (along % 2 == !top);
        if (i == 15 && right < 9)
            return 0;
    }
    return right / (double)(grid->columns + grid->rows);
}

static void keep_best(struct choice best[TRIES], struct choice choice)
{
    for (int i = 0; i < TRIES; i++) {
        if (choice.share > best[i].share) {
            struct choice worse = best[i];

            best[i] = choice;
            choice = worse;
        }
    }
}

/* The sizes that fit the proportions and the clock tracks best. */
static void choose_sizes(const struct search *s, struct tc_grid *grid,
                         struct choice best[TRIES])
{
    const struct tc_matrix_size *size;

    for (int i = 0; (size = tc_matrix_size(i)) != NULL; i++) {
        double across, down;
        struct choice choice = { size, 0 };

        grid->rows = size->rows;
        grid->columns = size->columns;
        tc_grid_module(grid, &across, &down);
        if (fmin(across, down) < 0.8 || fabs(across - down) > 0.25 * (across + down) / 2)
            continue;
        choice.share = tracks(s, grid);
        if (choice.share >= TRACKS_MIN)
            keep_best(best, choice);
    }
}

/* --- reading -------------------------------------------------------------------------- */

static bool read_as(const struct search *s, const struct tc_matrix_size *size,
                    struct tc_grid *grid)
{
    tc_matrix_place(size, grid);
    if (!tc_grid_fit(s->image, grid))
        return false;
    for (int local = 0; local < 2; local++) {
        tc_grid_sample(s->image, local ? s->ink : NULL, grid);
        if (tc_grid_likeness(grid) >= LIKENESS_MIN && tc_matrix_correct(size, grid)) {
            s->read(s->context, grid);
            return true;
        }
    }
    return false;
}

/* The corner and the ends of the sides, which are given clockwise. */
static bool read_corner(const struct search *s, const double before[2], const double corner[2],
                        const double behind[2])
{
    static struct tc_grid grid;
    struct choice best[TRIES] = { { NULL, 0 } };
    double corners[4][2];

    for (int axis = 0; axis < 2; axis++) {
        corners[0][axis] = behind[axis];
        corners[1][axis] = behind[axis] + before[axis] - corner[axis];
        corners[2][axis] = before[axis];
        corners[3][axis] = corner[axis];
    }
    memcpy(grid.corner, corners, sizeof(corners));
    grid.rows = grid.columns = 1;
    if (!tc_grid_lay(&grid))
        return false;
    choose_sizes(s, &grid, best);
    for (int i = 0; i < TRIES && best[i].size; i++) {
        memcpy(grid.corner, corners, sizeof(corners));
        if (read_as(s, best[i].size, &grid))
            return true;
    }
    return false;
}

/* --- corners -------------------------------------------------------------------------- */

/* Where the lines through two sides meet; false if they are nearly parallel. */
static bool intersect(const double a[2], const double b[2], const double c[2],
                      const double d[2], double at[2])
{
    double abx = b[0] - a[0], aby = b[1] - a[1], cdx = d[0] - c[0], cdy = d[1] - c[1];
    double area = abx * cdy - aby * cdx, t;

    if (fabs(area) < 1)
        return false;
    t = ((c[0] - a[0]) * cdy - (c[1] - a[1]) * cdx) / area;
    at[0] = a[0] + t * abx;
    at[1] = a[1] + t * aby;
    return true;
}

/* The end of a side that begins in the corner: as far as the piece reaches in its
 * direction, since the ends of slanted sides are blunt. */
static void find_end(const struct tc_hull *hull, const double corner[2], const double to[2],
                     double end[2])
{
    double dx = to[0] - corner[0], dy = to[1] - corner[1], length = hypot(dx, dy), reach = 0;

    for (int i = 0; i < hull->count; i++)
        reach = fmax(reach, (hull->corner[i][0] - corner[0]) * dx +
                                (hull->corner[i][1] - corner[1]) * dy);
    end[0] = corner[0] + reach / length / length * dx;
    end[1] = corner[1] + reach / length / length * dy;
}

/* Two solid sides of a hull, the second clockwise behind the first. */
static bool read_sides(const struct search *s, const struct tc_hull *hull, int first,
                       int second)
{
    const double *before = hull->corner[first];
    const double *behind = hull->corner[(second + 1) % hull->count];
    double corner[2], ends[2][2];

    if (!intersect(before, hull->corner[(first + 1) % hull->count], hull->corner[second],
                   behind, corner) ||
        cosine(before, corner, behind) > RIGHT_ANGLE)
        return false;
    find_end(hull, corner, before, ends[0]);
    find_end(hull, corner, behind, ends[1]);
    return read_corner(s, ends[0], corner, ends[1]) || read_corner(s, before, corner, behind);
}

static void see_hull(void *context, const struct tc_hull *hull)
{
    const struct search *s = context;
    bool solid[TC_HULL_MAX];
    int n = hull->count;

    for (int i = 0; i < n; i++)
        solid[i] = is_solid(s->ink, hull->corner[i], hull->corner[(i + 1) % n]);
    for (int i = 0; i < n; i++) {
        int next = (i + 1) % n, second = (i + 2) % n;

        if (!solid[i])
            continue;
        if (solid[next] && read_sides(s, hull, i, next))
            return;
        if (!solid[next] && solid[second] && read_sides(s, hull, i, second))
            return;
    }
}

void tc_matrix_find(const struct tc_image *image, const struct tc_ink *ink,
                    tc_grid_reader *read, void *context)
{
    struct search s = { image, ink, read, context };

    tc_ink_pieces(ink, SIDE_MIN, see_hull, &s);
}
