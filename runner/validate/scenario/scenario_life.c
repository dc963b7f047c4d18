/* The life of an object: commissioned once, before all else; not met after its
 * end. CBV 2.0: definitions of commissioning, decommissioning, destroying. */
#include "validate/scenario/scenario_replay.h"

#define YEAR (365 * 86400 * TC_MOMENTS)

/* Steps that may come before commissioning, by their definitions. */
static const char *const preparing[] = { "encoding", "reserving", NULL };

/* To sell a thing or to put it to use. */
static const char *const using[] = { "assembling", "commissioning",  "dispensing", "installing",
                                     "packing",    "retail_selling", "shipping",   NULL };

/* An object that somebody has and can use or sell. */
static const char *const at_hand[] = { "active",     "available",
                                       "in_transit", "retail_sold",
                                       "dispensed",  "sellable_accessible",
                                       "encoded",    "sellable_not_accessible",
                                       NULL };

static bool is_commissioning(const struct tc_chain_event *e)
{
    return e->type == TC_EVENT_OBJECT && e->action == TC_ACTION_ADD &&
           tc_step_is(e, "commissioning");
}

/* The end of the identifier, or of the object; 0: neither. Killing ends a tag. */
static enum tc_end end_by(const struct tc_chain_event *e)
{
    if (e->type != TC_EVENT_OBJECT || e->action != TC_ACTION_DELETE)
        return 0;
    if (tc_step_is(e, "decommissioning"))
        return TC_END_DECOMMISSIONED;
    return tc_step_is(e, "destroying") ? TC_END_DESTROYED : 0;
}

static bool is_packed(const struct tc_chain_event *e, const struct tc_mention *m)
{
    return e->type == TC_EVENT_AGGREGATION && e->action == TC_ACTION_ADD &&
           m->role == TC_ROLE_CHILD;
}

/* True if an object must have been commissioned for this: documents about it may
 * come before, and so may what makes it. */
static bool needs_commissioning(const struct tc_chain_event *e, const struct tc_mention *m)
{
    return !is_commissioning(e) && e->type != TC_EVENT_TRANSACTION &&
           e->type != TC_EVENT_EXTENSION && m->role != TC_ROLE_OUTPUT &&
           !tc_word_in(e->step, preparing);
}

/* --- the beginning ------------------------------------------------------------------- */

static void report_late(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                        uint32_t seen, bool packed)
{
    const struct tc_chain_event *before = tc_replay_event(r, seen);

    tc_replay_report(
        r, &(struct tc_contradiction){
               .rule = packed ? TC_SCN_PACKED_BEFORE : TC_SCN_COMMISSIONED_LATE,
               .name = m->name,
               .earlier = seen,
               .later = turn,
               .was = packed ? TC_TEXT("đã đóng gói", "packed") : tc_replay_deed(before),
               .is = TC_TEXT("sau đó mới cấp mã (commissioning)", "commissioned only then"),
               .expected = packed ? TC_TEXT("vật đã cấp mã (commissioning) rồi mới đóng gói",
                                            "objects commissioned before they are packed")
                                  : TC_TEXT("cấp mã (commissioning) trước mọi sự kiện khác",
                                            "commissioning before every other event") });
}

static void begin_life(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                       struct tc_thing *thing)
{
    if (thing->born)
        tc_replay_report(
            r, &(struct tc_contradiction){
                   .rule = TC_SCN_COMMISSIONED_TWICE,
                   .name = m->name,
                   .earlier = thing->born,
                   .later = turn,
                   .was = TC_TEXT("cấp mã (commissioning)", "commissioned"),
                   .is = TC_TEXT("cấp mã lần nữa", "commissioned again"),
                   .expected = TC_TEXT("mỗi vật chỉ được cấp mã (commissioning) một lần",
                                       "one commissioning of an object") });
    else if (tc_replay_before(r, thing->seen, turn))
        report_late(r, turn, m, thing->seen, thing->seen_packed);
    if (!thing->born)
        thing->born = turn;
}

/* --- the end -------------------------------------------------------------------------- */

static bool is_use(const struct tc_chain_event *e, const struct tc_mention *m)
{
    if (e->type == TC_EVENT_TRANSFORMATION || is_packed(e, m))
        return true;
    return e->action != TC_ACTION_DELETE && e->type != TC_EVENT_TRANSACTION &&
           tc_word_in(e->step, using);
}

