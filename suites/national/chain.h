/* A realistic chain of one fresh lot, captured through the system's own
 * interface: harvest, packing, shipping on three days in a row. */
#ifndef SUITES_NATIONAL_CHAIN_H
#define SUITES_NATIONAL_CHAIN_H

#include "tracecert/epcis.h"
#include "tracecert/page.h"

#define CHAIN_STAGES 3

struct chain {
    const char *lot;
    const char *dates[CHAIN_STAGES]; /* "YYYY-MM-DD", in Vietnam */
    const char *ids[CHAIN_STAGES];   /* of the events */
};

/* Capture the chain; stops the case when the system does not take it. */
void chain_capture(struct tc_test *t, struct chain *chain);

/* Open the public page of the lot as a consumer does, by its Digital Link.
 * Stops the case when there is no page. */
const struct tc_response *chain_page(struct tc_test *t, const char *lot, struct tc_page *page);

#endif
