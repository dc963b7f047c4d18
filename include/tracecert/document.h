/* The judge of EPCIS documents: EPCIS 1.2 and 2.0 XML, EPCIS 2.0 JSON. */
#ifndef TRACECERT_DOCUMENT_H
#define TRACECERT_DOCUMENT_H

#include "tracecert/finding.h"

enum tc_document_format {
    TC_FORMAT_UNKNOWN,
    TC_FORMAT_JSON,
    TC_FORMAT_XML_2_0,
    TC_FORMAT_XML_1_2
};

struct tc_document_result {
    enum tc_document_format format;
    size_t events;
    struct tc_findings findings; /* one primary finding for one defect, in document order */
    size_t dropped;              /* findings beyond the first thousand */
};

/* Judge `len` bytes: a document, an event that stands alone, or one of them a
 * line. A pure function: opens no file and no connection; bounded in depth (64
 * levels) and memory; never fails: what cannot be read is a finding
 * (EPCIS-DOC-01). The format is taken from the content. All texts live in the
 * arena. */
void tc_document_check(struct tc_arena *arena, const void *bytes, size_t len,
                       struct tc_document_result *result);

/* Gives at most `room` bytes; 0 at the end of the input. */
typedef size_t tc_document_read(void *cookie, char *into, size_t room);

/* The same of an input of any length, in memory that does not grow with it:
 * it holds one event and the envelope at a time. */
void tc_document_stream(struct tc_arena *arena, tc_document_read *read, void *cookie,
                        struct tc_document_result *result);

/* What several inputs tell of one chain of events: the state of every object and
 * lot, over all of them. */
struct tc_scenario;

struct tc_scenario *tc_scenario_new(void); /* never NULL */
void tc_scenario_free(struct tc_scenario *scenario);

/* tc_document_stream of an input whose events the scenario takes in, too. `name`:
 * by which findings of the scenario call it; or NULL. The first input is the
 * scenario's input 0, the next one 1 ... */
void tc_scenario_stream(struct tc_scenario *scenario, const char *name, struct tc_arena *arena,
                        tc_document_read *read, void *cookie,
                        struct tc_document_result *result);

/* Compare the events of all inputs in the order of eventTime; once, when all are
 * read. A finding (EPCIS-SCN-...) goes to the result of the input with the event
 * at which it was seen: results[i] is of input i, NULL if nobody wants it. What
 * the inputs do not show cannot be known, and is no finding. */
void tc_scenario_judge(struct tc_scenario *scenario, struct tc_arena *arena,
                       struct tc_document_result *const *results, size_t count);

/* "EPCIS 2.0 JSON", "EPCIS 1.2 XML", ... */
const char *tc_document_format_name(enum tc_document_format format);

#endif
