/* JPEG to gray. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "validate/decode/label_image.h"

#define CM_PER_INCH 2.54

struct reader {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    jmp_buf failed;
    unsigned char *line; /* CMYK only */
    bool too_large;
};

static void on_error(j_common_ptr jpeg)
{
    struct reader *r = jpeg->client_data;

    longjmp(r->failed, 1);
}

static void on_message(j_common_ptr jpeg, int level)
{
    (void)jpeg;
    (void)level;
}

static double dpi_of(const struct jpeg_decompress_struct *jpeg)
{
    if (!jpeg->saw_JFIF_marker || jpeg->X_density == 0)
        return 0;
    if (jpeg->density_unit == 1)
        return jpeg->X_density;
    return jpeg->density_unit == 2 ? jpeg->X_density * CM_PER_INCH : 0;
}

/* How light a pixel of printing inks is; Adobe writes them inverted. */
static unsigned char light_of_inks(const unsigned char inks[4], bool inverted)
{
    int sum = 0;

    for (int i = 0; i < 3; i++)
        sum += inverted ? inks[i] : 255 - inks[i];
    return (unsigned char)(sum / 3 * (inverted ? inks[3] : 255 - inks[3]) / 255);
}

static void read_line(struct reader *r, struct tc_image *image)
{
    unsigned char *to = image->gray + (size_t)r->jpeg.output_scanline * (size_t)image->width;

    if (!r->line) {
        jpeg_read_scanlines(&r->jpeg, &to, 1);
        return;
    }
    jpeg_read_scanlines(&r->jpeg, &r->line, 1);
    for (int x = 0; x < image->width; x++)
        to[x] = light_of_inks(r->line + 4 * (size_t)x, r->jpeg.saw_Adobe_marker);
}

static bool begin(struct reader *r, struct tc_image *image)
{
    size_t width = r->jpeg.image_width, height = r->jpeg.image_height;
    bool inks = r->jpeg.num_components == 4;

    if (!tc_image_is_bounded(width, height)) {
        r->too_large = true;
        return false;
    }
    r->jpeg.out_color_space = inks ? JCS_CMYK : JCS_GRAYSCALE;
    image->width = (int)width;
    image->height = (int)height;
    image->dpi = dpi_of(&r->jpeg);
    image->gray = malloc(width * height);
    if (inks)
        r->line = malloc(4 * width);
    return image->gray && (!inks || r->line);
}

bool tc_image_read_jpeg(const void *bytes, size_t len, struct tc_image *image)
{
    struct reader *r = calloc(1, sizeof(*r));
    volatile bool read = false;
    bool too_large;

    if (!r)
        return false;
    r->jpeg.err = jpeg_std_error(&r->errors);
    r->jpeg.client_data = r;
    r->errors.error_exit = on_error;
    r->errors.emit_message = on_message;
    if (!setjmp(r->failed)) {
        jpeg_create_decompress(&r->jpeg);
        jpeg_mem_src(&r->jpeg, bytes, len);
        jpeg_read_header(&r->jpeg, TRUE);
        if (begin(r, image)) {
            jpeg_start_decompress(&r->jpeg);
            while (r->jpeg.output_scanline < r->jpeg.output_height)
                read_line(r, image);
            read = true;
        }
    }
    jpeg_destroy_decompress(&r->jpeg);
    too_large = r->too_large;
    free(r->line);
    free(r);
    if (!read)
        tc_image_release(image);
    image->too_large = too_large;
    return read;
}
