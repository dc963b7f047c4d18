/* What the runner does with the requirement catalogue beyond its contract in
 * tracecert/requirement.h. */
#ifndef TC_ENGINE_CATALOGUE_H
#define TC_ENGINE_CATALOGUE_H

#include "tracecert/requirement.h"

/* The file that a requirement was read from. */
const char *tc_catalogue_file(const struct tc_catalogue *catalogue, size_t i);

/* How firmly the source is known, in words. */
struct tc_text tc_confidence_words(enum tc_confidence confidence);

/* The nearest id to a mistyped one, or NULL. */
const char *tc_catalogue_suggest(const struct tc_catalogue *catalogue, const char *id);

#endif
