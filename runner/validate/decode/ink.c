#include "validate/decode/ink.h"

#include <stdlib.h>
#include <string.h>

#define AROUND 2        /* squares on each side whose light counts */
#define CONTRAST_MIN 24 /* gray levels; less is paper, or ink, all over */

struct light {
    unsigned char darkest, lightest;
};

static void widen(struct light *light, const struct light *by)
{
    light->darkest = by->darkest < light->darkest ? by->darkest : light->darkest;
    light->lightest = by->lightest > light->lightest ? by->lightest : light->lightest;
}

static struct light light_of(const struct tc_image *image, int left, int top)
{
    int right = left + TC_INK_BLOCK, bottom = top + TC_INK_BLOCK;
    struct light light = { 255, 0 };

    right = right < image->width ? right : image->width;
    bottom = bottom < image->height ? bottom : image->height;
    for (int y = top; y < bottom; y++) {
        const unsigned char *row = image->gray + (size_t)y * (size_t)image->width;

        for (int x = left; x < right; x++) {
            light.darkest = row[x] < light.darkest ? row[x] : light.darkest;
            light.lightest = row[x] > light.lightest ? row[x] : light.lightest;
        }
    }
    return light;
}

static struct light light_around(const struct light *lights, int across, int down, int bx,
                                 int by)
{
    struct light all = { 255, 0 };

    for (int y = by - AROUND; y <= by + AROUND; y++)
        for (int x = bx - AROUND; x <= bx + AROUND; x++)
            if (x >= 0 && y >= 0 && x < across && y < down)
                widen(&all, &lights[y * across + x]);
    return all;
}

/* Where there is little contrast around, that of the whole image decides. */
static void find_thresholds(const struct light *lights, int across, int down,
                            struct tc_ink *ink)
{
    struct light whole = { 255, 0 };
    int least;

    for (int i = 0; i < across * down; i++)
        widen(&whole, &lights[i]);
    least = (whole.lightest - whole.darkest) / 4;
    least = least > CONTRAST_MIN ? least : CONTRAST_MIN;
    for (int i = 0; i < across * down; i++) {
        struct light around = light_around(lights, across, down, i % across, i / across);

        if (around.lightest - around.darkest < least)
            around = whole;
        ink->threshold[i] = (unsigned char)((around.darkest + around.lightest) / 2);
    }
}

static void find_dark(const struct tc_image *image, struct tc_ink *ink)
{
    for (int y = 0; y < ink->height; y++) {
        const unsigned char *gray = image->gray + (size_t)y * (size_t)ink->width;
        const unsigned char *threshold =
            ink->threshold + (size_t)(y / TC_INK_BLOCK) * (size_t)ink->blocks;
        unsigned char *dark = ink->dark + (size_t)y * (size_t)ink->width;

        for (int x = 0; x < ink->width; x++)
            dark[x] = gray[x] <= threshold[x / TC_INK_BLOCK];
    }
}

bool tc_ink_read(const struct tc_image *image, struct tc_ink *ink)
{
    int across = (image->width + TC_INK_BLOCK - 1) / TC_INK_BLOCK;
    int down = (image->height + TC_INK_BLOCK - 1) / TC_INK_BLOCK;
    struct light *lights = malloc((size_t)across * (size_t)down * sizeof(*lights));

    *ink = (struct tc_ink){ image->width, image->height, across, NULL, NULL };
    ink->threshold = malloc((size_t)across * (size_t)down);
    ink->dark = malloc((size_t)image->width * (size_t)image->height);
    if (!lights || !ink->threshold || !ink->dark) {
        free(lights);
        tc_ink_release(ink);
        return false;
    }
    for (int i = 0; i < across * down; i++)
        lights[i] = light_of(image, i % across * TC_INK_BLOCK, i / across * TC_INK_BLOCK);
    find_thresholds(lights, across, down, ink);
    find_dark(image, ink);
    free(lights);
    return true;
}

void tc_ink_release(struct tc_ink *ink)
{
    free(ink->threshold);
    free(ink->dark);
    memset(ink, 0, sizeof(*ink));
}

int tc_ink_threshold(const struct tc_ink *ink, double x, double y)
{
    int column = x < 0 ? 0 : x < ink->width ? (int)x : ink->width - 1;
    int row = y < 0 ? 0 : y < ink->height ? (int)y : ink->height - 1;

    return ink->threshold[row / TC_INK_BLOCK * ink->blocks + column / TC_INK_BLOCK];
}
