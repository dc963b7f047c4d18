/* The list of the reference system's defects, read as text: it is written for
 * the C preprocessor, and the runner is not built from it. */
#ifndef TC_ENGINE_MUTANT_FILE_H
#define TC_ENGINE_MUTANT_FILE_H

#include <stdbool.h>

#include "tracecert/text.h"

struct tc_mutant_entry {
    const char *id; /* "EPCIS-CAP-01.1" */
    struct tc_text text;
};

/* The next MUTANT(NAME, "id", "vi", "en") behind `*at`, which moves on; false
 * when there is none. */
bool tc_mutant_next(struct tc_arena *arena, const char **at, struct tc_mutant_entry *mutant);

#endif
