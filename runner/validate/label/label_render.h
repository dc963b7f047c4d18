/* PDF and SVG become PNG by programs of their own: pdftocairo and rsvg-convert.
 * Their licences and their faults stay apart. */
#ifndef TC_VALIDATE_LABEL_RENDER_H
#define TC_VALIDATE_LABEL_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"
#include "tracecert/err.h"

#define TC_RENDER_DPI 300

enum tc_drawing { TC_DRAWING_NONE, TC_DRAWING_PDF, TC_DRAWING_SVG };

/* What the bytes are by their beginning. */
enum tc_drawing tc_drawing_of(const void *bytes, size_t len);

/* True if the drawing says how large it is on paper: a PDF does, an SVG whose
 * width has a unit of length. Else its dots mean nothing. */
bool tc_drawing_is_sized(enum tc_drawing kind, const void *bytes, size_t len);

/* Render a page (from 1) as PNG. 0 with `*png` NULL when the program cannot (no
 * such page, a broken file); -1 and `err` when it is not installed or did not
 * come to an end. */
int tc_drawing_render(struct tc_arena *arena, enum tc_drawing kind, const void *bytes,
                      size_t len, unsigned page, const void **png, size_t *png_len,
                      struct tc_err *err);

#endif
