/* The picture of one case: a lane for each event, a mark for each attempt at the
 * instant at which it came, and the pauses between them. Drawn as SVG in the page, so
 * that the switch of languages reaches into it. Sizes are in units of the picture. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "xml.h"

#define WIDTH 960.0
#define LEFT 215.0 /* of the time axis */
#define RIGHT 925.0
#define TOP 14.0
#define LANE 36.0
#define AXIS 34.0         /* room below the lanes */
#define LANES_MAX 16      /* what is more shares one lane */
#define MARKS_MAX 200     /* in one lane */
#define ATTEMPTS_MAX 2000 /* in all; a client may have sent any number */
#define ROOM_STATUS 27.0
#define ROOM_PAUSE 58.0
#define SHORTEST_MS 100.0 /* that the axis spans */

struct lane {
    const struct tc_attempt *first; /* names the event; NULL: all the others */
    double last_x, last_ms, free_x; /* of the latest mark; where text has room again */
    size_t count;
};

struct timeline {
    const struct html *h;
    const struct tc_result_case *c;
    struct lane lanes[LANES_MAX + 1];
    size_t lane_count, count, others;
    double from_ms, span_ms;
};

static bool same_lane(const struct tc_attempt *a, const struct tc_attempt *b)
{
    return strcmp(a->event, b->event) == 0 && strcmp(a->portal, b->portal) == 0;
}

/* The lane of that attempt, a new one if need be. */
static struct lane *lane_of(struct timeline *l, const struct tc_attempt *a)
{
    for (size_t i = 0; i < l->lane_count; i++)
        if (!l->lanes[i].first || same_lane(l->lanes[i].first, a))
            return &l->lanes[i];
    l->lanes[l->lane_count].first = l->lane_count < LANES_MAX ? a : NULL;
    return &l->lanes[l->lane_count++];
}

static double x_of(const struct timeline *l, double ms)
{
    return LEFT + (ms - l->from_ms) / l->span_ms * (RIGHT - LEFT);
}

static double y_of(const struct timeline *l, const struct lane *lane)
{
    return TOP + LANE * ((double)(lane - l->lanes) + 0.6);
}

/* "820 ms"; "2,05 s", in English "2.05 s". */
static struct tc_text duration_text(struct tc_arena *arena, double ms)
{
    const char *en = ms < 1000 ? tc_arena_printf(arena, "%.0f ms", ms)
                               : tc_arena_printf(arena, "%.*f s", ms < 1e4 ? 2 : 1, ms / 1e3);
    char *vi = tc_arena_strdup(arena, en), *point = strchr(vi, '.');

    if (point)
        *point = ',';
    return (struct tc_text){ vi, en };
}

/* In both languages, or once where they are the same. */
static void print_text(const struct timeline *l, double x, double y, const char *class,
                       struct tc_text text)
{
    FILE *out = l->h->out;
    bool same = strcmp(text.vi, text.en) == 0;

    fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s%s\">", x, y, class, same ? "" : " vi");
    xml_puts(out, text.vi);
    fputs("</text>", out);
    if (same)
        return;
    fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s en\">", x, y, class);
    xml_puts(out, text.en);
    fputs("</text>", out);
}

/* --- the axis ----------------------------------------------------------------------- */

/* 1, 2 or 5 times a power of ten, so that there are at most eight steps. */
static double step_ms(double span_ms)
{
    double step = pow(10, floor(log10(span_ms / 8)));

    return span_ms / step <= 8         ? step
           : span_ms / (2 * step) <= 8 ? 2 * step
           : span_ms / (5 * step) <= 8 ? 5 * step
                                       : 10 * step;
}

static void print_axis(const struct timeline *l)
{
    double bottom = TOP + LANE * (double)l->lane_count + 6, step = step_ms(l->span_ms);

    for (double ms = 0; ms <= l->span_ms * 1.0001; ms += step) {
        double x = x_of(l, l->from_ms + ms);

        fprintf(l->h->out,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>", x,
                TOP, x, bottom);
        print_text(l, x, bottom + 16, "tick", duration_text(l->h->arena, ms));
    }
    fputc('\n', l->h->out);
}

