/* From the records of cases to a verdict for each requirement. */
#ifndef TC_ENGINE_RUN_SUM_H
#define TC_ENGINE_RUN_SUM_H

#include "tracecert/result.h"

/* Set requirements, counts and exit of a run whose cases are loaded. */
void tc_run_sum_up(struct tc_arena *arena, struct tc_run *run,
                   const struct tc_catalogue *catalogue);

#endif
