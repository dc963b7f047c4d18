/* The project's own reading of linear symbols, from the edges along lines of
 * the image. */
#ifndef TC_VALIDATE_SCAN_IMAGE_H
#define TC_VALIDATE_SCAN_IMAGE_H

#include "validate/decode/label_image.h"
#include "validate/decode/scan_line.h"

/* The image with rows and columns exchanged, for tc_image_release; false when
 * memory is short. */
bool tc_scan_turn(const struct tc_image *image, struct tc_image *turned);

/* True if there are bars in the image, upright or on their side. */
bool tc_scan_shows_bars(const struct tc_image *image);

#endif
