/* How large the modules of a two-dimensional symbol are and how far its
 * surroundings are clear. Only of symbols that stand upright: what is measured
 * of a turned one would be a guess. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "validate/decode/label_read.h"

#define CLEAR_MAX 16.0 /* modules; no symbol asks for more */

enum side { LEFT, TOP, RIGHT, BOTTOM };

struct field {
    const struct tc_image *image;
    int threshold;
    int edge[4]; /* of the symbol: first and last column and row */
};

static bool is_dark(const struct field *f, int x, int y)
{
    return f->image->gray[(size_t)y * (size_t)f->image->width + (size_t)x] < f->threshold;
}

static bool is_column(enum side side)
{
    return side == LEFT || side == RIGHT;
}

static bool is_inside(const struct field *f, enum side side, int line)
{
    return line >= 0 && line < (is_column(side) ? f->image->width : f->image->height);
}

/* Number of dark pixels in a column (or row) between the other two edges. */
static int dark_in_line(const struct field *f, enum side side, int line)
{
    int from = is_column(side) ? f->edge[TOP] : f->edge[LEFT];
    int to = is_column(side) ? f->edge[BOTTOM] : f->edge[RIGHT];
    int n = 0;

    for (int i = from; i <= to; i++)
        n += is_column(side) ? is_dark(f, line, i) : is_dark(f, i, line);
    return n;
}

static int outward(enum side side)
{
    return side == LEFT || side == TOP ? -1 : 1;
}

static int clamp(int value, int max)
{
    return value < 0 ? 0 : value > max ? max : value;
}

/* Half way between the darkest and the lightest of the box. */
static void find_threshold(struct field *f)
{
    int darkest = 255, lightest = 0;

    for (int y = f->edge[TOP]; y <= f->edge[BOTTOM]; y++) {
        for (int x = f->edge[LEFT]; x <= f->edge[RIGHT]; x++) {
            int value = f->image->gray[(size_t)y * (size_t)f->image->width + (size_t)x];

            darkest = value < darkest ? value : darkest;
            lightest = value > lightest ? value : lightest;
        }
    }
    f->threshold = (darkest + lightest + 1) / 2;
}

static void begin(struct field *f, const struct tc_image *image, const int box[4])
{
    f->image = image;
    f->edge[LEFT] = clamp(box[0], image->width - 1);
    f->edge[TOP] = clamp(box[1], image->height - 1);
    f->edge[RIGHT] = clamp(box[0] + box[2] - 1, image->width - 1);
    f->edge[BOTTOM] = clamp(box[1] + box[3] - 1, image->height - 1);
    find_threshold(f);
}

/* Move the edge to where the symbol really ends: inward over clear lines, or
 * outward over at most `slack` lines that are not clear. */
static void settle_edge(struct field *f, enum side side, int slack)
{
    enum side across = (enum side)((side + 2) % 4);
    int step = outward(side);

    while (f->edge[side] != f->edge[across] && dark_in_line(f, side, f->edge[side]) == 0)
        f->edge[side] -= step;
    for (int i = 0; i < slack && is_inside(f, side, f->edge[side] + step) &&
                    dark_in_line(f, side, f->edge[side] + step) > 0;
         i++)
        f->edge[side] += step;
}

static void settle(struct field *f, int slack)
{
    for (int side = LEFT; side <= BOTTOM; side++)
        settle_edge(f, (enum side)side, slack);
}

static double clear_beside(const struct field *f, enum side side, double module)
{
    int step = outward(side), line = f->edge[side] + step, n = 0;

    while (is_inside(f, side, line) && n < CLEAR_MAX * module) {
        if (dark_in_line(f, side, line) > 0)
            return n / module;
        line += step;
        n++;
    }
    return CLEAR_MAX;
}

static int width_of(const struct field *f)
{
    return f->edge[RIGHT] - f->edge[LEFT] + 1;
}

static int height_of(const struct field *f)
{
    return f->edge[BOTTOM] - f->edge[TOP] + 1;
}

/* --- Data Matrix ------------------------------------------------------------------- */

/* The module from the number of modules, which is known, and the edges. */
static double exact_module(const struct field *f, double module)
{
    double columns = round(width_of(f) / module), rows = round(height_of(f) / module);

    if (columns < 1 || rows < 1)
        return 0;
    return (width_of(f) / columns + height_of(f) / rows) / 2;
}

/* Two adjacent sides of an upright Data Matrix are solid. */
static bool is_upright_matrix(const struct field *f)
{
    bool solid[4];

    for (int side = LEFT; side <= BOTTOM; side++) {
        int length = is_column((enum side)side) ? height_of(f) : width_of(f);
        int inside = f->edge[side] - outward((enum side)side); /* off the soft edge */

        solid[side] = is_inside(f, (enum side)side, inside) &&
                      dark_in_line(f, (enum side)side, inside) >= length * 9 / 10;
    }
    return (solid[LEFT] || solid[RIGHT]) && (solid[TOP] || solid[BOTTOM]);
}

/* --- QR Code ----------------------------------------------------------------------- */

/* Length of the dark run along a horizontal edge from one of its corners. */
static int corner_run(const struct field *f, enum side row, enum side column)
{
    int step = -outward(column), n = 0;

    for (int x = f->edge[column]; x >= f->edge[LEFT] && x <= f->edge[RIGHT]; x += step) {
        if (!is_dark(f, x, f->edge[row]))
            break;
        n++;
    }
    return n;
}

static int by_size(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Three corners have finder patterns, 7 modules wide: whichever the fourth is,
 * the second smallest run is one of theirs. 0 if that makes no size of QR. */
static double qr_module(const struct field *f)
{
    int runs[] = { corner_run(f, TOP, LEFT), corner_run(f, TOP, RIGHT),
                   corner_run(f, BOTTOM, LEFT), corner_run(f, BOTTOM, RIGHT) };
    double modules, version;

    qsort(runs, 4, sizeof(runs[0]), by_size);
    if (runs[1] < 7 || abs(width_of(f) - height_of(f)) > 2 + width_of(f) / 50)
        return 0;
    modules = width_of(f) / (runs[1] / 7.0);
    version = round((modules - 17) / 4);
    if (version < 1 || version > 40 || fabs(modules - (17 + 4 * version)) > 1.5)
        return 0;
    return width_of(f) / (17 + 4 * version);
}

void tc_label_measure(const struct tc_image *image, struct tc_symbol *symbol)
{
    bool qr = strstr(symbol->symbology, "qr") != NULL;
    struct field f;

    if ((!qr && symbol->module <= 0) || symbol->box[2] < 8 || symbol->box[3] < 8) {
        symbol->module = 0;
        return;
    }
    begin(&f, image, symbol->box);
    settle(&f, qr ? 2 : (int)(symbol->module / 2) + 1);
    if (qr)
        symbol->module = qr_module(&f);
    else
        symbol->module = is_upright_matrix(&f) ? exact_module(&f, symbol->module) : 0;
    if (symbol->module <= 0)
        return;
    for (int side = LEFT; side <= BOTTOM; side++)
        symbol->clear[side] = clear_beside(&f, (enum side)side, symbol->module);
    symbol->box[0] = f.edge[LEFT];
    symbol->box[1] = f.edge[TOP];
    symbol->box[2] = width_of(&f);
    symbol->box[3] = height_of(&f);
}
