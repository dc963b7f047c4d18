#include "validate/document/terms.h"

#include <stdlib.h>
#include <string.h>

/* The URI that a definition gives: "https://…", or {"@id": "https://…"}. */
static const struct tc_node *uri_of(const struct tc_node *definition)
{
    if (definition->kind == TC_NODE_STRING)
        return definition;
    if (definition->kind != TC_NODE_OBJECT)
        return NULL;
    for (const struct tc_node *m = definition->first; m; m = m->next)
        if (m->kind == TC_NODE_STRING && m->label_len == 3 && memcmp(m->label, "@id", 3) == 0)
            return m;
    return NULL;
}

static void add(struct tc_terms *terms, const struct tc_node *name)
{
    if (terms->count == terms->capacity) {
        terms->capacity = 2 * terms->capacity + 8;
        terms->terms = realloc(terms->terms, terms->capacity * sizeof(terms->terms[0]));
        if (!terms->terms)
            abort();
    }
    terms->terms[terms->count++] = (struct tc_term){ name, uri_of(name) };
}

static int compare(const struct tc_node *member, const char *term, size_t len)
{
    int order = memcmp(member->label, term, member->label_len < len ? member->label_len : len);

    return order ? order : (member->label_len > len) - (member->label_len < len);
}

/* By name; what defines a term again comes behind. */
static int by_name(const void *a, const void *b)
{
    const struct tc_node *x = ((const struct tc_term *)a)->name;
    const struct tc_node *y = ((const struct tc_term *)b)->name;
    int order = compare(x, y->label, y->label_len);

    return order ? order : (x->label_at > y->label_at) - (x->label_at < y->label_at);
}

void tc_terms_read(struct tc_terms *terms, const struct tc_node *context)
{
    terms->count = 0;
    for (const struct tc_node *v = tc_node_first_value(context); v;
         v = context->kind == TC_NODE_ARRAY ? v->next : NULL)
        for (const struct tc_node *m = v->kind == TC_NODE_OBJECT ? v->first : NULL; m;
             m = m->next)
            add(terms, m);
    if (terms->count > 1)
        qsort(terms->terms, terms->count, sizeof(terms->terms[0]), by_name);
}

const struct tc_term *tc_terms_find(const struct tc_terms *terms, const char *term, size_t len)
{
    size_t low = 0, high = terms->count; /* the first one behind the term */

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare(terms->terms[middle].name, term, len) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || compare(terms->terms[low - 1].name, term, len) != 0)
        return NULL;
    return &terms->terms[low - 1];
}

void tc_terms_free(struct tc_terms *terms)
{
    free(terms->terms);
}
