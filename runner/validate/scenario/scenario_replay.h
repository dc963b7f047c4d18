/* The replay of a chain: its events in the order of eventTime, and what is known
 * of every object and lot so far. A turn is the place of an event in that order,
 * from 1; 0 stands for none. */
#ifndef TC_VALIDATE_SCENARIO_REPLAY_H
#define TC_VALIDATE_SCENARIO_REPLAY_H

#include <string.h>

#include "validate/scenario/scenario.h"

enum tc_end { TC_END_DECOMMISSIONED = 1, TC_END_DESTROYED };

/* State of an object; turns unless said otherwise. */
struct tc_thing {
    uint32_t born;     /* commissioned */
    uint32_t seen;     /* first met, when it should have been commissioned */
    uint32_t ended;    /* decommissioned or destroyed */
    uint32_t consumed; /* by a transformation */
    uint32_t output;   /* of one */
    uint32_t parent;   /* the thing that it was last packed in */
    uint32_t packed, unpacked, emptied;
    uint32_t shipped, received, voided;
    uint32_t lot;      /* number of its struct tc_lot; 0: none */
    uint32_t reported; /* bit set of requirements */
    uint8_t end;       /* enum tc_end */
    bool seen_packed;  /* it was first met when it was packed */
    bool packed_in;    /* something was packed into it, so that its contents are in view */
};

/* Amounts of a class or lot. */
struct tc_lot {
    double sum, used, decommissioned, destroyed; /* sum: of all that was made */
    uint32_t unit;
    uint32_t made; /* turn */
    bool unsure;   /* not all is known, or not in one unit */
};

struct tc_shares; /* what was shipped and received under each advice */

struct tc_replay {
    struct tc_scenario *s;
    struct tc_arena *arena; /* findings and their texts */
    struct tc_document_result *const *results;
    size_t result_count;
    struct tc_thing *things; /* by what the name is of */
    struct tc_lot *lots;     /* the first is none */
    size_t lot_count, lot_room;
    uint32_t *order; /* events by turn - 1 */
    uint32_t turns;
    uint32_t last[32]; /* turn of the last finding of each requirement */
    struct tc_shares *shares;
};

/* EPCIS-SCN-01 ... */
enum tc_scenario_rule {
    TC_SCN_COMMISSIONED_LATE = 1,
    TC_SCN_COMMISSIONED_TWICE,
    TC_SCN_PACKED_BEFORE,
    TC_SCN_TWO_PARENTS,
    TC_SCN_NOT_PACKED,
    TC_SCN_RECEIVED_MORE,
    TC_SCN_AFTER_END,
    TC_SCN_CONSUMED,
    TC_SCN_PLACE,
    TC_SCN_VOIDED,
    TC_SCN_DISPOSITION,
    TC_SCN_NEGATIVE,
    TC_SCN_CORRECTED_BEFORE,
    TC_SCN_RECEIVED_BEFORE,
    TC_SCN_RECEIVED_LESS,
    TC_SCN_SEEN_AFTER_END,
    TC_SCN_ONE_ID
};

/* Two events that contradict each other. The finding stands at `later`. */
struct tc_contradiction {
    enum tc_scenario_rule rule;
    uint32_t name;          /* of the object or lot, as written; 0: none */
    uint32_t earlier;       /* turn, or 0: the event contradicts itself */
    uint32_t later;         /* turn */
    struct tc_text was, is; /* what the events say: "decommissioned", "shipped" */
    struct tc_text expected;
};

/* Report it; of one object, and at one event, once for each requirement. */
void tc_replay_report(struct tc_replay *r, const struct tc_contradiction *c);

/* What an event says is being done: its bizStep, or its action. */
struct tc_text tc_replay_deed(const struct tc_chain_event *e);

/* A name as a finding shows it. */
const char *tc_replay_name(struct tc_replay *r, uint32_t name);

/* " KGM"; "" where there is no unit. */
const char *tc_replay_unit(struct tc_replay *r, uint32_t unit);

/* The event of a turn. */
static inline struct tc_chain_event *tc_replay_event(const struct tc_replay *r, uint32_t turn)
{
    return &r->s->events[r->order[turn - 1]];
}

/* What a name is of: a number that all names of one thing share; 0: none. */
static inline uint32_t tc_replay_same(const struct tc_replay *r, uint32_t name)
{
    return r->s->names.entries[name].thing;
}

/* The canonical name of a thing. */
static inline uint32_t tc_replay_canonical(const struct tc_replay *r, uint32_t thing)
{
    return r->s->names.things[thing];
}

/* State of an object by any of its names. */
static inline struct tc_thing *tc_replay_thing(const struct tc_replay *r, uint32_t name)
{
    return &r->things[tc_replay_same(r, name)];
}

/* Some turn, and surely before the other: not at the same time. */
bool tc_replay_before(const struct tc_replay *r, uint32_t turn, uint32_t other);

static inline bool tc_step_is(const struct tc_chain_event *e, const char *step)
{
    return e->step && strcmp(e->step, step) == 0;
}

/* The lot of a name; made when it is met first. */
struct tc_lot *tc_replay_lot(struct tc_replay *r, uint32_t name);

/* The site of a place: its GLN without extension, or the name itself; the same
 * text for two places of one site. NULL: no place. */
const char *tc_replay_site(const struct tc_replay *r, uint32_t place, size_t *len);

/* True if both places are known and of one site; of two sites. */
bool tc_replay_at_one_site(const struct tc_replay *r, uint32_t a, uint32_t b);
bool tc_replay_at_two_sites(const struct tc_replay *r, uint32_t a, uint32_t b);

/* True if the word (NULL: none) is in the list, which ends in NULL. */
bool tc_word_in(const char *word, const char *const *list);

/* What the object is packed in, by what is known: a thing, or 0. */
uint32_t tc_replay_parent(const struct tc_replay *r, const struct tc_thing *thing);

/* True if `inner` was last packed in `outer`, or in what was. Things. */
bool tc_replay_is_within(const struct tc_replay *r, uint32_t inner, uint32_t outer);

/* --- rules; each looks at the event of a turn and keeps its part of the state ------ */

void tc_rule_life(struct tc_replay *r, uint32_t turn, const struct tc_mention *m);
void tc_rule_pack(struct tc_replay *r, uint32_t turn);
void tc_rule_move(struct tc_replay *r, uint32_t turn, const struct tc_mention *m);
void tc_rule_step(struct tc_replay *r, uint32_t turn);
void tc_rule_lots(struct tc_replay *r, uint32_t first, uint32_t last); /* of one time */
void tc_rule_advice(struct tc_replay *r, uint32_t turn);
void tc_rule_advice_end(struct tc_replay *r);
void tc_shares_free(struct tc_replay *r);

/* Before the replay: put the declared and the repeated events aside (void_). */
void tc_rule_errors(struct tc_replay *r);

#endif
