/* All cases of the program, as the linker collected them. */
#ifndef TC_ENGINE_REGISTRY_H
#define TC_ENGINE_REGISTRY_H

#include "tracecert/case.h"
#include "tracecert/err.h"

struct tc_registry_entry {
    const char *suite;
    const struct tc_case *tc_case;
};

/* All registered cases, sorted by id; owned by the arena. */
const struct tc_registry_entry *tc_registry(struct tc_arena *arena, size_t *count);

/* All lines of the implementation statement that some case depends on, sorted,
 * each once. */
const char *const *tc_registry_statement_lines(struct tc_arena *arena, size_t *count);

#endif
