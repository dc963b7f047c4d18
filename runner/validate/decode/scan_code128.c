/* Code 128 and GS1-128. ISO/IEC 15417. */
#include <string.h>

#include "validate/decode/scan_read.h"

#define CHARACTERS_MAX 90
#define QUIET 5 /* modules; 10 are asked for */

enum {
    SHIFT = 98,
    CODE_C = 99,
    CODE_B = 100,
    CODE_A = 101,
    FNC1 = 102,
    START_A = 103,
    START_C = 105,
    VALUES = 106
};

/* Widths of the six elements of each value. */
static const char patterns[VALUES][7] = {
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212",
    "221213", "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221",
    "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221",
    "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131",
    "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131",
    "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111",
    "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242",
    "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232",
};

static bool equals(const int *widths, const char *pattern)
{
    for (int i = 0; pattern[i]; i++)
        if (widths[i] != pattern[i] - '0')
            return false;
    return true;
}

static int read_value(const struct tc_scan_line *line, int at)
{
    int widths[6];

    if (!tc_scan_widths(line, at, 6, 11, widths))
        return -1;
    for (int v = 0; v < VALUES; v++)
        if (equals(widths, patterns[v]))
            return v;
    return -1;
}

/* The values from the start up to the stop, check character included; 0 if it is
 * no symbol. */
static int read_values(const struct tc_scan_line *line, int at, int *values)
{
    int n = 0, stop[7];

    for (; n < CHARACTERS_MAX; n++, at += 6) {
        if (n > 2 && tc_scan_widths(line, at, 7, 13, stop) && equals(stop, "2331112"))
            return n;
        values[n] = read_value(line, at);
        if (values[n] < 0 || (values[n] >= START_A) != (n == 0))
            return 0;
    }
    return 0;
}

static bool check_holds(const int *values, int n)
{
    int sum = values[0];

    for (int i = 1; i < n - 1; i++)
        sum += i * values[i];
    return sum % 103 == values[n - 1];
}

/* --- the message ------------------------------------------------------------------- */

struct text {
    struct tc_scan_reading *to;
    int set, shift; /* CODE_A, CODE_B or CODE_C; for one character, or 0 */
};

static bool put(struct text *text, int c)
{
    if (text->to->len >= TC_SCAN_DATA_MAX)
        return false;
    text->to->data[text->to->len++] = (char)c;
    return true;
}

/* FNC1 at the beginning says that it is of GS1; later ones separate. */
static bool put_fnc1(struct text *text, bool first)
{
    if (!first)
        return put(text, 0x1d);
    text->to->gs1 = true;
    return true;
}

static bool put_pair(struct text *text, int value)
{
    if (value >= CODE_B) {
        text->set = value;
        return true;
    }
    return put(text, '0' + value / 10) && put(text, '0' + value % 10);
}

static bool put_character(struct text *text, int set, int value)
{
    if (value < 96)
        return put(text, set == CODE_A && value >= 64 ? value - 64 : value + ' ');
    if (value == SHIFT)
        text->shift = set == CODE_A ? CODE_B : CODE_A;
    else if (value >= CODE_C && value <= CODE_A && value != set)
        text->set = value;
    else
        return false; /* FNC2 to FNC4 do not occur in what is judged here */
    return true;
}

static bool read_message(const int *values, int n, struct tc_scan_reading *reading)
{
    struct text text = { reading, CODE_A + START_A - values[0], 0 };

    for (int i = 1; i < n - 1; i++) {
        int set = text.shift ? text.shift : text.set;
        bool fine;

        text.shift = 0;
        if (values[i] == FNC1)
            fine = put_fnc1(&text, i == 1);
        else
            fine = set == CODE_C ? put_pair(&text, values[i])
                                 : put_character(&text, set, values[i]);
        if (!fine)
            return false;
    }
    return true;
}

void tc_scan_code128(struct tc_scan_pass *pass, int at)
{
    const struct tc_scan_line *line = pass->line;
    struct tc_scan_reading r = { .first = at };
    int values[CHARACTERS_MAX], n = read_values(line, at, values);

    if (n < 3 || !check_holds(values, n))
        return;
    r.last = at + 6 * n + 7;
    r.module = (line->edge[r.last] - line->edge[at]) / (11 * n + 13);
    if (!tc_scan_clear_before(line, at, QUIET * r.module) ||
        !tc_scan_clear_behind(line, r.last, QUIET * r.module) || !read_message(values, n, &r))
        return;
    r.symbology = r.gs1 ? "gs1-128" : "code128";
    r.identifier = r.gs1 ? "]C1" : "]C0";
    tc_scan_found(pass, &r);
}
