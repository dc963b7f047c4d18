#include "selftest/image_spoil.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <zlib.h>

#include "validate/decode/label_draw.h"

#define CHANGES_MAX 4 /* of pixels, of one image */
#define BYTES_MAX 8   /* that are changed in a file */

#define AIS "(01)09521234000013(10)L1"

static const char *const symbols[][2] = {
    { "ean-13", "9521234000013" },
    { "ean-13", "9521234000013+12" },
    { "ean-8", "95200002" },
    { "upc-a", "012345678905" },
    { "upc-e", "01234565" },
    { "itf-14", "1952123400001" },
    { "itf", "123456" },
    { "gs1-128", AIS },
    { "code128", "Lo-12345" },
    { "databar", "0952123400001" },
    { "databar-stacked", "0952123400001" },
    { "databar-stacked-omni", "0952123400001" },
    { "databar-limited", "0952123400001" },
    { "databar-expanded", AIS "(17)261231" },
    { "databar-expanded-stacked", AIS "(17)261231" },
    { "databar-expanded-composite", AIS "|(21)A1" },
    { "gs1-128-composite", AIS "|(21)A1" },
    { "gs1-datamatrix", AIS "(21)77" },
    { "gs1-datamatrix-rect", AIS },
    { "gs1-dmre", AIS },
    { "datamatrix", "https://id.gs1.org/01/09521234000013/10/L1" },
    { "gs1-qr", AIS },
    { "qr", "https://example.vn/01/09521234000013/10/L1?17=261231" },
    { "qr", "WIFI" },
    { "gs1-aztec", AIS },
    { "code39", "ABC" },
};

/* --- chance --------------------------------------------------------------------------- */

struct chance {
    uint64_t state;
};

/* splitmix64: 0 to below. */
static unsigned draw(struct chance *c, unsigned below)
{
    uint64_t z = c->state += 0x9e3779b97f4a7c15u;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (unsigned)((z ^ z >> 31) % below);
}

/* --- pixels ---------------------------------------------------------------------------- */

struct patch {
    int left, top, width, height;
};

static struct patch draw_patch(struct chance *c, const struct tc_sheet *sheet)
{
    struct patch p = { .left = (int)draw(c, (unsigned)sheet->width),
                       .top = (int)draw(c, (unsigned)sheet->height) };

    p.width = 1 + (int)draw(c, (unsigned)(sheet->width - p.left));
    p.height = 1 + (int)draw(c, (unsigned)(sheet->height - p.top));
    if (draw(c, 4)) { /* mostly a small one */
        p.width = 1 + p.width / 8;
        p.height = 1 + p.height / 8;
    }
    return p;
}

enum change { PAINT, INVERT, NOISE, SHIFT, MIRROR, FADE, CHANGES };

static unsigned char changed(struct chance *c, const struct tc_sheet *sheet,
                             const struct patch *p, int x, int y, enum change change, int by)
{
    unsigned char old = *tc_sheet_pixel(sheet, x, y);

    switch (change) {
    case PAINT:
        return (unsigned char)by;
    case INVERT:
        return (unsigned char)(255 - old);
    case NOISE:
        return draw(c, 4) ? old : (unsigned char)draw(c, 256);
    case SHIFT: /* to the side, by another way in each row */
        return *tc_sheet_pixel(sheet, p->left + (x - p->left + by + y / 3) % p->width, y);
    case MIRROR:
        return *tc_sheet_pixel(sheet, 2 * p->left + p->width - 1 - x, y);
    default:
        return (unsigned char)(old / 2 + by / 2);
    }
}

static void change_patch(struct chance *c, struct tc_sheet *sheet)
{
    struct patch p = draw_patch(c, sheet);
    enum change change = (enum change)draw(c, CHANGES);
    int by = draw(c, 2) ? (int)draw(c, 256) : 255 * (int)draw(c, 2);

    for (int y = p.top; y < p.top + p.height; y++)
        for (int x = p.left; x < p.left + p.width; x++)
            *tc_sheet_pixel(sheet, x, y) = changed(c, sheet, &p, x, y, change, by);
}

