/* Which symbols are read, under which damage: the consensus beside each library
 * alone. Writes docs/labels.md to standard output; exit 1 if the consensus gives a
 * wrong message for a right one, or in some row reads less than a library alone. */
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
#define LOW 5 /* modules: bars of this height are low */

#define AIS "(01)09521234000013(10)L1(21)77"
#define EXPANDED "(01)09521234000013(10)ABC(17)261231"
#define COMPONENT "|(21)A1B2"

/* `message` as it is read, or several between spaces, of which the first must be; NULL: the
 * AIs of `data`. `faulty`: a wrong check digit in it; `bare`: without FNC1. */
static const struct kind {
    const char *symbology, *data, *message, *faulty;
    const char *bare_symbology, *bare;
    bool linear;
} kinds[] = {
    { "ean-13", "9521234000013", .linear = true },
    { "ean-13 and 2", "9521234000013+12", .message = "9521234000013 12 952123400001312",
      .linear = true },
    { "ean-13 and 5", "9521234000013+51234",
      .message = "9521234000013 51234 952123400001351234", .linear = true },
    { "ean-8", "95200002", .linear = true },
    { "upc-a", "012345678905", .linear = true },
    { "upc-e", "01234565", .message = "0012345000065", .linear = true },
    { "itf-14", "1952123400001", .message = "19521234000010", .linear = true },
    { "ean-14", "1952123400001", .message = "0119521234000010", .linear = true },
    { "nve-18", "09521234000000001", .message = "00095212340000000013", .linear = true },
    { "gs1-128", AIS, .faulty = "(01)09521234000014(10)L1(21)77", .bare_symbology = "code128",
      .bare = "010952123400001310L1", .linear = true },
    { "databar", "0952123400001", .message = "0109521234000013", .linear = true },
    { "databar-stacked", "0952123400001", .message = "0109521234000013", .linear = true },
    { "databar-stacked-omni", "0952123400001", .message = "0109521234000013", .linear = true },
    { "databar-limited", "0952123400001", .message = "0109521234000013", .linear = true },
    { "databar-expanded", EXPANDED, .linear = true },
    { "databar-expanded-stacked", EXPANDED, .linear = true },
    { "gs1-datamatrix", AIS, .faulty = "(01)09521234000014(10)L1",
      .bare_symbology = "datamatrix", .bare = "010952123400001310L1" },
    { "gs1-datamatrix-rect", "(01)09521234000013(10)L1", .faulty = "(01)09521234000014(10)L1" },
    { "gs1-dmre", AIS, .faulty = "(01)09521234000014(10)L1" },
    { "datamatrix", "https://id.gs1.org/01/09521234000013/10/L1",
      .faulty = "https://id.gs1.org/01/09521234000014/10/L1" },
    { "gs1-qr", AIS, .faulty = "(01)09521234000014(10)L1", .bare_symbology = "qr",
      .bare = "010952123400001310L1" },
    { "gs1-qr with %", "(01)09521234000013(10)L%1(21)77",
      .faulty = "(01)09521234000014(10)L%1" },
    { "qr", "https://id.gs1.org/01/09521234000013/10/L1",
      .faulty = "https://id.gs1.org/01/09521234000014/10/L1" },
    { "gs1-aztec", AIS,
      .message = "010952123400001310L1\x1d"
                 "2177" },
    { "gs1-rmqr", AIS, .message = NULL },
    { "gs1-dotcode", AIS, .message = NULL },
    { "gs1-code-one", AIS, .message = NULL },
    { "gs1-code49", AIS, .message = NULL },
    { "gs1-code16k", AIS, .message = NULL },
    { "ean-13-composite", "9521234000013" COMPONENT, .message = "9521234000013" },
    { "upc-a-composite", "01234567890" COMPONENT, .message = "0012345678905" },
    { "upc-e-composite", "0123456" COMPONENT, .message = "0012345000065" },
    { "gs1-128-composite", "(01)09521234000013" COMPONENT, .message = "0109521234000013" },
    { "databar-composite", "0952123400001" COMPONENT, .message = "0109521234000013" },
    { "databar-stacked-composite", "0952123400001" COMPONENT, .message = "0109521234000013" },
    { "databar-stacked-omni-composite", "0952123400001" COMPONENT,
      .message = "0109521234000013" },
    { "databar-limited-composite", "0952123400001" COMPONENT, .message = "0109521234000013" },
    { "databar-expanded-composite", "(01)09521234000013(10)ABC" COMPONENT,
      .message = "010952123400001310ABC" },
    { "databar-expanded-stacked-composite", "(01)09521234000013(10)ABC" COMPONENT,
      .message = "010952123400001310ABC" },
};

enum change { CHANGE_NONE, CHANGE_LOW, CHANGE_CHECK_DIGIT, CHANGE_NO_FNC1 };

