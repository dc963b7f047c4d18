/* A two-dimensional symbol as a grid of modules: how it lies in the image, what
 * was sampled, what its codewords are and how much of the error correction they
 * used. Made by the project's own decoder for Data Matrix ECC 200 (ISO/IEC
 * 16022) and QR Code (ISO/IEC 18004); whoever measures a symbol begins here. */
#ifndef TC_VALIDATE_GRID_H
#define TC_VALIDATE_GRID_H

#include <stdbool.h>

#include "tracecert/arena.h"
#include "validate/decode/label_image.h"

#define TC_GRID_SIDE_MAX 177
#define TC_GRID_MODULES_MAX (TC_GRID_SIDE_MAX * TC_GRID_SIDE_MAX)
#define TC_GRID_CODEWORDS_MAX 3706
#define TC_GRID_BLOCKS_MAX 81

enum tc_grid_kind { TC_GRID_MATRIX, TC_GRID_QR };

/* Codewords that are corrected together. */
struct tc_grid_block {
    int data, checks; /* codewords */
    int capacity;     /* d - p of ISO/IEC 15415: checks that may be used for correction */
    int corrected;    /* t: codewords that were wrong */
};

/* What a module belongs to. */
enum tc_grid_part {
    TC_PART_DATA,   /* a bit of a codeword */
    TC_PART_FINDER, /* L sides of Data Matrix; finder patterns and separators of QR */
    TC_PART_CLOCK,  /* clock tracks of Data Matrix (inner bars, too); timing of QR */
    TC_PART_ALIGNMENT,
    TC_PART_FORMAT, /* format and version information, the dark module of QR */
    TC_PART_UNUSED  /* carries nothing: remainder bits, the corner of Data Matrix */
};

struct tc_grid {
    enum tc_grid_kind kind;
    int rows, columns; /* modules, finder patterns included, quiet zone not */
    int version;       /* QR: 1..40; Data Matrix: 0 */
    int level, mask;   /* QR: 0 L, 1 M, 2 Q, 3 H; 0..7. Data Matrix: 0 */
    bool inverted;     /* light modules on dark ground; then `light` < `dark` */

    /* Pixels at which the outer corners of the symbol lie: of column 0 and row 0,
     * then clockwise as the symbol is read (it may be turned). Pixel i reaches
     * from i to i + 1. */
    double corner[4][2];
    double map[8]; /* of tc_grid_at */

    /* Mean gray of the modules that must be dark and light, and the level
     * between by which modules were told apart; 0..255. */
    double dark, light, threshold;

    /* For each module, at row * columns + column. */
    unsigned char part[TC_GRID_MODULES_MAX];    /* enum tc_grid_part */
    unsigned char sampled[TC_GRID_MODULES_MAX]; /* 1: dark in the image */
    unsigned char right[TC_GRID_MODULES_MAX];   /* 1: dark as it has to be, after
                                                   error correction */
    short codeword[TC_GRID_MODULES_MAX];        /* of TC_PART_DATA: index, else -1 */
    unsigned char bit[TC_GRID_MODULES_MAX];     /* of the codeword, as a mask: 0x80 first */

    int codewords;                              /* in the order of placement */
    unsigned char value[TC_GRID_CODEWORDS_MAX]; /* after correction */
    unsigned char block[TC_GRID_CODEWORDS_MAX]; /* to which of `blocks` it belongs */
    short message[TC_GRID_CODEWORDS_MAX];       /* codewords of the message in its order */
    int message_len;                            /* data codewords */
    int block_count;
    struct tc_grid_block blocks[TC_GRID_BLOCKS_MAX];
    int corrected; /* codewords, over all blocks */

    /* Unused error correction, 1 - 2t / (d - p) of the worst block; 0..1 (no
     * erasures are used). */
    double unused;
};

/* The place in the image of a point of the symbol, given in modules from its
 * upper left outer corner: the centre of a module is at (column + 0.5, row +
 * 0.5); points outside lie in the quiet zone. */
void tc_grid_at(const struct tc_grid *grid, double column, double row, double *x, double *y);

/* Make `map` from the corners. False if they are not those of a convex field. */
bool tc_grid_lay(struct tc_grid *grid);

/* Gray between four pixels, 0..255; outside the image as at its border. */
double tc_gray_at(const struct tc_image *image, double x, double y);

/* Mean size of a module in pixels along the rows and along the columns. */
void tc_grid_module(const struct tc_grid *grid, double *across, double *down);

/* The upright rectangle around it: left, top, width, height in pixels. */
void tc_grid_box(const struct tc_grid *grid, int box[4]);

#endif
