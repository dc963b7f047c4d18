/* Values of the vocabularies of CBV 2.0 in all the ways in which they are
 * written. */
#ifndef TC_VALIDATE_VOCABULARY_H
#define TC_VALIDATE_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

enum tc_vocabulary {
#define VOCABULARY(symbol, ...) TC_VOC_##symbol,
#include "validate/document/vocabulary.def"
#undef VOCABULARY
    TC_VOCABULARIES
};

/* How a value is written. */
enum tc_vocabulary_form {
    TC_FORM_WORD,    /* "shipping": JSON alone */
    TC_FORM_CURIE,   /* "cbv:BizStep-shipping", "gs1:Temperature": JSON alone */
    TC_FORM_WEB,     /* "https://ref.gs1.org/cbv/BizStep-shipping" */
    TC_FORM_URN,     /* "urn:epcglobal:cbv:bizstep:shipping" */
    TC_FORM_FOREIGN, /* a URI of somebody else: any value is right */
    TC_FORM_NONE     /* none of these: no value at all */
};

struct tc_vocabulary_value {
    enum tc_vocabulary_form form;
    const char *word; /* the value of the vocabulary; NULL if it has none such */
    const char *near; /* then: what was probably meant, or NULL */
};

/* Read a value. Where the form is GS1's, `word` says if there is such a value. */
struct tc_vocabulary_value tc_vocabulary_read(enum tc_vocabulary vocabulary, const char *text,
                                              size_t len);

/* True if `text` has the form of a URI: a scheme, ":" and something, without
 * space and without characters that a URI may not have. RFC 3986, RFC 3987. */
bool tc_uri_holds(const char *text, size_t len);

#endif
