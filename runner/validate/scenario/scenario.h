/* A chain of events: compact facts of every event while it is read; at the end
 * they are put in the order of eventTime and replayed, with the state of every
 * object and lot. */
#ifndef TC_VALIDATE_SCENARIO_H
#define TC_VALIDATE_SCENARIO_H

#include <stdint.h>

#include "validate/document/event.h"
#include "validate/scenario/scenario_names.h"

#define TC_AMOUNTS_MAX 0x1fffffffu /* what struct tc_mention can number */
#define TC_INPUTS_MAX 4096

/* What an identifier is to the event that names it. */
enum tc_role {
    TC_ROLE_OBJECT, /* epcList, quantityList */
    TC_ROLE_PARENT,
    TC_ROLE_CHILD,
    TC_ROLE_INPUT,
    TC_ROLE_OUTPUT
};

/* An identifier in an event. */
struct tc_mention {
    uint32_t name;        /* as written */
    unsigned role : 3;    /* enum tc_role */
    unsigned amount : 29; /* index of its quantity; 0: an instance */
};

/* Of a class or a lot. */
struct tc_amount {
    double value; /* NAN: not said */
    uint32_t unit;
};

/* The kinds of a link that an event has. */
enum tc_link_kind {
    TC_LINK_ADVICE,      /* a despatch advice: business transaction of type desadv */
    TC_LINK_DESTINATION, /* a destination of type location */
    TC_LINK_CORRECTIVE   /* the eventID of an event that puts this one right */
};

struct tc_event_link {
    uint32_t name;
    enum tc_link_kind kind;
};

/* One event, kept small: there may be millions. Numbers of names are 0 where the
 * event has none. */
struct tc_chain_event {
    int64_t time;     /* in TC_MOMENTS */
    int64_t recorded; /* recordTime; of a declaration its declarationTime; 0: none */
    const char *step, *disposition; /* of CBV; NULL: none, or somebody's own */
    size_t offset;
    uint32_t first_mention, mentions;
    uint32_t first_link;
    uint32_t id, read_point, place;
    uint32_t number; /* in its input, from 1 */
    uint32_t line, column, path, index;
    uint32_t label; /* XML: name of the element */
    uint16_t links, input;
    uint8_t type, action; /* enum tc_event_type, enum tc_action */
    bool declared;        /* an error declaration */
    bool void_;           /* declared wrong elsewhere, or told before: not replayed */
};

/* Where the last event of an input began. */
struct tc_chain_place {
    size_t input, offset;
    long line, column;
};

struct tc_scenario {
    struct tc_names names; /* of objects, lots, places */
    struct tc_names words; /* eventIDs, transactions, units, paths */
    struct tc_chain_event *events;
    size_t event_count, event_room;
    struct tc_mention *mentions;
    size_t mention_count, mention_room;
    struct tc_amount *amounts; /* the first is none */
    size_t amount_count, amount_room;
    struct tc_event_link *links;
    size_t link_count, link_room;
    const char *inputs[TC_INPUTS_MAX]; /* their names, or NULL */
    size_t input_count;
    struct tc_chain_place last;
    bool unclear; /* the event that is being read names something that is not right */
};

/* Take in an event that was read; one without a right eventTime or with a wrong
 * identifier has no place in a chain and is left out. */
void tc_scenario_event(struct tc_scenario *scenario, struct tc_doc *doc,
                       const struct tc_node *event);

/* Times are counted in 100 nanoseconds, from the fixed day of tc_instant. */
#define TC_MOMENTS 10000000LL /* a second */

#endif
