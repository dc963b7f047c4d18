/* Reading JSON of which every member is known: anything else is an error that
 * names file, line, column, pointer and the word that was probably meant. */
#ifndef TC_ENGINE_STRICT_H
#define TC_ENGINE_STRICT_H

#include <jansson.h>
#include <stdbool.h>

#include "tracecert/err.h"

/* The text that is being read, for the places of errors. */
struct tc_strict {
    const char *file;
    const char *text;
    size_t len;
    struct tc_err *err;
};

enum tc_member_kind {
    TC_MEMBER_STRING, /* not empty, no control characters, NFC */
    TC_MEMBER_STRING_OR_NULL,
    TC_MEMBER_STRING_OR_OBJECT,
    TC_MEMBER_TEXT, /* {"vi": ..., "en": ...}, both strings as above */
    TC_MEMBER_ARRAY,
    TC_MEMBER_OBJECT,
    TC_MEMBER_COUNT /* a whole number, 1 to 3,600,000 */
};

struct tc_member {
    const char *name; /* NULL ends a list */
    enum tc_member_kind kind;
    bool required;
};

/* Fill the error with place and texts; always -1. */
int tc_strict_fail(const struct tc_strict *s, const char *pointer, const char *vi_format,
                   const char *en_format, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/* Check that `json` is an object with the members of the list and no other. */
int tc_strict_object(const struct tc_strict *s, const char *pointer, json_t *json,
                     const struct tc_member *members);

/* Check that `json`, at `pointer`, is a string as TC_MEMBER_STRING says. */
int tc_strict_string(const struct tc_strict *s, const char *pointer, json_t *json);

/* Say that `word` is none of the `known` ones, with the nearest of them. `what_vi`
 * and `what_en` name the kind of word ("vai trò", "role"). Always -1. */
int tc_strict_unknown(const struct tc_strict *s, const char *pointer, const char *what_vi,
                      const char *what_en, const char *word, const char *const *known,
                      size_t count);

#endif