/* Few pixels of an image are left, down to one. */
static void cut(struct tc_arena *arena, struct chance *c, struct tc_sheet *sheet)
{
    struct patch p = draw_patch(c, sheet);
    struct tc_sheet piece = tc_sheet_new(arena, p.width, p.height);

    for (int y = 0; y < p.height; y++)
        memcpy(tc_sheet_pixel(&piece, 0, y), tc_sheet_pixel(sheet, p.left, p.top + y),
               (size_t)p.width);
    *sheet = piece;
}

static void spoil_pixels(struct tc_arena *arena, struct chance *c, struct tc_sheet *sheet)
{
    static const char *const damages[] = { "turn-90", "turn-180", "turn-5",   "turn-30",
                                           "blur",    "noise",    "speckle",  "faint",
                                           "specks",  "inverted", "stretched" };

    if (draw(c, 3) == 0)
        tc_sheet_damage(arena, sheet, damages[draw(c, sizeof(damages) / sizeof(damages[0]))]);
    for (unsigned n = draw(c, 2) * draw(c, CHANGES_MAX + 1); n > 0; n--)
        change_patch(c, sheet);
    if (draw(c, 12) == 0)
        cut(arena, c, sheet);
}

/* --- the file ---------------------------------------------------------------------------- */

static char *write_jpeg(struct tc_arena *arena, const struct tc_sheet *sheet, int quality,
                        size_t *len)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long size = 0;
    char *kept;

    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &size);
    jpeg.image_width = (JDIMENSION)sheet->width;
    jpeg.image_height = (JDIMENSION)sheet->height;
    jpeg.input_components = 1;
    jpeg.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    if (quality % 2)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        unsigned char *line = tc_sheet_pixel(sheet, 0, (int)jpeg.next_scanline);

        jpeg_write_scanlines(&jpeg, &line, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    *len = size;
    kept = memcpy(tc_arena_alloc(arena, size), bytes, size);
    free(bytes);
    return kept;
}

/* The check sums of a PNG made right again, so that its bytes are looked at. */
static void seal_png(unsigned char *png, size_t len)
{
    for (size_t at = 8; at + 12 <= len;) {
        size_t size = (size_t)png[at] << 24 | (size_t)png[at + 1] << 16 |
                      (size_t)png[at + 2] << 8 | png[at + 3];
        uint32_t sum;

        if (size > len - at - 12)
            return;
        sum = (uint32_t)crc32(0, png + at + 4, (uInt)size + 4);
        for (int i = 0; i < 4; i++)
            png[at + 8 + size + (size_t)i] = (unsigned char)(sum >> (24 - 8 * i));
        at += size + 12;
    }
}

static void spoil_bytes(struct chance *c, char *bytes, size_t *len, bool png)
{
    /* Mostly the head, where sizes and tables stand. */
    unsigned reach = draw(c, 3) && *len > 64 ? 64 : (unsigned)*len;

    for (unsigned n = 1 + draw(c, BYTES_MAX); n > 0; n--)
        bytes[draw(c, reach)] ^= (char)(1u << draw(c, 8));
    if (draw(c, 4) == 0)
        *len = 1 + draw(c, (unsigned)*len);
    if (png && draw(c, 4))
        seal_png((unsigned char *)bytes, *len);
}

const void *tc_spoiled_image(struct tc_arena *arena, unsigned long number, size_t *len)
{
    struct chance c = { number * 0xd1342543de82ef95u };
    struct tc_sheet sheet = { 0 };
    bool png = draw(&c, 4) != 0;
    char *bytes;

    for (unsigned n = draw(&c, 24) ? 1 : 3; n > 0; n--) {
        const char *const *symbol = symbols[draw(&c, sizeof(symbols) / sizeof(symbols[0]))];

        tc_sheet_draw_as(arena, &sheet,
                         &(struct tc_drawn){ symbol[0], symbol[1],
                                             draw(&c, 8) ? 1 : 2 + draw(&c, 2),
                                             draw(&c, 32) ? 4 + draw(&c, 10) : 0 });
    }
    if (draw(&c, 24)) /* small ones are many more in the same time */
        tc_sheet_damage(arena, &sheet, "crop");
    spoil_pixels(arena, &c, &sheet);
    bytes = png ? (char *)tc_sheet_png(arena, &sheet, len)
                : write_jpeg(arena, &sheet, 5 + (int)draw(&c, 90), len);
    if (draw(&c, 3) == 0)
        spoil_bytes(&c, bytes, len, png);
    return bytes;
}
