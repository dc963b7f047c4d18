/* What zint draws of random messages in all sizes, the project's own grid decoder
 * reads back, whole and damaged: never anything else. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zint.h>

#include "base/check_main.h"
#include "validate/decode/grid_fit.h"
#include "validate/decode/label_read.h"

#define QUIET 4 /* modules */
#define TEXT_MAX 7089

static struct tc_arena *arena;
static struct tc_readings readings;
static unsigned state;

static unsigned any(unsigned below)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

/* --- drawing ------------------------------------------------------------------------- */

/* A symbol as its modules, 1 dark. */
struct pattern {
    int rows, columns;
    unsigned char dark[TC_GRID_MODULES_MAX];
};

struct sample {
    int symbology, mode, size, level; /* as zint counts them */
    char text[TEXT_MAX + 1];
    int len;
};

static bool encode(const struct sample *sample, struct pattern *pattern)
{
    struct zint_symbol *symbol = ZBarcode_Create();
    bool fits;

    symbol->symbology = sample->symbology;
    symbol->input_mode = sample->mode;
    symbol->option_1 = sample->level;
    symbol->option_2 = sample->size;
    fits =
        ZBarcode_Encode(symbol, (const unsigned char *)sample->text, sample->len) < ZINT_ERROR;
    pattern->rows = symbol->rows;
    pattern->columns = symbol->width;
    for (int i = 0; fits && i < symbol->rows * symbol->width; i++) {
        int row = i / symbol->width, column = i % symbol->width;

        pattern->dark[i] = symbol->encoded_data[row][column / 8] >> column % 8 & 1;
    }
    ZBarcode_Delete(symbol);
    return fits;
}

static bool is_dark(const struct pattern *p, double column, double row)
{
    return column >= 0 && row >= 0 && column < p->columns && row < p->rows &&
           p->dark[(int)row * p->columns + (int)column];
}

/* Turned by an angle around its middle; each pixel is the mean of 16 points, or the one that
 * they all equal. */
static struct tc_image draw(const struct pattern *p, double module, double degrees)
{
    double side = (hypot(p->rows, p->columns) + 2 * QUIET) * module;
    double c = cos(degrees * M_PI / 180) / module, s = sin(degrees * M_PI / 180) / module;
    double middle = (int)(side / 2) + p->columns % 2 * module / 2; /* on whole pixels */
    struct tc_image image = { .width = (int)side, .height = (int)side };
    int per_side = fmod(degrees, 90) == 0 && module == floor(module) ? 1 : 4;
    int points = per_side * per_side;

    image.gray = tc_arena_alloc(arena, (size_t)image.width * (size_t)image.height);
    for (int i = 0; i < image.width * image.height; i++) {
        int dark = 0;

        for (int j = 0; j < points; j++) {
            double x = i % image.width + (j % per_side + 0.5) / per_side - middle;
            double y = i / image.width + (j / per_side + 0.5) / per_side - middle;

            dark += is_dark(p, x * c + y * s + p->columns / 2.0, y * c - x * s + p->rows / 2.0);
        }
        image.gray[i] = (unsigned char)(255 - dark * 255 / points);
    }
    return image;
}

static void read(const struct pattern *pattern, double module, double degrees)
{
    struct tc_image image = draw(pattern, module, degrees);

    memset(&readings, 0, sizeof(readings));
    readings.arena = arena;
    tc_label_grid(&image, &readings);
}

/* --- messages ------------------------------------------------------------------------ */

static char any_char(int kind)
{
    static const char *const sets[] = { "0123456789",
                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ",
                                        "abcdefghijklmnopqrstuvwxyz0123456789 ",
                                        "ABCXYZ0189*>\r ",
                                        "ABC019!\"%&'*+,-./:;<=>?_^@[",
                                        "aB3%{}~\x1d\x01|`$" };
    const int sets_count = (int)(sizeof(sets) / sizeof(sets[0]));

    return kind < sets_count ? sets[kind][any((unsigned)strlen(sets[kind]))]
                             : (char)(1 + any(255));
}

