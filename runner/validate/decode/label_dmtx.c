/* Data Matrix by libdmtx. */
#include <dmtx.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "validate/decode/label_read.h"

/* Stands for FNC1 in what libdmtx gives, so that an FNC1 and a literal GS are
 * told apart. Without it libdmtx drops FNC1 silently. No message of GS1 has
 * this byte. */
#define FNC1 232

#define AROUND 12 /* pixels around a box */

static const char *message(struct tc_arena *arena, const DmtxMessage *m, bool *gs1, size_t *len)
{
    size_t size = (size_t)m->outputIdx;
    char *data;

    *gs1 = size > 0 && m->output[0] == FNC1;
    *len = size - *gs1;
    data = tc_arena_alloc(arena, *len + 1);
    memcpy(data, m->output + *gs1, *len);
    for (size_t i = 0; *gs1 && i < *len; i++)
        if ((unsigned char)data[i] == FNC1)
            data[i] = TC_GS;
    return data;
}

/* The upright rectangle around the region; libdmtx counts rows from below. */
static void box_of(DmtxRegion *region, int height, int box[4])
{
    double left = HUGE_VAL, top = HUGE_VAL, right = -HUGE_VAL, bottom = -HUGE_VAL;

    for (int i = 0; i < 4; i++) {
        DmtxVector2 p = { i & 1, i >> 1 };

        dmtxMatrix3VMultiplyBy(&p, region->fit2raw);
        left = fmin(left, p.X);
        right = fmax(right, p.X);
        top = fmin(top, height - 1 - p.Y);
        bottom = fmax(bottom, height - 1 - p.Y);
    }
    box[0] = (int)floor(left);
    box[1] = (int)floor(top);
    box[2] = (int)ceil(right) - box[0];
    box[3] = (int)ceil(bottom) - box[1];
}

static void add(struct tc_readings *readings, DmtxRegion *region, const DmtxMessage *m,
                const struct tc_image *image)
{
    struct tc_symbol symbol = { .decoders = "libdmtx" };

    symbol.data = message(readings->arena, m, &symbol.gs1, &symbol.len);
    symbol.symbology = symbol.gs1 ? "gs1-datamatrix" : "datamatrix";
    symbol.identifier = symbol.gs1 ? "]d2" : "]d1";
    box_of(region, image->height, symbol.box);
    if (symbol.box[2] > 0 && symbol.box[3] > 0) {
        double across = symbol.box[2] / (double)region->symbolCols;
        double down = symbol.box[3] / (double)region->symbolRows;

        /* Only a symbol that stands upright is measured; see label_measure.c. */
        symbol.module = fabs(across - down) < 0.15 * across ? (across + down) / 2 : 0;
    }
    tc_label_measure(image, &symbol);
    tc_readings_add(readings, &symbol);
}

/* One region; an unreadable one is not the end. */
static void read_region(DmtxDecode *decode, DmtxRegion *region, const struct tc_image *image,
                        struct tc_readings *readings)
{
    DmtxMessage *m = dmtxDecodeMatrixRegion(decode, region, DmtxUndefined);

    if (m)
        add(readings, region, m, image);
    dmtxMessageDestroy(&m);
}

static void search(DmtxDecode *decode, const struct tc_image *image, unsigned search_ms,
                   struct tc_readings *readings)
{
    DmtxTime end = dmtxTimeAdd(dmtxTimeNow(), search_ms);
    DmtxRegion *region;

    size_t before = readings->count;

    while (readings->count == before && (region = dmtxRegionFindNext(decode, &end))) {
        read_region(decode, region, image, readings);
        dmtxRegionDestroy(&region);
    }
}

/* Rows count from below in libdmtx. */
static void confine(DmtxDecode *decode, const struct tc_image *image, const int box[4])
{
    int left = box[0] - AROUND, right = box[0] + box[2] + AROUND;
    int bottom = image->height - box[1] - box[3] - AROUND;
    int top = image->height - box[1] + AROUND;

    dmtxDecodeSetProp(decode, DmtxPropXmin, left < 0 ? 0 : left);
    dmtxDecodeSetProp(decode, DmtxPropXmax, right < image->width ? right : image->width - 1);
    dmtxDecodeSetProp(decode, DmtxPropYmin, bottom < 0 ? 0 : bottom);
    dmtxDecodeSetProp(decode, DmtxPropYmax, top < image->height ? top : image->height - 1);
}

void tc_label_dmtx_in(const struct tc_image *image, const int box[4], unsigned search_ms,
                      struct tc_readings *readings)
{
    DmtxImage *source =
        dmtxImageCreate(image->gray, image->width, image->height, DmtxPack8bppK);
    DmtxDecode *decode = source ? dmtxDecodeCreate(source, 1) : NULL;

    if (decode) {
        dmtxDecodeSetProp(decode, DmtxPropFnc1, FNC1);
        confine(decode, image, box);
        search(decode, image, search_ms, readings);
        dmtxDecodeDestroy(&decode);
    }
    if (source)
        dmtxImageDestroy(&source);
}

void tc_label_dmtx(const struct tc_image *image, unsigned search_ms,
                   struct tc_readings *readings)
{
    const int box[4] = { 0, 0, image->width, image->height };

    tc_label_dmtx_in(image, box, search_ms, readings);
}
