/* ISO/IEC 15416: scan reflectance profiles across a linear symbol. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "validate/decode/grade.h"
#include "validate/decode/quiet_zone.h"

#define SCANS 10
#define BAND_FROM 0.1 /* the inspection band, of the height of the bars */
#define BAND_TO 0.9
#define MM_PER_INCH 25.4
#define LONGEST 16384 /* pixels of a profile */

/* One scan: reflectance along the line, seen through the aperture. */
struct profile {
    int length, from, to; /* pixels; from..to-1 are of the symbol and its quiet zones */
    unsigned char gray[LONGEST];
    double value[LONGEST];
    struct tc_scan_line line;
    int first, last; /* edges of the symbol */
};

struct job {
    const struct tc_bars *bars;
    const struct tc_symbol *symbol;
    double zone[4]; /* quiet zones in modules, as the symbol is read */
    int clip[2];    /* pixels of the piece that are of the file */
    int aperture;   /* pixels, odd */
    struct profile *p;
    struct tc_quality scan;
};

/* --- the profile --------------------------------------------------------------------- */

static double through_aperture(const struct tc_image *image, int x, int y, int aperture)
{
    double sum = 0;
    int n = 0, reach = aperture / 2;

    for (int row = y - reach; row <= y + reach; row++) {
        for (int column = x - reach; column <= x + reach; column++) {
            if (row < 0 || column < 0 || row >= image->height || column >= image->width)
                continue;
            sum += tc_reflectance(
                image->gray[(size_t)row * (size_t)image->width + (size_t)column]);
            n++;
        }
    }
    return sum / n;
}

/* What the edges are found in: contrasts of the symbol, not of its neighbours. */
static void stretch(struct job *job)
{
    struct profile *p = job->p;
    double darkest = 1, lightest = 0;
    int from = (int)job->bars->place.from, to = (int)job->bars->place.to;

    for (int x = from < 0 ? 0 : from; x < to && x < p->length; x++) {
        darkest = fmin(darkest, p->value[x]);
        lightest = fmax(lightest, p->value[x]);
    }
    for (int x = 0; x < p->length; x++) {
        double share = (p->value[x] - darkest) / fmax(lightest - darkest, 1e-3);

        p->gray[x] = (unsigned char)lround(255 * fmin(fmax(share, 0), 1));
    }
}

static void take_profile(struct job *job, int y)
{
    const struct tc_image *image = &job->bars->piece;
    struct profile *p = job->p;

    p->length = image->width < LONGEST ? image->width : LONGEST;
    for (int x = 0; x < p->length; x++)
        p->value[x] = through_aperture(image, x, y, job->aperture);
    stretch(job);
}

/* The bounds of the symbol with its quiet zones, as far as the file reaches and
 * the aperture sees nothing beyond; a module at least. */
static void find_bounds(struct job *job)
{
    const struct tc_bars *bars = job->bars;
    struct profile *p = job->p;
    bool turned = bars->place.turned;
    double x = job->symbol->module;
    double left = fmax(job->zone[turned ? 2 : 0], 1) * x - job->aperture / 2 - 1;
    double right = fmax(job->zone[turned ? 0 : 2], 1) * x - job->aperture / 2 - 1;

    p->from = (int)ceil(p->line.edge[p->first] - left);
    p->to = (int)floor(p->line.edge[p->last] + right);
    p->from = p->from < job->clip[0] ? job->clip[0] : p->from;
    p->to = p->to > job->clip[1] ? job->clip[1] : p->to;
}

/* The reference decode: the scan by itself has to give the message. */
static bool is_read(const struct job *job)
{
    static struct tc_scan_store store;
    static unsigned char twice[2 * LONGEST];
    const struct profile *p = job->p;
    struct tc_image pair = { .width = p->length, .height = 2, .gray = twice };

    memcpy(twice, p->gray, (size_t)p->length);
    memcpy(twice + p->length, p->gray, (size_t)p->length);
    memset(&store, 0, sizeof(store));
    store.step = 1;
    tc_scan_lines(&pair, &store); /* two lines: halves of DataBar want to be seen twice */
    for (int i = 0; i < store.item_count; i++)
        if ((size_t)store.items[i].reading.len == job->symbol->len &&
            memcmp(store.items[i].reading.data, job->symbol->data, job->symbol->len) == 0)
            return true;
    return false;
}

