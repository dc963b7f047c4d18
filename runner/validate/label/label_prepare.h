/* Other views of an image, for symbols that no library reads as it is. */
#ifndef TC_VALIDATE_LABEL_PREPARE_H
#define TC_VALIDATE_LABEL_PREPARE_H

#include "validate/decode/label_image.h"

/* A copy, for tc_image_release; false when memory is short. */
bool tc_image_copy(const struct tc_image *image, struct tc_image *copy);

/* Stretch the contrast to the whole range, a hundredth of the pixels apart. */
void tc_image_stretch(struct tc_image *image);

/* Each pixel becomes the median of its 3x3 neighbourhood: takes away noise. */
void tc_image_median(struct tc_image *image);

/* Black becomes white. */
void tc_image_invert(struct tc_image *image);

#endif
