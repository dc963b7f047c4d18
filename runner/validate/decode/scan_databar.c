/* DataBar Omnidirectional, Truncated, Stacked and Stacked Omnidirectional: two
 * halves, beside each other or one above the other. ISO/IEC 24724. */
#include "validate/decode/scan_databar.h"

#include <math.h>
#include <stdio.h>

#include "tracecert/code.h"
#include "validate/code/key.h"

#define FINDER_MODULES 15
#define RIGHT_VALUES 4537077LL
#define INNER_VALUES 1597
#define LINKED 10000000000000LL

/* A group of characters by the modules of their odd (outer) or even (inner)
 * elements. */
struct group {
    int widest_odd, total, first;
};

static const struct group outer[] = {
    { 8, 1, 0 }, { 6, 10, 161 }, { 4, 34, 961 }, { 3, 70, 2015 }, { 1, 126, 2715 }
};
static const struct group inner[] = {
    { 2, 4, 0 }, { 4, 20, 336 }, { 6, 48, 1036 }, { 8, 81, 1516 }
};

static const char finders[TC_DATABAR_FINDERS][6] = { "38211", "35511", "33711",
                                                     "31911", "27411", "25611",
                                                     "23811", "15711", "13911" };

bool tc_databar_widths(const struct tc_scan_line *line, int at, int modules, bool mirrored,
                       int widths[8])
{
    int w[8];

    if (!tc_scan_widths(line, at, 8, modules, w))
        return false;
    for (int i = 0; i < 8; i++)
        widths[i] = w[mirrored ? 7 - i : i];
    return true;
}

static int sum_of(const int widths[8], int from)
{
    return widths[from] + widths[from + 2] + widths[from + 4] + widths[from + 6];
}

static int outer_value(const int w[8])
{
    int sum = sum_of(w, 0), odd, even;
    const struct group *g;

    if (sum % 2 || sum < 4 || sum > 12)
        return -1;
    g = &outer[(12 - sum) / 2];
    odd = tc_scan_rank(w, 4, 2, g->widest_odd, false);
    even = tc_scan_rank(w + 1, 4, 2, 9 - g->widest_odd, true);
    return odd < 0 || even < 0 ? -1 : odd * g->total + even + g->first;
}

static int inner_value(const int w[8])
{
    int sum = sum_of(w, 1), odd, even;
    const struct group *g;

    if (sum % 2 || sum < 4 || sum > 10)
        return -1;
    g = &inner[(10 - sum) / 2];
    odd = tc_scan_rank(w, 4, 2, g->widest_odd, true);
    even = tc_scan_rank(w + 1, 4, 2, 9 - g->widest_odd, false);
    return odd < 0 || even < 0 ? -1 : even * g->total + odd + g->first;
}

/* Powers of 3 weigh the elements, one after the other. */
static int check_of(const int w[8])
{
    int sum = 0, weight = 1;

    for (int i = 0; i < 8; i++, weight = weight * 3 % 79)
        sum += weight * w[i];
    return sum % 79;
}

static int read_finder(const struct tc_scan_line *line, int at)
{
    int widths[5];

    if (!tc_scan_widths(line, at, 5, FINDER_MODULES, widths))
        return -1;
    for (int f = 0; f < TC_DATABAR_FINDERS; f++) {
        bool same = true;

        for (int i = 0; i < 5; i++)
            same = same && widths[i] == finders[f][i] - '0';
        if (same)
            return f;
    }
    return -1;
}

bool tc_databar_half_read(const struct tc_scan_line *line, int at, struct tc_databar_half *half)
{
    int outside[8], inside[8], finder, a, b;

    if (at < 8 || at + 13 >= line->count || (finder = read_finder(line, at)) < 0 ||
        !tc_databar_widths(line, at - 8, 16, false, outside) ||
        !tc_databar_widths(line, at + 5, 15, true, inside))
        return false;
    a = outer_value(outside);
    b = inner_value(inside);
    if (a < 0 || b < 0)
        return false;
    *half = (struct tc_databar_half){ .right = at % 2 == 0,
                                      .finder = finder,
                                      .value = a * INNER_VALUES + b,
                                      .check = check_of(outside) + 4 * check_of(inside),
                                      .from = line->edge[at - 8],
                                      .to = line->edge[at + 13] };
    half->module = (half->to - half->from) / 46;
    return true;
}

void tc_databar_gtin(long long value, long long linked, char gtin[14])
{
    char digits[16];

    if (value >= linked)
        value -= linked;
    snprintf(digits, sizeof(digits), "%013lld", value);
    for (int i = 0; i < 13; i++)
        gtin[i] = digits[i];
    gtin[13] = tc_check_digit(gtin, 13);
}

bool tc_databar_join(const struct tc_databar_half *left, const struct tc_databar_half *right,
                     char gtin[14])
{
    int check = (left->check + 16 * right->check) % 79;
    int wanted = 9 * left->finder + right->finder;
    long long value = left->value * RIGHT_VALUES + right->value;

    /* Two pairs of finder patterns are left out. */
    wanted -= (wanted > 72) + (wanted > 8);
    if (left->right || !right->right || check != wanted || value >= 2 * LINKED)
        return false;
    tc_databar_gtin(value, LINKED, gtin);
    return true;
}
