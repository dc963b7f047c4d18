#include <stdlib.h>
#include <string.h>

#include "validate/decode/qr.h"

#define ALIGNMENTS_MAX 7 /* on a side */

int tc_qr_side(int version)
{
    return 17 + 4 * version;
}

static void set(struct tc_grid *grid, int row, int column, enum tc_grid_part part, bool dark)
{
    int at = row * grid->columns + column;

    if (row < 0 || column < 0 || row >= grid->rows || column >= grid->columns)
        return;
    grid->part[at] = (unsigned char)part;
    grid->right[at] = dark;
}

static int larger(int a, int b)
{
    return abs(a) > abs(b) ? abs(a) : abs(b);
}

/* Around its middle, with the separator: squares within squares. */
static void put_finder(struct tc_grid *grid, int row, int column)
{
    for (int i = -4; i <= 4; i++)
        for (int j = -4; j <= 4; j++) {
            int ring = larger(i, j);

            set(grid, row + i, column + j, TC_PART_FINDER, ring != 2 && ring != 4);
        }
}

static void put_timing(struct tc_grid *grid)
{
    for (int i = 0; i < grid->rows; i++) {
        set(grid, 6, i, TC_PART_CLOCK, i % 2 == 0);
        set(grid, i, 6, TC_PART_CLOCK, i % 2 == 0);
    }
}

/* --- alignment patterns --------------------------------------------------------------- */

/* The middles of alignment patterns in one direction; annex E. */
static int find_alignments(int version, int at[ALIGNMENTS_MAX])
{
    int count = version == 1 ? 0 : version / 7 + 2;
    int side = tc_qr_side(version);
    int step = version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2;

    for (int i = count - 1; i >= 1; i--)
        at[i] = side - 7 - (count - 1 - i) * step;
    if (count > 0)
        at[0] = 6;
    return count;
}

static void put_alignments(struct tc_grid *grid)
{
    int at[ALIGNMENTS_MAX], count = find_alignments(grid->version, at);

    for (int n = 0; n < count * count; n++) {
        int row = n / count, column = n % count;
        bool on_finder = (row == 0 && (column == 0 || column == count - 1)) ||
                         (row == count - 1 && column == 0);

        for (int i = 0; i < 25 && !on_finder; i++)
            set(grid, at[row] + i / 5 - 2, at[column] + i % 5 - 2, TC_PART_ALIGNMENT,
                larger(i / 5 - 2, i % 5 - 2) != 1);
    }
}

/* --- format and version --------------------------------------------------------------- */

int tc_qr_format_at(const struct tc_grid *grid, int copy, int n)
{
    static const int upper_left[15][2] = { { 0, 8 }, { 1, 8 }, { 2, 8 }, { 3, 8 }, { 4, 8 },
                                           { 5, 8 }, { 7, 8 }, { 8, 8 }, { 8, 7 }, { 8, 5 },
                                           { 8, 4 }, { 8, 3 }, { 8, 2 }, { 8, 1 }, { 8, 0 } };
    int side = grid->columns;

    if (copy == 0)
        return upper_left[n][0] * side + upper_left[n][1];
    return n < 8 ? 8 * side + side - 1 - n : (side - 15 + n) * side + 8;
}

static void put_format(struct tc_grid *grid)
{
    for (int n = 0; n < 30; n++)
        grid->part[tc_qr_format_at(grid, n / 15, n % 15)] = TC_PART_FORMAT;
    set(grid, grid->rows - 8, 8, TC_PART_FORMAT, true);
}

/* 6 bits of the version and 12 of a BCH code; annex D. */
static int version_bits(int version)
{
    int rest = version;

    for (int i = 0; i < 12; i++)
        rest = rest << 1 ^ (rest >> 11) * 0x1f25;
    return version << 12 | rest;
}

static void put_version(struct tc_grid *grid)
{
    int bits = version_bits(grid->version);

    for (int n = 0; grid->version >= 7 && n < 18; n++) {
        bool dark = bits >> n & 1;

        set(grid, n / 3, grid->columns - 11 + n % 3, TC_PART_FORMAT, dark);
        set(grid, grid->columns - 11 + n % 3, n / 3, TC_PART_FORMAT, dark);
    }
}

/* --- codewords ------------------------------------------------------------------------ */

/* In pairs of columns from the right, up and down in turns; the column of the
 * vertical timing pattern is left out. */
static void put_codewords(struct tc_grid *grid)
{
    int side = grid->columns, bit = 0;

    for (int right = side - 1; right >= 1; right -= 2) {
        bool up = ((right + 1) & 2) == 0;

        right = right == 6 ? 5 : right;
        for (int i = 0; i < 2 * side; i++) {
            int row = up ? side - 1 - i / 2 : i / 2, at = row * side + right - i % 2;

            if (grid->part[at] != TC_PART_UNUSED)
                continue;
            grid->part[at] = TC_PART_DATA;
            grid->codeword[at] = (short)(bit / 8);
            grid->bit[at] = (unsigned char)(0x80 >> bit % 8);
            bit++;
        }
    }
    grid->codewords = bit / 8;
}

static void drop_remainder(struct tc_grid *grid)
{
    for (int i = 0; i < grid->rows * grid->columns; i++) {
        if (grid->codeword[i] < grid->codewords)
            continue;
        grid->codeword[i] = -1;
        grid->part[i] = TC_PART_UNUSED;
    }
}

void tc_qr_place(int version, struct tc_grid *grid)
{
    int side = tc_qr_side(version);
    size_t modules = (size_t)side * (size_t)side;

    grid->kind = TC_GRID_QR;
    grid->version = version;
    grid->rows = grid->columns = side;
    memset(grid->part, TC_PART_UNUSED, modules);
    memset(grid->right, 0, modules);
    memset(grid->codeword, 0xff, modules * sizeof(*grid->codeword));
    put_timing(grid);
    put_finder(grid, 3, 3);
    put_finder(grid, 3, side - 4);
    put_finder(grid, side - 4, 3);
    put_alignments(grid);
    put_format(grid);
    put_version(grid);
    put_codewords(grid);
    drop_remainder(grid);
}
