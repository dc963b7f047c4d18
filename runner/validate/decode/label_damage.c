/* Controlled damage to a drawn label: the same every time. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "validate/decode/label_draw.h"

#define WHITE 255

struct ink {
    int left, top, right, bottom;
};

static struct ink find_ink(const struct tc_sheet *sheet)
{
    struct ink ink = { sheet->width, sheet->height, -1, -1 };

    for (int y = 0; y < sheet->height; y++) {
        for (int x = 0; x < sheet->width; x++) {
            if (*tc_sheet_pixel(sheet, x, y) == WHITE)
                continue;
            ink.left = x < ink.left ? x : ink.left;
            ink.right = x > ink.right ? x : ink.right;
            ink.top = y < ink.top ? y : ink.top;
            ink.bottom = y > ink.bottom ? y : ink.bottom;
        }
    }
    return ink;
}

static void fill(struct tc_sheet *sheet, int left, int top, int right, int bottom, int value)
{
    for (int y = top; y <= bottom; y++)
        memset(tc_sheet_pixel(sheet, left, y), value, (size_t)(right - left + 1));
}

static void turn_90(struct tc_arena *arena, struct tc_sheet *sheet)
{
    struct tc_sheet turned = tc_sheet_new(arena, sheet->height, sheet->width);

    for (int y = 0; y < sheet->height; y++)
        for (int x = 0; x < sheet->width; x++)
            *tc_sheet_pixel(&turned, sheet->height - 1 - y, x) = *tc_sheet_pixel(sheet, x, y);
    *sheet = turned;
}

/* By any angle, clockwise, onto a sheet that holds it; between four pixels. */
static void turn(struct tc_arena *arena, struct tc_sheet *sheet, int degrees)
{
    double c = cos(degrees * 3.14159265358979 / 180), s = sin(degrees * 3.14159265358979 / 180);
    int width = (int)(fabs(sheet->width * c) + fabs(sheet->height * s)) + 2;
    int height = (int)(fabs(sheet->width * s) + fabs(sheet->height * c)) + 2;
    struct tc_sheet turned = tc_sheet_new(arena, width, height);

    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            double dx = x - width / 2.0, dy = y - height / 2.0;
            double fx = c * dx + s * dy + sheet->width / 2.0;
            double fy = c * dy - s * dx + sheet->height / 2.0;
            int left = (int)floor(fx), top = (int)floor(fy);
            const unsigned char *p;

            if (left < 0 || top < 0 || left + 1 >= sheet->width || top + 1 >= sheet->height)
                continue;
            p = tc_sheet_pixel(sheet, left, top);
            fx -= left;
            fy -= top;
            *tc_sheet_pixel(&turned, x, y) = (unsigned char)lround(
                (p[0] * (1 - fx) + p[1] * fx) * (1 - fy) +
                (p[sheet->width] * (1 - fx) + p[sheet->width + 1] * fx) * fy);
        }
    }
    *sheet = turned;
}

/* The mean of each 3x3 neighbourhood. */
static void blur(struct tc_arena *arena, struct tc_sheet *sheet)
{
    struct tc_sheet blurred = tc_sheet_new(arena, sheet->width, sheet->height);

    for (int y = 1; y < sheet->height - 1; y++) {
        for (int x = 1; x < sheet->width - 1; x++) {
            int sum = 0;

            for (int i = 0; i < 9; i++)
                sum += *tc_sheet_pixel(sheet, x + i % 3 - 1, y + i / 3 - 1);
            *tc_sheet_pixel(&blurred, x, y) = (unsigned char)(sum / 9);
        }
    }
    *sheet = blurred;
}

/* The same noise every time. */
static void noise(struct tc_sheet *sheet)
{
    unsigned state = 20261125;

    for (int i = 0; i < sheet->width * sheet->height; i++) {
        int value;

        state = state * 1664525u + 1013904223u;
        value = sheet->gray[i] + (int)(state >> 24) / 2 - 64;
        sheet->gray[i] = (unsigned char)(value < 0 ? 0 : value > WHITE ? WHITE : value);
    }
}

/* One pixel of twenty black or white. */
static void speckle(struct tc_sheet *sheet)
{
    unsigned state = 20261126;

    for (int i = 0; i < sheet->width * sheet->height; i++) {
        state = state * 1664525u + 1013904223u;
        if ((state >> 16) % 20 == 0)
            sheet->gray[i] = state >> 31 ? WHITE : 0;
    }
}

static void fade(struct tc_sheet *sheet, int darkest, int range)
{
    for (int i = 0; i < sheet->width * sheet->height; i++)
        sheet->gray[i] = (unsigned char)(darkest + sheet->gray[i] * range / WHITE);
}

static void invert(struct tc_sheet *sheet)
{
    for (int i = 0; i < sheet->width * sheet->height; i++)
        sheet->gray[i] = (unsigned char)(WHITE - sheet->gray[i]);
}

