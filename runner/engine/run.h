/* One run from selection to the closing record. */
#ifndef TC_ENGINE_RUN_H
#define TC_ENGINE_RUN_H

#include "engine/select.h"
#include "engine/test.h"

struct tc_run_options {
    const struct tc_system *system;
    const struct tc_catalogue *catalogue;
    const char *dir;   /* run folder */
    const char *id;    /* of the run */
    const char *as_of; /* "YYYY-MM-DD" */
    const char *portal_control;
    const char *profile, *profile_dir; /* id and folder */
    unsigned long seed;
    unsigned jobs;
    unsigned blocked;           /* TC_NEEDS_* that the doctor found unusable ... */
    struct tc_text blocked_why; /* ... and why */
    bool resume;
    const struct tc_words *words; /* the selection as given, for the manifest */
    /* Told after each case; may be NULL. */
    void (*progress)(size_t done, size_t total, const json_t *record, void *cookie);
    void *cookie;
};

/* Run the selection and write all evidence. 0, or -1 and `err`: evidence could
 * not be written, the run was interrupted, or the folder is another run's. */
int tc_run(struct tc_arena *arena, const struct tc_run_options *options,
           const struct tc_selection *selection, struct tc_err *err);

/* SHA-256 over the catalogue and the ids of all cases: what was tested by. */
const char *tc_run_suite_digest(struct tc_arena *arena, const struct tc_catalogue *catalogue);

#endif