/* --- lanes -------------------------------------------------------------------------- */

static bool one_portal(const struct tc_result_case *c)
{
    for (size_t i = 1; i < c->attempt_count; i++)
        if (strcmp(c->attempts[i].portal, c->attempts[0].portal) != 0)
            return false;
    return true;
}

/* The last characters of an id tell events apart; the whole stands in its title. */
static const char *tail(const char *text, size_t most)
{
    size_t len = strlen(text);
    const char *from = text + (len > most ? len - most : 0);

    while ((*from & 0xc0) == 0x80)
        from++;
    return from;
}

/* "storing" of "urn:epcglobal:cbv:bizstep:storing" or of an address. */
static const char *last_word(const char *text)
{
    const char *last = text;

    for (; *text; text++)
        if ((*text == ':' || *text == '/') && text[1])
            last = text + 1;
    return last;
}

static void print_name(const struct timeline *l, const struct lane *lane)
{
    const struct tc_attempt *a = lane->first;
    double y = y_of(l, lane);

    fprintf(l->h->out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"lane\"/>",
            LEFT, y, RIGHT, y);
    if (!a) {
        print_text(
            l, 4, y + 4, "name",
            tc_say(l->h->arena, "… và %zu sự kiện khác", "… and %zu other events", l->others));
        return;
    }
    fputs("<text x=\"4\" ", l->h->out);
    fprintf(l->h->out, "y=\"%.1f\" class=\"name\"><title>", one_portal(l->c) ? y + 4 : y - 3);
    xml_puts(l->h->out, a->event);
    fputs("</title>", l->h->out);
    xml_puts(l->h->out, tc_arena_printf(l->h->arena, "%.15s%s…%s", last_word(a->what),
                                        *a->what ? " " : "", tail(a->event, 8)));
    fputs("</text>", l->h->out);
    if (!one_portal(l->c)) {
        fprintf(l->h->out, "<text x=\"4\" y=\"%.1f\" class=\"tick left\">", y + 11);
        xml_puts(l->h->out, tail(a->portal, 40));
        fputs("</text>", l->h->out);
    }
}

/* --- attempts ----------------------------------------------------------------------- */

static const char *mark_class(const struct tc_attempt *a)
{
    return a->accepted ? "yes" : a->status ? "no" : "none";
}

static void print_title(const struct timeline *l, const struct tc_attempt *a)
{
    fprintf(l->h->out, "<title>#%d: %.0f ms → ", a->exchange, a->at_ms - l->from_ms);
    if (a->status)
        fprintf(l->h->out, "%ld", a->status);
    else
        fputs("∅", l->h->out);
    fputs("</title>", l->h->out);
}

/* Accepted: a full circle; refused: a square; no answer: a ring. Shape and number say
 * it to those who see no colours. */
static void print_mark(const struct timeline *l, const struct tc_attempt *a, double x, double y)
{
    fprintf(l->h->out, "<g class=\"%s\">", mark_class(a));
    print_title(l, a);
    if (a->status && !a->accepted)
        fprintf(l->h->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"10\" height=\"10\"/>", x - 5,
                y - 5);
    else
        fprintf(l->h->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5.5\"/>", x, y);
    fputs("</g>", l->h->out);
}

static void print_pause(const struct timeline *l, const struct lane *lane, double x, double ms)
{
    double y = y_of(l, lane);

    if (!lane->first)
        return;
    fprintf(l->h->out,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"pause\"/>",
            lane->last_x, y, x, y);
    if (x - lane->last_x >= ROOM_PAUSE)
        print_text(l, (lane->last_x + x) / 2, y - 5, "wait",
                   duration_text(l->h->arena, ms - lane->last_ms));
}

