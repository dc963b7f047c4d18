/* From what a case said to what is written of it: verdicts are computed here
 * and nowhere else. */
#ifndef TC_ENGINE_OUTCOME_H
#define TC_ENGINE_OUTCOME_H

#include <jansson.h>

#include "engine/plan.h"

struct tc_outcome {
    const struct tc_plan_case *planned;
    const json_t *words;        /* array of the case's lines; NULL: it did not run */
    bool broken;                /* it crashed, hung or was killed: */
    struct tc_text why;         /* ... so */
    double started_ms, took_ms; /* since the start of the run */
};

/* The record for results.jsonl, a new reference. What a broken case left
 * undecided is ERROR; what a case never mentioned is INCONCLUSIVE. */
json_t *tc_outcome_record(const struct tc_outcome *outcome);

/* The heaviest verdict of a record. */
enum tc_verdict tc_outcome_heaviest(const json_t *record);

#endif
