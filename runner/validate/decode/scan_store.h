/* What the lines of an image gave, put together. */
#ifndef TC_VALIDATE_SCAN_STORE_H
#define TC_VALIDATE_SCAN_STORE_H

#include "validate/decode/label_read.h"
#include "validate/decode/scan_databar.h"
#include "validate/decode/scan_expanded.h"

#define TC_SCAN_ITEMS_MAX 256
#define TC_SCAN_PARTS_MAX 192 /* halves, and rows, of stacked symbols */

/* Where in the image it was seen, along the lines and across them. */
struct tc_scan_place {
    bool turned;     /* the line was read from its end */
    double from, to; /* in the image */
    int first, last; /* lines */
    int lines;       /* how many of them */
    double module;
};

struct tc_scan_item {
    struct tc_scan_reading reading;
    struct tc_scan_place place;
};

struct tc_scan_half {
    struct tc_databar_half half;
    struct tc_scan_place place;
};

struct tc_scan_row {
    struct tc_expanded_row row;
    struct tc_scan_place place;
};

struct tc_scan_store {
    int step;      /* between lines */
    bool mirrored; /* rows and columns of the image are exchanged */
    struct tc_scan_item items[TC_SCAN_ITEMS_MAX];
    int item_count;
    struct tc_scan_half halves[TC_SCAN_PARTS_MAX];
    int half_count;
    struct tc_scan_row rows[TC_SCAN_PARTS_MAX];
    int row_count;
};

/* Where something lies that reaches from one position to another of the line. */
struct tc_scan_place tc_scan_place_of(const struct tc_scan_pass *pass, double from, double to,
                                      double module);

/* The same thing was seen again: make `known` larger if it goes on there. */
bool tc_scan_place_grow(struct tc_scan_place *known, const struct tc_scan_place *seen,
                        int step);

/* Read each `step`th line of an image into an empty store, from both of its ends,
 * and join what belongs together. */
void tc_scan_lines(const struct tc_image *image, struct tc_scan_store *store);

/* Line `y` is like the one before: what was seen there is seen again. */
void tc_scan_repeat(struct tc_scan_store *store, int y);

/* Keep a half, a row. */
void tc_scan_keep_half(struct tc_scan_pass *pass, const struct tc_databar_half *half);
void tc_scan_keep_row(struct tc_scan_pass *pass, const struct tc_expanded_row *row);

/* Make symbols of the halves and rows that belong together, as further items. */
void tc_scan_join_halves(struct tc_scan_store *store);
void tc_scan_join_rows(struct tc_scan_store *store);

#endif
