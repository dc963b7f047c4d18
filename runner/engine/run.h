/* One run: its cases, and the evidence of each, up to the closing record. */
#ifndef TC_ENGINE_RUN_H
#define TC_ENGINE_RUN_H

#include <jansson.h>

#include "engine/plan.h"
#include "engine/scale.h"
#include "engine/select.h"

struct tc_run_options {
    const struct tc_system *system;
    const struct tc_catalogue *catalogue;
    struct tc_selection selection;      /* as given, for the manifest */
    const char *dir;                    /* run folder */
    const char *id;                     /* of the run */
    const char *as_of;                  /* "YYYY-MM-DD" */
    const char *const *portal_controls; /* of the simulators, see tc_context; or NULL */
    const char *profile, *profile_dir;  /* id and folder */
    unsigned long seed;
    unsigned jobs;
    enum tc_scale scale;
    bool resume;
    /* Told after each case; may be NULL. */
    void (*progress)(size_t done, size_t total, const json_t *record, void *cookie);
    void *cookie;
};

enum tc_run_end {
    TC_RUN_FINISHED,
    TC_RUN_WRONG_FOLDER, /* it holds another run, or none to go on with */
    TC_RUN_INTERRUPTED,  /* SIGINT or SIGTERM; it can be resumed */
    TC_RUN_FAILED        /* no process, or the evidence cannot be written */
};

/* Run what is planned and write all evidence: each verdict is on the disk
 * before the next is given. Unless FINISHED `err` says why. */
enum tc_run_end tc_run(struct tc_arena *arena, const struct tc_run_options *options,
                       const struct tc_plan *plan, struct tc_err *err);

#endif
