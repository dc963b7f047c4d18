/* Readings of one symbol that differ: which of them the image shows. */
#include <string.h>

#include "validate/decode/label_read.h"
#include "validate/decode/pattern.h"

/* True if encoding the message again gives the modules that are seen. */
static bool is_shown(const struct tc_image *image, struct tc_arena *arena,
                     const struct tc_symbol *symbol, const struct tc_grid *grid)
{
    static struct tc_pattern pattern;
    int done;

    for (int way = 0; (done = tc_pattern_encode(arena, symbol, grid, way, &pattern)) >= 0;
         way++)
        if (done > 0 && (pattern.linear ? tc_pattern_is_seen(&pattern, image, symbol->box)
                                        : tc_pattern_is_grid(&pattern, grid)))
            return true;
    return false;
}

/* The modules of the symbol, whichever of its readings they belong to. */
static const struct tc_grid *grid_of(const struct tc_readings *readings, size_t i)
{
    for (size_t j = 0; j < readings->count; j++)
        if (readings->grids[j] &&
            (j == i || tc_symbols_coincide(&readings->items[i], &readings->items[j])))
            return readings->grids[j];
    return NULL;
}

static void take_out(struct tc_readings *readings, size_t i)
{
    size_t behind = --readings->count - i;

    memmove(&readings->items[i], &readings->items[i + 1], behind * sizeof(readings->items[0]));
    memmove(&readings->grids[i], &readings->grids[i + 1], behind * sizeof(readings->grids[0]));
    memmove(&readings->disputed[i], &readings->disputed[i + 1],
            behind * sizeof(readings->disputed[0]));
}

/* The reading stands against all others of its symbol. */
static void uphold(struct tc_readings *readings, size_t i)
{
    struct tc_symbol winner = readings->items[i];

    for (size_t j = readings->count; j-- > 0;) {
        if (j == i || !tc_symbols_coincide(&winner, &readings->items[j]))
            continue;
        winner.against = winner.against
                             ? tc_arena_printf(readings->arena, "%s+%s", winner.against,
                                               readings->items[j].decoders)
                             : readings->items[j].decoders;
        take_out(readings, j);
        i -= j < i;
    }
    winner.unsure = false;
    readings->items[i] = winner;
    readings->disputed[i] = false;
}

enum claim {
    CLAIM_SHOWN, /* the image shows its modules */
    CLAIM_SOUND, /* none of its decoders is known to err there */
};

/* Of the readings of the symbol of reading `i` the only one with that claim; -1 if there is
 * none, or more. */
static int only_one(const struct tc_readings *readings, size_t i, const bool *shown,
                    enum claim claim)
{
    int found = -1;

    for (size_t j = 0; j < readings->count; j++) {
        bool claims = claim == CLAIM_SHOWN ? shown[j] : !readings->items[j].unsure;

        if (!claims ||
            (j != i && !tc_symbols_coincide(&readings->items[i], &readings->items[j])))
            continue;
        if (found >= 0)
            return -1;
        found = (int)j;
    }
    return found;
}

/* True if the reading was decided, and the list of them has changed. */
static bool decide(const struct tc_image *image, struct tc_readings *readings, size_t i)
{
    bool shown[TC_SYMBOLS_MAX] = { false };
    int winner;

    for (size_t j = 0; j < readings->count; j++)
        if (j == i || tc_symbols_coincide(&readings->items[i], &readings->items[j]))
            shown[j] =
                is_shown(image, readings->arena, &readings->items[j], grid_of(readings, j));
    winner = only_one(readings, i, shown, CLAIM_SHOWN);
    if (winner < 0 && readings->disputed[i])
        winner = only_one(readings, i, shown, CLAIM_SOUND);
    if (winner < 0)
        return false;
    uphold(readings, (size_t)winner);
    return true;
}

void tc_readings_arbitrate(const struct tc_image *image, struct tc_readings *readings)
{
    size_t i = 0;

    while (i < readings->count) /* a decision takes out others: look here again */
        if ((!readings->disputed[i] && !readings->items[i].unsure) ||
            !decide(image, readings, i))
            i++;
}