static void print_attempt(const struct timeline *l, struct lane *lane,
                          const struct tc_attempt *a)
{
    double x = x_of(l, a->at_ms), y = y_of(l, lane);

    if (++lane->count > MARKS_MAX)
        return;
    if (lane->count > 1)
        print_pause(l, lane, x, a->at_ms);
    if (x >= lane->free_x) {
        const char *status = a->status ? tc_arena_printf(l->h->arena, "%ld", a->status) : "∅";

        print_text(l, x, y - 9, mark_class(a), (struct tc_text){ status, status });
        lane->free_x = x + ROOM_STATUS;
    }
    print_mark(l, a, x, y);
    lane->last_x = x;
    lane->last_ms = a->at_ms;
}

static int by_time(const void *a, const void *b)
{
    double x = ((const struct tc_attempt *)a)->at_ms, y = ((const struct tc_attempt *)b)->at_ms;

    return (x > y) - (x < y);
}

/* The attempts in the order in which they came. */
static const struct tc_attempt *sorted(const struct html *h, const struct tc_result_case *c)
{
    struct tc_attempt *list = tc_arena_alloc(h->arena, (c->attempt_count + 1) * sizeof(*list));

    for (size_t i = 0; i < c->attempt_count; i++)
        list[i] = c->attempts[i];
    qsort(list, c->attempt_count, sizeof(*list), by_time);
    return list;
}

/* How many events share the last lane. */
static size_t count_others(const struct timeline *l, const struct tc_attempt *list)
{
    size_t others = 0;

    for (size_t i = 0; l->lane_count > LANES_MAX && i < l->count; i++) {
        bool known = false;

        for (size_t k = 0; k < LANES_MAX && !known; k++)
            known = same_lane(l->lanes[k].first, &list[i]);
        for (size_t k = 0; k < i && !known; k++)
            known = same_lane(&list[k], &list[i]);
        others += !known;
    }
    return others;
}

static void print_left_out(const struct timeline *l)
{
    if (l->count == l->c->attempt_count)
        return;
    fputs("<p class=\"soft\">", l->h->out);
    html_text(l->h,
              tc_say(l->h->arena, "Còn %zu lần gửi nữa không vẽ ở đây.",
                     "%zu more attempts are not drawn here.", l->c->attempt_count - l->count));
    fputs("</p>\n", l->h->out);
}

/* The portal that the case is about comes first: its lanes are the last to be left out. */
static void make_lanes(struct timeline *l, const struct tc_attempt *list)
{
    for (int others = 0; others < 2; others++)
        for (size_t i = 0; i < l->count; i++)
            if ((strcmp(list[i].portal, list[0].portal) != 0) == others)
                lane_of(l, &list[i]);
}

void html_timeline(const struct html *h, const struct tc_result_case *c)
{
    struct timeline l = { .h = h, .c = c };
    const struct tc_attempt *list = sorted(h, c);

    if (c->attempt_count == 0)
        return;
    l.count = c->attempt_count < ATTEMPTS_MAX ? c->attempt_count : ATTEMPTS_MAX;
    l.from_ms = list[0].at_ms;
    l.span_ms = fmax(list[l.count - 1].at_ms - l.from_ms, SHORTEST_MS);
    make_lanes(&l, list);
    l.others = count_others(&l, list);
    fprintf(h->out,
            "<div class=\"wide\"><svg class=\"time\" role=\"img\" aria-label=\"%s\" "
            "viewBox=\"0 0 %.0f %.0f\">\n",
            c->id, WIDTH, TOP + LANE * (double)l.lane_count + AXIS);
    print_axis(&l);
    for (size_t i = 0; i < l.lane_count; i++)
        print_name(&l, &l.lanes[i]);
    for (size_t i = 0; i < l.count; i++)
        print_attempt(&l, lane_of(&l, &list[i]), &list[i]);
    fputs("</svg></div>\n", h->out);
    print_left_out(&l);
}
