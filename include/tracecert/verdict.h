/* The verdict vocabulary and the exit status of every command. */
#ifndef TRACECERT_VERDICT_H
#define TRACECERT_VERDICT_H

/* In rising order of weight: the verdict of a requirement is the heaviest of
 * its cases' verdicts. A verdict is computed from findings, never set. */
enum tc_verdict {
    TC_NOT_RUN,        /* not selected, or nothing tests it */
    TC_NOT_APPLICABLE, /* names the line of the implementation statement */
    TC_PASS,
    TC_ATTESTED,     /* a person's word with evidence; never counted as tested */
    TC_DISPUTED,     /* the standard's own artefacts disagree */
    TC_WARN,         /* a SHOULD is not met, or the source is weak: advisory */
    TC_INCONCLUSIVE, /* could not be decided; blocks a certificate */
    TC_SETUP,        /* the test set-up is wrong, not the product */
    TC_FAIL,         /* a MUST is not met */
    TC_ERROR,        /* our own fault; blocks */
    TC_VERDICTS
};

/* "PASS", "NOT_APPLICABLE", ... as written in every machine-readable file. */
const char *tc_verdict_name(enum tc_verdict verdict);

/* The verdict of that name, or -1. */
int tc_verdict_from_name(const char *name);

enum tc_exit {
    TC_EXIT_PASSED = 0,
    TC_EXIT_FAILED = 1,
    TC_EXIT_INCONCLUSIVE = 2,
    TC_EXIT_SETUP = 3,
    TC_EXIT_USAGE = 4,
    TC_EXIT_INTERNAL = 5,
    TC_EXIT_NOTHING_TESTED = 6,
    TC_EXIT_BUNDLE_INVALID = 7
};

/* The exit status for so many requirements of each verdict. Fails closed:
 * ERROR, then FAIL, SETUP, INCONCLUSIVE; nothing tested is never 0. */
enum tc_exit tc_exit_status(const unsigned counts[TC_VERDICTS]);

#endif