static const struct damage {
    const char *name, *title;
    double module;
    enum change change;
} damages[] = {
    { "none", "clean", 4, CHANGE_NONE },
    { "none", "X = 10 px", 10, CHANGE_NONE },
    { "none", "X = 2 px", 2, CHANGE_NONE },
    { "none", "X = 1 px", 1, CHANGE_NONE },
    { "turn-90", "turned 90°", 4, CHANGE_NONE },
    { "turn-180", "180°", 4, CHANGE_NONE },
    { "turn-5", "5°", 4, CHANGE_NONE },
    { "turn-20", "20°", 4, CHANGE_NONE },
    { "turn-45", "45°", 4, CHANGE_NONE },
    { "blur", "blurred", 4, CHANGE_NONE },
    { "blur-4", "more", 4, CHANGE_NONE },
    { "noise", "noisy", 4, CHANGE_NONE },
    { "speckle", "speckled", 4, CHANGE_NONE },
    { "faint", "faint", 4, CHANGE_NONE },
    { "inverted", "inverted", 4, CHANGE_NONE },
    { "crop", "no margin", 4, CHANGE_NONE },
    { "line-left", "line in it", 4, CHANGE_NONE },
    { "none", "low", 4, CHANGE_LOW },
    { "none", "check digit", 4, CHANGE_CHECK_DIGIT },
    { "none", "no FNC1", 4, CHANGE_NO_FNC1 },
};

enum outcome { NOT_READ, RIGHT, WRONG, NOT_TRIED };

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))
#define DAMAGES (sizeof(damages) / sizeof(damages[0]))

/* What is drawn, and what has to be read. */
struct task {
    struct tc_drawn drawn;
    const char *data, *message, *damage;
};

/* --- what a message says -------------------------------------------------------------- */

static const char *ais_of(struct tc_arena *arena, const struct tc_code_result *code)
{
    const char *text = "";

    for (size_t i = 0; i < code->count; i++)
        text = tc_arena_printf(arena, "%s(%s)%s", text, code->ais[i].ai, code->ais[i].value);
    return text;
}

/* 2: the message; 1: one that may stand beside it; 0: another. */
static int says(struct tc_arena *arena, const struct tc_symbol *symbol, const struct task *task)
{
    struct tc_code_result wanted, got;

    if (task->message) {
        char *words = tc_arena_strdup(arena, task->message), *word;
        int rank = 2;

        for (; (word = strsep(&words, " ")) != NULL; rank = 1)
            if (strcmp(symbol->data, word) == 0)
                return rank;
        return 0;
    }
    tc_code_check(arena, task->data, strlen(task->data), TC_CODE_UNKNOWN, &wanted);
    tc_symbol_read(arena, symbol, &got);
    return strcmp(ais_of(arena, &wanted), ais_of(arena, &got)) == 0 ? 2 : 0;
}

static enum outcome judge(struct tc_arena *arena, const struct tc_symbol *symbols, size_t count,
                          const struct task *task)
{
    enum outcome outcome = NOT_READ;

    for (size_t i = 0; i < count; i++) {
        int rank = symbols[i].unsure ? 1 : says(arena, &symbols[i], task);

        if (rank == 0)
            return WRONG;
        outcome = rank == 2 ? RIGHT : outcome;
    }
    return outcome;
}

/* --- the readers ----------------------------------------------------------------------- */

static enum outcome read_alone(struct tc_arena *arena, const void *png, size_t len, int library,
                               const struct task *task)
{
    static struct tc_readings readings;
    struct tc_image image;

    memset(&readings, 0, sizeof(readings));
    readings.arena = arena;
    if (!tc_image_read(png, len, &image) || !tc_image_pad(&image, MARGIN))
        abort();
    if (library == 0)
        tc_label_zbar(&image, &readings);
    else if (library == 2 && strstr(task->drawn.symbology, "aztec"))
        tc_label_aztec(&image, &readings);
    else if (library == 2)
        tc_label_zxing(&image, &readings);
    else if (strstr(task->drawn.symbology, "datamatrix") ||
             strstr(task->drawn.symbology, "dmre"))
        tc_label_dmtx(&image, DMTX_MS, &readings); /* which searches all its time for others */
    tc_image_release(&image);
    for (size_t i = 0; i < readings.count; i++)
        readings.items[i].unsure = false; /* nobody warns of it */
    return judge(arena, readings.items, readings.count, task);
}

static enum outcome read_by_all(struct tc_arena *arena, const void *png, size_t len,
                                const struct task *task)
{
    struct tc_label_result result;
    struct tc_err err = { 0 };

    tc_label_check(arena, png, len, &result, &err);
    return judge(arena, result.symbols, result.count, task);
}

