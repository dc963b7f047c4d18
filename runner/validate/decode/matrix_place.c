/* Where the codewords of a Data Matrix stand: ISO/IEC 16022, annex F. */
#include <string.h>

#include "validate/decode/matrix.h"

/* The mapping matrix: all data regions put together, finders left out. */
struct mapping {
    const struct tc_matrix_size *size;
    struct tc_grid *grid;
    int rows, columns;
};

/* The module of the symbol at which a place of the mapping matrix stands. */
static int module_at(const struct mapping *m, int row, int column)
{
    const struct tc_matrix_size *s = m->size;
    int down = row + 2 * (row / s->region_rows) + 1;
    int across = column + 2 * (column / s->region_columns) + 1;

    return down * s->columns + across;
}

static bool is_taken(const struct mapping *m, int row, int column)
{
    return m->grid->codeword[module_at(m, row, column)] >= 0;
}

/* Bit `n` (1 is the first) of a codeword; what leaves the matrix at its left or top
 * enters again at the other side, shifted. */
static void put(const struct mapping *m, int row, int column, int codeword, int n)
{
    int at;

    if (row < 0) {
        row += m->rows;
        column += 4 - (m->rows + 4) % 8;
    }
    if (column < 0) {
        column += m->columns;
        row += 4 - (m->columns + 4) % 8;
    }
    at = module_at(m, row, column);
    m->grid->codeword[at] = (short)codeword;
    m->grid->bit[at] = (unsigned char)(256 >> n);
    m->grid->part[at] = TC_PART_DATA;
}

/* The usual shape, by its lower right module. */
static void put_shape(const struct mapping *m, int row, int column, int codeword)
{
    static const signed char offsets[8][2] = { { -2, -2 }, { -2, -1 }, { -1, -2 }, { -1, -1 },
                                               { -1, 0 },  { 0, -2 },  { 0, -1 },  { 0, 0 } };

    for (int i = 0; i < 8; i++)
        put(m, row + offsets[i][0], column + offsets[i][1], codeword, i + 1);
}

/* The four shapes of corners: positions from the side that the sign names, -1 the
 * last row or column. */
static void put_corner(const struct mapping *m, int corner, int codeword)
{
    static const signed char places[4][8][2] = {
        { { -1, 0 },
          { -1, 1 },
          { -1, 2 },
          { 0, -2 },
          { 0, -1 },
          { 1, -1 },
          { 2, -1 },
          { 3, -1 } },
        { { -3, 0 },
          { -2, 0 },
          { -1, 0 },
          { 0, -4 },
          { 0, -3 },
          { 0, -2 },
          { 0, -1 },
          { 1, -1 } },
        { { -3, 0 },
          { -2, 0 },
          { -1, 0 },
          { 0, -2 },
          { 0, -1 },
          { 1, -1 },
          { 2, -1 },
          { 3, -1 } },
        { { -1, 0 },
          { -1, -1 },
          { 0, -3 },
          { 0, -2 },
          { 0, -1 },
          { 1, -3 },
          { 1, -2 },
          { 1, -1 } },
    };

    for (int i = 0; i < 8; i++) {
        int row = places[corner][i][0], column = places[corner][i][1];

        put(m, row < 0 ? row + m->rows : row, column < 0 ? column + m->columns : column,
            codeword, i + 1);
    }
}

/* The corner that begins at this place of the way; -1: none. */
static int corner_at(const struct mapping *m, int row, int column)
{
    if (row == m->rows && column == 0)
        return 0;
    if (row == m->rows - 2 && column == 0 && m->columns % 4)
        return 1;
    if (row == m->rows - 2 && column == 0 && m->columns % 8 == 4)
        return 2;
    return row == m->rows + 4 && column == 2 && m->columns % 8 == 0 ? 3 : -1;
}

static bool is_free(const struct mapping *m, int row, int column)
{
    return row >= 0 && row < m->rows && column >= 0 && column < m->columns &&
           !is_taken(m, row, column);
}

/* Up to the right and down to the left in turns, from one end to the other. */
static int put_codewords(const struct mapping *m)
{
    int row = 4, column = 0, codeword = 0;

    do {
        int corner = corner_at(m, row, column);

        if (corner >= 0)
            put_corner(m, corner, codeword++);
        do {
            if (is_free(m, row, column))
                put_shape(m, row, column, codeword++);
            row -= 2;
            column += 2;
        } while (row >= 0 && column < m->columns);
        row++;
        column += 3;
        do {
            if (is_free(m, row, column))
                put_shape(m, row, column, codeword++);
            row += 2;
            column -= 2;
        } while (row < m->rows && column >= 0);
        row += 3;
        column++;
    } while (row < m->rows || column < m->columns);
    return codeword;
}

/* Some sizes leave a square of four modules over in the last corner, which has a
 * pattern of its own. */
static void fill_last_corner(const struct mapping *m)
{
    if (is_taken(m, m->rows - 1, m->columns - 1))
        return;
    for (int i = 0; i < 4; i++) {
        int at = module_at(m, m->rows - 1 - i / 2, m->columns - 1 - i % 2);

        m->grid->part[at] = TC_PART_UNUSED;
        m->grid->right[at] = i == 0 || i == 3;
    }
}

/* Each region has a solid side at its left and bottom, a clock track at its top
 * and right. */
static void put_finders(const struct tc_matrix_size *size, struct tc_grid *grid)
{
    int high = size->region_rows + 2, wide = size->region_columns + 2;

    for (int i = 0; i < size->rows * size->columns; i++) {
        int row = i / size->columns % high, column = i % size->columns % wide;

        grid->right[i] = 0;
        if (column == 0 || row == high - 1) {
            bool outer = i % size->columns == 0 || i / size->columns == size->rows - 1;

            grid->part[i] = outer ? TC_PART_FINDER : TC_PART_CLOCK;
            grid->right[i] = 1;
        } else if (row == 0 || column == wide - 1) {
            grid->part[i] = TC_PART_CLOCK;
            grid->right[i] = row == 0 ? column % 2 == 0 : row % 2 == 1;
        }
    }
}

void tc_matrix_place(const struct tc_matrix_size *size, struct tc_grid *grid)
{
    struct mapping m = { size, grid, 0, 0 };
    size_t modules = (size_t)size->rows * (size_t)size->columns;

    m.rows = size->rows / (size->region_rows + 2) * size->region_rows;
    m.columns = size->columns / (size->region_columns + 2) * size->region_columns;
    grid->kind = TC_GRID_MATRIX;
    grid->rows = size->rows;
    grid->columns = size->columns;
    memset(grid->codeword, 0xff, modules * sizeof(*grid->codeword));
    put_finders(size, grid);
    grid->codewords = put_codewords(&m);
    fill_last_corner(&m);
}
