/* DataBar Limited. ISO/IEC 24724. */
#include "validate/decode/scan_databar.h"

#define ELEMENTS 14 /* of each of the three characters */
#define MODULES 26
#define CHECK_MODULES 18
#define CHECKS 89
#define RIGHT_VALUES 2013571LL
#define LINKED 2015133531096LL

/* A group of characters by the modules of their odd elements. */
static const struct {
    int odd_modules, widest_odd, widest_even, even_total, first;
} groups[] = {
    { 17, 6, 3, 28, 0 },         { 13, 5, 4, 728, 183064 },   { 9, 3, 6, 6454, 820064 },
    { 15, 5, 4, 203, 1000776 },  { 11, 4, 5, 2408, 1491021 }, { 19, 8, 1, 1, 1979845 },
    { 7, 1, 8, 16632, 1996939 },
};

/* The check character of each check sum. */
static const char checks[CHECKS][ELEMENTS + 1] = {
    "11111111113311", "11111111123211", "11111111133111", "11111112113211", "11111112123111",
    "11111113113111", "11111211113211", "11111211123111", "11111212113111", "11111311113111",
    "11121111113211", "11121111123111", "11121112113111", "11121211113111", "11131111113111",
    "12111111113211", "12111111123111", "12111112113111", "12111211113111", "12121111113111",
    "13111111113111", "11111111212311", "11111111222211", "11111111232111", "11111112212211",
    "11111112222111", "11111113212111", "11111211212211", "11111211222111", "11111212212111",
    "11111311212111", "11121111212211", "11121111222111", "11121112212111", "11121211212111",
    "11131111212111", "12111111212211", "12111111222111", "12111112212111", "12111211212111",
    "12121111212111", "13111111212111", "11111111311311", "11111111321211", "11111112311211",
    "11121111311211", "12111111311211", "11111121112311", "11111121122211", "11111121132111",
    "11111122112211", "11121121112211", "11121121122111", "11121122112111", "11121221112111",
    "11131121112111", "12111121112211", "12111121122111", "12121121112111", "11112111112311",
    "11112111122211", "11112111132111", "11112112112211", "11112112122111", "11112211112211",
    "12112111112211", "12112111122111", "12112112112111", "12112211112111", "12122111112111",
    "13112111112111", "11211111112311", "11211111122211", "11211111132111", "11211112112211",
    "11211112122111", "11211113112111", "11211211112211", "11211211122111", "11221111112211",
    "21111111122211", "21111111132111", "21111112112211", "21111112122111", "21111113112111",
    "21111211122111", "21111212112111", "21121111122111", "21111111221211",
};

static int value_of(const int *w)
{
    int modules = 0;

    for (int i = 0; i < ELEMENTS; i += 2)
        modules += w[i];
    for (size_t g = 0; g < sizeof(groups) / sizeof(groups[0]); g++) {
        int odd, even;

        if (groups[g].odd_modules != modules)
            continue;
        odd = tc_scan_rank(w, ELEMENTS / 2, 2, groups[g].widest_odd, false);
        even = tc_scan_rank(w + 1, ELEMENTS / 2, 2, groups[g].widest_even, true);
        return odd < 0 || even < 0 ? -1 : odd * groups[g].even_total + even + groups[g].first;
    }
    return -1;
}

/* Powers of 3 weigh the elements, one after the other. */
static bool check_holds(const int *left, const int *check, const int *right)
{
    int sum = 0, weight = 1;

    for (int i = 0; i < 2 * ELEMENTS; i++, weight = weight * 3 % CHECKS)
        sum += weight * (i < ELEMENTS ? left[i] : right[i - ELEMENTS]);
    for (int i = 0; i < ELEMENTS; i++)
        if (checks[sum % CHECKS][i] - '0' != check[i])
            return false;
    return true;
}

/* A guard is an element of one module on both sides of an edge. */
static bool has_guards(const struct tc_scan_line *line, int at, int end, double module)
{
    double left = line->edge[at + 1] - line->edge[at];
    double right = line->edge[end] - line->edge[end - 1];

    return left < 1.6 * module && right < 1.6 * module;
}

void tc_scan_databar_limited(struct tc_scan_pass *pass, int at)
{
    const struct tc_scan_line *line = pass->line;
    struct tc_scan_reading r = { .symbology = "databar-limited",
                                 .identifier = "]e0",
                                 .gs1 = true,
                                 .data = "01",
                                 .len = 16,
                                 .first = at,
                                 .last = at + 3 * ELEMENTS + 3 };
    int left[ELEMENTS], check[ELEMENTS], right[ELEMENTS], a, b;

    if (r.last >= line->count)
        return;
    r.module = (line->edge[r.last] - line->edge[at]) / (2 * MODULES + CHECK_MODULES + 3);
    if (!has_guards(line, at, r.last, r.module) ||
        !tc_scan_widths(line, at + 1 + ELEMENTS, ELEMENTS, CHECK_MODULES, check) ||
        !tc_scan_widths(line, at + 1, ELEMENTS, MODULES, left) ||
        !tc_scan_widths(line, at + 1 + 2 * ELEMENTS, ELEMENTS, MODULES, right) ||
        !check_holds(left, check, right) || (a = value_of(left)) < 0 ||
        (b = value_of(right)) < 0)
        return;
    tc_databar_gtin(a * RIGHT_VALUES + b, LINKED, r.data + 2);
    tc_scan_found(pass, &r);
}
