/* Driving a system through its EPCIS 2.0 interface: what many cases share. */
#ifndef TRACECERT_EPCIS_H
#define TRACECERT_EPCIS_H

#include "tracecert/http.h"

/* An event to be made. Unset members are left out of the event; what the
 * standard requires is filled in: eventID (urn:uuid), eventTime (now, UTC,
 * milliseconds), eventTimeZoneOffset "+07:00". */
struct tc_event {
    const char *type;   /* NULL: "ObjectEvent" */
    const char *action; /* NULL: "ADD"; "" leaves it out */
    const char *event_id, *event_time, *offset;
    const char *biz_step, *disposition; /* bare CBV words */
    const char *const *epcs;            /* epcList, or childEPCs where a parent is set */
    const char *parent;
    const char *epc_class; /* quantityList with this class ... */
    double quantity;       /* ... and quantity ... */
    const char *uom;       /* ... and unit */
    const char *read_point, *biz_location;
    json_t *ilmd; /* stolen */
};

/* The event as JSON; owned by the case. */
json_t *tc_event_new(struct tc_test *t, const struct tc_event *event);

/* An EPCISDocument 2.0 of the `n` events; owned by the case. */
json_t *tc_document_new(struct tc_test *t, json_t *const *events, size_t n);

/* Digital Link identifiers of the system's test product ("testData.gtin") and
 * location ("testData.gln"); owned by the case. Stem: testData.digitalLinkStem
 * or https://id.gs1.org. */
const char *tc_epc_item(struct tc_test *t, const char *serial); /* 01/…/21/… */
const char *tc_epc_lot(struct tc_test *t, const char *lot);     /* 01/…/10/… */
const char *tc_location(struct tc_test *t);                     /* 414/… */

/* POST the document to /capture. Returns the answer whatever its status. */
const struct tc_response *tc_capture_send(struct tc_test *t, json_t *document);

/* POST the document and wait until its job has ended (at most 10 s).
 * Stops the case if the capture or its job does not succeed: a precondition
 * of whatever the case is about. Returns the job. */
json_t *tc_capture(struct tc_test *t, json_t *document);

/* Wait for the job behind the answer's Location to end; NULL if it has none
 * or does not end in time. */
json_t *tc_capture_job(struct tc_test *t, const struct tc_response *accepted);

/* GET /events?`query`; the array of events of the answer, borrowed.
 * Stops the case if the answer is not an EPCISQueryDocument with status 200.
 * Polls until `at_least` events are there, at most 5 s, since capture may be
 * asynchronous. */
json_t *tc_query(struct tc_test *t, const char *query, size_t at_least);

#endif
