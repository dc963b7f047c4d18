/* Edges along one line of pixels, as a scanner sees them. */
#ifndef TC_VALIDATE_SCAN_LINE_H
#define TC_VALIDATE_SCAN_LINE_H

#include <stdbool.h>

#define TC_SCAN_EDGES_MAX 4096 /* of one line; further ones are left out */

/* Element i reaches from edge[i] to edge[i + 1], in pixels; element 0 is dark,
 * then light and dark alternate. */
struct tc_scan_line {
    int count; /* edges */
    double edge[TC_SCAN_EDGES_MAX];
};

/* Find the edges. An edge is where the reflectance crosses the middle between
 * that of a bar and that of the space beside it (ISO/IEC 15416). */
void tc_scan_line_read(const unsigned char *gray, int length, struct tc_scan_line *line);

/* The same line as seen from its other end: position p becomes length - p. */
void tc_scan_line_turn(const struct tc_scan_line *line, int length,
                       struct tc_scan_line *turned);

#endif
