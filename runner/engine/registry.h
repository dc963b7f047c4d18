/* All conformance cases of the program: what the linker collected. */
#ifndef TC_ENGINE_REGISTRY_H
#define TC_ENGINE_REGISTRY_H

#include "tracecert/case.h"
#include "tracecert/err.h"
#include "tracecert/requirement.h"

struct tc_entry {
    const struct tc_case *c;
    const char *suite;
};

struct tc_registry {
    const struct tc_entry *entries; /* by case id */
    size_t count;
};

/* The cases of all linked suites. 0, or -1 and `err` for a mistake of ours: a
 * case id given twice or not of the form suite/behaviour, a case without a
 * requirement or with one that the catalogue does not know. */
int tc_registry_open(struct tc_arena *arena, const struct tc_catalogue *catalogue,
                     struct tc_registry *registry, struct tc_err *err);

/* The same from given suites. */
int tc_registry_build(struct tc_arena *arena, const struct tc_suite *const *suites,
                      size_t count, const struct tc_catalogue *catalogue,
                      struct tc_registry *registry, struct tc_err *err);

/* True if the case tests the requirement of that id. */
bool tc_case_tests(const struct tc_case *c, const char *requirement);

#endif
