/* Balances of classes and lots: no more is used or destroyed than was made. Only
 * of what is made in view; and only where every amount is known, in one unit. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "validate/scenario_replay.h"

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

/* 1: the event makes it, -1: uses it up, 0: neither. */
static int effect_of(const struct tc_chain_event *e, const struct tc_mention *m)
{
    if (e->type == TC_EVENT_TRANSFORMATION)
        return m->role == TC_ROLE_OUTPUT ? 1 : -1;
    if (e->type != TC_EVENT_OBJECT || m->role != TC_ROLE_OBJECT)
        return 0;
    if (e->action == TC_ACTION_ADD)
        return tc_step_is(e, "commissioning") || tc_step_is(e, "creating_class_instance") ? 1
                                                                                          : 0;
    return e->action == TC_ACTION_DELETE &&
                   (tc_step_is(e, "destroying") || tc_step_is(e, "decommissioning"))
               ? -1
               : 0;
}

static void change(struct tc_replay *r, uint32_t turn, const struct tc_mention *m, int effect)
{
    struct tc_lot *lot = tc_replay_lot(r, m->name);
    const struct tc_amount *amount = &r->s->amounts[m->amount];

    /* Met before it was made: there may be more of it than what is made now. */
    if (!lot->made && effect <= 0)
        lot->unsure = true;
    if (effect == 0)
        return;
    if (isnan(amount->value) || (lot->made && lot->unit != amount->unit)) {
        lot->unsure = true;
        return;
    }
    if (effect > 0 && !lot->made) {
        lot->made = turn;
        lot->unit = amount->unit;
    }
    lot->balance += effect * amount->value;
    if (lot->balance > lot->most)
        lot->most = lot->balance;
}

static void check(struct tc_replay *r, uint32_t turn, const struct tc_mention *m)
{
    const struct tc_lot *lot = tc_replay_lot(r, m->name);
    const char *unit = tc_replay_unit(r, lot->unit);

    if (lot->unsure || !lot->made || lot->balance >= -1e-9 * (1 + lot->most))
        return;
    tc_replay_report(r,
                     &(struct tc_contradiction){
                         .rule = TC_SCN_NEGATIVE,
                         .name = m->name,
                         .earlier = lot->made,
                         .later = turn,
                         .was = TC_TEXT("bắt đầu tạo ra lô", "the first of it made"),
                         .is = tc_say(r->arena, "dùng quá %.10g%s so với lượng đã tạo ra",
                                      "%.10g%s more used than was made", -lot->balance, unit),
                         .expected = TC_TEXT("lượng còn lại của lô không âm",
                                             "a balance of the lot that is not negative") });
}

/* What is made comes before what is used, of events at one time. */
void tc_rule_lots(struct tc_replay *r, uint32_t first, uint32_t last)
{
    enum { MAKE, USE, CHECK };

    for (int pass = MAKE; pass <= CHECK; pass++)
        for (uint32_t turn = first; turn <= last; turn++) {
            const struct tc_chain_event *e = tc_replay_event(r, turn);
            const struct tc_mention *m = &r->s->mentions[e->first_mention];

            for (uint32_t i = 0; !e->void_ && i < e->mentions; i++) {
                int effect = effect_of(e, &m[i]);

                if (!m[i].amount || e->type == TC_EVENT_TRANSACTION ||
                    e->type == TC_EVENT_EXTENSION)
                    continue;
                if (pass == CHECK)
                    check(r, turn, &m[i]);
                else if ((effect > 0) == (pass == MAKE))
                    change(r, turn, &m[i], effect);
            }
        }
}
