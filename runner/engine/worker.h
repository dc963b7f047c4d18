/* Cases in processes of their own, side by side, each with a deadline. */
#ifndef TC_ENGINE_WORKER_H
#define TC_ENGINE_WORKER_H

#include <jansson.h>

#include "engine/registry.h"
#include "engine/test.h"

#define TC_DEADLINE_S 30

/* Called with the record of each case as it ends (a new reference): {"case",
 * "suite", "startedMs", "tookMs", "lines", "findings", "exchanges", "kept"}.
 * Gives 0 to go on, -1 to stop all. */
typedef int tc_worker_done(json_t *record, void *cookie);

/* Run the cases, `jobs` at a time; those that hold the portal one at a time.
 * A case that crashes, hangs or breaks off costs its own undecided
 * requirements (ERROR) and nothing else. 0; -1 when stopped by `done` or by
 * SIGINT or SIGTERM: the cases still running are killed and not reported. */
int tc_worker_run(const struct tc_context *context,
                  const struct tc_registry_entry *const *cases, size_t count, unsigned jobs,
                  tc_worker_done *done, void *cookie);

/* The record of a case that is not run: each of its requirements has this
 * verdict for this reason. */
json_t *tc_worker_record_unrun(const struct tc_registry_entry *entry, enum tc_verdict verdict,
                               struct tc_text reason);

#endif