#define KINDS 7

/* Stretches of several kinds, so that encoders change between their schemes. */
static void write_message(struct sample *sample, int len)
{
    int kind = (int)any(KINDS), stretch = 1 + (int)any(30);

    for (sample->len = 0; sample->len < len; stretch--) {
        if (stretch == 0) {
            kind = (int)any(KINDS);
            stretch = 1 + (int)any(30);
        }
        sample->text[sample->len++] = any_char(kind);
    }
    sample->text[sample->len] = 0;
}

/* As long as the size takes, or somewhat shorter. */
static void fill(struct sample *sample, int most, struct pattern *pattern)
{
    for (int len = 1 + (int)any((unsigned)most); len > 0; len = len * 3 / 4) {
        write_message(sample, len);
        if (encode(sample, pattern))
            return;
    }
    sample->len = 0;
}

static bool is_sample(const struct tc_symbol *symbol, const struct sample *sample)
{
    return symbol->len == (size_t)sample->len &&
           memcmp(symbol->data, sample->text, symbol->len) == 0;
}

static void expect_sample(const struct sample *sample, const char *symbology, const char *when)
{
    ck_assert_msg(readings.count == 1, "%zu read: size %d, %d bytes, %s", readings.count,
                  sample->size, sample->len, when);
    ck_assert_str_eq(readings.items[0].symbology, symbology);
    ck_assert_msg(is_sample(&readings.items[0], sample), "size %d, \"%s\" read as \"%.*s\"",
                  sample->size, sample->text, (int)readings.items[0].len,
                  readings.items[0].data);
}

/* --- damage -------------------------------------------------------------------------- */

/* Change modules of so many codewords of each block. */
static void spoil(const struct tc_grid *grid, int beyond, struct pattern *pattern)
{
    static unsigned char spoilt[TC_GRID_CODEWORDS_MAX];

    memset(spoilt, 0, sizeof(spoilt));
    for (int b = 0; b < grid->block_count; b++) {
        for (int left = grid->blocks[b].capacity / 2 + beyond; left > 0;) {
            int codeword = (int)any((unsigned)grid->codewords);

            if (grid->block[codeword] != b || spoilt[codeword])
                continue;
            spoilt[codeword] = (unsigned char)(1 + any(255));
            left--;
        }
    }
    for (int i = 0; i < grid->rows * grid->columns; i++)
        if (grid->codeword[i] >= 0 && spoilt[grid->codeword[i]] & grid->bit[i])
            pattern->dark[i] ^= 1;
}

static void expect_damage_mended(const struct sample *sample, const char *symbology,
                                 struct pattern *pattern)
{
    const struct tc_grid *grid = readings.grids[0];
    int capacity = 0;

    ck_assert(memcmp(grid->right, pattern->dark, (size_t)(grid->rows * grid->columns)) == 0);
    for (int b = 0; b < grid->block_count; b++)
        capacity += grid->blocks[b].capacity / 2;
    spoil(grid, 0, pattern);
    read(pattern, 3, 0);
    expect_sample(sample, symbology, "damaged");
    ck_assert_int_eq(readings.grids[0]->corrected, capacity);
    ck_assert(readings.grids[0]->unused < 0.5);
}

static void expect_unread(const struct tc_grid *grid, struct pattern *pattern)
{
    memcpy(pattern->dark, grid->right, sizeof(pattern->dark));
    spoil(grid, 1 + (int)any(3), pattern);
    read(pattern, 3, 0);
    ck_assert_uint_eq(readings.count, 0);
}

/* --- the tests ----------------------------------------------------------------------- */

#define MATRIX_SIZES 30
#define MATRIX_ROUNDS 12
#define QR_VERSIONS 40
#define QR_LEVELS 4

static void round_trip(struct sample *sample, int most, const char *symbology)
{
    static struct pattern pattern;

    arena = tc_arena_new();
    fill(sample, most, &pattern);
    if (sample->len > 0) {
        read(&pattern, 2, 0);
        expect_sample(sample, symbology, "upright");
        expect_damage_mended(sample, symbology, &pattern);
        expect_unread(readings.grids[0], &pattern);
    }
    tc_arena_free(arena);
}

