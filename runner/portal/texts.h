/* The texts that stand in an event, by which it is known. */
#ifndef TC_PORTAL_TEXTS_H
#define TC_PORTAL_TEXTS_H

#include <jansson.h>
#include <stdbool.h>

/* Call `visit` with every text value below `json` until it says true; gives
 * what it said last. */
bool tc_portal_any_text(const json_t *json, bool (*visit)(const char *text, void *cookie),
                        void *cookie);

#endif
