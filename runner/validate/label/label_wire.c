#include "validate/label/label_wire.h"

#include <string.h>

#include "validate/decode/label_image.h"

#define WORD 32 /* longest name; the same in the formats below */
#define DPI_MAX 1e6
#define VALUE_MAX 1e6 /* of a parameter of quality */

/* What is told of the image in one number. */
enum { UNREAD_BARS = 1, UNREAD_PATCH = 2, MENDED = 4 };

static void write_quality(FILE *out, const struct tc_quality *q)
{
    if (q->scans > 0)
        fprintf(out, "quality %d %.2f %.4f %.3f\n", q->scans, q->grade, q->aperture, q->pixels);
    for (int i = 0; q->scans > 0 && i < TC_QUALITY_PARAMETERS; i++)
        if (q->present & 1u << i)
            fprintf(out, "graded %d %.5f %.2f\n", i, q->value[i], q->grade_of[i]);
}

static void write_symbol(FILE *out, const struct tc_symbol *s)
{
    fprintf(out, "symbol %s %s %s %d %d %d %d %d %d %.3f %.3f %.3f %.3f %.3f %d %.3f ",
            s->symbology, s->identifier ? s->identifier : "-", s->decoders, s->gs1, s->unsure,
            s->box[0], s->box[1], s->box[2], s->box[3], s->module, s->clear[0], s->clear[1],
            s->clear[2], s->clear[3], s->turn, s->bars);
    for (size_t i = 0; i < s->len; i++)
        fprintf(out, "%02x", (unsigned char)s->data[i]);
    fputs(s->len ? "\n" : "-\n", out);
    if (s->against)
        fprintf(out, "against %s\n", s->against);
    write_quality(out, &s->quality);
}

static int flags_of(const struct tc_label_result *result)
{
    return (result->unread_bars ? UNREAD_BARS : 0) | (result->unread_patch ? UNREAD_PATCH : 0) |
           (result->mended ? MENDED : 0);
}

void tc_wire_write(FILE *out, const struct tc_label_result *result)
{
    fprintf(out, "image %d %d %.3f %d %d %d %d %d %d\n", result->width, result->height,
            result->dpi, flags_of(result), result->too_large, result->beside[0],
            result->beside[1], result->beside[2], result->beside[3]);
    for (size_t i = 0; i < result->count; i++)
        write_symbol(out, &result->symbols[i]);
    fputs("end\n", out);
}

/* --- reading ------------------------------------------------------------------------ */

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) : -1;
}

static int read_data(struct tc_arena *arena, const char *hex, struct tc_symbol *s)
{
    size_t len = strcmp(hex, "-") == 0 ? 0 : strlen(hex);
    char *data = tc_arena_alloc(arena, len / 2 + 1);

    for (size_t i = 0; i + 1 < len; i += 2) {
        int high = hex_digit(hex[i]), low = hex_digit(hex[i + 1]);

        if (high < 0 || low < 0)
            return -1;
        data[i / 2] = (char)(high << 4 | low);
    }
    s->data = data;
    s->len = len / 2;
    return len % 2 ? -1 : 0;
}

/* Within what an image can show. NaN is not. */
static bool is_sane(double value, double least, double most)
{
    return value >= least && value <= most;
}

static bool is_sane_box(const int box[4])
{
    bool sane = true;

    for (int i = 0; i < 4; i++)
        sane = sane && is_sane(box[i], i < 2 ? -TC_IMAGE_SIDE_MAX : 0, 2 * TC_IMAGE_SIDE_MAX);
    return sane;
}

static bool is_sane_symbol(const struct tc_symbol *s)
{
    bool sane = s->turn >= 0 && s->turn < 4 && is_sane_box(s->box) &&
                is_sane(s->module, 0, TC_IMAGE_SIDE_MAX) &&
                is_sane(s->bars, 0, TC_IMAGE_SIDE_MAX);

    for (int i = 0; i < 4; i++)
        sane = sane && is_sane(s->clear[i], 0, TC_IMAGE_SIDE_MAX);
    return sane;
}

