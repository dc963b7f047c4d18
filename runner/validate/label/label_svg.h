/* What the writers of SVG share. */
#ifndef TC_VALIDATE_LABEL_SVG_H
#define TC_VALIDATE_LABEL_SVG_H

#include <stddef.h>
#include <stdio.h>

#define TC_SVG_IMAGE_MAX ((size_t)8 << 20) /* bytes; a larger one is left out */

/* A PNG or JPEG as the value of an href. */
void tc_svg_print_image(FILE *out, const void *image, size_t len);

#endif
