#include <math.h>
#include <string.h>

#include "validate/decode/matrix.h"
#include "validate/decode/reed_solomon.h"

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
            grid->blocks[b].checks++;
    }
}

static void collect(struct tc_grid *grid)
{
    memset(grid->value, 0, sizeof(grid->value));
    for (int i = 0; i < grid->rows * grid->columns; i++)
        if (grid->codeword[i] >= 0 && grid->sampled[i])
            grid->value[grid->codeword[i]] |= grid->bit[i];
}

/* One block: its codewords in their order are data, then error correction. */
static bool correct_block(struct tc_grid *grid, int b)
{
    struct tc_grid_block *block = &grid->blocks[b];
    unsigned char word[TC_RS_WORD_MAX];
    int len = 0;

    for (int i = 0; i < grid->codewords && len < TC_RS_WORD_MAX; i++)
        if (grid->block[i] == b)
            word[len++] = grid->value[i];
    block->capacity = block->checks;
    block->corrected = tc_rs_correct(TC_RS_MATRIX, word, len, block->checks, block->checks / 2);
    if (block->corrected < 0)
        return false;
    len = 0;
    for (int i = 0; i < grid->codewords; i++)
        if (grid->block[i] == b)
            grid->value[i] = word[len++];
    return true;
}

static bool correct(const struct tc_matrix_size *size, struct tc_grid *grid, bool anew)
{
    deal(size, grid, anew);
    collect(grid);
    grid->corrected = 0;
    grid->unused = 1;
    for (int b = 0; b < grid->block_count; b++) {
        if (!correct_block(grid, b))
            return false;
        grid->corrected += grid->blocks[b].corrected;
        grid->unused =
            fmin(grid->unused, 1 - 2.0 * grid->blocks[b].corrected / grid->blocks[b].capacity);
    }
    return true;
}

bool tc_matrix_correct(const struct tc_matrix_size *size, struct tc_grid *grid)
{
    if (grid->codewords != size->data + size->checks ||
        (!correct(size, grid, false) &&
         !(size->data % size->blocks && correct(size, grid, true))))
        return false;
    for (int i = 0; i < grid->rows * grid->columns; i++)
        if (grid->codeword[i] >= 0)
            grid->right[i] = (grid->value[grid->codeword[i]] & grid->bit[i]) != 0;
    return true;
}