/* False if the damage cannot be done to that kind. */
static bool prepare(struct tc_arena *arena, const struct kind *kind,
                    const struct damage *damage, struct task *task)
{
    const char *end = strchr(kind->symbology, ' ');

    *task = (struct task){
        { NULL, kind->data, damage->module, 0 }, kind->data, kind->message, damage->name
    };
    task->drawn.symbology =
        tc_arena_strndup(arena, kind->symbology,
                         end ? (size_t)(end - kind->symbology) : strlen(kind->symbology));
    if (damage->change == CHANGE_LOW) {
        task->drawn.height = LOW;
        return kind->linear;
    }
    if (damage->change == CHANGE_CHECK_DIGIT)
        task->drawn.data = task->data = kind->faulty;
    if (damage->change == CHANGE_NO_FNC1) {
        task->drawn.symbology = kind->bare_symbology;
        task->drawn.data = task->message = kind->bare;
    }
    return task->drawn.data != NULL;
}

static void try_one(const struct kind *kind, const struct damage *damage,
                    enum outcome outcomes[READERS])
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_sheet sheet = { 0 };
    struct task task;
    bool done = prepare(arena, kind, damage, &task);

    for (int r = 0; r < READERS; r++)
        outcomes[r] = NOT_TRIED;
    if (done) {
        const char *png;
        size_t len;

        tc_sheet_draw_as(arena, &sheet, &task.drawn);
        tc_sheet_damage(arena, &sheet, task.damage);
        png = tc_sheet_png(arena, &sheet, &len);
        outcomes[0] = read_by_all(arena, png, len, &task);
        for (int library = 0; library < READERS - 1; library++)
            outcomes[library + 1] = read_alone(arena, png, len, library, &task);
    }
    tc_arena_free(arena);
}

/* --- the page -------------------------------------------------------------------------- */

static void print_head(void)
{
    printf("# Which symbols are read\n\n"
           "Generated by `make label-matrix`; do not edit. Each symbol is drawn by zint with\n"
           "X = 4 pixels and damaged; four signs stand for the consensus of tracecert, zbar,\n"
           "libdmtx and zxing-cpp: `+` read right, `.` not read or not believed, `W` read\n"
           "wrongly. Of composites the linear part is meant. \"check digit\": a wrong one is\n"
           "encoded, and read as it stands; \"line in it\": a line stands in the quiet zone;\n"
           "\"low\": bars of %d X.\n\n| symbol |",
           LOW);
    for (size_t d = 0; d < DAMAGES; d++)
        printf(" %s |", damages[d].title);
    printf("\n|---|");
    for (size_t d = 0; d < DAMAGES; d++)
        printf("---|");
    printf("\n");
}

static void print_totals(unsigned totals[READERS][4])
{
    static const char *const names[] = { "tracecert", "zbar", "libdmtx", "zxing-cpp" };

    printf("\n| reader | right | not read | wrong |\n|---|---|---|---|\n");
    for (int r = 0; r < READERS; r++)
        printf("| %s | %u | %u | %u |\n", names[r], totals[r][RIGHT], totals[r][NOT_READ],
               totals[r][WRONG]);
}

static void print_cell(const enum outcome outcomes[READERS])
{
    printf(outcomes[0] == NOT_TRIED ? " " : " `");
    for (int r = 0; outcomes[0] != NOT_TRIED && r < READERS; r++)
        putchar(".+W"[outcomes[r]]);
    printf(outcomes[0] == NOT_TRIED ? "|" : "` |");
}

/* False if a library alone reads more of the row. */
static bool print_row(const struct kind *kind, unsigned totals[READERS][4])
{
    unsigned right[READERS] = { 0 };
    bool best = true;

    printf("| %s |", kind->symbology);
    for (size_t d = 0; d < DAMAGES; d++) {
        enum outcome outcomes[READERS];

        try_one(kind, &damages[d], outcomes);
        print_cell(outcomes);
        for (int r = 0; r < READERS; r++) {
            totals[r][outcomes[r]]++;
            right[r] += outcomes[r] == RIGHT;
        }
    }
    printf("\n");
    fflush(stdout);
    for (int r = 1; r < READERS; r++)
        best = best && right[0] >= right[r];
    if (!best)
        fprintf(stderr, "%s: a library alone reads more\n", kind->symbology);
    return best;
}

int main(int argc, char **argv)
{
    unsigned totals[READERS][4] = { { 0 } };
    bool best = true;

    print_head();
    for (size_t k = 0; k < KINDS; k++)
        if (argc < 2 || strcmp(argv[1], kinds[k].symbology) == 0)
            best &= print_row(&kinds[k], totals);
    print_totals(totals);
    return totals[0][WRONG] || !best ? EXIT_FAILURE : EXIT_SUCCESS;
}
