/* Events that come before the @context which their names need. JSON members
 * have no order, so that a document may declare it at its end. */
#ifndef TC_VALIDATE_EVENT_HASH_LATE_H
#define TC_VALIDATE_EVENT_HASH_LATE_H

#include <stdbool.h>

#include "validate/document/node.h"

struct tc_hash_late;

struct tc_hash_late *tc_hash_late_new(void);
void tc_hash_late_free(struct tc_hash_late *late);

/* True if events wait. */
bool tc_hash_late_waiting(const struct tc_hash_late *late);

/* Keep a copy of an event; false, and nothing kept, where all of them together
 * would be too large. */
bool tc_hash_late_keep(struct tc_hash_late *late, const struct tc_node *event, size_t number);

/* Give all that wait, in their order, as events of the document `root` (or of
 * none), and forget them. */
void tc_hash_late_give(struct tc_hash_late *late, const struct tc_node *root,
                       void (*give)(void *cookie, const struct tc_node *event, size_t number),
                       void *cookie);

#endif
