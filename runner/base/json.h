/* JSON files and texts with errors that name line and column. */
#ifndef TC_BASE_JSON_H
#define TC_BASE_JSON_H

#include <jansson.h>

#include "tracecert/err.h"

/* Parse a JSON file of at most 16 MiB; duplicate keys are refused. A new
 * reference, or NULL and `err`. */
json_t *tc_json_load(const char *path, struct tc_err *err);

/* Parse bytes; `name` stands for the file in errors. */
json_t *tc_json_parse(const char *name, const char *bytes, size_t len, struct tc_err *err);

/* Line and column (from 1) of the member or element that a JSON pointer names
 * in `text`; the nearest parent when it is missing. For errors about content
 * that is well-formed but wrong. */
void tc_json_locate(const char *text, size_t len, const char *pointer, long *line,
                    long *column);

/* The member's text, borrowed; "" where it is missing or no text. */
const char *tc_json_text(const json_t *json, const char *member);

#endif
