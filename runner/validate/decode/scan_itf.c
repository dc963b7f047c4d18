/* ITF-14. ISO/IEC 16390. */
#include <math.h>
#include <string.h>

#include "validate/code/key.h"
#include "validate/decode/scan_read.h"

#define ELEMENTS 77 /* 4 of the start, 10 of each pair of digits, 3 of the stop */
#define PAIRS 7
#define QUIET 5 /* narrow elements; 10 are asked for */

static double width_of(const struct tc_scan_line *line, int at)
{
    return line->edge[at + 1] - line->edge[at];
}

/* The digit of five elements, every second one: two are wide. -1: none. `*narrow`
 * and `*wide` become the extremes over all digits. */
static int read_digit(const struct tc_scan_line *line, int at, double *narrow, double *wide)
{
    static const int pairs_of[10] = {
        0x06, 0x11, 0x09, 0x18, 0x05, 0x14, 0x0c, 0x03, 0x12, 0x0a
    };
    double smallest = HUGE_VAL, largest = 0, middle;
    int bits = 0;

    for (int i = 0; i < 5; i++) {
        smallest = fmin(smallest, width_of(line, at + 2 * i));
        largest = fmax(largest, width_of(line, at + 2 * i));
    }
    middle = (smallest + largest) / 2;
    for (int i = 0; i < 5; i++) {
        double width = width_of(line, at + 2 * i);

        bits = bits << 1 | (width > middle);
        if (width > middle)
            *wide = fmin(*wide, width);
        else
            *narrow = fmax(*narrow, width);
    }
    for (int d = 0; d < 10; d++)
        if (pairs_of[d] == bits)
            return d;
    return -1;
}

/* Bars give the first digit of a pair, spaces the second. */
static bool read_pairs(const struct tc_scan_line *line, int at, char *digits)
{
    double narrow[2] = { 0, 0 }, wide[2] = { HUGE_VAL, HUGE_VAL };

    for (int i = 0; i < 2 * PAIRS; i++) {
        int d = read_digit(line, at + i / 2 * 10 + i % 2, &narrow[i % 2], &wide[i % 2]);

        if (d < 0)
            return false;
        digits[i] = (char)('0' + d);
    }
    return wide[0] > 1.4 * narrow[0] && wide[1] > 1.4 * narrow[1];
}

/* A wide bar, a narrow space and a narrow bar; before it four narrow elements. */
static bool is_framed(const struct tc_scan_line *line, int at, double module)
{
    for (int i = 0; i < 4; i++)
        if (width_of(line, at + i) > 1.7 * module)
            return false;
    return width_of(line, at + ELEMENTS - 3) > 1.4 * width_of(line, at + ELEMENTS - 1) &&
           width_of(line, at + ELEMENTS - 2) < 1.7 * module;
}

void tc_scan_itf_14(struct tc_scan_pass *pass, int at)
{
    const struct tc_scan_line *line = pass->line;
    struct tc_scan_reading r = { .symbology = "itf-14",
                                 .identifier = "]I1",
                                 .len = 2 * PAIRS,
                                 .first = at,
                                 .last = at + ELEMENTS };

    if (r.last >= line->count)
        return;
    r.module = (line->edge[at + 4] - line->edge[at]) / 4;
    if (!is_framed(line, at, r.module) || !tc_scan_clear_before(line, at, QUIET * r.module) ||
        !tc_scan_clear_behind(line, r.last, QUIET * r.module) ||
        !read_pairs(line, at + 4, r.data) || !tc_check_digit_holds(r.data, 14))
        return;
    tc_scan_found(pass, &r);
}
