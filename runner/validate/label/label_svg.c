#include "validate/label/label_svg.h"

static void print_base64(FILE *out, const unsigned char *bytes, size_t len)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < len; i += 3) {
        unsigned long group = (unsigned long)bytes[i] << 16;

        group |= i + 1 < len ? (unsigned long)bytes[i + 1] << 8 : 0;
        group |= i + 2 < len ? bytes[i + 2] : 0;
        putc(digits[group >> 18], out);
        putc(digits[group >> 12 & 63], out);
        putc(i + 1 < len ? digits[group >> 6 & 63] : '=', out);
        putc(i + 2 < len ? digits[group & 63] : '=', out);
    }
}

void tc_svg_print_image(FILE *out, const void *image, size_t len)
{
    const unsigned char *bytes = image;

    fprintf(out, "data:image/%s;base64,", len > 0 && bytes[0] == 0xff ? "jpeg" : "png");
    print_base64(out, bytes, len);
}
