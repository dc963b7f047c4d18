/* Which ids a record named, so that of an event which names a chain step can be told
 * which task, place and lot stand behind it. Safe for many threads; bounded. */
#ifndef TC_PORTAL_TRAIL_H
#define TC_PORTAL_TRAIL_H

#include <jansson.h>

#define TC_PORTAL_TRAIL_MAX 100000 /* records; of later ones nothing is known */

struct tc_portal_trail;

struct tc_portal_trail *tc_portal_trail_new(void);
void tc_portal_trail_free(struct tc_portal_trail *trail);

/* All that stands behind `named`, {"step": id, ...}, with what it names itself: a new
 * reference, which is not changed any more. */
json_t *tc_portal_trail_of(struct tc_portal_trail *trail, const json_t *named);

/* The record of that id names these (borrowed). */
void tc_portal_trail_note(struct tc_portal_trail *trail, const char *id, json_t *named);

#endif
