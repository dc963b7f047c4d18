#include "validate/decode/grid_correct.h"

#include <math.h>
#include <string.h>

static bool is_flipped(const unsigned char *flip, int module)
{
    return flip && flip[module];
}

static void collect(const unsigned char *flip, struct tc_grid *grid)
{
    memset(grid->value, 0, sizeof(grid->value));
    for (int i = 0; i < grid->rows * grid->columns; i++)
        if (grid->codeword[i] >= 0 && grid->sampled[i] != is_flipped(flip, i))
            grid->value[grid->codeword[i]] |= grid->bit[i];
}

static bool correct_block(enum tc_rs_code code, struct tc_grid *grid, int b)
{
    struct tc_grid_block *block = &grid->blocks[b];
    unsigned char word[TC_RS_WORD_MAX];
    int len = 0;

    for (int i = 0; i < grid->codewords && len < TC_RS_WORD_MAX; i++)
        if (grid->block[i] == b)
            word[len++] = grid->value[i];
    block->corrected = tc_rs_correct(code, word, len, block->checks, block->capacity / 2);
    if (block->corrected < 0)
        return false;
    len = 0;
    for (int i = 0; i < grid->codewords; i++)
        if (grid->block[i] == b)
            grid->value[i] = word[len++];
    return true;
}

static void draw(const unsigned char *flip, struct tc_grid *grid)
{
    for (int i = 0; i < grid->rows * grid->columns; i++)
        if (grid->codeword[i] >= 0)
            grid->right[i] =
                ((grid->value[grid->codeword[i]] & grid->bit[i]) != 0) != is_flipped(flip, i);
}

bool tc_grid_correct(enum tc_rs_code code, const unsigned char *flip, struct tc_grid *grid)
{
    collect(flip, grid);
    grid->corrected = 0;
    grid->unused = 1;
    for (int b = 0; b < grid->block_count; b++) {
        const struct tc_grid_block *block = &grid->blocks[b];

        if (!correct_block(code, grid, b))
            return false;
        grid->corrected += block->corrected;
        grid->unused = fmin(grid->unused, 1 - 2.0 * block->corrected / block->capacity);
    }
    draw(flip, grid);
    return true;
}
