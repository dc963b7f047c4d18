#include <math.h>

#include "validate/decode/scan_read.h"

#define ELEMENTS_MAX 16
#define OFF_MAX 0.45 /* of a module; half a one could as well be the next */

static double width_of(const struct tc_scan_line *line, int at, int n)
{
    return line->edge[at + n] - line->edge[at];
}

/* Element i has base[i] modules, plus the unknown first element where i is even,
 * minus it where i is odd. */
static bool find_bases(const struct tc_scan_line *line, int at, int n, double unit, int *base)
{
    base[0] = 0;
    for (int i = 0; i + 1 < n; i++) {
        double pair = width_of(line, at + i, 2) / unit;
        int whole = pair < 2 * ELEMENTS_MAX + 1 ? (int)(pair + 0.5) : 0;

        if (whole < 2 || fabs(pair - whole) > OFF_MAX)
            return false;
        base[i + 1] = whole - base[i];
    }
    return true;
}

bool tc_scan_widths(const struct tc_scan_line *line, int at, int n, int modules, int *widths)
{
    double unit, first = 0;
    int base[ELEMENTS_MAX], sum = 0;

    if (at < 0 || at + n >= line->count || n > ELEMENTS_MAX)
        return false;
    unit = width_of(line, at, n) / modules;
    if (unit <= 0 || !find_bases(line, at, n, unit, base))
        return false;
    for (int i = 0; i < n; i++) {
        double rest = width_of(line, at + i, 1) / unit - base[i];

        first += (i % 2 ? -rest : rest) / n;
    }
    if (fabs(first - round(first)) > OFF_MAX)
        return false;
    for (int i = 0; i < n; i++) {
        widths[i] = base[i] + (i % 2 ? -1 : 1) * (int)round(first);
        sum += widths[i];
        if (widths[i] < 1)
            return false;
    }
    return sum == modules;
}

/* --- values of DataBar characters -------------------------------------------------- */

static int choose(int n, int k)
{
    long long value = 1;

    if (k < 0 || k > n)
        return 0;
    for (int i = 1; i <= k; i++)
        value = value * (n - k + i) / i;
    return (int)value;
}

/* In how many ways n elements of 1 to `widest` modules have the sum: by inclusion
 * and exclusion of those that are too wide. */
static int ways(int n, int sum, int widest)
{
    int all = 0;

    if (n == 0)
        return sum == 0;
    if (widest < 1)
        return 0;
    for (int wide = 0; wide <= n && sum - wide * widest >= n; wide++)
        all += (wide % 2 ? -1 : 1) * choose(n, wide) * choose(sum - wide * widest - 1, n - 1);
    return all;
}

/* The same, of those with a narrow element if one is still wanted. */
static int ways_left(int n, int sum, int widest, bool narrow)
{
    return ways(n, sum, widest) - (narrow ? ways(n, sum - n, widest - 1) : 0);
}

int tc_scan_rank(const int *widths, int n, int step, int widest, bool narrow)
{
    int rank = 0, sum = 0;

    for (int i = 0; i < n; i++)
        sum += widths[i * step];
    for (int i = 0; i < n; i++) {
        int width = widths[i * step];

        if (width > widest)
            return -1;
        for (int less = 1; less < width; less++)
            rank += ways_left(n - 1 - i, sum - less, widest, narrow && less > 1);
        narrow = narrow && width > 1;
        sum -= width;
    }
    return narrow ? -1 : rank;
}

/* --- quiet zones ------------------------------------------------------------------- */

bool tc_scan_clear_before(const struct tc_scan_line *line, int at, double width)
{
    return at == 0 || line->edge[at] - line->edge[at - 1] >= width;
}

bool tc_scan_clear_behind(const struct tc_scan_line *line, int end, double width)
{
    return end + 1 >= line->count || line->edge[end + 1] - line->edge[end] >= width;
}
