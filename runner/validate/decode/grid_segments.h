/* The fixed patterns of Data Matrix and QR Code in segments, and the grade of
 * their damage. ISO/IEC 15415, annexes on the symbologies. */
#ifndef TC_VALIDATE_GRID_SEGMENTS_H
#define TC_VALIDATE_GRID_SEGMENTS_H

#include "validate/decode/grid.h"

#define TC_LEVELS 41 /* grades 0.0 to 4.0 in tenths */

enum tc_segment {
    TC_SEGMENT_A1, /* Data Matrix: the left solid side; QR: the upper left finder pattern */
    TC_SEGMENT_A2, /* Data Matrix: the lower solid side; QR: the upper right one */
    TC_SEGMENT_A3, /* QR: the lower left one */
    TC_SEGMENT_B1, /* Data Matrix: the clock tracks; QR: the timing row */
    TC_SEGMENT_B2, /* QR: the timing column */
    TC_SEGMENT_C,  /* QR: alignment patterns */
    TC_SEGMENT_D,  /* QR: format and version information */
    TC_SEGMENT_QUIET_LEFT,
    TC_SEGMENT_QUIET_BELOW,
    TC_SEGMENTS
};

/* Modules of each segment, all of them and by the grade of their modulation. */
struct tc_segments {
    int modules[TC_SEGMENTS];
    int at_level[TC_SEGMENTS][TC_LEVELS];
};

/* The segment of a module; -1: it carries data or nothing. */
int tc_segment_of(const struct tc_grid *grid, int column, int row);

/* The grade of the fixed patterns; `*damage` becomes the share of the worst segment
 * whose modules are on the wrong side of the threshold. */
double tc_segments_grade(const struct tc_segments *segments, double *damage);

#endif
