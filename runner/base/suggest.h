/* "Did you mean": the nearest of some names. */
#ifndef TC_BASE_SUGGEST_H
#define TC_BASE_SUGGEST_H

#include <stddef.h>

/* The name nearest to `word` by edit distance, or NULL if none is near enough
 * to be a slip of the hand. `name_at(i, cookie)` gives the names. */
const char *tc_suggest(const char *word, size_t count,
                       const char *(*name_at)(size_t i, const void *cookie),
                       const void *cookie);

/* The same over an array. */
const char *tc_suggest_of(const char *word, const char *const *names, size_t count);

#endif
