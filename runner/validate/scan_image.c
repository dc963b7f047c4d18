#include "validate/scan_image.h"

#include <stdlib.h>

bool tc_scan_turn(const struct tc_image *image, struct tc_image *turned)
{
    size_t width = (size_t)image->width, height = (size_t)image->height;

    *turned = *image;
    turned->width = image->height;
    turned->height = image->width;
    turned->gray = malloc(width * height);
    for (size_t y = 0; turned->gray && y < height; y++)
        for (size_t x = 0; x < width; x++)
            turned->gray[x * height + y] = image->gray[y * width + x];
    return turned->gray != NULL;
}
