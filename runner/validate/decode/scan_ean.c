/* EAN-13 and UPC-A, EAN-8, UPC-E, with add-ons of 2 and 5 digits. ISO/IEC 15420. */
#include <math.h>
#include <string.h>

#include "validate/code/key.h"
#include "validate/decode/scan_read.h"

#define QUIET 5 /* modules; 7 and more are asked for */
#define LONG 43 /* elements: EAN-8 and EAN-13, not UPC-E */

/* Widths of the digits in number set A; set B has them in reverse. */
static const char digits_a[10][5] = { "3211", "2221", "2122", "1411", "1132",
                                      "1231", "1114", "1312", "1213", "3112" };

/* A digit at the element; '1' in `*set_b` if it is of set B. -1: none. */
static int read_digit(const struct tc_scan_line *line, int at, double module, bool *set_b)
{
    int w[4];

    if (!tc_scan_widths(line, at, 4, 7, w) ||
        fabs((line->edge[at + 4] - line->edge[at]) / module - 7) > 1)
        return -1;
    for (int d = 0; d < 10; d++) {
        const char *a = digits_a[d];
        bool forward = true, backward = true;

        for (int i = 0; i < 4; i++) {
            forward = forward && w[i] == a[i] - '0';
            backward = backward && w[i] == a[3 - i] - '0';
        }
        *set_b = backward;
        if (forward || backward)
            return d;
    }
    return -1;
}

/* Elements of one module each. */
static bool is_guard(const struct tc_scan_line *line, int at, int n, double module)
{
    for (int i = 0; i < n - 1; i++)
        if (fabs((line->edge[at + i + 2] - line->edge[at + i]) / module - 2) > 0.6)
            return false;
    return true;
}

/* Digits one after the other; the sets as bits, first digit highest. -1: none. */
static int read_digits(const struct tc_scan_line *line, int at, int n, int step, double module,
                       char *digits)
{
    int sets = 0;

    for (int i = 0; i < n; i++) {
        bool set_b;
        int d = read_digit(line, at + i * step, module, &set_b);

        if (d < 0)
            return -1;
        digits[i] = (char)('0' + d);
        sets = sets << 1 | set_b;
    }
    return sets;
}

/* The symbol of so many elements and modules stands there, between clear places. The
 * longer ones are known by themselves, so that what stands too close on one side can be
 * told. */
static bool begin(const struct tc_scan_line *line, int at, int elements, int modules,
                  struct tc_scan_reading *reading)
{
    bool before, behind;

    memset(reading, 0, sizeof(*reading));
    if (at + elements >= line->count)
        return false;
    reading->first = at;
    reading->last = at + elements;
    reading->module = (line->edge[at + elements] - line->edge[at]) / modules;
    before = tc_scan_clear_before(line, at, QUIET * reading->module);
    behind = tc_scan_clear_behind(line, at + elements, QUIET * reading->module);
    return is_guard(line, at, 3, reading->module) &&
           (elements >= LONG ? before || behind : before && behind);
}

static int place_of(int value, const int *values, int n)
{
    for (int i = 0; i < n; i++)
        if (values[i] == value)
            return i;
    return -1;
}

/* --- add-ons ----------------------------------------------------------------------- */

static void read_add_on(struct tc_scan_pass *pass, int at, int n, double module)
{
    static const int sets_5[10] = {
        0x18, 0x14, 0x12, 0x11, 0x0c, 0x06, 0x03, 0x0a, 0x09, 0x05
    };
    const struct tc_scan_line *line = pass->line;
    struct tc_scan_reading r = { .symbology = n == 2 ? "ean-2" : "ean-5",
                                 .identifier = n == 2 ? "]E1" : "]E2",
                                 .len = n,
                                 .module = module,
                                 .first = at,
                                 .last = at + 1 + 6 * n };
    int sets, sum = 0;
    char *d = r.data;

    if (r.last >= line->count || !tc_scan_clear_behind(line, r.last, QUIET * module))
        return;
    sets = read_digits(line, at + 3, n, 6, module, d);
    for (int i = 0; i < n; i++)
        sum += (i % 2 ? 9 : 3) * (d[i] - '0');
    if (sets >= 0 &&
        (n == 2 ? sets == ((d[0] - '0') * 10 + d[1] - '0') % 4 : sets == sets_5[sum % 10]))
        tc_scan_found(pass, &r);
}

