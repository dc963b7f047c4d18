#include "tracecert/verdict.h"

#include <string.h>

static const char *const names[TC_VERDICTS] = {
    [TC_NOT_RUN] = "NOT_RUN",
    [TC_NOT_APPLICABLE] = "NOT_APPLICABLE",
    [TC_PASS] = "PASS",
    [TC_ATTESTED] = "ATTESTED",
    [TC_DISPUTED] = "DISPUTED",
    [TC_WARN] = "WARN",
    [TC_INCONCLUSIVE] = "INCONCLUSIVE",
    [TC_SETUP] = "SETUP",
    [TC_FAIL] = "FAIL",
    [TC_ERROR] = "ERROR",
};

const char *tc_verdict_name(enum tc_verdict verdict)
{
    return names[verdict];
}

int tc_verdict_from_name(const char *name)
{
    for (int i = 0; i < TC_VERDICTS; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

enum tc_exit tc_exit_status(const unsigned counts[TC_VERDICTS])
{
    if (counts[TC_ERROR])
        return TC_EXIT_INTERNAL;
    if (counts[TC_FAIL])
        return TC_EXIT_FAILED;
    if (counts[TC_SETUP])
        return TC_EXIT_SETUP;
    if (counts[TC_INCONCLUSIVE])
        return TC_EXIT_INCONCLUSIVE;
    if (!counts[TC_PASS] && !counts[TC_WARN] && !counts[TC_DISPUTED])
        return TC_EXIT_NOTHING_TESTED;
    return TC_EXIT_PASSED;
}
