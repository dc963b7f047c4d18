#include "validate/label/label_ocr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "validate/label/label_program.h"
#include "validate/label/label_render.h"
#include "validate/label/label_svg.h"

#define WIDEST 2400 /* pixels; smaller images are enlarged for tesseract ... */
#define LARGER 2.0  /* ... so many times */
#define AROUND 3    /* pixels around a symbol that are painted over, too */
#define GAP 3.0     /* heights of a word between two that belong together */

/* --- the image without its symbols ------------------------------------------------- */

static double scale_of(const struct tc_label_result *label)
{
    return label->width * LARGER > WIDEST ? 1 : LARGER;
}

static void print_masked(FILE *out, const struct tc_label_result *label)
{
    double scale = scale_of(label);

    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" "
            "viewBox=\"0 0 %d %d\"><image width=\"%d\" height=\"%d\" href=\"",
            label->width * scale, label->height * scale, label->width, label->height,
            label->width, label->height);
    tc_svg_print_image(out, label->image, label->image_len);
    fputs("\"/>", out);
    for (size_t i = 0; i < label->count; i++) {
        const int *box = label->symbols[i].box;

        fprintf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#fff\"/>",
                box[0] - AROUND, box[1] - AROUND, box[2] + 2 * AROUND, box[3] + 2 * AROUND);
    }
    fputs("</svg>", out);
}

static int mask(struct tc_arena *arena, const struct tc_label_result *label, const void **png,
                size_t *len)
{
    char *svg = NULL;
    size_t size;
    struct tc_err err = { 0 };
    FILE *out = open_memstream(&svg, &size);
    int rc;

    if (!out)
        abort();
    print_masked(out, label);
    fclose(out);
    rc = tc_drawing_render(arena, TC_DRAWING_SVG, svg, size, 1, png, len, &err);
    free(svg);
    return rc == 0 && *png ? 0 : -1;
}

/* --- the words ----------------------------------------------------------------------- */

/* A line of the table: level, page, block, paragraph, line, word, left, top, width,
 * height, confidence, text. False for what is no word. */
static bool read_word(char *line, double scale, struct tc_word *word)
{
    int level, at = 0;

    if (sscanf(line, "%d %*d %*d %*d %*d %*d %lf %lf %lf %lf %lf %n", &level, &word->left,
               &word->top, &word->width, &word->height, &word->sure, &at) != 6 ||
        level != 5 || at == 0 || line[at] == 0)
        return false;
    word->text = line + at;
    word->left /= scale;
    word->top /= scale;
    word->width /= scale;
    word->height /= scale;
    return true;
}

static bool goes_on(const struct tc_word *a, const struct tc_word *b)
{
    double height = fmax(a->height, b->height), gap = b->left - (a->left + a->width);

    return fabs(a->top + a->height / 2 - b->top - b->height / 2) < height / 2 &&
           gap > -height && gap < GAP * height;
}

static void read_words(struct tc_arena *arena, char *table, double scale,
                       struct tc_words_read *words)
{
    char *line;

    words->items = tc_arena_alloc(arena, TC_WORDS_MAX * sizeof(*words->items));
    words->count = 0;
    while ((line = strsep(&table, "\n")) != NULL && words->count < TC_WORDS_MAX) {
        struct tc_word *word = &words->items[words->count];

        if (!read_word(line, scale, word))
            continue;
        word->begins = words->count == 0 || !goes_on(word - 1, word);
        words->count++;
    }
}

int tc_label_ocr(struct tc_arena *arena, const struct tc_label_result *label,
                 struct tc_words_read *words)
{
    char *const argv[] = {
        "/usr/bin/tesseract", "stdin", "stdout", "--psm", "11", "-l", "eng", "tsv", NULL
    };
    const char *table;
    const void *png;
    size_t len;
    enum tc_program_end end;

    if (!label->image || label->image_len > TC_SVG_IMAGE_MAX ||
        mask(arena, label, &png, &len) < 0)
        return -1;
    end = tc_program_run(arena, argv, png, len, &table, &len);
    if (end != TC_PROGRAM_DONE)
        return end == TC_PROGRAM_MISSING ? 1 : -1;
    read_words(arena, tc_arena_strndup(arena, table, len), scale_of(label), words);
    return 0;
}
