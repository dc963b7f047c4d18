/* The values of a Digital Link: how they are written, and the element strings
 * that they make. */
#ifndef TC_VALIDATE_LINK_VALUES_H
#define TC_VALIDATE_LINK_VALUES_H

#include "validate/code/message.h"

/* Look for characters that no URI may contain and for broken escapes between
 * two places of the code: one GS1-DL-04 for the first. */
void tc_link_check_writing(struct tc_message *m, size_t from, size_t end);

/* Decode a value once and append the element string; GS1-DL-04 for what should
 * have been escaped or escapes nothing good, GS1-DL-05 for an empty value. `misplaced`:
 * a finding says already that the AI should not stand there. */
void tc_link_add_value(struct tc_message *m, struct tc_span ai, struct tc_span value,
                       bool misplaced);

/* The qualifiers of a key in their order, for people. */
struct tc_text tc_link_qualifiers_shown(struct tc_arena *arena, const struct tc_ai_entry *key);

#endif
