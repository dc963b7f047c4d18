/* The running case, inside its own process. What it finds goes up a pipe as
 * one JSON object a line; see child.h for the other end. */
#ifndef TC_ENGINE_TEST_H
#define TC_ENGINE_TEST_H

#include <jansson.h>
#include <setjmp.h>

#include "engine/scale.h"
#include "engine/system.h"
#include "tracecert/case.h"
#include "tracecert/http.h"
#include "tracecert/requirement.h"

/* What all cases of a run share. */
struct tc_context {
    const struct tc_system *system;
    const struct tc_catalogue *catalogue;
    const char *run_dir; /* blobs go to run_dir/blobs */
    /* Of each portal of the system, opaque; ends with NULL; NULL: no simulator runs. */
    const char *const *portal_controls;
    const char *profile_dir; /* folder of the profile, or NULL */
    enum tc_scale scale;     /* of waits and amounts */
    unsigned long seed;
    unsigned attempt;  /* so often was the run resumed: identifiers are never sent twice */
    double started_ms; /* of the run, monotonic */
};

struct tc_test {
    const struct tc_context *context;
    const struct tc_case *tc_case;
    struct tc_arena *arena;
    int out; /* the pipe */
    jmp_buf end;
    double deadline_ms;
    double late_ms;            /* most that a pause lasted longer than it should */
    _Atomic unsigned *more_ms; /* beyond it; NULL: none */
    int exchanges;
    unsigned portal;     /* that the case speaks of */
    unsigned connection; /* of the first portal, that the case was given */
    unsigned drawn;      /* unique identifiers so far */
    struct tc_header credentials[TC_IFS];
    bool credentials_known[TC_IFS];
    json_t *owned; /* array of all JSON that lives as long as the case */
};

/* Exit status of a process that cannot say anything: its pipe or its blobs
 * cannot be written. */
#define TC_TEST_EXIT_MUTE 70

/* Run the case in this process and write its lines to `out`. What it does at the
 * first portal it does over that connection (an index of tc_system.portals). Where
 * `more_ms` is not NULL, the case adds to it what a person takes, and has that time
 * beyond its deadline. */
void tc_test_run(const struct tc_context *context, const struct tc_case *tc_case,
                 unsigned connection, int out, double deadline_ms, _Atomic unsigned *more_ms);

/* A pause of so many milliseconds took so long: how busy the machine is. */
void tc_test_waited(struct tc_test *t, double planned_ms, double took_ms);

/* A person works for at most so many ms from now; and has worked so many of them: what
 * is left of the case's time is as it was before. */
void tc_test_person_begins(struct tc_test *t, unsigned at_most_ms);
void tc_test_person_ends(struct tc_test *t, unsigned at_most_ms, unsigned took_ms);

/* Send one line up, secrets removed. Steals `json`. */
void tc_test_emit(struct tc_test *t, json_t *json);

/* For the layers above: the control word of the portal that the case speaks of, and the profile
 * folder. */
const char *tc_test_portal_control(struct tc_test *t);
const char *tc_test_profile_dir(struct tc_test *t);
const struct tc_limits *tc_test_limits(struct tc_test *t);

/* End the case now by our own fault: what is undecided is ERROR. */
_Noreturn void tc_stop_error(struct tc_test *t, struct tc_text why);

/* Milliseconds that an exchange may still take, so that the case can report
 * before its deadline; 0 when there is no time left. */
double tc_test_left_ms(struct tc_test *t);

/* Store bytes as a blob, secrets removed; gives its SHA-256. A run that cannot
 * write evidence ends here. */
const char *tc_test_blob(struct tc_test *t, const void *bytes, size_t len);

/* Keep JSON until the end of the case; steals and returns it. */
json_t *tc_test_own(struct tc_test *t, json_t *json);

#endif
