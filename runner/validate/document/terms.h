/* The terms that a @context defines, in order, so that looking one up takes no
 * longer where there are many. */
#ifndef TC_VALIDATE_TERMS_H
#define TC_VALIDATE_TERMS_H

#include "validate/document/node.h"

struct tc_term {
    const struct tc_node *name; /* the member */
    const struct tc_node *uri;  /* where its URI stands; NULL: it gives none */
};

struct tc_terms {
    struct tc_term *terms; /* by their names */
    size_t count, capacity;
};

/* Read a context; NULL: there is none. */
void tc_terms_read(struct tc_terms *terms, const struct tc_node *context);

/* What the contexts say last of a term; NULL if it is not defined. */
const struct tc_term *tc_terms_find(const struct tc_terms *terms, const char *term, size_t len);

void tc_terms_free(struct tc_terms *terms);

#endif
