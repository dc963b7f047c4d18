/* Spoiled label images for image_fuzz_tool.c and the tests: symbols drawn by zint, their
 * pixels cut up and painted over, then bytes of the file changed. */
#ifndef TC_SELFTEST_IMAGE_SPOIL_H
#define TC_SELFTEST_IMAGE_SPOIL_H

#include <stddef.h>

#include "tracecert/arena.h"

/* The image of a number, PNG or JPEG, whole or not; the same every time. */
const void *tc_spoiled_image(struct tc_arena *arena, unsigned long number, size_t *len);

#endif
