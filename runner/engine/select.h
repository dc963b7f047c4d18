/* Which cases of the registry a run is about, and why the others are not. */
#ifndef TC_ENGINE_SELECT_H
#define TC_ENGINE_SELECT_H

#include "base/options.h"
#include "engine/registry.h"
#include "engine/system.h"
#include "tracecert/requirement.h"

struct tc_selection {
    const struct tc_registry_entry **chosen; /* to be run or reported, by id */
    size_t count;
};

/* Every case named by --suite and --only (a prefix of a case id or of a
 * requirement id); all when both are empty. -1 and `err` for a word that names
 * nothing, with a suggestion. */
int tc_select(struct tc_arena *arena, const struct tc_words *suites,
              const struct tc_words *only, struct tc_selection *selection, struct tc_err *err);

/* Why the case is not run on this system, and with which verdict: role not
 * claimed, statement line, interface missing, not in force at `as_of`.
 * TC_PASS means that it is to be run. */
enum tc_verdict tc_select_verdict(struct tc_arena *arena, const struct tc_case *c,
                                  const struct tc_system *system,
                                  const struct tc_catalogue *catalogue, const char *as_of,
                                  struct tc_text *reason);

#endif
