/* Reading captured events back, as documents to be judged. */
#ifndef SUITES_DOCUMENT_ANSWER_H
#define SUITES_DOCUMENT_ANSWER_H

#include "tracecert/document.h"
#include "tracecert/epcis.h"

/* Ask for what has this eventID in a media type until the answer holds `events` of
 * it, since a system may show them a little later, and judge it. Stops the case if
 * they cannot be read back, or come as JSON where XML was asked for. */
const struct tc_response *document_ask(struct tc_test *t, const char *event_id,
                                       const char *type, size_t events,
                                       struct tc_document_result *result);

#endif
