/* What is left of an image when that which has been read is painted over: whether
 * it is worth a further search. */
#include <string.h>

#include "validate/decode/label_read.h"

#define SHADES_MIN 8  /* from paper to ink; less is the noise of a scanner */
#define SHADES_FEW 32 /* less is hard to measure */
#define INK_MIN 64    /* pixels; less is dust */
#define ARM_MIN 10    /* pixels of a side of a Data Matrix */
#define ARM_THICK 7.5 /* a side is so many times as long as thick; no letter is */

static void find_shades(const struct tc_image *image, int *darkest, int *lightest)
{
    size_t size = (size_t)image->width * (size_t)image->height;

    *darkest = 255;
    *lightest = 0;
    for (size_t i = 0; i < size; i++) {
        *darkest = image->gray[i] < *darkest ? image->gray[i] : *darkest;
        *lightest = image->gray[i] > *lightest ? image->gray[i] : *lightest;
    }
}

int tc_image_middle(const struct tc_image *image)
{
    int darkest, lightest;

    find_shades(image, &darkest, &lightest);
    return (darkest + lightest) / 2;
}

bool tc_image_is_even(const struct tc_image *image)
{
    int darkest, lightest;

    find_shades(image, &darkest, &lightest);
    return lightest - darkest < SHADES_MIN;
}

bool tc_image_is_faint(const struct tc_image *image)
{
    int darkest, lightest;

    find_shades(image, &darkest, &lightest);
    return lightest - darkest < SHADES_FEW;
}

bool tc_rest_is_blank(const struct tc_image *rest, int middle)
{
    size_t width = (size_t)rest->width, ink = 0;

    for (size_t y = 0; y < (size_t)rest->height && ink < INK_MIN; y++)
        for (size_t x = 0; x < width; x++)
            ink += rest->gray[y * width + x] <= middle;
    return ink < INK_MIN;
}

void tc_rest_box(const struct tc_image *rest, int middle, int box[4])
{
    int shade = (middle + 255) / 2, left = rest->width, top = rest->height, right = -1,
        bottom = -1;
    size_t ink = 0;

    for (int y = 0; y < rest->height; y++) {
        const unsigned char *row = rest->gray + (size_t)y * (size_t)rest->width;

        for (int x = 0; x < rest->width; x++) {
            if (row[x] > shade)
                continue;
            left = x < left ? x : left;
            right = x > right ? x : right;
            top = y < top ? y : top;
            bottom = y;
            ink++;
        }
    }
    memset(box, 0, 4 * sizeof(*box));
    if (ink >= INK_MIN)
        memcpy(box, (int[]){ left, top, right - left + 1, bottom - top + 1 }, 4 * sizeof(*box));
}

/* --- the solid sides of a Data Matrix ---------------------------------------------- */

static bool is_dark(const struct tc_image *image, int x, int y, int threshold)
{
    return x >= 0 && y >= 0 && x < image->width && y < image->height &&
           image->gray[(size_t)y * (size_t)image->width + (size_t)x] <= threshold;
}

/* Dark pixels from there in one direction. */
static int run(const struct tc_image *image, int x, int y, int dx, int dy, int threshold)
{
    int n = 0;

    while (is_dark(image, x, y, threshold)) {
        x += dx;
        y += dy;
        n++;
    }
    return n;
}

/* Whether two sides meet in the corner, which a row enters (dx 1) or leaves (-1). */
static bool is_corner(const struct tc_image *image, int x, int y, int dx, int threshold)
{
    for (int dy = -1; dy <= 1; dy += 2) {
        int across = run(image, x, y, dx, 0, threshold), down, thick;

        if (is_dark(image, x, y - dy, threshold))
            continue;
        down = run(image, x, y, 0, dy, threshold);
        if (across < ARM_MIN || down < ARM_MIN)
            continue;
        thick = run(image, x + dx * (across - 1), y, 0, dy, threshold);
        if (across >= ARM_THICK * thick && down >= ARM_THICK * thick)
            return true;
    }
    return false;
}

bool tc_rest_may_hold_matrix(const struct tc_image *rest)
{
    int threshold = tc_image_middle(rest);

    for (int y = 0; y < rest->height; y++) {
        bool before = false;

        for (int x = 0; x < rest->width; x++) {
            bool dark = is_dark(rest, x, y, threshold);

            if (dark != before && (dark ? is_corner(rest, x, y, 1, threshold)
                                        : is_corner(rest, x - 1, y, -1, threshold)))
                return true;
            before = dark;
        }
    }
    return false;
}
