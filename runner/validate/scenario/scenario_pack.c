/* Packing: a child has one parent at a time, and leaves the one it is in. EPCIS
 * 2.0, 7.4.3: AggregationEvent. */
#include "validate/scenario/scenario_replay.h"

static uint32_t parent_of(const struct tc_replay *r, const struct tc_chain_event *e)
{
    const struct tc_mention *m = &r->s->mentions[e->first_mention];

    for (uint32_t i = 0; i < e->mentions; i++)
        if (m[i].role == TC_ROLE_PARENT)
            return m[i].name;
    return 0;
}

static struct tc_text inside(struct tc_replay *r, uint32_t parent)
{
    return tc_say(r->arena, "đóng vào %s", "packed in %s", tc_replay_name(r, parent));
}

/* A box in a box: whoever lists all that a pallet holds says the same. */
static bool is_same_packing(const struct tc_replay *r, uint32_t now, uint32_t parent)
{
    return now == parent || tc_replay_is_within(r, now, parent) ||
           tc_replay_is_within(r, parent, now);
}

static void pack(struct tc_replay *r, uint32_t turn, const struct tc_mention *child,
                 uint32_t parent)
{
    struct tc_thing *thing = tc_replay_thing(r, child->name);
    uint32_t now = tc_replay_parent(r, thing), same = tc_replay_same(r, parent);

    if (now && tc_replay_before(r, thing->packed, turn) && !is_same_packing(r, now, same))
        tc_replay_report(r, &(struct tc_contradiction){
                                .rule = TC_SCN_TWO_PARENTS,
                                .name = child->name,
                                .earlier = thing->packed,
                                .later = turn,
                                .was = inside(r, tc_replay_canonical(r, now)),
                                .is = inside(r, parent),
                                .expected = TC_TEXT(
                                    "lấy ra khỏi bao bì cũ trước khi đóng vào bao bì khác",
                                    "unpacking from one parent before packing in another") });
    if (now && tc_replay_is_within(r, now, same))
        return; /* the nearer parent is already known */
    thing->parent = same;
    thing->packed = turn;
    thing->unpacked = 0;
    r->things[same].packed_in = true;
}

static void report_unpacked(struct tc_replay *r, uint32_t turn, const struct tc_mention *child,
                            uint32_t earlier, struct tc_text was, uint32_t parent)
{
    tc_replay_report(
        r, &(struct tc_contradiction){
               .rule = TC_SCN_NOT_PACKED,
               .name = child->name,
               .earlier = earlier,
               .later = turn,
               .was = was,
               .is = tc_say(r->arena, "lấy ra khỏi %s", "unpacked from %s",
                            tc_replay_name(r, parent)),
               .expected = TC_TEXT("vật đang nằm trong bao bì mà nó được lấy ra",
                                   "a child that is in the parent it is unpacked from") });
}

static void unpack(struct tc_replay *r, uint32_t turn, const struct tc_mention *child,
                   uint32_t parent)
{
    struct tc_thing *thing = tc_replay_thing(r, child->name);
    uint32_t now = tc_replay_parent(r, thing), same = tc_replay_same(r, parent);

    if (now && tc_replay_before(r, thing->packed, turn) && !is_same_packing(r, now, same))
        report_unpacked(r, turn, child, thing->packed, inside(r, tc_replay_canonical(r, now)),
                        parent);
    else if (thing->parent == same && tc_replay_before(r, thing->unpacked, turn))
        report_unpacked(r, turn, child, thing->unpacked,
                        TC_TEXT("đã lấy ra", "unpacked already"), parent);
    if (now && tc_replay_is_within(r, now, same))
        return; /* it leaves the pallet in its case */
    thing->unpacked = turn;
}

void tc_rule_pack(struct tc_replay *r, uint32_t turn)
{
    const struct tc_chain_event *e = tc_replay_event(r, turn);
    const struct tc_mention *m = &r->s->mentions[e->first_mention];
    uint32_t parent = parent_of(r, e);
    bool listed = false;

    if (!parent)
        return;
    for (uint32_t i = 0; i < e->mentions; i++) {
        listed = listed || m[i].role == TC_ROLE_CHILD;
        if (m[i].role != TC_ROLE_CHILD || m[i].amount ||
            tc_replay_same(r, m[i].name) == tc_replay_same(r, parent))
            continue;
        if (e->action == TC_ACTION_DELETE)
            unpack(r, turn, &m[i], parent);
        else
            pack(r, turn, &m[i], parent);
    }
    if (e->action == TC_ACTION_DELETE && !listed)
        tc_replay_thing(r, parent)->emptied = turn;
}
