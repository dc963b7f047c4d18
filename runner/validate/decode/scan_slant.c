/* Linear symbols that lie slanted: the image is turned until the bars that prevail in
 * it stand upright. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "validate/decode/label_read.h"

#define PI 3.14159265358979
#define BINS 360    /* of half a degree, over 180 degrees */
#define NEAR 8      /* bins to each side that belong to a peak */
#define AXIS 3      /* bins around upright that need no turning */
#define PREVAIL 0.4 /* share of all edges that must have the direction of the peak */
#define REACH 3
#define SCALE 506   /* sum of the weights of a side */
#define STEP_MIN 24 /* gray levels of a step that is an edge */
#define ROWS_WANTED 500

/* The derivative of a Gaussian: of a pixel so many rows and columns away. */
static const short weight[2 * REACH + 1][REACH + 1] = {
    { 0, 5, 4, 1 },    { 0, 23, 19, 6 }, { 0, 55, 46, 16 }, { 0, 74, 61, 21 },
    { 0, 55, 46, 16 }, { 0, 23, 19, 6 }, { 0, 5, 4, 1 },
};

/* Where the image of a turned one comes from. */
struct turn {
    double c, s;    /* of the angle */
    double from[2]; /* centre in the image */
    double to[2];   /* centre in the turned one */
};

/* Smoothed: of a sharp edge the difference of neighbours gives a wrong direction. */
static void gradient(const unsigned char *p, ptrdiff_t width, int *dx, int *dy)
{
    int across = 0, down = 0;

    for (int y = -REACH; y <= REACH; y++)
        for (int x = 1; x <= REACH; x++) {
            across += weight[y + REACH][x] * (p[y * width + x] - p[y * width - x]);
            down += weight[y + REACH][x] * (p[x * width + y] - p[-x * width + y]);
        }
    *dx = across / SCALE;
    *dy = down / SCALE;
}

/* How many edges have which direction: that across them, 0 for upright bars. */
static double count_edges(const struct tc_image *image, double bins[BINS])
{
    size_t width = (size_t)image->width;
    int step = image->height / ROWS_WANTED + 1;
    double all = 0;

    memset(bins, 0, BINS * sizeof(*bins));
    for (int y = REACH; y + REACH < image->height; y += step) {
        const unsigned char *row = image->gray + (size_t)y * width;
        const unsigned char *above = row - width, *below = row + width;

        for (size_t x = REACH; x + REACH < width; x++) {
            int dx, dy, length;

            if (abs(row[x + 1] - row[x - 1]) + abs(below[x] - above[x]) < STEP_MIN)
                continue; /* mostly paper */
            gradient(row + x, (ptrdiff_t)width, &dx, &dy);
            length = dx * dx + dy * dy;
            if (length < STEP_MIN * STEP_MIN)
                continue;
            bins[(int)(fmod(atan2(dy, dx) + PI, PI) / PI * BINS) % BINS] += length;
            all += length;
        }
    }
    return all;
}

/* The mean direction around a bin, in bins. */
static double centre(const double bins[BINS], int at)
{
    double sum = 0, moment = 0;

    for (int j = -NEAR; j <= NEAR; j++) {
        sum += bins[(at + j + BINS) % BINS];
        moment += j * bins[(at + j + BINS) % BINS];
    }
    return at + 0.5 + moment / sum;
}

/* The direction that prevails, in radians; false if there is none, or it is that of the rows
 * or columns. */
static bool find_direction(const struct tc_image *image, double *angle)
{
    double bins[BINS], all = count_edges(image, bins), best = 0, off;
    int at = 0;

    for (int i = 0; i < BINS; i++) {
        double sum = 0;

        for (int j = -NEAR; j <= NEAR; j++)
            sum += bins[(i + j + BINS) % BINS];
        if (sum <= best)
            continue;
        best = sum;
        at = i;
    }
    if (best <= 0 || best < PREVAIL * all)
        return false;
    *angle = centre(bins, at) * PI / BINS;
    off = fmod(*angle + PI, PI / 2);
    return fmin(off, PI / 2 - off) > AXIS * PI / BINS;
}

static void place(const struct turn *turn, double x, double y, double at[2])
{
    double dx = x - turn->to[0], dy = y - turn->to[1];

    at[0] = turn->c * dx - turn->s * dy + turn->from[0];
    at[1] = turn->s * dx + turn->c * dy + turn->from[1];
}

/* The image with that direction along its rows, for tc_image_release. */
static bool turn_image(const struct tc_image *image, double angle, struct tc_image *turned,
                       struct turn *turn)
{
    double c = cos(angle), s = sin(angle);

    *turned = *image;
    turned->width = (int)(fabs(image->width * c) + fabs(image->height * s)) + 2;
    turned->height = (int)(fabs(image->width * s) + fabs(image->height * c)) + 2;
    turned->gray = malloc((size_t)turned->width * (size_t)turned->height);
    *turn = (struct turn){ c,
                           s,
                           { image->width / 2.0, image->height / 2.0 },
                           { turned->width / 2.0, turned->height / 2.0 } };
    for (int y = 0; turned->gray && y < turned->height; y++)
        for (int x = 0; x < turned->width; x++) {
            double at[2];

            place(turn, x + 0.5, y + 0.5, at);
            turned->gray[(size_t)y * (size_t)turned->width + (size_t)x] =
                (unsigned char)lround(tc_gray_at(image, at[0], at[1]));
        }
    return turned->gray != NULL;
}

/* The upright rectangle of the image around what was found in the turned one. */
static void place_box(const struct turn *turn, int box[4])
{
    double low[2] = { HUGE_VAL, HUGE_VAL }, high[2] = { -HUGE_VAL, -HUGE_VAL };

    for (int i = 0; i < 4; i++) {
        double at[2];

        place(turn, box[0] + (i & 1) * box[2], box[1] + (i >> 1) * box[3], at);
        for (int axis = 0; axis < 2; axis++) {
            low[axis] = fmin(low[axis], at[axis]);
            high[axis] = fmax(high[axis], at[axis]);
        }
    }
    for (int axis = 0; axis < 2; axis++) {
        box[axis] = (int)low[axis];
        box[axis + 2] = (int)ceil(high[axis]) - box[axis];
    }
}

void tc_label_scan_slanted(const struct tc_image *image, struct tc_readings *readings)
{
    static struct tc_readings found;
    struct tc_image turned;
    struct turn turn;
    double angle;

    if (!find_direction(image, &angle) || !turn_image(image, angle, &turned, &turn))
        return;
    found.arena = readings->arena;
    found.count = 0;
    tc_label_scan(&turned, false, &found);
    tc_readings_arbitrate(&turned, &found);
    for (size_t i = 0; i < found.count; i++) {
        found.items[i].unsure |= found.disputed[i];
        place_box(&turn, found.items[i].box);
        tc_readings_add(readings, &found.items[i]);
    }
    tc_image_release(&turned);
}
