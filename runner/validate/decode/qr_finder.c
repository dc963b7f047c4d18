#include "validate/decode/qr_finder.h"

#include <math.h>
#include <stdlib.h>

#define SLACK 0.5       /* of a module by which an element may be off */
#define SLACK_PIXEL 0.3 /* and of a pixel */
#define STEP 0.25       /* pixels */

static bool is_dark(const struct tc_ink *ink, int x, int y)
{
    return x >= 0 && y >= 0 && x < ink->width && y < ink->height &&
           ink->dark[(size_t)y * (size_t)ink->width + (size_t)x];
}

/* 1:1:3:1:1, from dark to dark. */
static bool is_pattern(const int runs[5])
{
    static const int modules[5] = { 1, 1, 3, 1, 1 };
    double module = (runs[0] + runs[1] + runs[2] + runs[3] + runs[4]) / 7.0;

    for (int i = 0; i < 5; i++)
        if (fabs(runs[i] - modules[i] * module) >
            (i == 2 ? 2 : 1) * SLACK * module + SLACK_PIXEL)
            return false;
    return module >= 0.9;
}

/* Pixels of the one kind from there on, at most so many. */
static int run(const struct tc_ink *ink, int *x, int *y, int dx, int dy, bool dark, int most)
{
    int n = 0;

    while (n < most && is_dark(ink, *x, *y) == dark && *x >= 0 && *y >= 0 && *x < ink->width &&
           *y < ink->height) {
        *x += dx;
        *y += dy;
        n++;
    }
    return n;
}

/* Whether the pattern goes through the pixel in that direction, too; its middle is
 * set, as the distance from the pixel's begin. */
static bool crosses(const struct tc_ink *ink, int x, int y, int dx, int dy, double module,
                    double *middle)
{
    int runs[5], most = (int)(6 * module) + 2, before, ax = x, ay = y, bx = x - dx, by = y - dy;

    runs[2] = run(ink, &ax, &ay, dx, dy, true, most);
    before = run(ink, &bx, &by, -dx, -dy, true, most);
    *middle = (runs[2] - before) / 2.0;
    runs[2] += before;
    runs[3] = run(ink, &ax, &ay, dx, dy, false, most);
    runs[4] = run(ink, &ax, &ay, dx, dy, true, most);
    runs[1] = run(ink, &bx, &by, -dx, -dy, false, most);
    runs[0] = run(ink, &bx, &by, -dx, -dy, true, most);
    return is_pattern(runs) && fabs((runs[0] + runs[1] + runs[2] + runs[3] + runs[4]) / 7.0 -
                                    module) < 0.4 * module;
}

/* --- the list -------------------------------------------------------------------------- */

static int add(struct tc_qr_finder *finders, int count, double x, double y, double module)
{
    for (int i = 0; i < count; i++) {
        struct tc_qr_finder *f = &finders[i];

        if (fabs(f->x - x) > 2 * module || fabs(f->y - y) > 2 * module)
            continue;
        f->rows++;
        f->x += (x - f->x) / f->rows;
        f->y += (y - f->y) / f->rows;
        f->module += (module - f->module) / f->rows;
        return count;
    }
    if (count == TC_QR_FINDERS_MAX)
        return count;
    finders[count] = (struct tc_qr_finder){ x, y, module, 1, false };
    return count + 1;
}

/* The five elements end before `end`. */
static int see(const struct tc_ink *ink, const int runs[5], int end, int y,
               struct tc_qr_finder *finders, int count)
{
    double module = (runs[0] + runs[1] + runs[2] + runs[3] + runs[4]) / 7.0, down, across;
    int x = end - runs[4] - runs[3] - runs[2] + runs[2] / 2, middle;

    if (!is_pattern(runs) || !crosses(ink, x, y, 0, 1, module, &down))
        return count;
    middle = (int)floor(y + down);
    if (!crosses(ink, x, middle, 1, 0, module, &across))
        return count;
    return add(finders, count, x + across, y + down, module);
}

static int see_row(const struct tc_ink *ink, int y, struct tc_qr_finder *finders, int count)
{
    const unsigned char *dark = ink->dark + (size_t)y * (size_t)ink->width;
    int runs[5] = { 0 }, begin = 0, elements = 0;

    for (int x = 1; x <= ink->width; x++) {
        if (x < ink->width && dark[x] == dark[x - 1])
            continue;
        for (int i = 0; i < 4; i++)
            runs[i] = runs[i + 1];
        runs[4] = x - begin;
        begin = x;
        elements++;
        if (dark[x - 1] && elements >= 5)
            count = see(ink, runs, x, y, finders, count);
    }
    return count;
}

static int by_rows(const void *a, const void *b)
{
    const struct tc_qr_finder *left = a, *right = b;

    return right->rows * 1000 / (int)(right->module + 1) -
           left->rows * 1000 / (int)(left->module + 1);
}

int tc_qr_finders(const struct tc_ink *ink, struct tc_qr_finder finders[TC_QR_FINDERS_MAX])
{
    int count = 0;

    for (int y = 0; y < ink->height; y++)
        count = see_row(ink, y, finders, count);
    qsort(finders, (size_t)count, sizeof(*finders), by_rows);
    return count;
}

/* --- its size -------------------------------------------------------------------------- */

double tc_qr_finder_reach(const struct tc_ink *ink, const struct tc_qr_finder *finder,
                          double dx, double dy)
{
    double most = 7 * finder->module + 2, r = 0;

    for (int element = 0; element < 3; element++) {
        bool dark = element != 1;

        while (r < most && is_dark(ink, (int)floor(finder->x + r * dx),
                                   (int)floor(finder->y + r * dy)) == dark)
            r += STEP;
    }
    return r < most ? r : 0;
}
