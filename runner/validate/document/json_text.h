/* The strings of JSON: RFC 8259 7, in UTF-8 (RFC 3629). */
#ifndef TC_VALIDATE_JSON_TEXT_H
#define TC_VALIDATE_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"
#include "tracecert/text.h"

struct tc_json_text {
    const char *text; /* without escapes: the bytes of the input; NULL when wrong or cut */
    size_t len;
    const char *end;   /* behind the closing quote */
    const char *wrong; /* where it is wrong, and what was expected there */
    struct tc_text expected, actual;
    bool cut; /* the input ends within it */
};

/* Read the string whose opening quote is at `at`. A string with escapes is
 * decoded into the arena. U+0000 and half surrogate pairs are refused. */
struct tc_json_text tc_json_text_read(struct tc_arena *arena, const char *at, const char *end);

/* Behind the bytes at `at` that stand in a string for themselves: ASCII, no
 * quote, no backslash, no control character. */
const char *tc_json_text_plain(const char *at, const char *end);

#endif