START_TEST(data_matrix_of_all_sizes)
{
    static struct sample sample;

    state = 20261125u + (unsigned)_i;
    for (int i = 0; i < TC_TRIALS(MATRIX_ROUNDS); i++) {
        sample = (struct sample){ BARCODE_DATAMATRIX, DATA_MODE, _i + 1, -1, "", 0 };
        round_trip(&sample, _i < 9 || _i > 23 ? 60 : 400, "datamatrix");
    }
}
END_TEST

START_TEST(qr_of_all_versions_and_levels)
{
    static struct sample sample;

    state = 1970u + (unsigned)_i;
    for (int i = 0; i < TC_TRIALS(QR_LEVELS); i++) {
        int level = 1 + (_i + i) % QR_LEVELS; /* each of them, and with fewer trials in turn */

        sample = (struct sample){ BARCODE_QRCODE, DATA_MODE, _i + 1, level, "", 0 };
        round_trip(&sample, 20 + 40 * _i, "qr");
    }
}
END_TEST

/* Element strings: FNC1 in first position, and between. */
START_TEST(gs1)
{
    static const int symbologies[] = { BARCODE_DATAMATRIX, BARCODE_QRCODE };
    static const char *const names[] = { "gs1-datamatrix", "gs1-qr" };
    static struct pattern pattern;
    static struct sample sample;

    for (int i = 0; i < TC_TRIALS(200); i++) {
        char lot[13] = "", serial[9] = "", expected[64];
        int kind = (int)any(5);

        arena = tc_arena_new();
        for (int j = 0, n = 1 + (int)any(12); j < n; j++)
            lot[j] = any_char(kind % 3);
        for (int j = 0, n = 1 + (int)any(8); j < n; j++)
            serial[j] = "019ABab%/%"[any(10)];
        sample = (struct sample){
            symbologies[_i], GS1_MODE | GS1PARENS_MODE | GS1NOCHECK_MODE, 0, -1, "", 0
        };
        sample.len = snprintf(sample.text, sizeof(sample.text),
                              "(01)09521234000013(10)%s(21)%s", lot, serial);
        ck_assert(encode(&sample, &pattern));
        sample.len = snprintf(expected, sizeof(expected), "010952123400001310%s\x1d%s%s", lot,
                              "21", serial);
        memcpy(sample.text, expected, (size_t)sample.len + 1);
        read(&pattern, 2, 0);
        expect_sample(&sample, names[_i], "gs1");
        ck_assert(readings.items[0].gs1);
        tc_arena_free(arena);
    }
}
END_TEST

/* At any angle and from one pixel a module, upright. */
START_TEST(turned)
{
    static const int symbologies[] = { BARCODE_DATAMATRIX, BARCODE_QRCODE };
    static const char *const names[] = { "datamatrix", "qr" };
    static struct pattern pattern;
    static struct sample sample;

    state = 5;
    for (int degrees = 0; degrees < 720; degrees += 5) {
        double module = degrees % 90 == 0 ? 1 + any(4) : 2.5 + any(30) / 10.0;

        arena = tc_arena_new();
        sample = (struct sample){ symbologies[_i], DATA_MODE, 0, -1, "", 0 };
        fill(&sample, 60, &pattern);
        read(&pattern, module, degrees);
        expect_sample(&sample, names[_i], "turned");
        tc_arena_free(arena);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("grid");
    TCase *tests = tcase_create("grid");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_set_timeout(tests, 300);
    tcase_add_loop_test(tests, data_matrix_of_all_sizes, 0, MATRIX_SIZES);
    tcase_add_loop_test(tests, qr_of_all_versions_and_levels, 0, QR_VERSIONS);
    tcase_add_loop_test(tests, gs1, 0, 2);
    tcase_add_loop_test(tests, turned, 0, 2);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
