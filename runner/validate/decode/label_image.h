/* The picture of a label as the decoders see it. Runs inside the worker. */
#ifndef TC_VALIDATE_LABEL_IMAGE_H
#define TC_VALIDATE_LABEL_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#define TC_IMAGE_SIDE_MAX 16384
#define TC_IMAGE_PIXELS_MAX ((size_t)18 << 20) /* an A3 page at 300 dpi */

struct tc_image {
    int width, height;
    double dpi;          /* 0: the file does not say */
    bool too_large;      /* an image, but of more pixels than are read */
    unsigned char *gray; /* row by row, 0 black to 255 white; malloc'ed */
};

/* Whether an image of so many pixels is read. */
bool tc_image_is_bounded(size_t width, size_t height);

/* Read a PNG or JPEG; transparent parts become white. False if the bytes are no
 * image that can be read, or one larger than the bounds above (`too_large`). */
bool tc_image_read(const void *bytes, size_t len, struct tc_image *image);

/* The same for JPEG alone. */
bool tc_image_read_jpeg(const void *bytes, size_t len, struct tc_image *image);

/* Put a margin of the shade of the paper around the image: files are often cropped
 * to the symbol, whose margin is the paper. False when memory is short. */
bool tc_image_pad(struct tc_image *image, int margin);

/* A piece of the image, for tc_image_release: the box, made smaller to what lies
 * within the image. False when nothing does, or memory is short. */
bool tc_image_cut(const struct tc_image *image, int box[4], struct tc_image *piece);

void tc_image_release(struct tc_image *image);

#endif
