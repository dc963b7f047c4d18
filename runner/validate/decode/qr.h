/* QR Code model 2, ISO/IEC 18004: placement of modules, format, error correction. */
#ifndef TC_VALIDATE_QR_H
#define TC_VALIDATE_QR_H

#include "validate/decode/grid.h"

#define TC_QR_VERSIONS 40

/* Modules on a side. */
int tc_qr_side(int version);

/* Say of each module of the grid to what it belongs, and set `right` of the
 * patterns that are the same in all symbols of the version. */
void tc_qr_place(int version, struct tc_grid *grid);

/* Deal the codewords of a grid, whose version and level are known, to its blocks. */
void tc_qr_deal(struct tc_grid *grid);

/* Read the format of a grid that is placed and sampled, and correct it. False if there
 * is more damage than can be corrected. */
bool tc_qr_correct(struct tc_grid *grid);

/* The format information of a level and a mask: 15 bits, the highest first. */
int tc_qr_format(int level, int mask);

/* Where bit `n` of the format stands, in the copy around the upper left finder (0)
 * or in the divided one (1). */
int tc_qr_format_at(const struct tc_grid *grid, int copy, int n);

#endif
