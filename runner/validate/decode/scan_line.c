#include "validate/decode/scan_line.h"

#define CONTRAST_MIN 20 /* gray levels; less is paper */
#define TURN_SHARE 28   /* per cent of the contrast that make an element */

/* An extreme of reflectance: the lightest of a space, the darkest of a bar. */
struct extreme {
    int at, value;
};

static int contrast(const unsigned char *gray, int length)
{
    int darkest = 255, lightest = 0;

    for (int i = 0; i < length; i++) {
        darkest = gray[i] < darkest ? gray[i] : darkest;
        lightest = gray[i] > lightest ? gray[i] : lightest;
    }
    return lightest - darkest;
}

/* Where the line between two extremes first crosses their middle; a pixel's
 * value stands for its centre. */
static double crossing(const unsigned char *gray, struct extreme from, struct extreme to)
{
    double middle = (from.value + to.value) / 2.0;
    bool falls = to.value < from.value;

    for (int i = from.at + 1; i <= to.at; i++) {
        double step = gray[i] - gray[i - 1];

        if (falls ? gray[i] <= middle : gray[i] >= middle)
            return i - 0.5 + (step != 0 ? (middle - gray[i - 1]) / step : 0);
    }
    return to.at;
}

void tc_scan_line_read(const unsigned char *gray, int length, struct tc_scan_line *line)
{
    int range = contrast(gray, length), turn = range * TURN_SHARE / 100;
    struct extreme last = { 0, 255 }, now = { 0, 0 };
    bool dark = false; /* what `now` is an extreme of */

    line->count = 0;
    if (length < 2 || range < CONTRAST_MIN)
        return;
    now = (struct extreme){ 0, gray[0] };
    for (int i = 1; i < length && line->count < TC_SCAN_EDGES_MAX; i++) {
        int beyond = dark ? now.value - gray[i] : gray[i] - now.value;

        if (beyond >= 0) {
            now = (struct extreme){ i, gray[i] };
        } else if (-beyond > turn) {
            if (dark || line->count > 0)
                line->edge[line->count++] = crossing(gray, last, now);
            last = now;
            now = (struct extreme){ i, gray[i] };
            dark = !dark;
        }
    }
    if (line->count > 0 && line->count < TC_SCAN_EDGES_MAX)
        line->edge[line->count++] = crossing(gray, last, now);
}

void tc_scan_line_turn(const struct tc_scan_line *line, int length, struct tc_scan_line *turned)
{
    int last = line->count - line->count % 2; /* an even number: begins with a bar */

    turned->count = last;
    for (int i = 0; i < last; i++)
        turned->edge[i] = length - line->edge[last - 1 - i];
}
