/* The finder patterns of QR Code in an image. */
#ifndef TC_VALIDATE_QR_FINDER_H
#define TC_VALIDATE_QR_FINDER_H

#include "validate/decode/ink.h"

#define TC_QR_FINDERS_MAX 96

struct tc_qr_finder {
    double x, y;   /* of the middle, in pixels */
    double module; /* about, as seen along a row */
    int rows;      /* how many rows crossed it */
    bool used;
};

/* Fill `finders`; the number of them. Those that more rows crossed come first. */
int tc_qr_finders(const struct tc_ink *ink, struct tc_qr_finder finders[TC_QR_FINDERS_MAX]);

/* From the middle of a finder to its outer edge in a direction (of length 1), in
 * pixels; 0 if there is no such pattern. */
double tc_qr_finder_reach(const struct tc_ink *ink, const struct tc_qr_finder *finder,
                          double dx, double dy);

#endif
