/* Data Matrix ECC 200, ISO/IEC 16022: sizes, placement of codewords, text. */
#ifndef TC_VALIDATE_MATRIX_H
#define TC_VALIDATE_MATRIX_H

#include "validate/decode/grid.h"

struct tc_matrix_size {
    int rows, columns;               /* of the whole symbol */
    int region_rows, region_columns; /* of a data region, without its finder */
    int data, checks, blocks;        /* codewords, over all blocks; blocks */
};

/* All 30 sizes of ISO/IEC 16022, table 7. NULL behind the last. */
const struct tc_matrix_size *tc_matrix_size(int index);

/* Say of each module of the grid to what it belongs, and set `right` of those that
 * are the same in all symbols of the size. */
void tc_matrix_place(const struct tc_matrix_size *size, struct tc_grid *grid);

/* Correct the sampled modules of a grid that is placed, and fill what follows from
 * them. False if there is more damage than can be corrected. */
bool tc_matrix_correct(const struct tc_matrix_size *size, struct tc_grid *grid);

#endif
