/* The inside of the dialect's reader. For dialect*.c alone. */
#ifndef TC_PORTAL_DIALECT_PARTS_H
#define TC_PORTAL_DIALECT_PARTS_H

#include "engine/strict.h"
#include "portal/dialect.h"

/* The place of the word in the list, or -1. */
int tc_portal_index_of(const char *word, const char *const *words, size_t count);

/* Read the routes of the dialect `json`. 0, or -1 and the error. */
int tc_portal_dialect_routes(const struct tc_strict *s, struct tc_arena *arena, json_t *json,
                             struct tc_portal_dialect *dialect);

#endif
