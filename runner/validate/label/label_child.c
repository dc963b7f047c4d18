#include "validate/label/label_child.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "validate/label/label_prepare.h"
#include "validate/decode/bars.h"
#include "validate/decode/grade.h"
#include "validate/decode/label_read.h"
#include "validate/label/label_wire.h"
#include "validate/decode/scan_image.h"

/* For libdmtx: an image without Data Matrix takes them all. */
#define FIRST_MS 1500
#define AGAIN_MS 400
#define SMALL_MS 40       /* at least, and then ... */
#define SEARCHED_A_MS 200 /* ... pixels of small images in which there is little to find */
#define PIXELS_A_MS 4000  /* more time for large pages, but not more than ... */
#define PAGE_MS 1000
#define CONFIRM_MS 100
#define REST_MS 20 /* where symbols have been read and nothing looks like another */

#define VIEWS_SECONDS 3 /* of work; after that no further view of a large page is begun */

#define AROUND 24 /* pixels around a symbol that is looked at again */
#define MARGIN 32 /* pixels of white around the image */

struct work {
    FILE *out;
    bool all;               /* the library that may abort, too */
    struct tc_image image;  /* with the margin */
    struct tc_image before; /* it was changed before anything was read: as it had been */
    bool mended, inverted;
    bool given_up; /* not all views were tried */
    int middle;    /* gray level between its ink and its paper */
    struct tc_readings readings;
    bool unread_bars, unread_patch;
    int beside[4]; /* of the image with the margin */
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
                                      .unread_bars = work->unread_bars,
                                      .unread_patch = work->unread_patch,
                                      .mended = work->mended };

    memcpy(symbols, work->readings.items, sizeof(symbols));
    memcpy(result.beside, work->beside, sizeof(result.beside));
    result.beside[0] -= MARGIN;
    result.beside[1] -= MARGIN;
    for (size_t i = 0; i < result.count; i++) {
        symbols[i].unsure |= work->readings.disputed[i];
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
    blank = tc_rest_is_blank(&rest, work->middle);
    tc_image_release(&rest);
    return blank;
}

/* Bars that are neither upright nor on their side, among what is left. */
static void read_slanted(struct work *work)
{
    struct tc_image view;

    if (!view_rest(work, TC_READINGS_BELIEVED, &view))
        return;
    tc_label_scan_slanted(&view, &work->readings);
    tc_image_release(&view);
}

/* True if nothing is left to read. */
static bool read_fast(struct work *work)
{
    bool done;

    tc_label_zbar(&work->image, &work->readings);
    for (size_t i = 0; i < work->readings.count; i++)
        tc_label_measure(&work->image, &work->readings.items[i]);
    tc_label_grid(&work->image, &work->readings);
    publish(work); /* zint might break off, too */
    tc_readings_arbitrate(&work->image, &work->readings);
    publish(work);
    done = is_all_read(work);
    if (!done) {
        tc_label_scan(&work->image, false, &work->readings);
        tc_readings_arbitrate(&work->image, &work->readings);
        done = is_all_read(work);
    }
    if (!done) {
        tc_label_scan(&work->image, true, &work->readings);
        tc_readings_arbitrate(&work->image, &work->readings);
        done = is_all_read(work);
    }
    if (!done) {
        read_slanted(work);
        done = is_all_read(work);
    }
    publish(work);
    return done;
}

/* zxing-cpp looks at what one decoder has read there. The surroundings cannot be
 * measured in a piece. */
static void ask_zxing(struct work *work, int box[4])
{
    static struct tc_readings again;
    struct tc_image piece;

    box[0] -= AROUND;
    box[1] -= AROUND;
    box[2] += 2 * AROUND;
    box[3] += 2 * AROUND;
    if (!tc_image_cut(&work->image, box, &piece))
        return;
    again.arena = work->readings.arena;
    again.count = 0;
    tc_label_zxing(&piece, &again);
    tc_image_release(&piece);
    for (size_t i = 0; i < again.count; i++) {
        again.items[i].box[0] += box[0];
        again.items[i].box[1] += box[1];
        again.items[i].module = 0;
        tc_readings_add(&work->readings, &again.items[i]);
    }
}

static void confirm_by_zxing(struct work *work)
{
    size_t count = work->readings.count;

    for (size_t i = 0; i < count; i++) {
        int box[4];

        memcpy(box, work->readings.items[i].box, sizeof(box));
        if (!tc_reading_is(&work->readings, i, TC_READINGS_CONFIRMED))
            ask_zxing(work, box);
    }
}

/* What nobody has read yet. */
static void read_zxing(struct work *work)
{
    struct tc_image view;

    if (!view_rest(work, TC_READINGS_BELIEVED, &view))
        return;
    tc_label_zxing(&view, &work->readings);
    tc_image_release(&view);
}

/* A Data Matrix that one library read: the other looks there, and measures it. */
static void confirm_by_dmtx(struct work *work)
{
    size_t count = work->readings.count;

    for (size_t i = 0; i < count; i++)
        if (strstr(work->readings.items[i].symbology, "datamatrix"))
            tc_label_dmtx_in(&work->image, work->readings.items[i].box, CONFIRM_MS,
                             &work->readings);
}

/* One Data Matrix of the rest; false if there is no further one. libdmtx is slow
 * where there is much to see that is none. */
static bool read_dmtx(struct work *work, double end)
{
    size_t before = work->readings.count;
    double ms = end - tc_clock_ms();
    struct tc_image view;

    if (ms < 1 || !view_rest(work, TC_READINGS_BELIEVED, &view))
        return false;
    if (before > 0 && ms > REST_MS && !tc_rest_may_hold_matrix(&view))
        ms = REST_MS;
    tc_label_dmtx(&view, (unsigned)ms, &work->readings);
    tc_image_release(&view);
    publish(work);
    return work->readings.count > before;
}

