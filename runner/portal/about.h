/* What a request is about, in a few words for people. */
#ifndef TC_PORTAL_ABOUT_H
#define TC_PORTAL_ABOUT_H

#include <jansson.h>

#include "tracecert/arena.h"
#include "tracecert/text.h"

/* "sản phẩm" for "product"; a kind that is not known stands for itself. */
struct tc_text tc_portal_kind_name(const char *kind);

/* The step of an event ("shipping"), else its type, else "". */
const char *tc_portal_event_step(const json_t *event);

/* By what an event is known: its eventID, else its first code, else "". */
const char *tc_portal_event_id(const json_t *event);

/* The record's first texts that say something to people, ids of the portal left
 * out; owned by the arena. */
const char *tc_portal_record_words(struct tc_arena *arena, const json_t *record);

#endif
