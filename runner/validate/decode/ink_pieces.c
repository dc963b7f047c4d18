/* Pieces of ink that hang together, by the runs of dark pixels in their rows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "validate/decode/ink.h"

#define RUNS_MAX (1 << 20) /* an image of noise has more */
#define SLACK 0.02         /* of width and height: what a corner must change of the hull */
#define SLACK_MIN 1.0      /* pixels */
#define SLACK_MAX 2.0

struct run {
    int row, from, to; /* `to` is outside */
    int piece;         /* a run that came before; the first of a piece names itself */
    int next;          /* in the same piece, -1 none */
};

struct piece {
    int left, top, right, bottom; /* the last two are outside */
    int first, last;              /* runs */
};

struct runs {
    struct run *run;
    int count, max;
};

/* --- runs --------------------------------------------------------------------------- */

static int root_of(struct run *run, int i)
{
    while (run[i].piece != i) {
        run[i].piece = run[run[i].piece].piece;
        i = run[i].piece;
    }
    return i;
}

static void unite(struct run *run, int a, int b)
{
    a = root_of(run, a);
    b = root_of(run, b);
    if (a < b)
        run[b].piece = a;
    else
        run[a].piece = b;
}

static bool add_row(const struct tc_ink *ink, int y, struct runs *runs)
{
    const unsigned char *dark = ink->dark + (size_t)y * (size_t)ink->width;
    const unsigned char *end = dark + ink->width, *p = dark;

    while ((p = memchr(p, 1, (size_t)(end - p))) != NULL) {
        const unsigned char *stop = memchr(p, 0, (size_t)(end - p));

        stop = stop ? stop : end;
        if (runs->count == runs->max)
            return false;
        runs->run[runs->count] =
            (struct run){ y, (int)(p - dark), (int)(stop - dark), runs->count, -1 };
        runs->count++;
        p = stop;
    }
    return true;
}

/* Runs that touch one of the row above, at a corner at least, belong together. */
static void join_row(struct runs *runs, int above, int row, int end)
{
    struct run *run = runs->run;

    for (int i = row, j = above; i < end && j < row;) {
        if (run[i].from <= run[j].to && run[j].from <= run[i].to)
            unite(run, i, j);
        if (run[i].to < run[j].to)
            i++;
        else
            j++;
    }
}

static bool find_runs(const struct tc_ink *ink, struct runs *runs)
{
    int above = 0, row = 0;

    for (int y = 0; y < ink->height; y++) {
        above = row;
        row = runs->count;
        if (!add_row(ink, y, runs))
            return false;
        join_row(runs, above, row, runs->count);
    }
    return true;
}

/* --- hulls -------------------------------------------------------------------------- */

struct points {
    double (*at)[2];
    int count;
};

static double turn(const double a[2], const double b[2], const double c[2])
{
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
}

/* One more point of a chain that only turns to the right (as seen; y goes down). */
static void chain(struct points *points, int begin, double x, double y)
{
    const double p[2] = { x, y };

    while (points->count >= begin + 2 &&
           turn(points->at[points->count - 2], points->at[points->count - 1], p) <= 0)
        points->count--;
    points->at[points->count][0] = x;
    points->at[points->count++][1] = y;
}

/* Down the right side of the piece, then up the left. The runs of a piece are in
 * the order of rows. */
static void make_hull(const struct runs *runs, const struct piece *piece, int (*sides)[2],
                      struct points *points)
{
    int rows = piece->bottom - piece->top, begin;

    for (int i = 0; i < rows; i++) {
        sides[i][0] = piece->right;
        sides[i][1] = piece->left;
    }
    for (int i = piece->first; i >= 0; i = runs->run[i].next) {
        int *side = sides[runs->run[i].row - piece->top];

        side[0] = runs->run[i].from < side[0] ? runs->run[i].from : side[0];
        side[1] = runs->run[i].to > side[1] ? runs->run[i].to : side[1];
    }
    points->count = 0;
    for (int i = 0; i < rows; i++) {
        chain(points, 0, sides[i][1], piece->top + i);
        chain(points, 0, sides[i][1], piece->top + i + 1);
    }
    begin = points->count;
    for (int i = rows - 1; i >= 0; i--) {
        chain(points, begin, sides[i][0], piece->top + i + 1);
        chain(points, begin, sides[i][0], piece->top + i);
    }
}