/* After the end: a rule that this breaks, or 0. */
static enum tc_scenario_rule after_end(const struct tc_chain_event *e,
                                       const struct tc_mention *m, enum tc_end end)
{
    if (e->type == TC_EVENT_EXTENSION)
        return 0;
    if (end == TC_END_DESTROYED) {
        if (is_use(e, m))
            return TC_SCN_AFTER_END;
        return e->action == TC_ACTION_DELETE || e->type == TC_EVENT_TRANSACTION
                   ? 0
                   : TC_SCN_SEEN_AFTER_END;
    }
    if (e->action == TC_ACTION_DELETE)
        return tc_step_is(e, "destroying") ? 0 : TC_SCN_SEEN_AFTER_END;
    return e->type == TC_EVENT_TRANSACTION ? TC_SCN_SEEN_AFTER_END : TC_SCN_AFTER_END;
}

static void check_end(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                      const struct tc_thing *thing)
{
    const struct tc_chain_event *e = tc_replay_event(r, turn);
    enum tc_scenario_rule rule = after_end(e, m, thing->end);

    if (!rule)
        return;
    tc_replay_report(
        r, &(struct tc_contradiction){
               .rule = rule,
               .name = m->name,
               .earlier = thing->ended,
               .later = turn,
               .was = thing->end == TC_END_DESTROYED
                          ? TC_TEXT("tiêu hủy (destroying)", "destroyed")
                          : TC_TEXT("hủy mã (decommissioning)", "decommissioned"),
               .is = tc_replay_deed(e),
               .expected = TC_TEXT("không còn sự kiện nào sau khi hủy mã hoặc tiêu hủy",
                                   "no event after decommissioning or destroying") });
}

static void end_life(struct tc_replay *r, uint32_t turn, struct tc_thing *thing)
{
    enum tc_end end = end_by(tc_replay_event(r, turn));

    if (!end || thing->ended)
        return;
    thing->ended = turn;
    thing->end = (uint8_t)end;
}

/* --- consumed by a transformation -------------------------------------------------------- */

/* A second input may be another part of it; who removes it does not use it. */
static bool shows_active(const struct tc_chain_event *e, const struct tc_mention *m)
{
    if (e->type & (TC_EVENT_TRANSFORMATION | TC_EVENT_TRANSACTION | TC_EVENT_EXTENSION) ||
        e->action == TC_ACTION_DELETE || m->role == TC_ROLE_PARENT)
        return false;
    return is_packed(e, m) || tc_word_in(e->step, using) || tc_word_in(e->disposition, at_hand);
}

static void check_consumed(struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                           struct tc_thing *thing)
{
    const struct tc_chain_event *e = tc_replay_event(r, turn);

    /* What is input and output of one event goes on, in whatever order it names them. */
    if (m->role == TC_ROLE_OUTPUT) {
        thing->output = turn;
        thing->consumed = 0;
    } else if (m->role == TC_ROLE_INPUT && thing->output != turn) {
        thing->consumed = turn;
    }
    if (!tc_replay_before(r, thing->consumed, turn) || thing->ended || !shows_active(e, m) ||
        is_commissioning(e))
        return;
    tc_replay_report(
        r, &(struct tc_contradiction){
               .rule = TC_SCN_CONSUMED,
               .name = m->name,
               .earlier = thing->consumed,
               .later = turn,
               .was = TC_TEXT("đầu vào của chế biến", "an input of a transformation"),
               .is = tc_replay_deed(e),
               .expected = TC_TEXT("đầu vào đã dùng hết, không còn lưu thông",
                                   "an input that is consumed, and no longer in use") });
}

/* An SSCC may be given to another logistic unit after a year. GS1 General
 * Specifications, allocation rules of the SSCC. */
static bool is_new_unit(const struct tc_replay *r, uint32_t turn, const struct tc_mention *m,
                        const struct tc_thing *thing)
{
    uint32_t canonical = tc_replay_canonical(r, tc_replay_same(r, m->name));
    uint32_t before = thing->ended > thing->born ? thing->ended : thing->born;

    return before && strstr(r->s->names.entries[canonical].text, "/00/") &&
           tc_replay_event(r, turn)->time - tc_replay_event(r, before)->time > YEAR;
}

void tc_rule_life(struct tc_replay *r, uint32_t turn, const struct tc_mention *m)
{
    const struct tc_chain_event *e = tc_replay_event(r, turn);
    struct tc_thing *thing = tc_replay_thing(r, m->name);

    if (is_commissioning(e) && is_new_unit(r, turn, m, thing))
        *thing = (struct tc_thing){ .reported = thing->reported };
    if (tc_replay_before(r, thing->ended, turn))
        check_end(r, turn, m, thing);
    else if (is_commissioning(e))
        begin_life(r, turn, m, thing);
    check_consumed(r, turn, m, thing);
    if (!thing->seen && needs_commissioning(e, m)) {
        thing->seen = turn;
        thing->seen_packed = is_packed(e, m);
    }
    end_life(r, turn, thing);
}
