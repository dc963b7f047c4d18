/* The running case, inside its own process. What it finds goes up a pipe as
 * one JSON object a line; see worker.h for the other end. */
#ifndef TC_ENGINE_TEST_H
#define TC_ENGINE_TEST_H

#include <jansson.h>
#include <setjmp.h>

#include "engine/system.h"
#include "tracecert/case.h"
#include "tracecert/http.h"
#include "tracecert/requirement.h"

/* What all cases of a run share. */
struct tc_context {
    const struct tc_system *system;
    const struct tc_catalogue *catalogue;
    const char *run_dir;        /* blobs go to run_dir/blobs */
    const char *portal_control; /* opaque; NULL: no simulator runs */
    const char *profile_dir;    /* folder of the profile, or NULL */
    unsigned long seed;
    double started_ms; /* of the run, monotonic */
};

struct tc_test {
    const struct tc_context *context;
    const struct tc_case *tc_case;
    struct tc_arena *arena;
    int out; /* the pipe */
    jmp_buf end;
    double deadline_ms;
    int exchanges;
    unsigned drawn; /* unique identifiers so far */
    struct tc_header credentials[4 /* enum tc_interface */];
    bool credentials_known[4];
    json_t *owned; /* array of all JSON that lives as long as the case */
};

/* Run the case in this process and write its lines to `out`. */
void tc_test_run(const struct tc_context *context, const struct tc_case *tc_case, int out,
                 double deadline_ms);

/* Send one line up, secrets removed. Steals `json`. */
void tc_test_emit(struct tc_test *t, json_t *json);

/* For the layers above: the simulator's control word and the profile folder. */
const char *tc_test_portal_control(struct tc_test *t);
const char *tc_test_profile_dir(struct tc_test *t);
const struct tc_limits *tc_test_limits(struct tc_test *t);

/* Keep JSON until the end of the case; steals and returns it. */
json_t *tc_test_own(struct tc_test *t, json_t *json);

#endif
