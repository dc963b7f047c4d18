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
#define MARGIN 40   /* pixels of paper around the text, which tesseract wants to see */
#define GAP 3.0     /* heights of a word between two that belong together */

/* --- the image without its symbols ------------------------------------------------- */

/* What tesseract looks at. */
struct view {
    int left, top, width, height; /* pixels of the image */
    double scale;
};

/* No more than what is printed beside the symbols: it takes its time a pixel. */
static struct view view_of(const struct tc_label_result *label)
{
    const int *box = label->beside;
    int left = box[0] > MARGIN ? box[0] - MARGIN : 0,
        top = box[1] > MARGIN ? box[1] - MARGIN : 0;
    int right = box[0] + box[2] + MARGIN, bottom = box[1] + box[3] + MARGIN;
    struct view view = { left, top, (right < label->width ? right : label->width) - left,
                         (bottom < label->height ? bottom : label->height) - top, LARGER };

    if (view.width * LARGER > WIDEST)
        view.scale = 1;
    return view;
}

static void print_masked(FILE *out, const struct tc_label_result *label,
                         const struct view *view)
{
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" "
            "viewBox=\"%d %d %d %d\"><image width=\"%d\" height=\"%d\" href=\"",
            view->width * view->scale, view->height * view->scale, view->left, view->top,
            view->width, view->height, label->width, label->height);
    tc_svg_print_image(out, label->image, label->image_len);
    fputs("\"/>", out);
    for (size_t i = 0; i < label->count; i++) {
        const int *box = label->symbols[i].box;

        fprintf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#fff\"/>",
                box[0] - AROUND, box[1] - AROUND, box[2] + 2 * AROUND, box[3] + 2 * AROUND);
    }
    fputs("</svg>", out);
}

static int mask(struct tc_arena *arena, const struct tc_label_result *label,
                const struct view *view, const void **png, size_t *len)
{
    char *svg = NULL;
    size_t size;
    struct tc_err err = { 0 };
    FILE *out = open_memstream(&svg, &size);
    int rc;

    if (!out)
        abort();
    print_masked(out, label, view);
    fclose(out);
    rc = tc_drawing_render(arena, TC_DRAWING_SVG, svg, size, 1, png, len, &err);
    free(svg);
    return rc == 0 && *png ? 0 : -1;
}

/* --- the words ----------------------------------------------------------------------- */

/* A line of the table: level, page, block, paragraph, line, word, left, top, width,
 * height, confidence, text. False for what is no word. */
static bool read_word(char *line, const struct view *view, struct tc_word *word)
{
    int level, at = 0;

    if (sscanf(line, "%d %*d %*d %*d %*d %*d %lf %lf %lf %lf %lf %n", &level, &word->left,
               &word->top, &word->width, &word->height, &word->sure, &at) != 6 ||
        level != 5 || at == 0 || line[at] == 0)
        return false;
    word->text = line + at;
    word->left = word->left / view->scale + view->left;
    word->top = word->top / view->scale + view->top;
    word->width /= view->scale;
    word->height /= view->scale;
    return true;
}

static bool goes_on(const struct tc_word *a, const struct tc_word *b)
{
    double height = fmax(a->height, b->height), gap = b->left - (a->left + a->width);

    return fabs(a->top + a->height / 2 - b->top - b->height / 2) < height / 2 &&
           gap > -height && gap < GAP * height;
}

static void read_words(struct tc_arena *arena, char *table, const struct view *view,
                       struct tc_words_read *words)
{
    char *line;

    words->items = tc_arena_alloc(arena, TC_WORDS_MAX * sizeof(*words->items));
    words->count = 0;
    while ((line = strsep(&table, "\n")) != NULL && words->count < TC_WORDS_MAX) {
        struct tc_word *word = &words->items[words->count];

        if (!read_word(line, view, word))
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
    struct view view = view_of(label);
    const char *table;
    const void *png;
    size_t len;
    enum tc_program_end end;

    memset(words, 0, sizeof(*words));
    if (label->beside[2] == 0)
        return 0;
    if (view.width <= 0 || view.height <= 0 || !label->image ||
        label->image_len > TC_SVG_IMAGE_MAX || mask(arena, label, &view, &png, &len) < 0)
        return -1;
    end = tc_program_run(arena, argv, png, len, &table, &len);
    if (end != TC_PROGRAM_DONE)
        return end == TC_PROGRAM_MISSING ? 1 : -1;
    read_words(arena, tc_arena_strndup(arena, table, len), &view, words);
    return 0;
}
