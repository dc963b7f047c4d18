/* Asking a system for the label of goods that it has just been told of. */
#ifndef SUITES_LABEL_ASK_H
#define SUITES_LABEL_ASK_H

#include "tracecert/code.h"
#include "tracecert/epcis.h"
#include "tracecert/label.h"

struct ask {
    const char *lot, *serial; /* NULL: the address of labels asks for none */
    const struct tc_response *response;
    struct tc_label_result label;
    struct tc_text unread; /* why nothing is known of a label that shows no symbol to the
                              decoders, but may have one; empty: it is known */
};

/* Capture an event of the lot (NULL: a fresh one) and of a fresh serial, as far
 * as interfaces.label asks for them; then fetch and decode the label. Waits a
 * little for it: labels may be made in the background. Stops the case when the
 * event is not taken or the decoder fails; `unread` is left to the caller. */
void ask_label(struct tc_test *t, const char *lot, struct ask *ask);

/* What testData.label says of the labels: "use", and "dpi" where the images do
 * not tell it. Stops the case for a use that is none. */
struct tc_label_options ask_options(struct tc_test *t);

/* The same, and stops the case when there is no symbol to look at. */
void ask_symbols(struct tc_test *t, const char *lot, struct ask *ask);

/* The same for a fresh lot, and has the human-readable text read, too. */
void ask_text(struct tc_test *t, struct ask *ask);

/* What the label says of product ("01"), lot ("10") or serial ("21"): the symbol that names
 * the most of them, or else another, since a GTIN in an EAN-13 and the lot in a GS1-128
 * beside it name a lot as well as one symbol. NULL: none does. Stops the case when no
 * symbol can be believed. */
const char *ask_value(struct tc_test *t, const struct ask *ask, const char *ai);

#endif
