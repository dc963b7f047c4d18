/* What a request carries: events or a record, from JSON or XML, as JSON. */
#ifndef TC_PORTAL_BODY_H
#define TC_PORTAL_BODY_H

#include "portal/dialect.h"

#define TC_PORTAL_RECEIVED                                                                     \
    "received" /* member that holds what came, where names were given                          \
                */

/* The value at a JSON pointer without escapes, or NULL. */
json_t *tc_portal_at(json_t *json, struct tc_arena *arena, const char *pointer);

/* The events of the body, or its one record: an array that is not empty, a new
 * reference; NULL if it carries none. */
json_t *tc_portal_body(struct tc_arena *arena, const struct tc_portal_route *route,
                       const char *bytes, size_t len);

#endif
