/* What the codewords of a two-dimensional symbol say. */
#ifndef TC_VALIDATE_GRID_TEXT_H
#define TC_VALIDATE_GRID_TEXT_H

#include "validate/decode/grid.h"

#define TC_GRID_TEXT_MAX 8192 /* bytes; 7089 digits are the most of QR */

struct tc_grid_text {
    bool gs1;         /* FNC1 in first position */
    bool fnc1_second; /* FNC1 in second position: AIM */
    bool eci;         /* names a character set; the bytes stand as they are */
    bool part;        /* of several symbols: not a whole message */
    int len;
    unsigned char bytes[TC_GRID_TEXT_MAX + 1];
};

/* Read the message, FNC1 separators as GS (0x1D). False if the codewords break the
 * rules of their symbology: then they were no such symbol. */
bool tc_matrix_text(const struct tc_grid *grid, struct tc_grid_text *text);
bool tc_qr_text(const struct tc_grid *grid, struct tc_grid_text *text);

#endif
