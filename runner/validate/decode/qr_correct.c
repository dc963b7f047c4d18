#include <string.h>

#include "validate/decode/grid_correct.h"
#include "validate/decode/qr.h"

#define FORMAT_MASK 0x5412
#define FORMAT_ERRORS 3 /* bits that can be corrected */

/* ISO/IEC 18004, table 9: checks of a block, and blocks, for levels L, M, Q, H. */
static const unsigned char checks[4][TC_QR_VERSIONS] = {
    { 7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
      28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30 },
    { 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
      26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28 },
    { 13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
      28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30 },
    { 17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
      30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30 },
};

static const unsigned char blocks[4][TC_QR_VERSIONS] = {
    { 1, 1, 1, 1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
      8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25 },
    { 1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,  10, 10, 11, 13, 14, 16,
      17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49 },
    { 1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16, 12, 17, 16, 18, 21, 20,
      23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68 },
    { 1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
      25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81 },
};

/* Checks that guard against misreading and correct nothing: p of table 9. */
static int guards(int version, int level)
{
    static const unsigned char first[4] = { 3, 2, 1, 1 };

    if (version == 1)
        return first[level];
    return level == 0 && version <= 3 ? 4 - version : 0;
}

/* --- blocks ---------------------------------------------------------------------------- */

/* The last blocks have one codeword of data more. */
static void size_blocks(struct tc_grid *grid)
{
    int each = checks[grid->level][grid->version - 1];

    grid->block_count = blocks[grid->level][grid->version - 1];
    grid->message_len = grid->codewords - each * grid->block_count;
    for (int b = 0; b < grid->block_count; b++) {
        int longer = grid->message_len % grid->block_count;

        grid->blocks[b].data =
            grid->message_len / grid->block_count + (b >= grid->block_count - longer);
        grid->blocks[b].checks = each;
        grid->blocks[b].capacity = each - guards(grid->version, grid->level);
    }
}

void tc_qr_deal(struct tc_grid *grid)
{
    int first[TC_GRID_BLOCKS_MAX] = { 0 }, at = 0, longest;

    size_blocks(grid);
    for (int b = 1; b < grid->block_count; b++)
        first[b] = first[b - 1] + grid->blocks[b - 1].data;
    longest = grid->blocks[grid->block_count - 1].data;
    for (int i = 0; i < longest; i++)
        for (int b = 0; b < grid->block_count; b++) {
            if (i >= grid->blocks[b].data)
                continue;
            grid->message[first[b] + i] = (short)at;
            grid->block[at++] = (unsigned char)b;
        }
    for (; at < grid->codewords; at++)
        grid->block[at] = (unsigned char)((at - grid->message_len) % grid->block_count);
}

/* --- format ---------------------------------------------------------------------------- */

int tc_qr_format(int level, int mask)
{
    int data = (level ^ 1) << 3 | mask, rest = data;

    for (int i = 0; i < 10; i++)
        rest = rest << 1 ^ (rest >> 9) * 0x537;
    return (data << 10 | rest) ^ FORMAT_MASK;
}

static int differences(const struct tc_grid *grid, int copy, int format)
{
    int n = 0;

    for (int i = 0; i < 15; i++)
        n += grid->sampled[tc_qr_format_at(grid, copy, i)] != (format >> i & 1);
    return n;
}

/* The format that is nearest to one of the copies. */
static bool read_format(struct tc_grid *grid)
{
    int least = FORMAT_ERRORS + 1;

    for (int i = 0; i < 64; i++) {
        int level = i / 16, mask = i / 2 % 8;
        int n = differences(grid, i % 2, tc_qr_format(level, mask));

        if (n >= least)
            continue;
        least = n;
        grid->level = level;
        grid->mask = mask;
    }
    return least <= FORMAT_ERRORS;
}

static void draw_format(struct tc_grid *grid)
{
    int format = tc_qr_format(grid->level, grid->mask);

    for (int n = 0; n < 30; n++)
        grid->right[tc_qr_format_at(grid, n / 15, n % 15)] = format >> n % 15 & 1;
}

/* --- the whole ------------------------------------------------------------------------- */

/* Table 10. */
static bool is_masked(int mask, int i, int j)
{
    switch (mask) {
    case 0:
        return (i + j) % 2 == 0;
    case 1:
        return i % 2 == 0;
    case 2:
        return j % 3 == 0;
    case 3:
        return (i + j) % 3 == 0;
    case 4:
        return (i / 2 + j / 3) % 2 == 0;
    case 5:
        return i * j % 2 + i * j % 3 == 0;
    case 6:
        return (i * j % 2 + i * j % 3) % 2 == 0;
    default:
        return ((i + j) % 2 + i * j % 3) % 2 == 0;
    }
}

bool tc_qr_correct(struct tc_grid *grid)
{
    static unsigned char flip[TC_GRID_MODULES_MAX];

    if (!read_format(grid))
        return false;
    for (int i = 0; i < grid->rows * grid->columns; i++)
        flip[i] = is_masked(grid->mask, i / grid->columns, i % grid->columns);
    tc_qr_deal(grid);
    if (!tc_grid_correct(TC_RS_QR, flip, grid))
        return false;
    draw_format(grid);
    for (int i = 0; i < grid->rows * grid->columns; i++)
        if (grid->part[i] == TC_PART_UNUSED)
            grid->right[i] = flip[i];
    return true;
}
