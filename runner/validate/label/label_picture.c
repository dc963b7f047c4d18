/* The label as an SVG picture: the image itself, each symbol boxed with its number,
 * its quiet zones, the spot of each finding; below it what the symbols say. It is
 * whole in itself, and speaks no language but that of codes. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tracecert/code.h"
#include "tracecert/label.h"
#include "validate/decode/quiet_zone.h"
#include "validate/label/label_svg.h"

#define WIDTH 720.0   /* of the picture, in its own units */
#define HIGHEST 900.0 /* of the label in it */
#define EDGE 14.0     /* around the label */
#define LINE 22.0     /* height of a line of text */
#define TEXT_MAX 84   /* characters of a line */
#define BADGE 9.0     /* radius */
#define MM_PER_INCH 25.4

struct picture {
    FILE *out;
    struct tc_arena *arena;
    const struct tc_label_result *label;
    double scale, left, y; /* y: where the next line of text stands */
};

static void print(struct picture *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void print(struct picture *p, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    vfprintf(p->out, format, ap);
    va_end(ap);
}

/* --- bytes --------------------------------------------------------------------------- */

/* U+FFFE and U+FFFF are not for XML, nor are the controls of Latin 1 for the eye. */
static bool is_no_xml(const char *character, size_t len)
{
    return (len == 3 && memcmp(character, "\xef\xbf\xbe", 2) == 0 &&
            (unsigned char)character[2] >= 0xbe) ||
           (len == 2 && character[0] == '\xc2' && (unsigned char)character[1] < 0xa0);
}

/* Text from outside: controls and what is no UTF-8 become dots. */
static void print_plain(struct picture *p, const char *text, size_t len)
{
    size_t width = 0;

    for (size_t i = 0, n; i < len && width < TEXT_MAX; i += n, width++) {
        unsigned char c = (unsigned char)text[i];

        n = tc_utf8_len(text + i, len - i);
        if (strchr("<>&\"'", c) && c)
            print(p, "&#%d;", c);
        else if (n == 0 || c < ' ' || c == 0x7f || is_no_xml(text + i, n))
            putc('.', p->out);
        else
            fwrite(text + i, 1, n, p->out);
        n = n ? n : 1;
    }
    if (width == TEXT_MAX)
        print(p, "…");
}

/* --- the label ----------------------------------------------------------------------- */

static void print_image(struct picture *p)
{
    double width = p->label->width * p->scale, height = p->label->height * p->scale;

    print(p, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"sheet\"/>\n",
          p->left, EDGE, width, height);
    if (!p->label->image || p->label->image_len > TC_SVG_IMAGE_MAX)
        return;
    print(p,
          "<image x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
          "preserveAspectRatio=\"none\"%s href=\"",
          p->left, EDGE, width, height, p->scale > 1 ? " class=\"dots\"" : "");
    tc_svg_print_image(p->out, p->label->image, p->label->image_len);
    print(p, "\"/>\n");
}

/* A rectangle given in pixels of the image. */
static void print_rect(struct picture *p, const char *class, const double box[4])
{
    if (box[2] > 0 && box[3] > 0)
        print(p, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
              class, p->left + box[0] * p->scale, EDGE + box[1] * p->scale, box[2] * p->scale,
              box[3] * p->scale);
}

/* The zone on one side of the image: green where it is clear, red where not. */
static void print_zone(struct picture *p, const struct tc_symbol *s, int side, double modules)
{
    double wide = modules * s->module;
    bool clear = (modules - s->clear[side]) * s->module <= 1;
    double box[4] = { s->box[0], s->box[1], s->box[2], s->box[3] };

    if (side % 2 == 0) {
        box[0] = side == 0 ? s->box[0] - wide : s->box[0] + s->box[2];
        box[2] = wide;
    } else {
        box[1] = side == 1 ? s->box[1] - wide : s->box[1] + s->box[3];
        box[3] = wide;
    }
    print_rect(p, clear ? "zone" : "zone bad", box);
}

static void print_zones(struct picture *p, const struct tc_symbol *s)
{
    double zone[4];

    tc_symbol_quiet_zone(s, zone);
    for (int side = 0; side < 4 && s->module > 0; side++)
        print_zone(p, s, (side + s->turn) % 4, zone[side]);
}

static void print_badge(struct picture *p, double x, double y, size_t number)
{
    print(p,
          "<circle class=\"badge\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>"
          "<text class=\"number\" x=\"%.1f\" y=\"%.1f\">%zu</text>\n",
          x, y, BADGE, x, y + 4, number);
}

static bool is_at(const struct tc_finding *finding, const struct tc_symbol *s)
{
    return memcmp(finding->where.box, s->box, sizeof(s->box)) == 0;
}

static bool is_found_at(const struct tc_label_result *label, const struct tc_symbol *s)
{
    for (size_t i = 0; i < label->findings.count; i++)
        if (is_at(&label->findings.items[i], s))
            return true;
    return false;
}

static void print_symbol(struct picture *p, const struct tc_symbol *s, size_t number)
{
    double box[4] = { s->box[0], s->box[1], s->box[2], s->box[3] };
    double x = p->left + s->box[0] * p->scale, y = EDGE + s->box[1] * p->scale;

    print_zones(p, s);
    print_rect(p, is_found_at(p->label, s) ? "symbol bad" : "symbol", box);
    print_badge(p, fmax(x, BADGE + 1), fmax(y, BADGE + 1), number);
}

/* --- the words ----------------------------------------------------------------------- */

static void begin_line(struct picture *p, const char *class, double indent)
{
    print(p, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", class, EDGE + indent, p->y);
    p->y += LINE;
}

static void print_message(struct picture *p, const struct tc_symbol *s)
{
    struct tc_code_result code;
    const char *text = "";
    size_t len;

    tc_symbol_read(p->arena, s, &code);
    for (size_t i = 0; i < code.count; i++)
        text = tc_arena_printf(p->arena, "%s(%s)%s", text, code.ais[i].ai, code.ais[i].value);
    len = code.count ? strlen(text) : s->len;
    print_plain(p, code.count ? text : s->data, len);
}

static void print_size(struct picture *p, const struct tc_symbol *s)
{
    if (s->module > 0 && p->label->dpi > 0)
        print(p, " · X = %.3f mm", s->module * MM_PER_INCH / p->label->dpi);
    else if (s->module > 0)
        print(p, " · X = %.1f px", s->module);
    if (s->quality.scans > 0)
        print(p, " · %s*", tc_quality_form(p->arena, &s->quality));
}

static bool is_named_before(const struct tc_findings *findings, size_t at,
                            const struct tc_symbol *s)
{
    for (size_t i = 0; i < at; i++)
        if (is_at(&findings->items[i], s) &&
            strcmp(findings->items[i].requirement, findings->items[at].requirement) == 0)
            return true;
    return false;
}

/* Each requirement once. */
static void print_findings(struct picture *p, const struct tc_symbol *s)
{
    const struct tc_findings *findings = &p->label->findings;

    if (!is_found_at(p->label, s))
        return;
    begin_line(p, "finding", 26);
    print(p, "✗");
    for (size_t i = 0; i < findings->count; i++)
        if (is_at(&findings->items[i], s) && !is_named_before(findings, i, s))
            print(p, " %s", findings->items[i].requirement);
    print(p, "</text>\n");
}

static void print_words(struct picture *p, const struct tc_symbol *s, size_t number)
{
    print_badge(p, EDGE + BADGE, p->y - 4, number);
    begin_line(p, "name", 26);
    print(p, "%s %s", s->symbology, s->identifier ? s->identifier : "");
    print_size(p, s);
    print(p, "</text>\n");
    begin_line(p, "message", 26);
    print_message(p, s);
    print(p, "</text>\n");
    print_findings(p, s);
}

/* What was found at no symbol. */
static void print_other_findings(struct picture *p)
{
    for (size_t i = 0; i < p->label->findings.count; i++) {
        const struct tc_finding *f = &p->label->findings.items[i];

        if (f->where.box[2] > 0)
            continue;
        begin_line(p, "finding", 0);
        print(p, "✗ %s</text>\n", f->requirement);
    }
}

static bool is_any_graded(const struct tc_label_result *label)
{
    for (size_t i = 0; i < label->count; i++)
        if (label->symbols[i].quality.scans > 0)
            return true;
    return false;
}

/* --- the whole ----------------------------------------------------------------------- */

static double lines_needed(const struct tc_label_result *label)
{
    double lines = 2.0 * (double)label->count + is_any_graded(label);

    for (size_t i = 0; i < label->count; i++)
        lines += is_found_at(label, &label->symbols[i]);
    for (size_t i = 0; i < label->findings.count; i++)
        lines += label->findings.items[i].where.box[2] <= 0;
    return lines;
}

static void print_head(struct picture *p, double height)
{
    print(
        p,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" "
        "viewBox=\"0 0 %.0f %.0f\" font-family=\"DejaVu Sans, Arial, sans-serif\" "
        "font-size=\"13\">\n" TC_LABEL_PICTURE_MARK "\n<style>\n"
        ".paper{fill:#f3f6f9}.sheet{fill:#fff;stroke:#d5dce3}.dots{image-rendering:pixelated}\n"
        ".symbol{fill:none;stroke:#0b4f8a;stroke-width:2}.symbol.bad{stroke:#a61b1b}\n"
        ".zone{fill:#1a6b3c;fill-opacity:.22}.zone.bad{fill:#d22;fill-opacity:.35}\n"
        ".badge{fill:#0b4f8a;stroke:#fff}.number{fill:#fff;font-size:11px;font-weight:bold;"
        "text-anchor:middle}\n.name{fill:#1c2733;font-weight:bold}.note{fill:#52606d}\n"
        ".message{fill:#1c2733;font-family:DejaVu Sans "
        "Mono,Consolas,monospace;font-size:12px}\n"
        ".finding{fill:#a61b1b;font-weight:bold}\n</style>\n"
        "<rect class=\"paper\" width=\"%.0f\" height=\"%.0f\"/>\n",
        WIDTH, height, WIDTH, height, WIDTH, height);
}

static void print_all(struct picture *p)
{
    const struct tc_label_result *label = p->label;
    double high = label->height * p->scale;

    p->y = 2 * EDGE + high + LINE / 2;
    print_head(p, p->y + lines_needed(label) * LINE);
    print_image(p);
    for (size_t i = 0; i < label->count; i++)
        print_symbol(p, &label->symbols[i], i + 1);
    for (size_t i = 0; i < label->count; i++)
        print_words(p, &label->symbols[i], i + 1);
    print_other_findings(p);
    if (is_any_graded(label)) {
        begin_line(p, "note", 0);
        print(p, "* chỉ để định hướng, ảnh không thay máy kiểm định / indicative: an image is "
                 "no verifier</text>\n");
    }
    print(p, "</svg>\n");
}

const char *tc_label_picture(struct tc_arena *arena, const struct tc_label_result *label,
                             size_t *len)
{
    struct picture p = { .arena = arena, .label = label };
    char *text = NULL, *copy;
    double room = WIDTH - 2 * EDGE;

    if (label->width <= 0 || label->height <= 0)
        return NULL;
    p.scale = fmin(fmin(room / label->width, HIGHEST / label->height), 4);
    p.left = EDGE + (room - label->width * p.scale) / 2;
    p.out = open_memstream(&text, len);
    if (!p.out)
        abort();
    print_all(&p);
    fclose(p.out);
    copy = tc_arena_strndup(arena, text, *len);
    free(text);
    return copy;
}
