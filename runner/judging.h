/* What the commands that judge inputs share: check, code, label. */
#ifndef TC_JUDGING_H
#define TC_JUDGING_H

#include "tracecert/err.h"
#include "tracecert/judgement.h"

/* Place of the argument of an option among those that it takes, or -1 and
 * `err` with what was perhaps meant. */
int tc_judging_word(const char *option, const char *word, const char *const *words,
                    size_t count, struct tc_err *err);

/* 0 if `profile` is NULL or names a profile, else -1 and `err`. */
int tc_judging_profile(const char *profile, struct tc_err *err);

/* A writer of that format to standard output; NULL and `err` for an unknown
 * format. */
struct tc_judge *tc_judging_start(const char *format, struct tc_err *err);

#endif
