/* Characters of GS1 DataBar. ISO/IEC 24724. */
#ifndef TC_VALIDATE_SCAN_DATABAR_H
#define TC_VALIDATE_SCAN_DATABAR_H

#include "validate/decode/scan_read.h"

#define TC_DATABAR_FINDERS 9 /* of DataBar Omnidirectional */

/* A finder pattern with the characters on both sides of it. */
struct tc_databar_half {
    bool right;      /* the half that stands right in the symbol */
    int finder;      /* 0 to 8 */
    int value;       /* of the outer and the inner character together */
    int check;       /* its part of the check sum */
    double from, to; /* along the line, in its direction */
    double module;
};

/* The elements of a character in the order in which they are counted: from the
 * outside to the finder pattern. `at` is the first in the line. */
bool tc_databar_widths(const struct tc_scan_line *line, int at, int modules, bool mirrored,
                       int widths[8]);

/* The half whose finder pattern begins with element `at` when the line is read
 * from the outside of the half. */
bool tc_databar_half_read(const struct tc_scan_line *line, int at,
                          struct tc_databar_half *half);

/* The GTIN of two halves; false if they do not belong together. */
bool tc_databar_join(const struct tc_databar_half *left, const struct tc_databar_half *right,
                     char gtin[14]);

/* The 13 digits that a symbol holds, with their check digit. A value above them
 * says that a composite component belongs to the symbol. */
void tc_databar_gtin(long long value, long long linked, char gtin[14]);

#endif
