/* A run read back from its evidence: all that a report may know. */
#ifndef TRACECERT_RESULT_H
#define TRACECERT_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "tracecert/err.h"
#include "tracecert/finding.h"
#include "tracecert/requirement.h"
#include "tracecert/verdict.h"

/* One HTTP exchange of a case. Bodies are blobs: file blobs/<sha256>. */
struct tc_exchange {
    int number; /* from 1 */
    const char *method, *url;
    long status;                                    /* 0: no answer */
    const char *failure;                            /* why there was none, or NULL */
    const char *request_headers, *response_headers; /* "Name: value\n" lines, secrets removed */
    const char *request_sha, *response_sha;         /* blobs, or NULL */
    double started_ms, took_ms;                     /* since the start of the run */
};

/* One attempt to deliver one event (or record) to a portal. */
struct tc_attempt {
    const char *portal; /* its name for people */
    const char *event;  /* eventID, or a digest where it has none */
    const char *what;   /* business step of an event, kind of a record; "" if unknown */
    double at_ms;       /* since the start of the run */
    long status;        /* 0: no whole answer */
    bool accepted;      /* the answer says so */
    int exchange;
};

/* One finding with the verdict that it leads to. */
struct tc_result_finding {
    struct tc_finding finding;
    enum tc_verdict verdict; /* FAIL, WARN, DISPUTED, INCONCLUSIVE, SETUP, ATTESTED, ERROR */
};

/* What one case says of one requirement. */
struct tc_result_line {
    const struct tc_requirement *requirement;
    enum tc_verdict verdict;
    struct tc_text
        reason; /* for NOT_RUN, NOT_APPLICABLE, SETUP, INCONCLUSIVE, ERROR; .en may be NULL */
};

struct tc_result_case {
    const char *id, *suite;
    double started_ms, took_ms;
    double late_ms; /* most that one of its pauses lasted too long: the machine was busy */
    const struct tc_result_line *lines;
    size_t line_count;
    const struct tc_result_finding *findings;
    size_t finding_count;
    const struct tc_exchange *exchanges;
    size_t exchange_count;
    const struct tc_attempt *attempts;
    size_t attempt_count;
    const char *const *kept; /* other blobs: images, pages; NULL ends */
};

/* A requirement over all cases: the heaviest verdict. */
struct tc_result_requirement {
    const struct tc_requirement *requirement;
    enum tc_verdict verdict;
    struct tc_text reason; /* why not tested, where it was not */
};

/* How long or how much, by its name in suites/portal/limits.json. */
struct tc_result_limit {
    const char *name;
    long amount;
};

struct tc_run {
    const char *dir, *id;
    const char *started, *as_of; /* RFC 3339 UTC; "YYYY-MM-DD" */
    const char *tool_version, *suite_digest, *system_digest;
    const char *system_file; /* as named on the command line */
    const char *system_name, *system_vendor, *system_version, *system_contact;
    const char *profile;                  /* id, or NULL */
    const char *scale;                    /* of waits and amounts: "quick", "default", "full" */
    const struct tc_result_limit *limits; /* the amounts at that scale */
    size_t limit_count;
    const char *const *suites, *const
                                   *only; /* as selected; NULL ends; both empty: everything */
    unsigned long seed;
    double took_ms;
    double load;     /* average of the last minute when the run ended */
    long processors; /* 0: not known, as is the load */
    bool complete;   /* the closing record is there */
    const struct tc_result_case *cases;
    size_t case_count;
    const struct tc_result_requirement *requirements; /* whole catalogue, its order */
    size_t requirement_count;
    unsigned counts[TC_VERDICTS]; /* over requirements in force */
    enum tc_exit exit;
};

/* Read a run folder and verify its hash chain. NULL and `err` if it is not
 * one or was altered. All is owned by the arena; `catalogue` must outlive it. */
const struct tc_run *tc_run_load(struct tc_arena *arena, const char *dir,
                                 const struct tc_catalogue *catalogue, struct tc_err *err);

/* The command that runs just this case again. */
const char *tc_run_again(struct tc_arena *arena, const struct tc_run *run, const char *case_id);

/* A report writer. 0, or -1 with errno set when `out` cannot be written. */
struct tc_report_format {
    const char *name; /* "html" */
    const char *file; /* "report.html" */
    int (*write)(const struct tc_run *run, FILE *out);
};

/* All writers; the last has a NULL name. */
extern const struct tc_report_format tc_report_formats[];

#endif