static double off_line(const double a[2], const double b[2], const double p[2])
{
    double length = hypot(b[0] - a[0], b[1] - a[1]);

    return length > 0 ? fabs(turn(a, b, p)) / length : hypot(p[0] - a[0], p[1] - a[1]);
}

/* Leave the corner out whose loss changes least, until each one left changes more
 * than the slack. */
static void simplify(struct points *points, double slack)
{
    while (points->count > 3) {
        int n = points->count, least = 0;
        double least_off = HUGE_VAL;

        for (int i = 0; i < n; i++) {
            double off =
                off_line(points->at[(i + n - 1) % n], points->at[(i + 1) % n], points->at[i]);

            if (off < least_off) {
                least_off = off;
                least = i;
            }
        }
        if (least_off > slack)
            return;
        memmove(points->at + least, points->at + least + 1,
                (size_t)(n - least - 1) * sizeof(*points->at));
        points->count--;
    }
}

/* Corners are blunt by the size of a pixel. */
static double slack_of(const struct piece *piece)
{
    double size = piece->right - piece->left + piece->bottom - piece->top;

    return fmin(SLACK_MAX, fmax(SLACK_MIN, SLACK * size));
}

static void show(const struct points *points,
                 void (*see)(void *context, const struct tc_hull *hull), void *context)
{
    struct tc_hull hull = { .count = points->count };

    if (points->count < 3 || points->count > TC_HULL_MAX)
        return;
    memcpy(hull.corner, points->at, (size_t)points->count * sizeof(*points->at));
    see(context, &hull);
}

/* --- pieces ------------------------------------------------------------------------- */

static void add_to_piece(struct runs *runs, struct piece *pieces, int i)
{
    struct run *run = &runs->run[i];
    int root = root_of(runs->run, i);
    struct piece *piece = &pieces[root];

    if (root == i) {
        *piece = (struct piece){ run->from, run->row, run->to, run->row + 1, i, i };
        return;
    }
    piece->left = run->from < piece->left ? run->from : piece->left;
    piece->right = run->to > piece->right ? run->to : piece->right;
    piece->bottom = run->row + 1;
    runs->run[piece->last].next = i;
    piece->last = i;
}

static void see_pieces(const struct tc_ink *ink, struct runs *runs, struct piece *pieces,
                       int side, void (*see)(void *context, const struct tc_hull *hull),
                       void *context)
{
    size_t rows = (size_t)ink->height;
    int(*sides)[2] = malloc(rows * sizeof(*sides));
    struct points points = { malloc((4 * rows + 4) * sizeof(*points.at)), 0 };

    for (int i = 0; i < runs->count; i++)
        add_to_piece(runs, pieces, i);
    for (int i = 0; sides && points.at && i < runs->count; i++) {
        const struct piece *piece = &pieces[i];

        if (runs->run[i].piece != i || piece->right - piece->left < side ||
            piece->bottom - piece->top < side)
            continue;
        make_hull(runs, piece, sides, &points);
        simplify(&points, slack_of(piece));
        show(&points, see, context);
    }
    free(sides);
    free(points.at);
}

void tc_ink_pieces(const struct tc_ink *ink, int side,
                   void (*see)(void *context, const struct tc_hull *hull), void *context)
{
    struct runs runs = { NULL, 0, RUNS_MAX };
    struct piece *pieces = malloc(RUNS_MAX * sizeof(*pieces));

    runs.run = malloc(RUNS_MAX * sizeof(*runs.run));
    if (pieces && runs.run && find_runs(ink, &runs))
        see_pieces(ink, &runs, pieces, side, see, context);
    free(pieces);
    free(runs.run);
}
