/* The test of the tests: the runs of the reference system with one defect each, and what
 * they change. For kill_*.c alone. */
#ifndef TC_SELFTEST_KILL_MATRIX_H
#define TC_SELFTEST_KILL_MATRIX_H

#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

#include "tracecert/arena.h"
#include "tracecert/requirement.h"

#define TC_KILL_SUITES_MAX 16

/* One defect and its run. */
struct tc_kill_trial {
    const char *id, *requirement, *what;
    const char *dir; /* run folder */
    pid_t pid;       /* 0: not running */
    int status;
};

struct tc_kill_matrix {
    struct tc_arena *arena;
    const char *tracecert, *reference, *work;
    const struct tc_catalogue *catalogue;
    json_t *baseline;                       /* verdict by requirement id, without a defect */
    const char *suites[TC_KILL_SUITES_MAX]; /* all but portal; ends with NULL */
    struct tc_kill_trial *trials;
    size_t count;
    unsigned killed, faults, waiting;
};

/* Run a program; its standard output goes to `to`, or nowhere. Its exit status, or -1. */
int tc_kill_run(const char *const *argv, const char *to);
int tc_kill_exit_status(int status);

/* A run of the trial begins. */
void tc_kill_start(const struct tc_kill_matrix *m, struct tc_kill_trial *trial);

/* Run the trials that are wanted, so many at once. */
void tc_kill_run_trials(struct tc_kill_matrix *m,
                        bool (*wants)(const struct tc_kill_matrix *m,
                                      const struct tc_kill_trial *trial),
                        size_t at_once);

/* Is the requirement, which the trial should break, in the catalogue? */
bool tc_kill_is_known(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial);

/* Is it one of the portal's client? */
bool tc_kill_is_of_portal(const struct tc_kill_matrix *m, const char *requirement);

/* Verdicts of a run folder as {id: verdict}, a new reference, or NULL. */
json_t *tc_kill_verdicts(const struct tc_kill_matrix *m, const char *dir);

/* What a trial has changed, and what it should change: requirements and their verdicts, in
 * words that live as long as the matrix. */
const char *tc_kill_outcome(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial);
const char *tc_kill_wanted(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial);

/* With this outcome, and by its exit status, is the defect found and nothing else? */
bool tc_kill_is_killed(const struct tc_kill_matrix *m, const struct tc_kill_trial *trial,
                       const char *outcome);

#endif