/* What stands behind a symbol that ends at the edge. */
static void look_for_add_on(struct tc_scan_pass *pass, int end, double module)
{
    if (end + 1 >= pass->line->count ||
        !tc_scan_clear_behind(pass->line, end, QUIET * module) ||
        pass->line->edge[end + 1] - pass->line->edge[end] > 14 * module)
        return;
    read_add_on(pass, end + 1, 2, module);
    read_add_on(pass, end + 1, 5, module);
}

/* --- the symbols ------------------------------------------------------------------- */

static void read_ean_13(struct tc_scan_pass *pass, int at)
{
    static const int sets_of[10] = {
        0x00, 0x0b, 0x0d, 0x0e, 0x13, 0x19, 0x1c, 0x15, 0x16, 0x1a
    };
    struct tc_scan_reading r;
    int first;

    if (!begin(pass->line, at, 59, 95, &r) || !is_guard(pass->line, at + 27, 5, r.module))
        return;
    first = place_of(read_digits(pass->line, at + 3, 6, 4, r.module, r.data + 1), sets_of, 10);
    if (first < 0 || read_digits(pass->line, at + 32, 6, 4, r.module, r.data + 7) != 0)
        return;
    r.data[0] = (char)('0' + first);
    r.len = 13;
    r.symbology = "ean-13";
    r.identifier = "]E0";
    if (!tc_check_digit_holds(r.data, 13))
        return;
    tc_scan_found(pass, &r);
    look_for_add_on(pass, r.last, r.module);
}

static void read_ean_8(struct tc_scan_pass *pass, int at)
{
    struct tc_scan_reading r;

    if (!begin(pass->line, at, 43, 67, &r) || !is_guard(pass->line, at + 19, 5, r.module) ||
        read_digits(pass->line, at + 3, 4, 4, r.module, r.data) != 0 ||
        read_digits(pass->line, at + 24, 4, 4, r.module, r.data + 4) != 0 ||
        !tc_check_digit_holds(r.data, 8))
        return;
    r.len = 8;
    r.symbology = "ean-8";
    r.identifier = "]E4";
    tc_scan_found(pass, &r);
}

/* The sets tell the number system and the check digit. */
static void read_upc_e(struct tc_scan_pass *pass, int at)
{
    static const int sets_of[10] = {
        0x38, 0x34, 0x32, 0x31, 0x2c, 0x26, 0x23, 0x2a, 0x29, 0x25
    };
    struct tc_scan_reading r;
    char short_form[8], *d = r.data;
    int sets, check, system;

    if (!begin(pass->line, at, 33, 51, &r) || !is_guard(pass->line, at + 27, 6, r.module))
        return;
    sets = read_digits(pass->line, at + 3, 6, 4, r.module, short_form + 1);
    system = place_of(sets, sets_of, 10) < 0;
    check = place_of(system ? ~sets & 0x3f : sets, sets_of, 10);
    if (sets < 0 || check < 0)
        return;
    short_form[0] = (char)('0' + system);
    short_form[7] = (char)('0' + check);
    tc_expand_upc_e(short_form, d);
    r.len = 13;
    r.symbology = "ean-13";
    r.identifier = "]E0";
    if (!tc_check_digit_holds(d, 13))
        return;
    tc_scan_found(pass, &r);
    look_for_add_on(pass, r.last, r.module);
}

void tc_scan_ean(struct tc_scan_pass *pass, int at)
{
    read_ean_13(pass, at);
    read_ean_8(pass, at);
    read_upc_e(pass, at);
}
