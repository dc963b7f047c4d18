#include "validate/decode/label_image.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

#define INCHES_PER_METRE 39.3701
#define PHYS_PER_METRE 1

bool tc_image_is_bounded(size_t width, size_t height)
{
    return width > 0 && height > 0 && width <= TC_IMAGE_SIDE_MAX &&
           height <= TC_IMAGE_SIDE_MAX && width * height <= TC_IMAGE_PIXELS_MAX;
}

static unsigned long big_endian(const unsigned char *p)
{
    return (unsigned long)p[0] << 24 | (unsigned long)p[1] << 16 | (unsigned long)p[2] << 8 |
           p[3];
}

/* The density of the pHYs chunk, which stands before the first IDAT; 0 if there
 * is none in a physical unit. */
static double dpi_of(const unsigned char *bytes, size_t len)
{
    size_t at = 8; /* behind the signature */

    while (at + 12 <= len) {
        size_t size = big_endian(bytes + at);

        if (size > len - at - 12 || memcmp(bytes + at + 4, "IDAT", 4) == 0)
            return 0;
        if (memcmp(bytes + at + 4, "pHYs", 4) == 0 && size == 9)
            return bytes[at + 16] == PHYS_PER_METRE
                       ? (double)big_endian(bytes + at + 8) / INCHES_PER_METRE
                       : 0;
        at += size + 12;
    }
    return 0;
}

static bool read_png(const void *bytes, size_t len, struct tc_image *image)
{
    const png_color white = { 255, 255, 255 };
    png_image png = { .version = PNG_IMAGE_VERSION };
    bool read = false, bounded;

    if (!png_image_begin_read_from_memory(&png, bytes, len))
        return false;
    png.format = PNG_FORMAT_GRAY;
    bounded = tc_image_is_bounded(png.width, png.height);
    if (bounded)
        image->gray = malloc(PNG_IMAGE_SIZE(png));
    if (image->gray)
        read = png_image_finish_read(&png, &white, image->gray, 0, NULL) != 0;
    image->width = (int)png.width;
    image->height = (int)png.height;
    image->dpi = dpi_of(bytes, len);
    png_image_free(&png);
    if (!read)
        tc_image_release(image);
    image->too_large = !bounded;
    return read;
}

bool tc_image_read(const void *bytes, size_t len, struct tc_image *image)
{
    bool jpeg = len > 3 && memcmp(bytes, "\xff\xd8\xff", 3) == 0;

    memset(image, 0, sizeof(*image));
    return jpeg ? tc_image_read_jpeg(bytes, len, image) : read_png(bytes, len, image);
}

/* What the paper is: the shade than which one pixel in two hundred is lighter. */
static int paper_of(const struct tc_image *image)
{
    size_t size = (size_t)image->width * (size_t)image->height, lighter = 0;
    size_t count[256] = { 0 };
    int shade = 255;

    for (size_t i = 0; i < size; i++)
        count[image->gray[i]]++;
    while (shade > 0 && (lighter += count[shade]) <= size / 200)
        shade--;
    return shade;
}

bool tc_image_pad(struct tc_image *image, int margin)
{
    size_t width = (size_t)image->width + 2 * (size_t)margin;
    size_t height = (size_t)image->height + 2 * (size_t)margin;
    unsigned char *padded = malloc(width * height);

    if (!padded)
        return false;
    memset(padded, paper_of(image), width * height);
    for (size_t y = 0; y < (size_t)image->height; y++)
        memcpy(padded + (y + (size_t)margin) * width + margin,
               image->gray + y * (size_t)image->width, (size_t)image->width);
    free(image->gray);
    image->gray = padded;
    image->width = (int)width;
    image->height = (int)height;
    return true;
}

bool tc_image_cut(const struct tc_image *image, int box[4], struct tc_image *piece)
{
    int left = box[0] > 0 ? box[0] : 0, top = box[1] > 0 ? box[1] : 0;
    int right = box[0] + box[2], bottom = box[1] + box[3];

    right = right < image->width ? right : image->width;
    bottom = bottom < image->height ? bottom : image->height;
    if (right <= left || bottom <= top)
        return false;
    *piece = (struct tc_image){ .width = right - left, .height = bottom - top };
    piece->gray = malloc((size_t)piece->width * (size_t)piece->height);
    for (int y = top; piece->gray && y < bottom; y++)
        memcpy(piece->gray + (size_t)(y - top) * (size_t)piece->width,
               image->gray + (size_t)y * (size_t)image->width + left, (size_t)piece->width);
    memcpy(box, (int[]){ left, top, right - left, bottom - top }, 4 * sizeof(box[0]));
    return piece->gray != NULL;
}

void tc_image_release(struct tc_image *image)
{
    free(image->gray);
    memset(image, 0, sizeof(*image));
}
