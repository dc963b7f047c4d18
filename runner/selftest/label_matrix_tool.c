/* Which symbols are read, under which damage: the consensus beside each library
 * alone. Writes docs/labels.md to standard output; exit 1 if the consensus
 * gives a wrong message for a right one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tracecert/code.h"
#include "tracecert/label.h"
#include "validate/decode/label_draw.h"
#include "validate/decode/label_read.h"

#define MARGIN 32
#define DMTX_MS 1000
#define READERS 4

static const struct kind {
    const char *symbology, *data, *message; /* NULL: the AIs of `data` */
} kinds[] = {
    { "ean-13", "9521234000013", NULL },
    { "ean-8", "95200002", NULL },
    { "upc-a", "012345678905", NULL },
    { "upc-e", "01234565", "0012345000065" },
    { "itf-14", "1952123400001", "19521234000010" },
    { "gs1-128", "(01)09521234000013(10)L1(21)77", NULL },
    { "gs1-datamatrix", "(01)09521234000013(10)L1(21)77", NULL },
    { "gs1-datamatrix-rect", "(01)09521234000013(10)L1", NULL },
    { "datamatrix", "https://id.gs1.org/01/09521234000013/10/L1", NULL },
    { "gs1-qr", "(01)09521234000013(10)L%1(21)77", NULL },
    { "qr", "https://id.gs1.org/01/09521234000013/10/L1", NULL },
    { "databar", "0952123400001", "0109521234000013" },
    { "databar-stacked", "0952123400001", "0109521234000013" },
    { "databar-stacked-omni", "0952123400001", "0109521234000013" },
    { "databar-limited", "0952123400001", "0109521234000013" },
    { "databar-expanded", "(01)09521234000013(10)ABC(17)261231", NULL },
    { "databar-expanded-stacked", "(01)09521234000013(10)ABC(17)261231", NULL },
};

static const struct damage {
    const char *name, *title;
    double module;
} damages[] = {
    { "none", "clean", 4 },           { "none", "X = 2 px", 2 },
    { "none", "X = 1 px", 1 },        { "turn-90", "turned 90°", 4 },
    { "turn-180", "turned 180°", 4 }, { "blur", "blurred", 4 },
    { "noise", "noisy", 4 },          { "faint", "faint", 4 },
    { "inverted", "inverted", 4 },    { "crop", "no margin", 4 },
};

enum outcome { NOT_READ, RIGHT, WRONG };

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))
#define DAMAGES (sizeof(damages) / sizeof(damages[0]))

/* --- what a message says -------------------------------------------------------------- */

static const char *ais_of(struct tc_arena *arena, const struct tc_code_result *code)
{
    const char *text = "";

    for (size_t i = 0; i < code->count; i++)
        text = tc_arena_printf(arena, "%s(%s)%s", text, code->ais[i].ai, code->ais[i].value);
    return text;
}

static bool says(struct tc_arena *arena, const struct tc_symbol *symbol,
                 const struct kind *kind)
{
    struct tc_code_result wanted, got;

    if (kind->message)
        return strcmp(symbol->data, kind->message) == 0;
    tc_code_check(arena, kind->data, strlen(kind->data), TC_CODE_UNKNOWN, &wanted);
    tc_symbol_read(arena, symbol, &got);
    return strcmp(ais_of(arena, &wanted), ais_of(arena, &got)) == 0;
}

static enum outcome judge(struct tc_arena *arena, const struct tc_symbol *symbols, size_t count,
                          const struct kind *kind)
{
    enum outcome outcome = NOT_READ;

    for (size_t i = 0; i < count; i++) {
        if (symbols[i].unsure)
            continue;
        if (!says(arena, &symbols[i], kind))
            return WRONG;
        outcome = RIGHT;
    }
    return outcome;
}

/* --- the readers ----------------------------------------------------------------------- */

static enum outcome read_alone(struct tc_arena *arena, const void *png, size_t len, int library,
                               const struct kind *kind)
{
    static struct tc_readings readings;
    struct tc_image image;

    memset(&readings, 0, sizeof(readings));
    readings.arena = arena;
    if (!tc_image_read(png, len, &image) || !tc_image_pad(&image, MARGIN))
        abort();
    if (library == 0)
        tc_label_zbar(&image, &readings);
    else if (library == 1)
        tc_label_dmtx(&image, DMTX_MS, &readings);
    else
        tc_label_zxing(&image, &readings);
    tc_image_release(&image);
    for (size_t i = 0; i < readings.count; i++)
        readings.items[i].unsure = false; /* nobody warns of it */
    return judge(arena, readings.items, readings.count, kind);
}

static enum outcome read_by_all(struct tc_arena *arena, const void *png, size_t len,
                                const struct kind *kind)
{
    struct tc_label_result result;
    struct tc_err err = { 0 };

    tc_label_check(arena, png, len, &result, &err);
    return judge(arena, result.symbols, result.count, kind);
}

static void try_one(const struct kind *kind, const struct damage *damage,
                    enum outcome outcomes[READERS])
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_sheet sheet = { 0 };
    const char *png;
    size_t len;

    tc_sheet_draw(arena, &sheet, kind->symbology, kind->data, damage->module);
    tc_sheet_damage(arena, &sheet, damage->name);
    png = tc_sheet_png(arena, &sheet, &len);
    outcomes[0] = read_by_all(arena, png, len, kind);
    for (int library = 0; library < READERS - 1; library++)
        outcomes[library + 1] = read_alone(arena, png, len, library, kind);
    tc_arena_free(arena);
}

/* --- the page -------------------------------------------------------------------------- */

static void print_head(void)
{
    printf(
        "# Which symbols are read\n\n"
        "Generated by `make label-matrix`; do not edit. Each symbol is drawn by zint with\n"
        "X = 4 pixels and damaged; four letters stand for the consensus of tracecert, zbar,\n"
        "libdmtx and zxing-cpp: `+` read right, `.` not read or not believed, `W` read\n"
        "wrongly.\n\n| symbol |");
    for (size_t d = 0; d < DAMAGES; d++)
        printf(" %s |", damages[d].title);
    printf("\n|---|");
    for (size_t d = 0; d < DAMAGES; d++)
        printf("---|");
    printf("\n");
}

static void print_totals(unsigned totals[READERS][3])
{
    static const char *const names[] = { "tracecert", "zbar", "libdmtx", "zxing-cpp" };

    printf("\n| reader | right | not read | wrong |\n|---|---|---|---|\n");
    for (int r = 0; r < READERS; r++)
        printf("| %s | %u | %u | %u |\n", names[r], totals[r][RIGHT], totals[r][NOT_READ],
               totals[r][WRONG]);
}

int main(void)
{
    unsigned totals[READERS][3] = { 0 };

    print_head();
    for (size_t k = 0; k < KINDS; k++) {
        printf("| %s |", kinds[k].symbology);
        for (size_t d = 0; d < DAMAGES; d++) {
            enum outcome outcomes[READERS];

            try_one(&kinds[k], &damages[d], outcomes);
            printf(" `");
            for (int r = 0; r < READERS; r++) {
                putchar(".+W"[outcomes[r]]);
                totals[r][outcomes[r]]++;
            }
            printf("` |");
        }
        printf("\n");
    }
    print_totals(totals);
    return totals[0][WRONG] ? EXIT_FAILURE : EXIT_SUCCESS;
}
