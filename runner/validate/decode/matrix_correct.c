#include <string.h>

#include "validate/decode/grid_correct.h"
#include "validate/decode/matrix.h"

/* Give each codeword its block. In the largest size the error correction goes on
 * where the data left off, or, by some encoders, begins anew with the first block. */
static void deal(const struct tc_matrix_size *size, struct tc_grid *grid, bool anew)
{
    memset(grid->blocks, 0, sizeof(grid->blocks));
    grid->block_count = size->blocks;
    grid->message_len = size->data;
    for (int i = 0; i < size->data + size->checks; i++) {
        int b = anew && i >= size->data ? (i - size->data) % size->blocks : i % size->blocks;

        grid->block[i] = (unsigned char)b;
        grid->message[i] = (short)i;
        if (i < size->data)
            grid->blocks[b].data++;
        else
            grid->blocks[b].capacity = ++grid->blocks[b].checks;
    }
}

static bool correct(const struct tc_matrix_size *size, struct tc_grid *grid, bool anew)
{
    deal(size, grid, anew);
    return tc_grid_correct(TC_RS_MATRIX, NULL, grid);
}

bool tc_matrix_correct(const struct tc_matrix_size *size, struct tc_grid *grid)
{
    return grid->codewords == size->data + size->checks &&
           (correct(size, grid, false) ||
            (size->data % size->blocks != 0 && correct(size, grid, true)));
}
