/* Bad input or a bad environment, told to the caller: where and what.
 * Untouched on success, so that calls can be chained. */
#ifndef TRACECERT_ERR_H
#define TRACECERT_ERR_H

#include "tracecert/text.h"

struct tc_err {
    char file[512];    /* as the user named it; "" when there is none */
    long line, column; /* from 1; 0 when unknown */
    char pointer[256]; /* JSON pointer; "" when there is none */
    char vi[512], en[512];
};

/* Say what is wrong. Sets the texts and leaves the place as it is. */
void tc_err_set(struct tc_err *err, const char *vi_format, const char *en_format, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

/* Say where: `file` may be NULL, `line` and `column` 0. */
void tc_err_at(struct tc_err *err, const char *file, long line, long column);

/* "file:line:column: message" in `lang`, owned by the arena. */
const char *tc_err_show(const struct tc_err *err, enum tc_lang lang, struct tc_arena *arena);

#endif
