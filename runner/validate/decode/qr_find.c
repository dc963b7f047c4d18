/* Finding QR Codes: three finder patterns at the corners of a square. */
#include <math.h>
#include <string.h>

#include "validate/decode/grid_read.h"
#include "validate/decode/qr.h"
#include "validate/decode/qr_finder.h"

#define FINDERS_MAX 24  /* that are put together */
#define FITS_MAX 64     /* triples that are tried, of an image */
#define LEGS 1.25       /* how much longer one side may be */
#define RIGHT_ANGLE 0.3 /* cosine of their angle, at most */
#define TIMING_MIN 0.65 /* share of the timing patterns that is as it must be */
#define LIKENESS_MIN 0.8

struct search {
    const struct tc_image *image;
    const struct tc_ink *ink;
    tc_grid_reader *read;
    void *context;
    int fits;
};

/* Finders at the corner, and behind it clockwise. */
struct triple {
    struct tc_qr_finder *corner, *right, *down;
};

/* --- triples --------------------------------------------------------------------------- */

static double distance(const struct tc_qr_finder *a, const struct tc_qr_finder *b)
{
    return hypot(a->x - b->x, a->y - b->y);
}

/* The corner is opposite to the longest side. */
static struct triple order(struct tc_qr_finder *a, struct tc_qr_finder *b,
                           struct tc_qr_finder *c)
{
    double ab = distance(a, b), bc = distance(b, c), ca = distance(c, a);
    struct triple t = { a, b, c };

    if (ab > bc && ab > ca)
        t = (struct triple){ c, a, b };
    else if (ca > bc && ca > ab)
        t = (struct triple){ b, c, a };
    if ((t.right->x - t.corner->x) * (t.down->y - t.corner->y) -
            (t.right->y - t.corner->y) * (t.down->x - t.corner->x) <
        0) {
        struct tc_qr_finder *swap = t.right;

        t.right = t.down;
        t.down = swap;
    }
    return t;
}

static bool is_square(const struct triple *t)
{
    double across = distance(t->corner, t->right), down = distance(t->corner, t->down);
    double dot = (t->right->x - t->corner->x) * (t->down->x - t->corner->x) +
                 (t->right->y - t->corner->y) * (t->down->y - t->corner->y);
    double module = t->corner->module;

    return fmax(across, down) <= LEGS * fmin(across, down) &&
           fabs(dot) <= RIGHT_ANGLE * across * down && across > 10 * module &&
           fabs(t->right->module - module) < 0.5 * module &&
           fabs(t->down->module - module) < 0.5 * module;
}

/* --- the version ----------------------------------------------------------------------- */

/* The module along the side between two finders, by the edges of both; 0 if that
 * cannot be told. */
static double module_along(const struct tc_ink *ink, const struct tc_qr_finder *a,
                           const struct tc_qr_finder *b)
{
    double length = distance(a, b), dx = (b->x - a->x) / length, dy = (b->y - a->y) / length;
    double sum = 0;
    int n = 0;

    for (int i = 0; i < 4; i++) {
        int sign = i % 2 ? -1 : 1;
        double reach = tc_qr_finder_reach(ink, i < 2 ? a : b, sign * dx, sign * dy);

        sum += reach;
        n += reach > 0;
    }
    return n ? sum / n / 3.5 : 0;
}

static double sides_in_modules(const struct tc_ink *ink, const struct triple *t)
{
    double across = module_along(ink, t->corner, t->right);
    double down = module_along(ink, t->corner, t->down);

    if (across <= 0 || down <= 0)
        return 0;
    return (distance(t->corner, t->right) / across + distance(t->corner, t->down) / down) / 2 +
           7;
}

/* --- reading --------------------------------------------------------------------------- */

static void set_corners(const struct triple *t, struct tc_grid *grid)
{
    double n = grid->columns - 7;
    double right[2] = { (t->right->x - t->corner->x) / n, (t->right->y - t->corner->y) / n };
    double down[2] = { (t->down->x - t->corner->x) / n, (t->down->y - t->corner->y) / n };
    double middle[2] = { t->corner->x, t->corner->y };

    for (int axis = 0; axis < 2; axis++)
        for (int i = 0; i < 4; i++) {
            double u = i == 1 || i == 2 ? n + 3.5 : -3.5, v = i >= 2 ? n + 3.5 : -3.5;

            grid->corner[i][axis] = middle[axis] + u * right[axis] + v * down[axis];
        }
}

/* The share of both timing patterns that is as it must be. */
static double timing(const struct search *s, const struct tc_grid *grid)
{
    int right = 0, n = 2 * (grid->columns - 16);

    for (int i = 0; i < n; i++) {
        double along = 8.5 + i / 2, x, y;
        bool dark;

        tc_grid_at(grid, i % 2 ? along : 6.5, i % 2 ? 6.5 : along, &x, &y);
        dark = tc_gray_at(s->image, x, y) <= tc_ink_threshold(s->ink, x, y);
        right += dark == (i / 2 % 2 == 0);
    }
    return right / (double)n;
}

static bool read_as(struct search *s, const struct triple *t, int version, struct tc_grid *grid)
{
    grid->rows = grid->columns = tc_qr_side(version);
    set_corners(t, grid);
    if (!tc_grid_lay(grid) || timing(s, grid) < TIMING_MIN || s->fits++ >= FITS_MAX)
        return false;
    tc_qr_place(version, grid);
    if (!tc_grid_fit(s->image, grid))
        return false;
    for (int local = 0; local < 2; local++) {
        tc_grid_sample(s->image, local ? s->ink : NULL, grid);
        if (tc_grid_likeness(grid) >= LIKENESS_MIN && tc_qr_correct(grid)) {
            s->read(s->context, grid);
            return true;
        }
    }
    return false;
}

/* The version by its size, or one of its neighbours. */
static void read_triple(struct search *s, const struct triple *t)
{
    static const int nearby[] = { 0, -1, 1, -2, 2 };
    static struct tc_grid grid;
    double side = sides_in_modules(s->ink, t);
    int version = (int)round((side - 17) / 4), spread = version < 7 ? 3 : 5;

    for (int i = 0; side > 0 && i < spread; i++) {
        int tried = version + nearby[i];

        if (tried < 1 || tried > TC_QR_VERSIONS || !read_as(s, t, tried, &grid))
            continue;
        t->corner->used = t->right->used = t->down->used = true;
        return;
    }
}

static void read_triples_of(struct search *s, struct tc_qr_finder *finders, int count, int i)
{
    for (int j = i + 1; j < count; j++)
        for (int k = j + 1; k < count; k++) {
            struct triple t;

            if (finders[i].used || finders[j].used || finders[k].used)
                continue;
            t = order(&finders[i], &finders[j], &finders[k]);
            if (is_square(&t))
                read_triple(s, &t);
        }
}

void tc_qr_find(const struct tc_image *image, const struct tc_ink *ink, tc_grid_reader *read,
                void *context)
{
    static struct tc_qr_finder finders[TC_QR_FINDERS_MAX];
    struct search s = { image, ink, read, context, 0 };
    int count = tc_qr_finders(ink, finders);

    count = count < FINDERS_MAX ? count : FINDERS_MAX;
    for (int i = 0; i < count; i++)
        read_triples_of(&s, finders, count, i);
}
