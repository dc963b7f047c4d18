/* What the writers of judgements share; see tracecert/judgement.h. */
#ifndef REPORTS_JUDGE_H
#define REPORTS_JUDGE_H

#include <jansson.h>

#include "tracecert/judgement.h"

struct judge_writer {
    void (*begin)(struct tc_judge *judge);
    void (*add)(struct tc_judge *judge, const struct tc_judgement *judgement,
                enum tc_verdict verdict);
    void (*end)(struct tc_judge *judge);
};

struct tc_judge {
    FILE *out;
    enum tc_lang lang;
    bool color;
    const struct tc_catalogue *catalogue;
    const struct judge_writer *writer;
    struct tc_arena *arena; /* for the judgement being written */
    unsigned counts[TC_VERDICTS];
    size_t inputs, events;
    void *state; /* the writer's own */
};

extern const struct judge_writer judge_text, judge_json, judge_sarif, judge_junit;

/* The verdict that a finding leads to; ERROR if the catalogue does not know
 * its requirement. */
enum tc_verdict judge_verdict(const struct tc_judge *judge, const struct tc_finding *finding);

/* "Title: expected …, found …" in the judge's language; owned by its arena. */
const char *judge_message(const struct tc_judge *judge, const struct tc_finding *finding);

/* How to mend it, in the judge's language; "" for an unknown requirement. */
const char *judge_fix(const struct tc_judge *judge, const struct tc_finding *finding);

/* The AIs of a code as an array. */
json_t *judge_ais(const struct tc_code_result *code);

/* What was read of a label: each symbol with its place and message. */
void judge_label_text(struct tc_judge *judge, const struct tc_label_result *label);
void judge_label_json(struct tc_judge *judge, json_t *line,
                      const struct tc_label_result *label);

/* Text from outside as a JSON string; bytes that are no UTF-8 as \xNN. */
json_t *judge_string(const char *text);

#endif
