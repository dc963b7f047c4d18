/* The report writers: each a pure function of a run. See tracecert/result.h. */
#ifndef REPORTS_WRITERS_H
#define REPORTS_WRITERS_H

#include <jansson.h>
#include <stdbool.h>

#include "tracecert/result.h"

int report_json(const struct tc_run *run, FILE *out);
int report_junit(const struct tc_run *run, FILE *out);
int report_html(const struct tc_run *run, FILE *out);

/* {"pointer","line","column","offset","part","box"}: only what is set. */
json_t *where_json(const struct tc_where *where);

/* The same as words: "response status", "/a/b", "line 3, column 5". */
struct tc_text where_text(struct tc_arena *arena, const struct tc_where *where);

/* What the run as a whole came to. */
struct tc_text outcome_text(enum tc_exit exit);

/* A verdict in words a person reads: "không đạt", "failed". */
struct tc_text verdict_text(enum tc_verdict verdict);

/* At which scale the run waited, in words; whether a certification may rest on
 * it; and the sentence that says that it may not (.en NULL if it may). */
struct tc_text scale_text(struct tc_arena *arena, const struct tc_run *run);
bool scale_certifies(const struct tc_run *run);
struct tc_text scale_warning(const struct tc_run *run);

/* How busy the testing machine was: in words; the most that a timer was late; and
 * whether a client at a portal may have suffered from it. */
struct tc_text machine_text(struct tc_arena *arena, const struct tc_run *run);
double machine_late_ms(const struct tc_run *run);
bool machine_starved(const struct tc_run *run);

/* What a finding of that verdict must say of it; .en NULL if nothing. */
struct tc_text machine_remark(struct tc_arena *arena, const struct tc_run *run,
                              const struct tc_result_case *c, enum tc_verdict verdict);

/* Where a requirement is known from, and how binding it is. */
struct tc_text confidence_text(enum tc_confidence confidence);
struct tc_text level_text(enum tc_level level);

/* True if the verdict keeps a certificate away. */
bool verdict_blocks(enum tc_verdict verdict);

/* The requirement of that id among those of the case, or NULL. */
const struct tc_requirement *case_requirement(const struct tc_result_case *c, const char *id);

/* The exchange that is the evidence of a finding, or NULL. */
const struct tc_exchange *finding_exchange(const struct tc_result_case *c,
                                           const struct tc_finding *finding);

/* At most `max` bytes of a blob; NULL if it is missing. */
char *blob_head(struct tc_arena *arena, const struct tc_run *run, const char *sha, size_t max,
                size_t *len);

#endif