/* --- elements ------------------------------------------------------------------------ */

static int clamp(int value, int max)
{
    return value < 0 ? 0 : value > max ? max : value;
}

/* Pixels whose centres lie between two places, at least one. */
static void pixels_between(const struct profile *p, double from, double to, int *a, int *b)
{
    *a = (int)ceil(from - 0.5);
    *b = (int)floor(to - 0.5);
    if (*b < *a)
        *a = *b = (int)((from + to) / 2);
    *a = clamp(*a, p->length - 1);
    *b = clamp(*b, p->length - 1);
}

/* The lightest of a space, the darkest of a bar. */
static double extreme(const struct profile *p, double from, double to, bool bar)
{
    double found;
    int a, b;

    pixels_between(p, from, to, &a, &b);
    found = p->value[a];
    for (int x = a; x <= b; x++)
        found = bar ? fmin(found, p->value[x]) : fmax(found, p->value[x]);
    return found;
}

/* Element reflectance non-uniformity: between the first and the last peak of a
 * space, the highest peak less the lowest valley; of a bar the other way round. */
static double non_uniformity(const struct profile *p, double from, double to, bool bar,
                             bool open_left, bool open_right)
{
    double sign = bar ? -1 : 1, highest = -HUGE_VAL, lowest = HUGE_VAL;
    int a, b;

    pixels_between(p, from, to, &a, &b);
    while (!open_left && a < b && sign * p->value[a + 1] > sign * p->value[a])
        a++;
    while (!open_right && b > a && sign * p->value[b - 1] > sign * p->value[b])
        b--;
    for (int x = a; x <= b; x++) {
        highest = fmax(highest, p->value[x]);
        lowest = fmin(lowest, p->value[x]);
    }
    return highest - lowest;
}

struct elements {
    double lightest, darkest; /* of the whole profile */
    double edge_contrast;     /* the least */
    double non_uniformity;    /* the greatest */
};

/* The quiet zones are elements, too: number first - 1 and last. */
static struct elements look_at(const struct profile *p)
{
    struct elements all = { .darkest = 1, .edge_contrast = 1 };
    double before = 0;

    for (int i = p->first - 1; i <= p->last; i++) {
        bool bar = i >= p->first && (i - p->first) % 2 == 0;
        bool begins = i < p->first, ends = i == p->last;
        double from = begins ? p->from : p->line.edge[i];
        double to = ends ? p->to : p->line.edge[i + 1], reflectance;

        reflectance = extreme(p, from, to, bar);
        all.lightest = fmax(all.lightest, reflectance);
        all.darkest = fmin(all.darkest, reflectance);
        all.non_uniformity =
            fmax(all.non_uniformity, non_uniformity(p, from, to, bar, begins, ends));
        if (!begins)
            all.edge_contrast = fmin(all.edge_contrast, fabs(reflectance - before));
        before = reflectance;
    }
    return all;
}

/* --- a scan -------------------------------------------------------------------------- */

static void set(struct job *job, enum tc_quality_parameter parameter, double value)
{
    tc_quality_set(&job->scan, parameter, value, tc_grade_of(parameter, value));
}

static void grade_decodability(struct job *job)
{
    static double edge[TC_SCAN_EDGES_MAX];
    const struct profile *p = job->p;
    int n = p->last - p->first + 1;
    double value;

    for (int i = 0; i < n; i++)
        edge[i] =
            job->bars->place.turned ? -p->line.edge[p->last - i] : p->line.edge[p->first + i];
    value = tc_decodability(job->symbol, edge, n);
    if (value >= 0)
        set(job, TC_QUALITY_DECODABILITY, value);
}

static void grade_scan(struct job *job)
{
    struct elements all = look_at(job->p);
    double contrast = all.lightest - all.darkest;

    set(job, TC_QUALITY_CONTRAST, contrast);
    set(job, TC_QUALITY_RMIN, all.lightest > 0 ? all.darkest / all.lightest : 1);
    set(job, TC_QUALITY_EDGE_CONTRAST, all.edge_contrast);
    set(job, TC_QUALITY_MODULATION, contrast > 0 ? all.edge_contrast / contrast : 0);
    set(job, TC_QUALITY_DEFECTS, contrast > 0 ? all.non_uniformity / contrast : 1);
    grade_decodability(job);
}

