/* The output of `check`, `code`, `label` and `hash`: one judgement an input. */
#ifndef TRACECERT_JUDGEMENT_H
#define TRACECERT_JUDGEMENT_H

#include <stdbool.h>
#include <stdio.h>

#include "tracecert/finding.h"
#include "tracecert/requirement.h"

enum tc_judgement_format { TC_JUDGE_TEXT, TC_JUDGE_JSON, TC_JUDGE_SARIF, TC_JUDGE_JUNIT };

struct tc_code_result;
struct tc_document_result;
struct tc_label_result;

/* One input that was judged. */
struct tc_judgement {
    const char *input; /* file name, or "-" */
    size_t index;      /* number of the input in that file, from 1 */
    const char *shown; /* text output: the code itself, or NULL */
    size_t events;
    const struct tc_document_result *document; /* a document, as it was read; or NULL */
    const struct tc_code_result *code;         /* a code, as it was read; or NULL */
    const struct tc_label_result *label;       /* a label, as it was read; or NULL */
    struct tc_text undecided;   /* why nothing could be found out; .en NULL: it could */
    struct tc_text note;        /* what else the code says; .en NULL: nothing */
    const char *corrected;      /* the code put right where certain; or NULL */
    const char *converted;      /* the code in the form asked for; or NULL ... */
    struct tc_text unconverted; /* ... and why not; .en NULL: not asked for */
    const char *left_out;       /* AIs for which that form has no place, with values; or NULL */
    const struct tc_findings *findings;
};

struct tc_judge; /* opaque writer */

/* "text", "json", "sarif", "junit" to the format; -1 if it is none of them. */
int tc_judgement_format(const char *name);

/* Start writing to `out`. `color` marks text output with ANSI colours. */
struct tc_judge *tc_judge_new(FILE *out, enum tc_judgement_format format, enum tc_lang lang,
                              bool color, const struct tc_catalogue *catalogue);

/* Write one judgement; json: one object a line, at once. */
void tc_judge_add(struct tc_judge *judge, const struct tc_judgement *judgement);

/* Write the summary, release the writer and give the exit status: 0, 1 with a
 * FAIL, 5 when the output could not be written, 6 when nothing was judged. */
int tc_judge_end(struct tc_judge *judge);

#endif
