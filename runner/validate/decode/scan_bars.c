/* Whether an image shows bars, read or not: many elements side by side that go
 * on straight for some lines. */
#include <math.h>

#include "validate/decode/scan_image.h"

#define ELEMENTS 20 /* side by side; the shortest row of any DataBar has 25 */
#define WIDEST 14   /* times the narrowest; gaps of a table are wider */
#define TALL 3.0    /* times the narrowest; modules of a matrix are as tall as wide */

/* The window of elements from `at` is that of bars, by its widths; `*narrow` is
 * the narrowest. */
static bool is_pattern(const struct tc_scan_line *line, int at, double *narrow)
{
    double widest = 0;

    *narrow = HUGE_VAL;
    for (int i = at; i < at + ELEMENTS; i++) {
        double width = line->edge[i + 1] - line->edge[i];

        *narrow = fmin(*narrow, width);
        widest = fmax(widest, width);
    }
    return widest <= WIDEST * fmax(*narrow, 1);
}

/* All edges of the window are in the other line, too. */
static bool recurs(const struct tc_scan_line *line, int at, const struct tc_scan_line *other)
{
    int j = 0;

    for (int i = at; i <= at + ELEMENTS; i++) {
        while (j < other->count && other->edge[j] < line->edge[i] - 1)
            j++;
        if (j == other->count || other->edge[j] > line->edge[i] + 1)
            return false;
    }
    return true;
}

static void read_row(const struct tc_image *image, int y, struct tc_scan_line *line)
{
    tc_scan_line_read(image->gray + (size_t)y * (size_t)image->width, image->width, line);
}

/* Bars that begin in row y and go on below. */
static bool row_has_bars(const struct tc_image *image, int y)
{
    static struct tc_scan_line line, other;
    double narrow;

    read_row(image, y, &line);
    for (int at = 0; at + ELEMENTS < line.count; at += ELEMENTS / 4) {
        int tall, i;

        if (!is_pattern(&line, at, &narrow))
            continue;
        tall = (int)fmax(TALL * narrow, 4);
        for (i = 1; i <= tall && y + i < image->height; i++) {
            read_row(image, y + i, &other);
            if (!recurs(&line, at, &other))
                break;
        }
        if (i > tall)
            return true;
    }
    return false;
}

static bool rows_have_bars(const struct tc_image *image)
{
    for (int y = 0; y < image->height; y += 3)
        if (row_has_bars(image, y))
            return true;
    return false;
}

bool tc_scan_shows_bars(const struct tc_image *image)
{
    struct tc_image turned;
    bool shows = rows_have_bars(image);

    if (!shows && tc_scan_turn(image, &turned)) {
        shows = rows_have_bars(&turned);
        tc_image_release(&turned);
    }
    return shows;
}
