/* The image reader and all that looks at pixels in this process, fed with
 * arbitrary bytes. */
#include <stdint.h>
#include <string.h>

#include "validate/decode/grade.h"
#include "validate/decode/grid_text.h"
#include "validate/decode/label_read.h"
#include "validate/decode/matrix.h"
#include "validate/decode/qr.h"
#include "validate/decode/reed_solomon.h"
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

/* What is measured of whatever was read. */
static void grade(const struct tc_image *image, const struct tc_grid *grid,
                  struct tc_symbol *symbol)
{
    tc_bars_measure(image, symbol);
    if (grid) {
        tc_grid_measure(image, grid, symbol);
        tc_grid_grade(image, grid, &symbol->quality);
    } else if (symbol->module > 0) {
        tc_bars_grade(image, 2, symbol);
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
    tc_label_scan_slanted(image, &readings);
    tc_label_grid(image, &readings);
    tc_scan_shows_bars(image);
    for (size_t i = 0; i < readings.count; i++)
        grade(image, readings.grids[i], &readings.items[i]);
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

/* --- two-dimensional symbols ------------------------------------------------------------ */

/* The bytes as the codewords of a symbol, whatever they say. */
static void read_text(struct tc_grid *grid, const uint8_t *bytes, size_t len)
{
    static struct tc_grid_text text;

    grid->message_len = len < 400 ? (int)len : 400;
    for (int i = 0; i < grid->message_len; i++) {
        grid->message[i] = (short)i;
        grid->value[i] = bytes[i];
    }
    tc_matrix_text(grid, &text);
    tc_qr_text(grid, &text);
}

static void correct(const uint8_t *bytes, size_t len)
{
    unsigned char word[TC_RS_WORD_MAX];
    int n = len < sizeof(word) ? (int)len : (int)sizeof(word), checks = n / 2;

    memcpy(word, bytes, (size_t)n);
    tc_rs_correct(TC_RS_MATRIX, word, n, checks, checks / 2);
    tc_rs_correct(TC_RS_QR, word, n, checks, checks / 2);
}

/* A symbol whose fixed patterns are right and whose codewords are the bytes. */
static void scan_grid(struct tc_arena *arena, const struct tc_grid *grid, const uint8_t *bytes,
                      size_t len)
{
    struct tc_image image = { .width = 2 * grid->columns + 16, .height = 2 * grid->rows + 16 };
    size_t width = (size_t)image.width;

    image.gray = tc_arena_alloc(arena, width * (size_t)image.height);
    memset(image.gray, 255, width * (size_t)image.height);
    for (int i = 0; i < grid->rows * grid->columns; i++) {
        unsigned char *at = image.gray + (size_t)(8 + i / grid->columns * 2) * width + 8 +
                            (size_t)(i % grid->columns) * 2;
        bool data = grid->part[i] == TC_PART_DATA || grid->part[i] == TC_PART_FORMAT;

        if (data ? bytes[(size_t)i / 8 % len] >> i % 8 & 1 : grid->right[i])
            at[0] = at[1] = at[width] = at[width + 1] = 0;
    }
    scan(arena, &image);
}

static void read_qr(struct tc_arena *arena, const uint8_t *bytes, size_t len)
{
    static struct tc_grid grid;

    tc_qr_place(1 + bytes[0] % 6, &grid);
    scan_grid(arena, &grid, bytes, len);
    tc_qr_place(1 + bytes[0] % TC_QR_VERSIONS, &grid);
    read_text(&grid, bytes, len);
}

static void read_matrix(struct tc_arena *arena, const uint8_t *bytes, size_t len)
{
    static struct tc_grid grid;

    tc_matrix_place(tc_matrix_size(bytes[0] % 30), &grid);
    scan_grid(arena, &grid, bytes, len);
    read_text(&grid, bytes, len);
}

static void read_wire(struct tc_arena *arena, const uint8_t *bytes, size_t len)
{
    struct tc_label_result result = { 0 };

    tc_wire_read(arena, tc_arena_strndup(arena, (const char *)bytes, len), &result);
}

static void read_image(struct tc_arena *arena, const uint8_t *bytes, size_t len)
{
    struct tc_image image;

    if (!tc_image_read(bytes, len, &image))
        return;
    if ((size_t)image.width * (size_t)image.height <= PIXELS_MAX && tc_image_pad(&image, 8)) {
        measure(&image, bytes, len);
        scan(arena, &image);
    }
    tc_image_release(&image);
}

/* A file is read as such; the first byte says what else the others are taken for. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct tc_arena *arena = tc_arena_new();

    read_image(arena, bytes, len);
    if (len > 1 && bytes[0] % 4 == 0)
        scan_widths(arena, bytes + 1, len - 1);
    else if (len > 1 && bytes[0] % 4 == 1)
        read_qr(arena, bytes + 1, len - 1);
    else if (len > 1 && bytes[0] % 4 == 2)
        read_matrix(arena, bytes + 1, len - 1);
    else if (len > 1) {
        read_wire(arena, bytes + 1, len - 1);
        correct(bytes + 1, len - 1);
    }
    tc_arena_free(arena);
    return 0;
}
