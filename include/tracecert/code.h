/* The judge of codes: GS1 element strings, Digital Link URIs, EPC URIs and
 * plain keys. GS1 General Specifications, GS1 Digital Link URI Syntax 1.7,
 * EPC Tag Data Standard. */
#ifndef TRACECERT_CODE_H
#define TRACECERT_CODE_H

#include <stdbool.h>

#include "tracecert/err.h"
#include "tracecert/finding.h"

enum tc_code_kind {
    TC_CODE_UNKNOWN,        /* as a request: detect it */
    TC_CODE_ELEMENT_STRING, /* (01)..., or raw with FNC1 as GS (0x1D) or '^' */
    TC_CODE_SCAN,           /* with symbology identifier: ]d2..., ]C1... */
    TC_CODE_DIGITAL_LINK,
    TC_CODE_EPC_URI, /* urn:epc:id:, urn:epc:class:, urn:epc:idpat: */
    TC_CODE_KEY,     /* bare GTIN-8/12/13/14, SSCC */
    TC_CODE_GTIN,    /* the same, of one kind alone */
    TC_CODE_GLN,
    TC_CODE_SSCC,
    TC_CODE_KINDS
};

struct tc_ai {
    const char *ai, *value; /* decoded */
};

struct tc_code_result {
    enum tc_code_kind kind;
    const struct tc_ai *ais; /* as read, in order; for an EPC URI its equivalent AIs */
    size_t count;
    struct tc_findings findings; /* where.offset is set */
    size_t prefix_len;           /* digits of the company prefix where the code tells; else 0 */
};

/* Judge a code. Pure, bounded, never fails; texts live in the arena. */
void tc_code_check(struct tc_arena *arena, const char *code, size_t len, enum tc_code_kind as,
                   struct tc_code_result *result);

/* One of the codes that mark an item. */
struct tc_code_input {
    const char *code;
    size_t len;
    enum tc_code_kind as;
};

/* Judge the codes that mark one item together, as the Barcode Syntax Dictionary
 * asks: what one of them lacks (the GTIN beside a lot) another may carry, and
 * none may contradict another. `results` has a place for each. */
void tc_code_check_item(struct tc_arena *arena, const struct tc_code_input *codes, size_t count,
                        struct tc_code_result *results);

/* Judge an identifier that stands in an EPCIS document: EPC URI, or Digital
 * Link in the constrained form of CBV 2.0. Other URIs are legal and yield
 * nothing. */
void tc_epc_check(struct tc_arena *arena, const char *uri, size_t len,
                  struct tc_findings *findings);

/* In what form a code can be written. */
enum tc_code_form {
    TC_FORM_ELEMENT_STRING, /* (01)...(10)... */
    TC_FORM_RAW,            /* as transmitted: FNC1 as GS behind what needs it */
    TC_FORM_DIGITAL_LINK,   /* canonical: https://id.gs1.org, all in its order */
    TC_FORM_EPCIS_LINK,     /* as CBV 2.0 wants it in events: key and one qualifier */
    TC_FORM_EPC_URI,
    TC_FORMS
};

const char *tc_code_form_name(enum tc_code_form form); /* "epcis-link" */

/* Write a code that was read without findings in another form. For an EPC URI
 * the length of the company prefix must be known: `prefix_len`, or from the code
 * itself where that is 0; it is never guessed. NULL and `err` if the form has no
 * place for what the code says. */
const char *tc_code_convert(struct tc_arena *arena, const struct tc_code_result *code,
                            enum tc_code_form form, size_t prefix_len, struct tc_err *err);

/* A code with findings put right where that is certain: the check digit, the
 * zeros before a GTIN, the order and place of AIs in a Digital Link, its escapes.
 * NULL where anything else is wrong with it, too. */
const char *tc_code_correct(struct tc_arena *arena, const struct tc_code_input *code,
                            const struct tc_code_result *result);

/* Value of an AI in the result ("01", "10", "21"), or NULL. */
const char *tc_code_value(const struct tc_code_result *result, const char *ai);

/* The check digit ('0' to '9') that belongs behind `len` digits; GS1 General
 * Specifications 7.9. */
char tc_check_digit(const char *digits, size_t len);

const char *tc_code_kind_name(enum tc_code_kind kind); /* "digital-link" */

#endif
