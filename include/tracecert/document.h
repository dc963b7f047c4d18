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

/* "EPCIS 2.0 JSON", "EPCIS 1.2 XML", ... */
const char *tc_document_format_name(enum tc_document_format format);

#endif
