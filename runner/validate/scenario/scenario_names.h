/* The names that a chain uses, each held once and known by a number. */
#ifndef TC_VALIDATE_SCENARIO_NAMES_H
#define TC_VALIDATE_SCENARIO_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "tracecert/arena.h"

struct tc_name_entry {
    const char *text; /* NUL-terminated */
    uint32_t len;
    uint32_t hash;
    uint32_t thing; /* what it is a name of; 0: no identifier so far */
};

struct tc_names {
    struct tc_name_entry *entries; /* the first is none */
    size_t count, room;
    uint32_t *things; /* their canonical names; the first is none */
    size_t thing_count, thing_room;
    uint32_t *table; /* numbers by hash; 0: free */
    size_t table_size;
    char *block; /* where texts go */
    size_t block_left;
    struct tc_arena *blocks;
    struct tc_arena *work; /* of one conversion */
    uint64_t seed;
};

void tc_names_start(struct tc_names *names);
void tc_names_end(struct tc_names *names);

/* The number of a text, from 1. */
uint32_t tc_names_put(struct tc_names *names, const char *text, size_t len);

/* The same of an identifier, with the thing that it names: an EPC URI and Digital
 * Links of any domain may name one. A URI that is not GS1's names a thing of its own.
 * 0: it is meant as an identifier of GS1, and is not right. */
uint32_t tc_names_put_identifier(struct tc_names *names, const char *text, size_t len);

/* The number of an eventID. A URN of a UUID, as most are, is held in its 16 bytes. */
uint32_t tc_names_put_event_id(struct tc_names *names, const char *text, size_t len);

/* The eventID of a number, as it was written; owned by the arena. */
const char *tc_names_event_id(struct tc_arena *arena, const struct tc_names *names,
                              uint32_t number);

#endif
