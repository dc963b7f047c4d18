/* DataBar Expanded and Expanded Stacked. ISO/IEC 24724. */
#ifndef TC_VALIDATE_SCAN_EXPANDED_H
#define TC_VALIDATE_SCAN_EXPANDED_H

#include "validate/decode/scan_read.h"

#define TC_EXPANDED_FINDERS 11 /* of one symbol at most */
#define TC_EXPANDED_CHARACTERS (2 * TC_EXPANDED_FINDERS)

/* A finder pattern with the characters beside it. */
struct tc_expanded_part {
    int finder;   /* 2 * letter + 1 if it is the mirrored form: 0 is A1, 11 is F2 */
    int value[2]; /* left and right character; the right may be missing: -1 */
    int check[2]; /* their parts of the check sum */
};

/* Parts beside each other in one line. */
struct tc_expanded_row {
    struct tc_expanded_part parts[TC_EXPANDED_FINDERS];
    int count;
    int first, last; /* edges in the line */
    double module;
};

/* The row whose first finder pattern begins with element `at`; false if there is
 * none, or it goes on to the left. */
bool tc_expanded_row_read(const struct tc_scan_line *line, int at, struct tc_expanded_row *row);

/* Rows one after the other make a symbol: the message, with AIs and separators.
 * False if they do not. */
bool tc_expanded_join(const struct tc_expanded_row *const *rows, int count,
                      struct tc_scan_reading *reading);

/* True if the rows may be the first of a symbol. */
bool tc_expanded_begins(const struct tc_expanded_row *const *rows, int count);

/* The message of `count` characters of 12 bits. False if it breaks the rules. */
bool tc_expanded_text(const int *values, int count, struct tc_scan_reading *reading);

#endif
