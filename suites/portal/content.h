/* Whether what arrived at the portal says what was captured. */
#ifndef SUITES_PORTAL_CONTENT_H
#define SUITES_PORTAL_CONTENT_H

#include <jansson.h>
#include <stdbool.h>

/* Does the member of that name say the same? A system may write a time in
 * another zone, a word as a URI and a list in another order, and may add to an
 * object; it may not change or drop what was sent. */
bool content_same(const char *name, const json_t *sent, const json_t *got);

/* Is one of the texts in it this one? */
bool content_has_text(const json_t *json, const char *text);

#endif