/* Of what is asked for on the left and on the right the lesser share; a pixel is
 * how exactly an edge can be told. */
static double quiet_share(const struct job *job)
{
    const struct tc_symbol *symbol = job->symbol;
    double share = 1;

    for (int side = 0; side < 4; side += 2) {
        double clear = symbol->clear[(side + symbol->turn) % 4] + 1 / symbol->module;

        if (job->zone[side] > 0)
            share = fmin(share, clear / job->zone[side]);
    }
    return share;
}

static void scan(struct job *job, int y)
{
    struct profile *p = job->p;

    memset(&job->scan, 0, sizeof(job->scan));
    take_profile(job, y);
    tc_scan_line_read(p->gray, p->length, &p->line);
    set(job, TC_QUALITY_DECODE, is_read(job));
    if (job->zone[0] > 0)
        set(job, TC_QUALITY_QUIET_ZONE, quiet_share(job));
    if (!tc_bars_edges(job->bars, &p->line, &p->first, &p->last))
        return;
    find_bounds(job);
    grade_scan(job);
}

/* --- the symbol ---------------------------------------------------------------------- */

/* Sums for now. */
static void add_scan(struct tc_quality *quality, const struct tc_quality *scan)
{
    for (int i = 0; i < TC_QUALITY_PARAMETERS; i++) {
        if (!(scan->present & 1u << i))
            continue;
        quality->present |= 1u << i;
        quality->value[i] += scan->value[i];
        quality->grade_of[i] += scan->grade_of[i];
    }
    quality->grade += tc_quality_least(scan);
    quality->scans++;
}

static void make_means(struct tc_quality *quality)
{
    quality->grade = tc_grade_cut(quality->grade / SCANS);
    for (int i = 0; i < TC_QUALITY_PARAMETERS; i++) {
        quality->value[i] /= SCANS;
        quality->grade_of[i] = tc_grade_cut(quality->grade_of[i] / SCANS);
    }
}

static void grade_bars(struct job *job, double dpi, struct tc_quality *quality)
{
    const struct tc_scan_place *place = &job->bars->place;
    double mm = dpi > 0 ? MM_PER_INCH / dpi : 0, height = place->last - place->first + 1;
    double module = job->symbol->module, aperture = tc_aperture(true, module * mm);

    memset(quality, 0, sizeof(*quality));
    quality->pixels = module;
    quality->aperture = aperture;
    job->aperture =
        1 + 2 * (int)fmax(0, ((aperture > 0 ? aperture / mm : module / 2) - 1) / 2 + 0.49);
    for (int i = 0; i < SCANS; i++) {
        double at = BAND_FROM + (BAND_TO - BAND_FROM) * (i + 0.5) / SCANS;

        scan(job, place->first + (int)(height * at));
        add_scan(quality, &job->scan);
    }
    make_means(quality);
}

/* Of a stacked symbol no scan has the whole message. */
static bool is_stacked(const struct tc_symbol *symbol, const struct tc_quality *quality)
{
    return strncmp(symbol->symbology, "databar", 7) == 0 &&
           quality->value[TC_QUALITY_DECODE] <= 0;
}

void tc_bars_grade(const struct tc_image *image, int margin, struct tc_symbol *symbol)
{
    static struct profile profile;
    struct tc_bars bars;
    struct job job = { .bars = &bars, .symbol = symbol, .p = &profile };
    struct tc_quality quality;
    int axis, size;

    if (!tc_bars_find(image, symbol, &bars))
        return;
    axis = bars.sideways ? 1 : 0;
    size = axis ? image->height : image->width;
    job.clip[0] = margin > bars.origin[axis] ? margin - bars.origin[axis] : 0;
    job.clip[1] = size - margin - bars.origin[axis];
    job.clip[1] = job.clip[1] < bars.piece.width ? job.clip[1] : bars.piece.width;
    tc_symbol_quiet_zone(symbol, job.zone);
    grade_bars(&job, image->dpi, &quality);
    if (!is_stacked(symbol, &quality))
        symbol->quality = quality;
    tc_bars_release(&bars);
}
