/* The room of a symbol: its quiet zone, and how much it may hold. */
#include <string.h>

#include "validate/label/label_judge.h"
#include "validate/decode/quiet_zone.h"

#define GS1_128_MAX 48 /* characters with AIs and separators; GenSpecs 5.4.4.3 */

/* The zones as the sides of the image: a symbol that is turned has its left side
 * elsewhere. */
static void zones_in_image(const struct tc_symbol *symbol, double zone[4])
{
    double own[4];

    tc_symbol_quiet_zone(symbol, own);
    for (int side = 0; side < 4; side++)
        zone[(side + symbol->turn) % 4] = own[side];
}

/* The side that lacks most, if it is narrower than needed by more than a pixel,
 * which is how exactly an edge can be told. -1: none. */
static int narrow_side(const struct tc_symbol *symbol, const double zone[4])
{
    int worst = -1;

    for (int i = 0; i < 4; i++) {
        double lacks = zone[i] - symbol->clear[i];

        if (lacks * symbol->module > 1 &&
            (worst < 0 || lacks > zone[worst] - symbol->clear[worst]))
            worst = i;
    }
    return worst;
}

static void judge_quiet_zone(struct tc_label_judge *judge, struct tc_said *said)
{
    static const struct tc_text sides[] = {
        { "bên trái", "on the left" },
        { "phía trên", "above" },
        { "bên phải", "on the right" },
        { "phía dưới", "below" },
    };
    const struct tc_symbol *symbol = said->symbol;
    double zone[4];
    int side = -1;

    zones_in_image(symbol, zone);
    if (symbol->module > 0)
        side = narrow_side(symbol, zone);
    else if (zone[0] > 0 || zone[1] > 0)
        tc_label_leave_open(judge, "LABEL-10", tc_label_unmeasured());
    said->crowded = side >= 0;
    if (side < 0)
        return;
    tc_label_report(
        judge, said, "LABEL-10", NULL,
        tc_say(judge->arena, "vùng trống %.0fX", "a quiet zone of %.0fX", zone[side]),
        (struct tc_text){
            tc_arena_printf(judge->arena, "%.1fX %s", symbol->clear[side], sides[side].vi),
            tc_arena_printf(judge->arena, "%.1fX %s", symbol->clear[side], sides[side].en) });
}

void tc_label_judge_space(struct tc_label_judge *judge, struct tc_said *said)
{
    const struct tc_symbol *symbol = said->symbol;

    judge_quiet_zone(judge, said);
    if (strcmp(symbol->symbology, "gs1-128") == 0 && symbol->len > GS1_128_MAX)
        tc_label_report(
            judge, said, "LABEL-11", NULL,
            tc_say(judge->arena, "nhiều nhất %d ký tự", "at most %d characters", GS1_128_MAX),
            tc_say(judge->arena, "%zu ký tự", "%zu characters", symbol->len));
}
