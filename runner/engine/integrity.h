/* Do the catalogue and what refers to it agree, in both directions? */
#ifndef TC_ENGINE_INTEGRITY_H
#define TC_ENGINE_INTEGRITY_H

#include "engine/uses.h"
#include "tracecert/requirement.h"

/* All faults, one sentence each; NULL ends. Empty when all is well. */
const char *const *tc_integrity_faults(struct tc_arena *arena,
                                       const struct tc_catalogue *catalogue,
                                       const struct tc_registry_entry *cases, size_t case_count,
                                       const struct tc_uses *uses, size_t *count);

#endif
