/* Error correction of a grid whose codewords are placed and dealt to blocks. */
#ifndef TC_VALIDATE_GRID_CORRECT_H
#define TC_VALIDATE_GRID_CORRECT_H

#include "validate/decode/grid.h"
#include "validate/decode/reed_solomon.h"

/* Read the codewords from the sampled modules (where `flip` is not NULL and 1 for a
 * module, it counts as its opposite), correct each block within its capacity, and
 * fill `value`, `right` of data modules, `corrected` and `unused`. In the order of
 * placement the data of a block come before its checks. False if a block cannot be
 * corrected. */
bool tc_grid_correct(enum tc_rs_code code, const unsigned char *flip, struct tc_grid *grid);

#endif
