/* Decoders of linear symbols over the edges of one line, and the place where
 * they leave what they read. */
#ifndef TC_VALIDATE_SCAN_READ_H
#define TC_VALIDATE_SCAN_READ_H

#include <stddef.h>

#include "validate/decode/scan_line.h"

#define TC_SCAN_DATA_MAX 192 /* bytes of a message */

struct tc_scan_reading {
    const char *symbology, *identifier; /* as in struct tc_symbol */
    bool gs1;
    char data[TC_SCAN_DATA_MAX];
    int len;
    int first, last; /* edges of the symbol in the line */
    double module;
};

/* One line, seen from one of its ends. */
struct tc_scan_pass {
    const struct tc_scan_line *line;
    int y, length;
    bool turned;
    struct tc_scan_store *store;
};

/* Leave what was read in the line. */
void tc_scan_found(struct tc_scan_pass *pass, const struct tc_scan_reading *reading);

/* Each tries whether its symbol begins with the bar `at`. */
void tc_scan_ean(struct tc_scan_pass *pass, int at);
void tc_scan_itf_14(struct tc_scan_pass *pass, int at);
void tc_scan_code128(struct tc_scan_pass *pass, int at);
void tc_scan_databar_limited(struct tc_scan_pass *pass, int at);

/* Elements at..at+n-1 in whole modules, of which they have `modules` together.
 * Goes by distances between similar edges, which do not change when ink spreads.
 * False when they are no multiples of the module. */
bool tc_scan_widths(const struct tc_scan_line *line, int at, int n, int modules, int *widths);

/* The place of `widths` (n of them, none above `widest`) in the order of all
 * that have their sum; `narrow`: of those with an element of one module. ISO/IEC
 * 24724, values of DataBar characters. -1 when it has no place. */
int tc_scan_rank(const int *widths, int n, int step, int widest, bool narrow);

/* True if the space before the bar `at` (behind the bar that ends at edge `end`)
 * is at least so wide, or reaches the end of the image. */
bool tc_scan_clear_before(const struct tc_scan_line *line, int at, double width);
bool tc_scan_clear_behind(const struct tc_scan_line *line, int end, double width);

#endif
