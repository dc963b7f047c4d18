/* The ids that a portal gives for the records that clients put in: the same key
 * gets the same id again, also in a later run, for clients keep what they were
 * given; and no other text passes for one. Nothing is stored. */
#ifndef TC_PORTAL_RECORDS_H
#define TC_PORTAL_RECORDS_H

#include <jansson.h>
#include <stdbool.h>

#include "tracecert/arena.h"

struct tc_portal_records {
    const char *secret;  /* makes the ids this portal's own; borrowed */
    const json_t *given; /* ids that are known from the beginning, an object of arrays by
                          * kind of record; borrowed; or NULL */
};

/* The id for the record of that kind and key, in the arena. */
const char *tc_portal_records_id(const struct tc_portal_records *records,
                                 struct tc_arena *arena, const char *kind, const char *key);

/* Is it an id that is given for a record of the kind? */
bool tc_portal_records_gave(const struct tc_portal_records *records, const char *kind,
                            const char *id);

#endif
