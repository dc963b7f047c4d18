/* The parts of the HTML report. */
#ifndef REPORTS_HTML_H
#define REPORTS_HTML_H

#include "writers.h"

struct html {
    FILE *out;
    const struct tc_run *run;
    struct tc_arena *arena;
};

/* Text in both languages, the style sheet shows one. */
void html_both(const struct html *h, const char *vi, const char *en);
void html_text(const struct html *h, struct tc_text text);

/* "<dt>label</dt><dd>", to be closed by html_end(). */
void html_term(const struct html *h, const char *vi, const char *en);
void html_end(const struct html *h);

/* The verdict as a coloured word. */
void html_verdict(const struct html *h, enum tc_verdict verdict);

/* "EPCIS 2.0 (June 2022), 12.6.1 — MUST, source: …" */
void html_clause(const struct html *h, const struct tc_requirement *requirement);

/* A picture of the case's attempts at portals over time, drawn in the page; nothing
 * where there are none. */
void html_timeline(const struct html *h, const struct tc_result_case *c);

/* Sections, in the order of the page. */
void html_head(const struct html *h);
void html_findings(const struct html *h);
void html_attempts(const struct html *h);
void html_labels(const struct html *h);
void html_tables(const struct html *h);

#endif
