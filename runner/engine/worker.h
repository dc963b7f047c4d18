/* Cases side by side, each in a process of its own. */
#ifndef TC_ENGINE_WORKER_H
#define TC_ENGINE_WORKER_H

#include <jansson.h>

#include "engine/plan.h"
#include "engine/test.h"

/* Called with the record of each case as it ends (a new reference; see
 * outcome.h). Gives 0 to go on, -1 with the run's error set to stop all. */
typedef int tc_worker_done(json_t *record, void *cookie);

/* How the cases came to their end. */
enum tc_worker_end {
    TC_WORKER_FINISHED,
    TC_WORKER_INTERRUPTED, /* SIGINT or SIGTERM */
    TC_WORKER_FAILED       /* `err` says why: by `done`, or no process, or no evidence */
};

/* Run the cases, `jobs` at a time; those that hold what another needs one at a time.
 * A case that crashes, hangs or breaks off costs its own undecided
 * requirements (ERROR) and nothing else. Unless FINISHED, the cases that were
 * running are killed and not reported. */
enum tc_worker_end tc_worker_run(const struct tc_context *context,
                                 const struct tc_plan_case *const *cases, size_t count,
                                 unsigned jobs, tc_worker_done *done, void *cookie,
                                 struct tc_err *err);

#endif
