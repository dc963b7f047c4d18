/* Which pixels are ink and which paper, by the light around them; and what of the
 * ink hangs together. */
#ifndef TC_VALIDATE_INK_H
#define TC_VALIDATE_INK_H

#include <stdbool.h>

#include "validate/decode/label_image.h"

#define TC_INK_BLOCK 16 /* pixels of a square for which there is one threshold */

struct tc_ink {
    int width, height;
    int blocks;               /* in a row of squares */
    unsigned char *threshold; /* for each square */
    unsigned char *dark;      /* for each pixel: 1 ink, 0 paper */
};

/* For tc_ink_release; false when memory is short. */
bool tc_ink_read(const struct tc_image *image, struct tc_ink *ink);
void tc_ink_release(struct tc_ink *ink);

/* The gray level that divides ink and paper around a pixel. */
int tc_ink_threshold(const struct tc_ink *ink, double x, double y);

/* The line of corners around some ink that hangs together: its convex hull,
 * clockwise, in pixels' outer corners. */
#define TC_HULL_MAX 64

struct tc_hull {
    int count;
    double corner[TC_HULL_MAX][2];
};

/* Call `see` with the hull of each piece of ink that is at least `side` pixels wide and
 * high, blunt corners made sharp. Gives up where there are too many pieces. */
void tc_ink_pieces(const struct tc_ink *ink, int side,
                   void (*see)(void *context, const struct tc_hull *hull), void *context);

#endif
