/* A chain from its beginning to its end. */
#include "validate/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "validate/scenario/scenario_replay.h"

#define FIRST_ROOM 1024 /* events, mentions, ... before the arrays grow */
#define DEPTH 16        /* of packing: item, case, pallet, container, ... */

static void *start(size_t *room, size_t size)
{
    void *items = calloc(FIRST_ROOM, size);

    if (!items)
        abort();
    *room = FIRST_ROOM;
    return items;
}

struct tc_scenario *tc_scenario_new(void)
{
    struct tc_scenario *s = calloc(1, sizeof(*s));

    if (!s)
        abort();
    s->events = start(&s->event_room, sizeof(*s->events));
    s->mentions = start(&s->mention_room, sizeof(*s->mentions));
    s->amounts = start(&s->amount_room, sizeof(*s->amounts));
    s->links = start(&s->link_room, sizeof(*s->links));
    s->amount_count = 1;
    tc_names_start(&s->names);
    tc_names_start(&s->words);
    return s;
}

void tc_scenario_free(struct tc_scenario *s)
{
    if (!s)
        return;
    tc_names_end(&s->names);
    tc_names_end(&s->words);
    free(s->events);
    free(s->mentions);
    free(s->amounts);
    free(s->links);
    free(s);
}

static void take_event(struct tc_doc *doc, const struct tc_node *event)
{
    tc_scenario_event(doc->cookie, doc, event);
}

void tc_scenario_stream(struct tc_scenario *s, const char *name, struct tc_arena *arena,
                        tc_document_read *read, void *cookie, struct tc_document_result *result)
{
    struct tc_doc doc = { .on_event = tc_doc_event,
                          .on_root = tc_doc_root,
                          .on_judged = take_event,
                          .cookie = s,
                          .arena = arena,
                          .result = result };

    if (s->input_count == TC_INPUTS_MAX)
        abort();
    s->inputs[s->input_count++] = name;
    tc_window_stream(&doc.window, read, cookie);
    tc_doc_judge(&doc);
    tc_window_free(&doc.window);
}

/* --- helpers of the rules ----------------------------------------------------------- */

bool tc_replay_before(const struct tc_replay *r, uint32_t turn, uint32_t other)
{
    return turn && turn < other &&
           tc_replay_event(r, turn)->time < tc_replay_event(r, other)->time;
}

bool tc_word_in(const char *word, const char *const *list)
{
    for (; word && *list; list++)
        if (strcmp(*list, word) == 0)
            return true;
    return false;
}

uint32_t tc_replay_parent(const struct tc_replay *r, const struct tc_thing *thing)
{
    const struct tc_thing *parent = &r->things[thing->parent];

    if (!thing->packed || thing->unpacked || parent->emptied > thing->packed ||
        parent->ended > thing->packed || parent->consumed > thing->packed)
        return 0;
    return thing->parent;
}

bool tc_replay_is_within(const struct tc_replay *r, uint32_t inner, uint32_t outer)
{
    for (int i = 0; i < DEPTH && inner; i++) {
        inner = r->things[inner].parent;
        if (inner == outer)
            return inner != 0;
    }
    return false;
}

/* --- the order ------------------------------------------------------------------------ */

struct turn {
    int64_t time;
    uint32_t event;
    uint8_t phase;
};

/* Of events at one time, what must come first comes first: making, unpacking,
 * packing, all else, ending. */
static uint8_t phase_of(const struct tc_chain_event *e)
{
    if (e->type == TC_EVENT_OBJECT)
        return e->action == TC_ACTION_ADD ? 0 : e->action == TC_ACTION_DELETE ? 5 : 4;
    if (e->type == TC_EVENT_TRANSFORMATION)
        return 1;
    if (e->type != TC_EVENT_AGGREGATION)
        return 4;
    return e->action == TC_ACTION_DELETE ? 2 : 3;
}

static int by_turn(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    if (x->phase != y->phase)
        return x->phase < y->phase ? -1 : 1;
    return (x->event > y->event) - (x->event < y->event);
}

static void put_in_order(struct tc_replay *r)
{
    struct tc_scenario *s = r->s;
    struct turn *turns = calloc(s->event_count + 1, sizeof(*turns));

    r->order = calloc(s->event_count + 1, sizeof(*r->order));
    if (!turns || !r->order)
        abort();
    for (uint32_t i = 0; i < s->event_count; i++)
        turns[i] = (struct turn){ s->events[i].time, i, phase_of(&s->events[i]) };
    qsort(turns, s->event_count, sizeof(*turns), by_turn);
    for (uint32_t i = 0; i < s->event_count; i++)
        r->order[i] = turns[i].event;
    r->turns = (uint32_t)s->event_count;
    free(turns);
}

/* --- the replay ------------------------------------------------------------------------ */

static void replay_event(struct tc_replay *r, uint32_t turn)
{
    const struct tc_chain_event *e = tc_replay_event(r, turn);
    const struct tc_mention *m = &r->s->mentions[e->first_mention];

    for (uint32_t i = 0; i < e->mentions; i++) {
        if (m[i].amount)
            continue;
        tc_rule_life(r, turn, &m[i]);
        tc_rule_move(r, turn, &m[i]);
    }
    if (e->type == TC_EVENT_AGGREGATION)
        tc_rule_pack(r, turn);
    tc_rule_advice(r, turn);
    tc_rule_step(r, turn);
}

/* The last turn at the time of `turn`. */
static uint32_t last_of_time(const struct tc_replay *r, uint32_t turn)
{
    int64_t time = tc_replay_event(r, turn)->time;

    while (turn < r->turns && tc_replay_event(r, turn + 1)->time == time)
        turn++;
    return turn;
}

static void replay(struct tc_replay *r)
{
    for (uint32_t first = 1, last; first <= r->turns; first = last + 1) {
        last = last_of_time(r, first);
        for (uint32_t turn = first; turn <= last; turn++)
            if (!tc_replay_event(r, turn)->void_)
                replay_event(r, turn);
        tc_rule_lots(r, first, last);
    }
    tc_rule_advice_end(r);
}

static int by_place(const void *a, const void *b)
{
    const struct tc_finding *x = a, *y = b;

    return (x->where.offset > y->where.offset) - (x->where.offset < y->where.offset);
}

void tc_scenario_judge(struct tc_scenario *s, struct tc_arena *arena,
                       struct tc_document_result *const *results, size_t count)
{
    struct tc_replay r = { .s = s, .arena = arena, .results = results, .result_count = count };

    put_in_order(&r);
    r.things = calloc(s->names.thing_count, sizeof(*r.things));
    if (!r.things)
        abort();
    tc_rule_errors(&r);
    replay(&r);
    for (size_t i = 0; i < count; i++)
        if (results[i] && results[i]->findings.count)
            qsort(results[i]->findings.items, results[i]->findings.count,
                  sizeof(*results[i]->findings.items), by_place);
    tc_shares_free(&r);
    free(r.lots);
    free(r.order);
    free(r.things);
}
