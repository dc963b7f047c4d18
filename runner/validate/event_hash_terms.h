/* The terms that a @context defines, in order, so that looking one up takes no
 * longer where there are many. */
#ifndef TC_VALIDATE_EVENT_HASH_TERMS_H
#define TC_VALIDATE_EVENT_HASH_TERMS_H

#include "validate/node.h"

struct tc_hash_term {
    const struct tc_node *name, *uri; /* the member, and where its URI stands */
};

struct tc_hash_terms {
    struct tc_hash_term *terms; /* by their names */
    size_t count, capacity;
};

/* Read a context; NULL: there is none. */
void tc_hash_terms_read(struct tc_hash_terms *terms, const struct tc_node *context);

/* The URI of a term, as it is written; NULL if it is not defined. */
const struct tc_node *tc_hash_terms_find(const struct tc_hash_terms *terms, const char *term,
                                         size_t len);

void tc_hash_terms_free(struct tc_hash_terms *terms);

#endif
