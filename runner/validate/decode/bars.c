#include "validate/decode/bars.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "validate/decode/scan_image.h"

#define AROUND 32       /* pixels beside the symbol, and ... */
#define AROUND_SHARE 35 /* ... per cent of its size: room for the quiet zones */
#define CLEAR_MAX 16.0  /* modules; no symbol asks for more */
#define SAMPLES_MAX 100 /* lines that are measured */
#define SOME_LINES 48   /* lines that are decoded, or, where each counts, ... */
#define MOST_LINES 640
#define SPECKS 10      /* one pixel in so many may be of a speck */
#define ASKEW 0.02     /* pixels aside a line */
#define NARROW_SHARE 5 /* one in so many lines has a narrower quiet zone */

static bool is_linear(const struct tc_symbol *symbol)
{
    static const char *const names[] = { "ean-13",          "ean-8",           "itf-14",
                                         "gs1-128",         "code128",         "databar",
                                         "databar-limited", "databar-expanded" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(symbol->symbology, names[i]) == 0)
            return true;
    return false;
}

/* Of the edges where bars begin (from 0) or end (from 1). */
static int nearest(const struct tc_scan_line *line, int from, double to)
{
    int best = from;

    for (int i = from + 2; i < line->count; i += 2)
        if (fabs(line->edge[i] - to) < fabs(line->edge[best] - to))
            best = i;
    return best;
}

bool tc_bars_edges(const struct tc_bars *bars, const struct tc_scan_line *line, int *first,
                   int *last)
{
    double slack = 2 * bars->place.module + 2;

    if (line->count < 2)
        return false;
    *first = nearest(line, 0, bars->place.from);
    *last = nearest(line, 1, bars->place.to);
    return *first < *last && fabs(line->edge[*first] - bars->place.from) <= slack &&
           fabs(line->edge[*last] - bars->place.to) <= slack;
}

/* --- where they are ------------------------------------------------------------------ */

static bool is_of(const struct tc_scan_item *item, const struct tc_symbol *symbol,
                  const struct tc_bars *bars)
{
    const struct tc_scan_place *p = &item->place;
    double x = symbol->box[0] + symbol->box[2] / 2.0 - bars->origin[0];
    double y = symbol->box[1] + symbol->box[3] / 2.0 - bars->origin[1];
    double along = bars->sideways ? y : x, across = bars->sideways ? x : y;

    return (size_t)item->reading.len == symbol->len &&
           memcmp(item->reading.data, symbol->data, symbol->len) == 0 && along >= p->from &&
           along <= p->to && across >= p->first - AROUND && across <= p->last + AROUND;
}

static void add_lines(struct tc_scan_place *to, const struct tc_scan_place *more)
{
    to->first = more->first < to->first ? more->first : to->first;
    to->last = more->last > to->last ? more->last : to->last;
    to->lines += more->lines;
}

static const unsigned char *line_of(const struct tc_bars *bars, int y)
{
    return bars->piece.gray + (size_t)y * (size_t)bars->piece.width;
}

/* A quarter of the contrast between bars and spaces of a line. */
static int shade_of(const struct tc_bars *bars, int y)
{
    int darkest = 255, lightest = 0;

    for (int x = (int)bars->place.from; x < (int)bars->place.to; x++) {
        darkest = line_of(bars, y)[x] < darkest ? line_of(bars, y)[x] : darkest;
        lightest = line_of(bars, y)[x] > lightest ? line_of(bars, y)[x] : lightest;
    }
    return 1 + (lightest - darkest) / 4;
}

/* Two lines show the same bars, but for specks. */
static bool is_alike(const struct tc_bars *bars, int a, int b, int shade)
{
    int from = (int)bars->place.from, to = (int)bars->place.to, other = 0;

    for (int x = from; x < to; x++)
        other += abs(line_of(bars, a)[x] - line_of(bars, b)[x]) > shade;
    return other <= (to - from) / SPECKS;
}

/* The bars go on beyond the lines that could be decoded. */
static void find_ends(struct tc_bars *bars)
{
    struct tc_scan_place *p = &bars->place;
    int y = p->first, shade = shade_of(bars, y);

    while (p->first > 0 && is_alike(bars, y, p->first - 1, shade))
        p->first--;
    while (p->last < bars->piece.height - 1 && is_alike(bars, y, p->last + 1, shade))
        p->last++;
}

/* A flaw across the bars parts the lines that were read; together they are it. */
static bool find_place(struct tc_bars *bars, const struct tc_symbol *symbol, int step)
{
    static struct tc_scan_store store;

    memset(&store, 0, sizeof(store));
    memset(&bars->place, 0, sizeof(bars->place));
    store.mirrored = bars->sideways;
    store.step = step;
    tc_scan_lines(&bars->piece, &store);
    for (int i = 0; i < store.item_count; i++) {
        if (!is_of(&store.items[i], symbol, bars))
            continue;
        if (bars->place.lines == 0)
            bars->place = store.items[i].place;
        else if (bars->place.turned == store.items[i].place.turned)
            add_lines(&bars->place, &store.items[i].place);
    }
    if (bars->place.lines < 2)
        return false;
    if (strncmp(symbol->symbology, "databar", 7) != 0)
        find_ends(bars);
    return true;
}

/* Bars are the same in each line, so that some are enough, unless they are spoiled or
 * stacked like those of DataBar. */
static bool find_in_lines(struct tc_bars *bars, const struct tc_symbol *symbol)
{
    int some = 1 + bars->piece.height / SOME_LINES, most = 1 + bars->piece.height / MOST_LINES;

    return (strncmp(symbol->symbology, "databar", 7) != 0 && find_place(bars, symbol, some)) ||
           find_place(bars, symbol, most);
}

