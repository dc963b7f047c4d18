/* Laying a grid whose fixed patterns are known upon an image. */
#ifndef TC_VALIDATE_GRID_FIT_H
#define TC_VALIDATE_GRID_FIT_H

#include "validate/decode/grid.h"
#include "validate/decode/ink.h"

/* Move the corners of a grid until its fixed patterns (`part` and `right`) stand out
 * best, and take `dark`, `light` and `threshold` from them. False if they do not
 * stand out at all. */
bool tc_grid_fit(const struct tc_image *image, struct tc_grid *grid);

/* Fill `sampled`: by the one threshold of the grid, or where `ink` is given by the
 * light around each module. */
void tc_grid_sample(const struct tc_image *image, const struct tc_ink *ink,
                    struct tc_grid *grid);

/* The share of the modules of fixed patterns that were sampled as they must be. */
double tc_grid_likeness(const struct tc_grid *grid);

#endif
