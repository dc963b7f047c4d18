#include "validate/label_child.h"

#include <string.h>

#include "validate/label_prepare.h"
#include "validate/label_read.h"
#include "validate/label_wire.h"
#include "validate/scan_image.h"

/* For libdmtx: an image without Data Matrix takes them all. */
#define FIRST_MS 1500
#define AGAIN_MS 400
#define PIXELS_A_MS 4000 /* more time for large pages */
#define CONFIRM_MS 100
#define REST_MS 12 /* where symbols have been read and nothing looks like another */

#define MARGIN 32 /* pixels of white around the image */

struct work {
    FILE *out;
    bool all;              /* the library that may abort, too */
    struct tc_image image; /* with the margin */
    struct tc_readings readings;
    bool unread_bars;
};

/* The decoders saw the padded image; the caller knows the file. */
static void publish(struct work *work)
{
    static struct tc_symbol symbols[TC_SYMBOLS_MAX];
    struct tc_label_result result = { .width = work->image.width - 2 * MARGIN,
                                      .height = work->image.height - 2 * MARGIN,
                                      .dpi = work->image.dpi,
                                      .symbols = symbols,
                                      .count = work->readings.count,
                                      .unread_bars = work->unread_bars };

    memcpy(symbols, work->readings.items, sizeof(symbols));
    for (size_t i = 0; i < result.count; i++) {
        symbols[i].box[0] -= MARGIN;
        symbols[i].box[1] -= MARGIN;
    }
    tc_wire_write(work->out, &result);
    fflush(work->out);
}

/* A view of the image in which what has been read is painted over. */
static bool view_rest(const struct work *work, enum tc_readings_of hidden,
                      struct tc_image *view)
{
    if (!tc_image_copy(&work->image, view))
        return false;
    tc_readings_hide(&work->readings, hidden, view);
    return true;
}

static bool is_all_read(const struct work *work)
{
    struct tc_image rest;
    bool blank;

    if (work->readings.count == 0 || !view_rest(work, TC_READINGS_BELIEVED, &rest))
        return false;
    blank = tc_rest_is_blank(&work->image, &rest);
    tc_image_release(&rest);
    return blank;
}

static void read_fast(struct work *work)
{
    tc_label_zbar(&work->image, &work->readings);
    for (size_t i = 0; i < work->readings.count; i++)
        tc_label_measure(&work->image, &work->readings.items[i]);
    publish(work);
    tc_label_scan(&work->image, false, &work->readings);
    if (!is_all_read(work))
        tc_label_scan(&work->image, true, &work->readings);
    publish(work);
}

static void read_zxing(struct work *work)
{
    struct tc_image view;

    if (!view_rest(work, TC_READINGS_CONFIRMED, &view))
        return;
    tc_label_zxing(&view, &work->readings);
    tc_image_release(&view);
    publish(work);
}

/* A Data Matrix that one library read: the other looks there, and measures it. */
static void confirm_matrices(struct work *work)
{
    size_t count = work->readings.count;

    for (size_t i = 0; i < count; i++)
        if (strstr(work->readings.items[i].symbology, "datamatrix"))
            tc_label_dmtx_in(&work->image, work->readings.items[i].box, CONFIRM_MS,
                             &work->readings);
}

/* libdmtx is slow where there is much to see that is no Data Matrix. */
static void read_dmtx(struct work *work, unsigned ms)
{
    struct tc_image view;

    if (!view_rest(work, TC_READINGS_BELIEVED, &view))
        return;
    if (work->readings.count > 0)
        ms = tc_rest_may_hold_matrix(&view) ? ms / 3 : REST_MS;
    if (ms > REST_MS)
        ms += (unsigned)((size_t)view.width * (size_t)view.height / PIXELS_A_MS);
    tc_label_dmtx(&view, ms, &work->readings);
    tc_image_release(&view);
    publish(work);
}

/* Fast ones first; the others, if something is left to read or to confirm. */
static void decode(struct work *work, unsigned dmtx_ms)
{
    read_fast(work);
    if (work->all && (tc_readings_wait(&work->readings) || !is_all_read(work)))
        read_zxing(work);
    confirm_matrices(work);
    publish(work);
    if (!is_all_read(work))
        read_dmtx(work, dmtx_ms);
}

/* The views, until one of them gives a symbol. */
static void decode_views(struct work *work)
{
    decode(work, FIRST_MS);
    if (work->readings.count > 0)
        return;
    tc_image_stretch(&work->image);
    tc_image_median(&work->image);
    decode(work, AGAIN_MS);
    if (work->readings.count > 0)
        return;
    tc_image_invert(&work->image);
    decode(work, AGAIN_MS);
}

/* What is left when all that was read is painted over, whoever read it. */
static void look_for_bars(struct work *work)
{
    struct tc_image view;

    if (!view_rest(work, TC_READINGS_ALL, &view))
        return;
    work->unread_bars = tc_scan_shows_bars(&view);
    tc_image_release(&view);
    publish(work);
}

void tc_label_child(const void *bytes, size_t len, bool all, FILE *out)
{
    static struct work work;

    work.out = out;
    work.all = all;
    work.readings.arena = tc_arena_new();
    if (!tc_image_read(bytes, len, &work.image)) {
        tc_wire_write(out, &(struct tc_label_result){ 0 });
        return;
    }
    if (!tc_image_pad(&work.image, MARGIN))
        return;
    decode_views(&work);
    look_for_bars(&work);
}