static int read_symbol(struct tc_arena *arena, const char *line, struct tc_symbol *s)
{
    char symbology[WORD + 1], identifier[WORD + 1], decoders[WORD + 1];
    int gs1, unsure, at = 0;

    if (sscanf(line, "symbol %32s %32s %32s %d %d %d %d %d %d %lf %lf %lf %lf %lf %d %lf %n",
               symbology, identifier, decoders, &gs1, &unsure, &s->box[0], &s->box[1],
               &s->box[2], &s->box[3], &s->module, &s->clear[0], &s->clear[1], &s->clear[2],
               &s->clear[3], &s->turn, &s->bars, &at) != 16 ||
        at == 0 || !is_sane_symbol(s))
        return -1;
    s->symbology = tc_arena_strdup(arena, symbology);
    s->identifier = strcmp(identifier, "-") == 0 ? NULL : tc_arena_strdup(arena, identifier);
    s->decoders = tc_arena_strdup(arena, decoders);
    s->gs1 = gs1 != 0;
    s->unsure = unsure != 0;
    return read_data(arena, line + at, s);
}

/* Who read the last symbol otherwise; false if it is no such line. */
static bool read_against(struct tc_arena *arena, const char *line,
                         struct tc_label_result *result)
{
    char decoders[WORD + 1];

    if (result->count == 0 || sscanf(line, "against %32s", decoders) != 1)
        return false;
    result->symbols[result->count - 1].against = tc_arena_strdup(arena, decoders);
    return true;
}

/* A line about the print quality of the symbol before; false if it is none. */
static bool read_quality(const char *line, struct tc_label_result *result)
{
    struct tc_quality *q = &result->symbols[result->count ? result->count - 1 : 0].quality;
    double value, grade;
    int i;

    if (result->count == 0)
        return false;
    if (sscanf(line, "quality %d %lf %lf %lf", &q->scans, &q->grade, &q->aperture,
               &q->pixels) == 4)
        return is_sane(q->grade, 0, 4) && is_sane(q->aperture, 0, 10) &&
               is_sane(q->pixels, 0, TC_IMAGE_SIDE_MAX);
    if (sscanf(line, "graded %d %lf %lf", &i, &value, &grade) != 3 || i < 0 ||
        i >= TC_QUALITY_PARAMETERS || !is_sane(value, -VALUE_MAX, VALUE_MAX) ||
        !is_sane(grade, 0, 4))
        return false;
    q->present |= 1u << i;
    q->value[i] = value;
    q->grade_of[i] = grade;
    return true;
}

/* One answer up to its end; -1 if it is incomplete. */
static int read_one(struct tc_arena *arena, char **text, struct tc_label_result *result)
{
    char *line = strsep(text, "\n");
    int flags, too_large, *beside = result->beside;

    if (!line ||
        sscanf(line, "image %d %d %lf %d %d %d %d %d %d", &result->width, &result->height,
               &result->dpi, &flags, &too_large, &beside[0], &beside[1], &beside[2],
               &beside[3]) != 9 ||
        !is_sane(result->width, 0, TC_IMAGE_SIDE_MAX) ||
        !is_sane(result->height, 0, TC_IMAGE_SIDE_MAX) || !is_sane(result->dpi, 0, DPI_MAX) ||
        !is_sane_box(beside))
        return -1;
    result->unread_bars = (flags & UNREAD_BARS) != 0;
    result->unread_patch = (flags & UNREAD_PATCH) != 0;
    result->mended = (flags & MENDED) != 0;
    result->too_large = too_large != 0;
    result->symbols = tc_arena_alloc(arena, TC_SYMBOLS_MAX * sizeof(*result->symbols));
    while ((line = strsep(text, "\n")) != NULL) {
        if (strcmp(line, "end") == 0)
            return 0;
        if (read_against(arena, line, result) || read_quality(line, result))
            continue;
        if (result->count == TC_SYMBOLS_MAX ||
            read_symbol(arena, line, &result->symbols[result->count]) < 0)
            return -1;
        result->count++;
    }
    return -1;
}

int tc_wire_read(struct tc_arena *arena, char *text, struct tc_label_result *result)
{
    int rc = -1;

    for (;;) {
        struct tc_label_result next = { 0 };

        if (read_one(arena, &text, &next) < 0)
            return rc;
        *result = next;
        rc = 0;
    }
}