static bool lay_on_side(struct tc_bars *bars)
{
    struct tc_image turned;

    if (!tc_scan_turn(&bars->piece, &turned))
        return false;
    tc_image_release(&bars->piece);
    bars->piece = turned;
    bars->sideways = true;
    return true;
}

bool tc_bars_find(const struct tc_image *image, const struct tc_symbol *symbol,
                  struct tc_bars *bars)
{
    int longer = symbol->box[2] > symbol->box[3] ? symbol->box[2] : symbol->box[3];
    int around = AROUND + longer * AROUND_SHARE / 100;
    int box[4] = { symbol->box[0] - around, symbol->box[1] - around,
                   symbol->box[2] + 2 * around, symbol->box[3] + 2 * around };

    memset(bars, 0, sizeof(*bars));
    if (!is_linear(symbol) || !tc_image_cut(image, box, &bars->piece))
        return false;
    memcpy(bars->origin, box, sizeof(bars->origin));
    if (find_in_lines(bars, symbol) || (lay_on_side(bars) && find_in_lines(bars, symbol)))
        return true;
    tc_bars_release(bars);
    return false;
}

void tc_bars_release(struct tc_bars *bars)
{
    tc_image_release(&bars->piece);
}

/* --- how large they are -------------------------------------------------------------- */

/* What the lines say, each by itself. */
struct samples {
    int count;
    double from[SAMPLES_MAX], to[SAMPLES_MAX], width[SAMPLES_MAX];
    double before[SAMPLES_MAX], behind[SAMPLES_MAX]; /* pixels that are clear */
};

static void take_sample(const struct tc_bars *bars, int y, struct samples *s)
{
    static struct tc_scan_line line;
    int first, last, width = bars->piece.width;

    tc_scan_line_read(bars->piece.gray + (size_t)y * (size_t)width, width, &line);
    if (!tc_bars_edges(bars, &line, &first, &last))
        return;
    s->from[s->count] = line.edge[first];
    s->to[s->count] = line.edge[last];
    s->width[s->count] = line.edge[last] - line.edge[first];
    s->before[s->count] = first > 0 ? line.edge[first] - line.edge[first - 1] : HUGE_VAL;
    s->behind[s->count] =
        last + 1 < line.count ? line.edge[last + 1] - line.edge[last] : HUGE_VAL;
    s->count++;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* The value below which `share` of a hundred lie. */
static double quantile(double *values, int count, int share)
{
    qsort(values, (size_t)count, sizeof(*values), by_size);
    return values[(count - 1) * share / 100];
}

/* Symbologies whose characters all have the same number of modules are as wide
 * as a whole number of them. */
static double exact_module(const struct tc_symbol *symbol, double width, double module)
{
    bool whole = strncmp(symbol->symbology, "ean-", 4) == 0 || strstr(symbol->symbology, "128");
    double modules = round(width / module);

    return whole && modules >= 1 ? width / modules : module;
}

static double clear_of(double *pixels, int count, double module)
{
    return fmin(quantile(pixels, count, 100 / NARROW_SHARE) / module, CLEAR_MAX);
}

/* The first bar moves aside from the upper quarter of the lines to the lower one, by more
 * than the edges of a noisy image do: lines cross no more than a part of the bars, and
 * neither height nor quiet zones are seen. */
static bool is_askew(const struct samples *s, double lines)
{
    int quarter = 1 + s->count / 4;
    double aside = 0;

    for (int i = 0; i < quarter; i++)
        aside += (s->from[s->count - 1 - i] - s->from[i]) / quarter;
    return fabs(aside) > fmax(1, ASKEW * lines * 0.75);
}

static void set_box(const struct tc_bars *bars, double from, double to,
                    struct tc_symbol *symbol)
{
    int along = bars->sideways ? 1 : 0, across = 1 - along;

    symbol->box[along] = bars->origin[along] + (int)floor(from + 0.5);
    symbol->box[along + 2] = (int)floor(to + 0.5) - (int)floor(from + 0.5);
    symbol->box[across] = bars->origin[across] + bars->place.first;
    symbol->box[across + 2] = bars->place.last - bars->place.first + 1;
}

static void measure(const struct tc_bars *bars, struct samples *s, struct tc_symbol *symbol)
{
    int begin = bars->sideways ? 1 : 0; /* the side of the image where lines begin */
    double width = quantile(s->width, s->count, 50);

    symbol->module = exact_module(symbol, width, bars->place.module);
    symbol->turn = (bars->place.turned ? 2 : 0) + (bars->sideways ? 1 : 0);
    symbol->bars = bars->place.last - bars->place.first + 1;
    for (int side = 0; side < 4; side++)
        symbol->clear[side] = CLEAR_MAX;
    symbol->clear[begin] = clear_of(s->before, s->count, symbol->module);
    symbol->clear[begin + 2] = clear_of(s->behind, s->count, symbol->module);
    set_box(bars, quantile(s->from, s->count, 50), quantile(s->to, s->count, 50), symbol);
}

void tc_bars_measure(const struct tc_image *image, struct tc_symbol *symbol)
{
    static struct samples samples;
    struct tc_bars bars;
    int lines;

    if (!tc_bars_find(image, symbol, &bars))
        return;
    samples.count = 0;
    lines = bars.place.last - bars.place.first + 1;
    for (int i = 0; i < SAMPLES_MAX && i < lines; i++)
        take_sample(&bars,
                    bars.place.first + (lines > SAMPLES_MAX ? i * lines / SAMPLES_MAX : i),
                    &samples);
    if (samples.count > 0 && !is_askew(&samples, lines))
        measure(&bars, &samples, symbol);
    tc_bars_release(&bars);
}