/* Fast ones first; the others, if something is left to read or to confirm. */
static void decode(struct work *work, unsigned dmtx_ms)
{
    size_t pixels = (size_t)work->image.width * (size_t)work->image.height;
    bool done;
    double end;

    if (dmtx_ms > SMALL_MS + pixels / SEARCHED_A_MS)
        dmtx_ms = (unsigned)(SMALL_MS + pixels / SEARCHED_A_MS);
    work->middle = tc_image_middle(&work->image);
    done = read_fast(work);
    if (work->all)
        confirm_by_zxing(work);
    if (work->all && !done)
        read_zxing(work);
    confirm_by_dmtx(work);
    tc_readings_arbitrate(&work->image, &work->readings);
    publish(work);
    if (work->readings.count > 0)
        dmtx_ms /= 3;
    pixels /= PIXELS_A_MS;
    end = tc_clock_ms() + dmtx_ms + (double)(pixels < PAGE_MS ? pixels : PAGE_MS);
    while (!done && !is_all_read(work) && read_dmtx(work, end))
        ;
}

static void read_aztec(struct work *work)
{
    struct tc_image view;

    if (!work->all || !tc_image_copy(&work->image, &view))
        return;
    tc_label_aztec(&view, &work->readings);
    tc_image_release(&view);
}

/* True if a symbol was read that can be relied upon. */
static bool is_any_sure(const struct work *work)
{
    for (size_t i = 0; i < work->readings.count; i++)
        if (!work->readings.items[i].unsure && !work->readings.disputed[i])
            return true;
    return false;
}

/* True if no further view is worth the time. */
static bool is_enough(struct work *work)
{
    if (is_any_sure(work))
        return true;
    work->given_up = clock() > (clock_t)VIEWS_SECONDS * CLOCKS_PER_SEC;
    return work->given_up;
}

/* The views, until one of them gives a symbol. */
static void decode_views(struct work *work)
{
    decode(work, FIRST_MS);
    if (work->readings.count == 0)
        read_aztec(work);
    if (is_enough(work))
        return;
    work->mended = tc_image_copy(&work->image, &work->before);
    if (!work->mended)
        return;
    tc_image_stretch(&work->image);
    tc_image_median(&work->image);
    decode(work, AGAIN_MS);
    if (is_enough(work))
        return;
    tc_image_invert(&work->image);
    work->inverted = true;
    decode(work, AGAIN_MS);
}

/* Of a faint image the decoders may read what shows no edges to measure by. Stretched it
 * does, and the modules stand where they did. */
static void mend_faint(struct work *work)
{
    if (work->mended || !tc_image_is_faint(&work->image))
        return;
    work->mended = tc_image_copy(&work->image, &work->before);
    if (!work->mended)
        return;
    tc_image_stretch(&work->image);
    work->middle = tc_image_middle(&work->image);
    tc_label_grid(&work->image, &work->readings);
}

/* The print is graded as it is, not as it was mended for the decoders. Of a symbol that is
 * light on dark the methods say nothing. */
static void grade(struct work *work, const struct tc_grid *grid, struct tc_symbol *symbol)
{
    const struct tc_image *print = work->mended ? &work->before : &work->image;

    if (work->inverted || symbol->module <= 0)
        return;
    if (grid)
        tc_grid_grade(print, grid, &symbol->quality);
    else
        tc_bars_grade(print, MARGIN, symbol);
}

/* What the decoders do not tell: how large linear symbols are, and how well all
 * are printed. */
static void measure(struct work *work)
{
    mend_faint(work);
    for (size_t i = 0; i < work->readings.count; i++) {
        struct tc_symbol *symbol = &work->readings.items[i];

        const struct tc_grid *grid = work->readings.grids[i];

        tc_bars_measure(&work->image, symbol);
        if (grid && symbol->module <= 0)
            tc_grid_measure(&work->image, grid, symbol);
        grade(work, grid, symbol);
    }
}

/* Where nothing was read: whether there might have been something. Smoothing takes the dots
 * of some symbologies away. */
static void look_for_patch(struct work *work)
{
    const struct tc_image *image = work->mended ? &work->before : &work->image;

    work->unread_patch =
        work->readings.count == 0 &&
        (work->given_up || tc_rest_may_hold_symbol(image, tc_image_middle(image)));
}

/* What is left when all that was read is painted over, whoever read it. */
static void look_at_rest(struct work *work)
{
    struct tc_image view;

    if (!view_rest(work, TC_READINGS_ALL, &view))
        return;
    work->unread_bars = tc_scan_shows_bars(&view);
    tc_rest_box(&view, work->middle, work->beside);
    tc_image_release(&view);
    publish(work);
}

void tc_label_child(const void *bytes, size_t len, double dpi, bool all, FILE *out)
{
    static struct work work;

    work.out = out;
    work.all = all;
    work.readings.arena = tc_arena_new();
    if (!tc_image_read(bytes, len, &work.image)) {
        tc_wire_write(out, &(struct tc_label_result){ .too_large = work.image.too_large });
        return;
    }
    if (dpi != 0)
        work.image.dpi = dpi > 0 ? dpi : 0;
    if (!tc_image_pad(&work.image, MARGIN))
        return;
    work.beside[2] = work.image.width; /* until more is known */
    work.beside[3] = work.image.height;
    if (tc_image_is_even(&work.image)) {
        memset(work.beside, 0, sizeof(work.beside));
        publish(&work);
        return;
    }
    decode_views(&work);
    measure(&work);
    look_for_patch(&work);
    look_at_rest(&work);
}
