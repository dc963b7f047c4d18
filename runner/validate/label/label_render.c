#include "validate/label/label_render.h"

#include <stdio.h>
#include <string.h>

#include "validate/label/label_program.h"

#define HEAD 8192  /* bytes in which an SVG says that it is one: entities may stand before */
#define LOW_DPI 36 /* at which what is too large at the full density can still be drawn */

enum tc_drawing tc_drawing_of(const void *bytes, size_t len)
{
    char head[HEAD + 1] = "";
    size_t blanks;

    if (len >= 5 && memcmp(bytes, "%PDF-", 5) == 0)
        return TC_DRAWING_PDF;
    memcpy(head, bytes, len < HEAD ? len : HEAD);
    blanks = strspn(head, "\xef\xbb\xbf \t\r\n");
    if (head[blanks] == '<' && strstr(head, "<svg") && !strstr(head, "<html"))
        return TC_DRAWING_SVG;
    return TC_DRAWING_NONE;
}

/* The unit behind the number of an attribute value. */
static bool is_length(const char *value)
{
    static const char *const units[] = { "mm", "cm", "in", "pt", "pc" };

    value += strspn(value, "0123456789.+-eE ");
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
        if (strncmp(value, units[i], 2) == 0)
            return true;
    return false;
}

bool tc_drawing_is_sized(enum tc_drawing kind, const void *bytes, size_t len)
{
    char head[HEAD + 1] = "";
    char *tag, *end, *width;

    if (kind != TC_DRAWING_SVG)
        return kind == TC_DRAWING_PDF;
    memcpy(head, bytes, len < HEAD ? len : HEAD);
    tag = strstr(head, "<svg");
    end = tag ? strchr(tag, '>') : NULL;
    if (end)
        *end = 0;
    width = tag ? strstr(tag, " width=") : NULL;
    return width && width[7] && is_length(width + 8);
}

/* --- the program ------------------------------------------------------------------- */

static enum tc_program_end run(struct tc_arena *arena, enum tc_drawing kind, unsigned page,
                               int density, const void *bytes, size_t len, const char **out,
                               size_t *out_len)
{
    char number[16], dpi[16];
    char *const pdf[] = { "/usr/bin/pdftocairo",
                          "-png",
                          "-singlefile",
                          "-r",
                          dpi,
                          "-f",
                          number,
                          "-l",
                          number,
                          "-",
                          "-",
                          NULL };
    char *const svg[] = { "/usr/bin/rsvg-convert", "-f",    "png", "-d", dpi, "-p", dpi,
                          "--background-color",    "white", NULL };

    snprintf(number, sizeof(number), "%u", page);
    snprintf(dpi, sizeof(dpi), "%d", density);
    return tc_program_run(arena, kind == TC_DRAWING_PDF ? pdf : svg, bytes, len, out, out_len);
}

static int tell(struct tc_err *err, enum tc_drawing kind, enum tc_program_end end)
{
    if (end == TC_PROGRAM_MISSING)
        tc_err_set(err, "chưa cài %s; apt install %s", "%s is not installed; apt install %s",
                   kind == TC_DRAWING_PDF ? "pdftocairo" : "rsvg-convert",
                   kind == TC_DRAWING_PDF ? "poppler-utils" : "librsvg2-bin");
    else if (end == TC_PROGRAM_FAILED)
        tc_err_set(err, "trang lớn quá, không vẽ được ở %d điểm mỗi inch",
                   "the page is too large to be drawn at %d dots an inch", TC_RENDER_DPI);
    else
        tc_err_set(err, "không vẽ xong tệp PDF, SVG trong %d giây",
                   "the PDF or SVG was not rendered within %d seconds", TC_PROGRAM_SECONDS);
    return -1;
}

int tc_drawing_render(struct tc_arena *arena, enum tc_drawing kind, const void *bytes,
                      size_t len, unsigned page, const void **png, size_t *png_len,
                      struct tc_err *err)
{
    const char *out;
    enum tc_program_end end = run(arena, kind, page, TC_RENDER_DPI, bytes, len, &out, png_len);
    size_t low_len;

    *png = end == TC_PROGRAM_DONE ? out : NULL;
    if (end == TC_PROGRAM_MISSING || end == TC_PROGRAM_STOPPED)
        return tell(err, kind, end);
    /* Nothing is wrong with a drawing that is merely large. */
    if (end == TC_PROGRAM_FAILED &&
        run(arena, kind, page, LOW_DPI, bytes, len, &out, &low_len) == TC_PROGRAM_DONE)
        return tell(err, kind, end);
    return 0;
}
