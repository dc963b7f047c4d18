/* The modules that a message makes when it is encoded again, by zint: what the
 * image shows if the message was read rightly, and the nominal widths by which
 * whoever measures a linear symbol goes. */
#ifndef TC_VALIDATE_PATTERN_H
#define TC_VALIDATE_PATTERN_H

#include "tracecert/label.h"
#include "validate/decode/grid.h"
#include "validate/decode/label_image.h"

#define TC_PATTERN_MODULES_MAX 32000
#define TC_PATTERN_WIDTHS_MAX 700 /* elements of one row of bars */

struct tc_pattern {
    bool linear;       /* rows of bars, without the separators of stacked symbols */
    int rows, columns; /* modules; a linear one has a module for each row of bars */
    unsigned char dark[TC_PATTERN_MODULES_MAX]; /* at row * columns + column */
};

/* Encode a message in the `way`-th of the ways (from 0) in which its symbology may
 * be drawn: stacked or not, UPC-E for an EAN-13. A two-dimensional symbol is drawn
 * in the size, error correction and mask of `grid`. 1, or 0 if it cannot be drawn in
 * this way, or -1 behind the last way. An encoder may choose other codewords for the
 * same message: that zint draws another pattern proves nothing. */
int tc_pattern_encode(struct tc_arena *arena, const struct tc_symbol *symbol,
                      const struct tc_grid *grid, int way, struct tc_pattern *pattern);

/* Widths in modules of the elements of a row of a linear pattern, from its first
 * bar to its last; their number. */
int tc_pattern_widths(const struct tc_pattern *pattern, int row, int *widths);

/* True if the modules that were read are those of the pattern, all of them. */
bool tc_pattern_is_grid(const struct tc_pattern *pattern, const struct tc_grid *grid);

/* True if lines across the box show each row of bars of the pattern, in either
 * direction. Not seen in symbols that lie slanted. */
bool tc_pattern_is_seen(const struct tc_pattern *pattern, const struct tc_image *image,
                        const int box[4]);

#endif
