/* What goes into the evidence as JSON: free of secrets, valid UTF-8. */
#ifndef TC_ENGINE_REDACT_H
#define TC_ENGINE_REDACT_H

#include <jansson.h>

#include "tracecert/arena.h"

/* Remove secrets from every text of the tree. Members that hold words of our
 * own (ids, verdicts, digests) are left alone, so that no secret that happens
 * to look like one of them can hide a finding. */
void tc_redact_json(struct tc_arena *arena, json_t *json);

/* A JSON string of any bytes: what is not UTF-8 is shown as "\xNN". NULL gives
 * an empty string. */
json_t *tc_redact_string(struct tc_arena *arena, const char *text);

#endif
