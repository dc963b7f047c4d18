/* The room of a symbol: its quiet zone, and how much it may hold. */
#include <string.h>

#include "validate/label/label_judge.h"

#define GS1_128_MAX 48 /* characters with AIs and separators; GenSpecs 5.4.4.3 */

/* Modules that have to stay clear on all four sides; 0: not measured here. */
static double quiet_zone(const struct tc_symbol *symbol)
{
    if (strstr(symbol->symbology, "datamatrix"))
        return 1;
    return strstr(symbol->symbology, "qr") ? 4 : 0;
}

/* The narrowest side, if it is narrower than needed by more than a pixel, which
 * is how exactly an edge can be told. -1: none. */
static int narrow_side(const struct tc_symbol *symbol, double needed)
{
    int narrowest = -1;

    for (int i = 0; i < 4; i++) {
        if ((needed - symbol->clear[i]) * symbol->module <= 1)
            continue;
        if (narrowest < 0 || symbol->clear[i] < symbol->clear[narrowest])
            narrowest = i;
    }
    return narrowest;
}

static void judge_quiet_zone(struct tc_label_judge *judge, const struct tc_said *said)
{
    static const struct tc_text sides[] = {
        { "bên trái", "on the left" },
        { "phía trên", "above" },
        { "bên phải", "on the right" },
        { "phía dưới", "below" },
    };
    const struct tc_symbol *symbol = said->symbol;
    double needed = quiet_zone(symbol);
    int side = symbol->module > 0 ? narrow_side(symbol, needed) : -1;

    if (side < 0)
        return;
    tc_label_report(
        judge, said, "LABEL-10", NULL,
        tc_say(judge->arena, "vùng trống %.0fX ở cả bốn phía",
               "a quiet zone of %.0fX on all four sides", needed),
        (struct tc_text){
            tc_arena_printf(judge->arena, "%.1fX %s", symbol->clear[side], sides[side].vi),
            tc_arena_printf(judge->arena, "%.1fX %s", symbol->clear[side], sides[side].en) });
}

void tc_label_judge_space(struct tc_label_judge *judge, const struct tc_said *said)
{
    const struct tc_symbol *symbol = said->symbol;

    judge_quiet_zone(judge, said);
    if (strcmp(symbol->symbology, "gs1-128") == 0 && symbol->len > GS1_128_MAX)
        tc_label_report(
            judge, said, "LABEL-11", NULL,
            tc_say(judge->arena, "nhiều nhất %d ký tự", "at most %d characters", GS1_128_MAX),
            tc_say(judge->arena, "%zu ký tự", "%zu characters", symbol->len));
}
