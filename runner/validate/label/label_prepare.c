#include "validate/label/label_prepare.h"

#include <stdlib.h>
#include <string.h>

static size_t size_of(const struct tc_image *image)
{
    return (size_t)image->width * (size_t)image->height;
}

bool tc_image_copy(const struct tc_image *image, struct tc_image *copy)
{
    *copy = *image;
    copy->gray = malloc(size_of(image));
    if (copy->gray)
        memcpy(copy->gray, image->gray, size_of(image));
    return copy->gray != NULL;
}

/* The value below which `share` of the pixels lie. */
static int quantile(const size_t counts[256], size_t share)
{
    size_t sum = 0;

    for (int value = 0; value < 256; value++) {
        sum += counts[value];
        if (sum > share)
            return value;
    }
    return 255;
}

void tc_image_stretch(struct tc_image *image)
{
    size_t counts[256] = { 0 }, size = size_of(image);
    int dark, light;

    for (size_t i = 0; i < size; i++)
        counts[image->gray[i]]++;
    counts[255] = 0; /* the paper around it, and our own margin */
    for (size_t value = 0, sum = 0; value < 256; value++)
        size = sum += counts[value];
    dark = quantile(counts, size / 100);
    light = quantile(counts, size - size / 100 - (size > 0));
    for (size_t i = 0; light > dark && i < size_of(image); i++) {
        int value = (image->gray[i] - dark) * 255 / (light - dark);

        image->gray[i] = (unsigned char)(value < 0 ? 0 : value > 255 ? 255 : value);
    }
}

/* The fifth of nine. */
static unsigned char median_of_9(unsigned char v[9])
{
    for (int i = 0; i < 5; i++) {
        int smallest = i;
        unsigned char swap = v[i];

        for (int j = i + 1; j < 9; j++)
            if (v[j] < v[smallest])
                smallest = j;
        v[i] = v[smallest];
        v[smallest] = swap;
    }
    return v[4];
}

void tc_image_median(struct tc_image *image)
{
    size_t width = (size_t)image->width;
    struct tc_image from;

    if (!tc_image_copy(image, &from))
        return;
    for (int y = 1; y < image->height - 1; y++) {
        for (int x = 1; x < image->width - 1; x++) {
            unsigned char v[9];

            for (int i = 0; i < 9; i++)
                v[i] = from.gray[(size_t)(y + i / 3 - 1) * width + (size_t)(x + i % 3 - 1)];
            image->gray[(size_t)y * width + (size_t)x] = median_of_9(v);
        }
    }
    free(from.gray);
}

void tc_image_invert(struct tc_image *image)
{
    for (size_t i = 0; i < size_of(image); i++)
        image->gray[i] = (unsigned char)(255 - image->gray[i]);
}
