/* Labels for the tests: symbols drawn by zint under each other on one white
 * sheet, then damaged in a controlled way. */
#ifndef TC_VALIDATE_LABEL_DRAW_H
#define TC_VALIDATE_LABEL_DRAW_H

#include "tracecert/arena.h"

struct tc_sheet {
    int width, height;
    unsigned char *gray; /* owned by the arena */
};

static inline unsigned char *tc_sheet_pixel(const struct tc_sheet *sheet, int x, int y)
{
    return &sheet->gray[(size_t)y * (size_t)sheet->width + (size_t)x];
}

/* An empty sheet. */
struct tc_sheet tc_sheet_new(struct tc_arena *arena, int width, int height);

struct tc_drawn {
    const char *symbology, *data; /* of a composite: linear part, '|', component */
    double module;                /* pixels, a whole number */
    double height;                /* modules; 0: as zint has it */
};

void tc_sheet_draw_as(struct tc_arena *arena, struct tc_sheet *sheet,
                      const struct tc_drawn *drawn);

/* Draw one more symbol below those that are there, with its quiet zone. GS1
 * symbologies take bracketed element strings. Aborts for what zint does not
 * know: the tables are our own. */
void tc_sheet_draw(struct tc_arena *arena, struct tc_sheet *sheet, const char *symbology,
                   const char *data, double pixels_a_module);

/* The same with bars of a height in modules; 0: that of zint. */
void tc_sheet_draw_high(struct tc_arena *arena, struct tc_sheet *sheet, const char *symbology,
                        const char *data, double pixels_a_module, double modules_high);

/* Damage the sheet: "none", "turn-N" (degrees clockwise), "blur", "blur-N" (so many
 * times), "noise", "speckle" (single pixels), "specks" (of 3 pixels), "faint", "fainter",
 * "inverted", "crop" (to the ink), "wiped", "stretched" (higher by an eighth), "line-left",
 * "line-above", "line-right", "line-below" (a line close to the ink; "line-left-24" has its
 * distance in pixels). */
void tc_sheet_damage(struct tc_arena *arena, struct tc_sheet *sheet, const char *damage);

/* The sheet as PNG. */
const char *tc_sheet_png(struct tc_arena *arena, const struct tc_sheet *sheet, size_t *len);

#endif
