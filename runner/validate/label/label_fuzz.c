/* The image reader and all that looks at pixels in this process, fed with
 * arbitrary bytes. */
#include <stdint.h>
#include <string.h>

#include "validate/decode/label_read.h"
#include "validate/label/label_wire.h"
#include "validate/decode/scan_image.h"

#define ROW 1024 /* pixels of a drawn line */
#define ROWS 8
#define PIXELS_MAX ((size_t)1 << 20) /* larger ones only cost time */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Boxes that a decoder might give, right or not. */
static void measure(const struct tc_image *image, const uint8_t *bytes, size_t len)
{
    static const char *const symbologies[] = { "gs1-datamatrix", "qr" };

    for (size_t i = 0; i + 4 <= len && i < 32; i += 4) {
        struct tc_symbol symbol = { .symbology = symbologies[i / 4 % 2], .module = 3 };

        for (int j = 0; j < 4; j++)
            symbol.box[j] = bytes[i + (size_t)j] - 8;
        tc_label_measure(image, &symbol);
    }
}

/* The decoders that are the project's own. */
static void scan(struct tc_arena *arena, const struct tc_image *image)
{
    static struct tc_readings readings;

    readings.arena = arena;
    readings.count = 0;
    tc_label_scan(image, false, &readings);
    tc_label_scan(image, true, &readings);
    tc_label_grid(image, &readings);
    tc_scan_shows_bars(image);
}

/* The bytes as a bar code: each is the width of an element. */
static void scan_widths(struct tc_arena *arena, const uint8_t *bytes, size_t len)
{
    struct tc_image image = { .width = ROW, .height = ROWS };
    int x = 8;

    image.gray = tc_arena_alloc(arena, (size_t)ROW * ROWS);
    memset(image.gray, 255, (size_t)ROW * ROWS);
    for (size_t i = 0; i < len && x + 16 < ROW; i++) {
        int width = 1 + bytes[i] % 9;

        if (i % 2 == 0)
            memset(image.gray + x, 0, (size_t)width);
        x += width;
    }
    for (int y = 1; y < ROWS; y++)
        memcpy(image.gray + (size_t)y * ROW, image.gray, ROW);
    scan(arena, &image);
}

static void read_wire(struct tc_arena *arena, const uint8_t *bytes, size_t len)
{
    struct tc_label_result result = { 0 };

    tc_wire_read(arena, tc_arena_strndup(arena, (const char *)bytes, len), &result);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_image image;

    read_wire(arena, bytes, len);
    scan_widths(arena, bytes, len);
    if (tc_image_read(bytes, len, &image)) {
        if ((size_t)image.width * (size_t)image.height <= PIXELS_MAX &&
            tc_image_pad(&image, 8)) {
            measure(&image, bytes, len);
            scan(arena, &image);
        }
        tc_image_release(&image);
    }
    tc_arena_free(arena);
    return 0;
}