static void crop(struct tc_arena *arena, struct tc_sheet *sheet)
{
    struct ink ink = find_ink(sheet);
    struct tc_sheet cropped =
        tc_sheet_new(arena, ink.right - ink.left + 1, ink.bottom - ink.top + 1);

    for (int y = 0; y < cropped.height; y++)
        memcpy(tc_sheet_pixel(&cropped, 0, y), tc_sheet_pixel(sheet, ink.left, ink.top + y),
               (size_t)cropped.width);
    *sheet = cropped;
}

/* A stain over the middle of the ink, too large for any error correction. */
static void wipe(struct tc_sheet *sheet)
{
    struct ink ink = find_ink(sheet);
    int width = ink.right - ink.left, height = ink.bottom - ink.top;

    fill(sheet, ink.left + width / 5, ink.top, ink.right - width / 5, ink.bottom, WHITE);
    fill(sheet, ink.left, ink.top + height / 5, ink.right, ink.bottom - height / 5, WHITE);
}

/* A line of 2 pixels beside the ink: "left", or "left-24" for its distance in
 * pixels. */
static void draw_line(struct tc_sheet *sheet, const char *side)
{
    struct ink ink = find_ink(sheet);
    const char *dash = strchr(side, '-');
    int off = dash ? atoi(dash + 1) : 2;

    if (strncmp(side, "left", 4) == 0)
        fill(sheet, ink.left - off - 2, ink.top, ink.left - off - 1, ink.bottom, 0);
    else if (strncmp(side, "right", 5) == 0)
        fill(sheet, ink.right + off + 1, ink.top, ink.right + off + 2, ink.bottom, 0);
    else if (strncmp(side, "above", 5) == 0)
        fill(sheet, ink.left, ink.top - off - 2, ink.right, ink.top - off - 1, 0);
    else
        fill(sheet, ink.left, ink.bottom + off + 1, ink.right, ink.bottom + off + 2, 0);
}

/* Specks of 3 pixels that are light in bars and dark in spaces, the same ones every
 * time. */
static void strew(struct tc_sheet *sheet)
{
    struct ink ink = find_ink(sheet);
    unsigned state = 20261125;

    for (int i = 0; i < (ink.right - ink.left) * (ink.bottom - ink.top) / 900; i++) {
        int x, y, value;

        state = state * 1664525u + 1013904223u;
        x = ink.left + (int)(state >> 16) % (ink.right - ink.left - 2);
        state = state * 1664525u + 1013904223u;
        y = ink.top + (int)(state >> 16) % (ink.bottom - ink.top - 2);
        value = WHITE - *tc_sheet_pixel(sheet, x + 1, y + 1);
        fill(sheet, x, y, x + 2, y + 2, value);
    }
}

/* Every eighth row twice, as by a printer whose paper runs too fast. */
static void stretch(struct tc_arena *arena, struct tc_sheet *sheet)
{
    struct tc_sheet higher = tc_sheet_new(arena, sheet->width, sheet->height * 9 / 8);

    for (int y = 0; y < higher.height; y++)
        memcpy(tc_sheet_pixel(&higher, 0, y), tc_sheet_pixel(sheet, 0, y * 8 / 9),
               (size_t)sheet->width);
    *sheet = higher;
}

static void turn_as_named(struct tc_arena *arena, struct tc_sheet *sheet, int degrees)
{
    if (degrees % 90 != 0)
        turn(arena, sheet, degrees);
    for (int turned = 0; degrees % 90 == 0 && turned < degrees; turned += 90)
        turn_90(arena, sheet);
}

void tc_sheet_damage(struct tc_arena *arena, struct tc_sheet *sheet, const char *damage)
{
    if (strncmp(damage, "turn-", 5) == 0)
        turn_as_named(arena, sheet, atoi(damage + 5));
    else if (strncmp(damage, "blur-", 5) == 0)
        for (int i = 0; i < atoi(damage + 5); i++)
            blur(arena, sheet);
    else if (strcmp(damage, "blur") == 0)
        blur(arena, sheet);
    else if (strcmp(damage, "noise") == 0)
        noise(sheet);
    else if (strcmp(damage, "speckle") == 0)
        speckle(sheet);
    else if (strcmp(damage, "faint") == 0)
        fade(sheet, 110, 50);
    else if (strcmp(damage, "fainter") == 0)
        fade(sheet, 130, 12);
    else if (strcmp(damage, "inverted") == 0)
        invert(sheet);
    else if (strcmp(damage, "crop") == 0)
        crop(arena, sheet);
    else if (strcmp(damage, "wiped") == 0)
        wipe(sheet);
    else if (strcmp(damage, "specks") == 0)
        strew(sheet);
    else if (strcmp(damage, "stretched") == 0)
        stretch(arena, sheet);
    else if (strncmp(damage, "line-", 5) == 0)
        draw_line(sheet, damage + 5);
    else if (strcmp(damage, "none") != 0)
        abort();
}
