/* The project's own reading of Data Matrix and QR Code. */
#include <string.h>

#include "validate/decode/grid_read.h"
#include "validate/decode/grid_text.h"
#include "validate/decode/label_read.h"

struct reader {
    const struct tc_image *image;
    struct tc_readings *readings;
};

/* AIM symbology identifiers, ISO/IEC 15424, by FNC1 and ECI. */
static const char *identifier_of(const struct tc_grid *grid, const struct tc_grid_text *text)
{
    static const char *const names[2][2][3] = {
        { { "]d1", "]d2", "]d3" }, { "]d4", "]d5", "]d6" } },
        { { "]Q1", "]Q3", "]Q5" }, { "]Q2", "]Q4", "]Q6" } },
    };

    return names[grid->kind == TC_GRID_QR][text->eci][text->gs1           ? 1
                                                      : text->fnc1_second ? 2
                                                                          : 0];
}

static const char *name_of(const struct tc_grid *grid, const struct tc_grid_text *text)
{
    if (grid->kind == TC_GRID_QR)
        return text->gs1 ? "gs1-qr" : "qr";
    return text->gs1 ? "gs1-datamatrix" : "datamatrix";
}

static void add(void *context, const struct tc_grid *grid)
{
    static struct tc_grid_text text;
    const struct reader *reader = context;
    struct tc_arena *arena = reader->readings->arena;
    struct tc_symbol symbol = { .decoders = "tracecert" };
    struct tc_grid *kept;
    double across, down;

    if (!(grid->kind == TC_GRID_QR ? tc_qr_text : tc_matrix_text)(grid, &text) || text.part)
        return;
    symbol.symbology = name_of(grid, &text);
    symbol.identifier = identifier_of(grid, &text);
    symbol.gs1 = text.gs1;
    symbol.len = (size_t)text.len;
    symbol.data = memcpy(tc_arena_alloc(arena, symbol.len + 1), text.bytes, symbol.len);
    tc_grid_box(grid, symbol.box);
    tc_grid_module(grid, &across, &down);
    symbol.module = (across + down) / 2;
    tc_label_measure(reader->image, &symbol);
    kept = tc_arena_alloc(arena, sizeof(*kept));
    *kept = *grid;
    tc_readings_add_grid(reader->readings, &symbol, kept);
}

void tc_label_grid(const struct tc_image *image, struct tc_readings *readings)
{
    struct reader reader = { image, readings };
    struct tc_ink ink;

    if (!tc_ink_read(image, &ink))
        return;
    tc_matrix_find(image, &ink, add, &reader);
    tc_qr_find(image, &ink, add, &reader);
    tc_ink_release(&ink);
}
