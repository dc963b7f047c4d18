/* Measuring the bars of a linear symbol that has been read: where they begin and
 * end, how wide a module is, how far the surroundings are clear. */
#ifndef TC_VALIDATE_BARS_H
#define TC_VALIDATE_BARS_H

#include "tracecert/label.h"
#include "validate/decode/label_image.h"
#include "validate/decode/scan_store.h"

/* Where a symbol lies in a piece of the image in which its bars stand upright. */
struct tc_bars {
    struct tc_image piece;      /* for tc_bars_release */
    int origin[2];              /* of the piece in the image: left, top */
    bool sideways;              /* rows and columns of the piece are exchanged */
    struct tc_scan_place place; /* in the piece */
};

/* Find the bars of a symbol of the image; false if it is not linear, lies
 * neither upright nor on its side, or is not read by the project's own decoder. */
bool tc_bars_find(const struct tc_image *image, const struct tc_symbol *symbol,
                  struct tc_bars *bars);
void tc_bars_release(struct tc_bars *bars);

/* The edges of line `y` of the piece between which the symbol lies: of its first
 * bar and behind its last. False if they are not seen there. */
bool tc_bars_edges(const struct tc_bars *bars, const struct tc_scan_line *line, int *first,
                   int *last);

/* Measure a linear symbol and make its box that of its bars; leaves others, and
 * those that are not found, as they are. */
void tc_bars_measure(const struct tc_image *image, struct tc_symbol *symbol);

#endif
