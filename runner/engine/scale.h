/* How long the cases wait and how much they send: the amounts of
 * suites/portal/limits.json at one of three scales. */
#ifndef TC_ENGINE_SCALE_H
#define TC_ENGINE_SCALE_H

#include <jansson.h>

#include "tracecert/arena.h"
#include "tracecert/err.h"

enum tc_scale {
    TC_SCALE_DEFAULT,
    TC_SCALE_QUICK, /* for developers; never certifies */
    TC_SCALE_FULL   /* near to real life */
};

/* "default", "quick", "full": in manifest.json and limits.json. */
const char *tc_scale_name(enum tc_scale scale);

/* All amounts at that scale: an object of integers, a new reference; NULL and
 * `err` if the file cannot be read or holds anything else. */
json_t *tc_scale_limits(struct tc_arena *arena, enum tc_scale scale, struct tc_err *err);

#endif
