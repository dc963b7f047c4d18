/* One run as a person sees it: set-up looked at, cases run, reports written,
 * summary printed. */
#ifndef TC_SESSION_H
#define TC_SESSION_H

#include "engine/run.h"

struct tc_session {
    struct tc_selection selection;
    const char *profile; /* id */
    const char *as_of;   /* "YYYY-MM-DD"; NULL: today */
    const char *dir;     /* run folder; NULL: a new one under runs/ */
    const char *const *portal_controls;
    long seed;     /* below 0: a random one */
    unsigned jobs; /* 0: two for each processor */
    enum tc_scale scale;
    bool resume, certify;
};

/* Run on the system; says what is wrong on standard error. Gives the exit
 * status of the contract (tracecert/verdict.h). */
int tc_session_run(struct tc_arena *arena, const struct tc_session *session,
                   const struct tc_system *system);

#endif
