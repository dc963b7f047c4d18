/* Balances of classes and lots: no more is used or destroyed than was made. Only
 * of what is made in view; and only where every amount is known, in one unit. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "validate/scenario/scenario_replay.h"

struct tc_lot *tc_replay_lot(struct tc_replay *r, uint32_t name)
{
    struct tc_thing *thing = tc_replay_thing(r, name);

    if (thing->lot)
        return &r->lots[thing->lot];
    if (r->lot_count + 1 >= r->lot_room) {
        r->lot_room = r->lot_room ? 2 * r->lot_room : 64;
        r->lots = realloc(r->lots, r->lot_room * sizeof(*r->lots));
        if (!r->lots)
            abort();
    }
    thing->lot = (uint32_t)++r->lot_count;
    r->lots[thing->lot] = (struct tc_lot){ 0 };
    return &r->lots[thing->lot];
}

enum effect { NONE, MADE, USED, DECOMMISSIONED, DESTROYED, UNKNOWN };

static enum effect effect_of(const struct tc_chain_event *e, const struct tc_mention *m)
{
    if (e->type == TC_EVENT_TRANSFORMATION)
        return m->role == TC_ROLE_OUTPUT ? MADE : USED;
    if (e->type != TC_EVENT_OBJECT || m->role != TC_ROLE_OBJECT)
        return NONE;
    if (e->action == TC_ACTION_ADD)
        return tc_step_is(e, "commissioning") || tc_step_is(e, "creating_class_instance")
                   ? MADE
                   : UNKNOWN;
    if (e->action == TC_ACTION_DELETE && tc_step_is(e, "decommissioning"))
        return DECOMMISSIONED;
    return e->action == TC_ACTION_DELETE && tc_step_is(e, "destroying") ? DESTROYED : NONE;
}

static void make(struct tc_lot *lot, uint32_t turn, const struct tc_amount *amount)
{
    if (!lot->made) {
        lot->made = turn;
        lot->unit = amount->unit;
    }
    lot->sum += amount->value;
}

static void change(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                   enum effect effect)
{
    struct tc_lot *lot = tc_replay_lot(r, m->name);
    const struct tc_amount *amount = &r->s->amounts[m->amount];

    /* Met before it was made: there may be more of it than what is made now. */
    if (effect == UNKNOWN || (!lot->made && effect != MADE))
        lot->unsure = true;
    if (effect == UNKNOWN || effect == NONE)
        return;
    if (isnan(amount->value) || (lot->made && lot->unit != amount->unit))
        lot->unsure = true;
    else if (effect == MADE)
        make(lot, turn, amount);
    else if (effect == USED)
        lot->used += amount->value;
    else if (effect == DECOMMISSIONED)
        lot->decommissioned += amount->value;
    else
        lot->destroyed += amount->value;
}

/* What is decommissioned may be destroyed afterwards: that counts once. */
static double balance_of(const struct tc_lot *lot)
{
    double ended = lot->decommissioned > lot->destroyed ? lot->decommissioned : lot->destroyed;

    return lot->sum - lot->used - ended;
}

static void check(struct tc_replay *r, uint32_t turn, const struct tc_mention *m)
{
    const struct tc_lot *lot = tc_replay_lot(r, m->name);

    if (lot->unsure || !lot->made || balance_of(lot) >= -1e-9 * (1 + lot->sum))
        return;
    tc_replay_report(r, &(struct tc_contradiction){
                            .rule = TC_SCN_NEGATIVE,
                            .name = m->name,
                            .earlier = lot->made,
                            .later = turn,
                            .was = TC_TEXT("bắt đầu tạo ra lô", "the first of it made"),
                            .is = tc_say(r->arena, "dùng quá %.10g%s so với lượng đã tạo ra",
                                         "%.10g%s more used than was made", -balance_of(lot),
                                         tc_replay_unit(r, lot->unit)),
                            .expected = TC_TEXT("lượng còn lại của lô không âm",
                                                "a balance of the lot that is not negative") });
}

enum pass { MAKE, USE, CHECK };

static void look(struct tc_replay *r, uint32_t turn, enum pass pass)
{
    const struct tc_chain_event *e = tc_replay_event(r, turn);
    const struct tc_mention *m = &r->s->mentions[e->first_mention];

    if (e->void_ || (e->type & (TC_EVENT_TRANSACTION | TC_EVENT_EXTENSION)))
        return;
    for (uint32_t i = 0; i < e->mentions; i++) {
        enum effect effect = m[i].amount ? effect_of(e, &m[i]) : NONE;

        if (!m[i].amount)
            continue;
        if (pass == CHECK && effect >= USED && effect <= DESTROYED)
            check(r, turn, &m[i]);
        else if (pass != CHECK && (effect == MADE) == (pass == MAKE))
            change(r, turn, &m[i], effect);
    }
}

/* What is made comes before what is used, of events at one time. */
void tc_rule_lots(struct tc_replay *r, uint32_t first, uint32_t last)
{
    for (enum pass pass = MAKE; pass <= CHECK; pass++)
        for (uint32_t turn = first; turn <= last; turn++)
            look(r, turn, pass);
}
