/* Which cases a run takes: --suite and --only. */
#ifndef TC_ENGINE_SELECT_H
#define TC_ENGINE_SELECT_H

#include "engine/registry.h"
#include "tracecert/requirement.h"

struct tc_selection {
    const char *const *suites; /* exact names; NULL ends; none: all */
    const char *const *only;   /* prefixes of case or requirement ids; NULL ends; none: all */
};

/* The registered cases, and a mistake of ours if there is one: a case id given
 * twice or not of the form suite/behaviour, a requirement that the catalogue
 * does not know. */
int tc_select_check(const struct tc_registry_entry *entries, size_t count,
                    const struct tc_catalogue *catalogue, struct tc_err *err);

/* The cases that the selection names, in their order; `*taken` may be 0. A word
 * that is a whole id means just that one, else all ids that start with it.
 * NULL and `err`, with a suggestion, for a word that names nothing. */
const struct tc_registry_entry *tc_select(struct tc_arena *arena,
                                          const struct tc_registry_entry *entries, size_t count,
                                          const struct tc_catalogue *catalogue,
                                          const struct tc_selection *selection, size_t *taken,
                                          struct tc_err *err);

#endif
