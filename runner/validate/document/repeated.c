/* The same identifier twice in a list. Stated for JSON (uniqueItems of the JSON
 * Schema); for XML advisory. Few are compared all with all, many are sorted. */
#include <stdlib.h>
#include <string.h>

#include "validate/document/event.h"

#define FEW 16

static int by_text(const void *a, const void *b)
{
    const struct tc_node *x = *(const struct tc_node *const *)a;
    const struct tc_node *y = *(const struct tc_node *const *)b;
    size_t shorter = x->len < y->len ? x->len : y->len;
    int order = shorter ? memcmp(x->text, y->text, shorter) : 0;

    if (order == 0)
        order = (x->len > y->len) - (x->len < y->len);
    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

/* Identifiers of one list are like each other up to their last characters. */
static bool same(const struct tc_node *a, const struct tc_node *b)
{
    return a->len == b->len && (a->len == 0 || (a->text[a->len - 1] == b->text[b->len - 1] &&
                                                memcmp(a->text, b->text, a->len) == 0));
}

static void report(struct tc_doc *doc, const struct tc_node *item)
{
    tc_value_wrong(doc, item, doc->xml ? "EPCIS-DOC-25" : "EPCIS-DOC-24",
                   "mỗi định danh một lần", "each identifier once");
}

/* True if a text before `item` in its list is the same. */
static bool stood_before(const struct tc_node *list, const struct tc_node *item)
{
    for (const struct tc_node *i = tc_node_first_item(list); i != item;
         i = tc_node_next_item(i))
        if (i->kind == TC_NODE_STRING && same(i, item))
            return true;
    return false;
}

static void find_among_few(struct tc_doc *doc, const struct tc_node *list)
{
    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i))
        if (i->kind == TC_NODE_STRING && stood_before(list, i))
            report(doc, i);
}

static void find_among_many(struct tc_doc *doc, const struct tc_node *list, size_t count)
{
    const struct tc_node **items = tc_arena_alloc(doc->inner, count * sizeof(*items));
    size_t n = 0;

    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i))
        if (i->kind == TC_NODE_STRING)
            items[n++] = i;
    qsort(items, n, sizeof(*items), by_text);
    for (size_t i = 1; i < n; i++)
        if (same(items[i], items[i - 1]))
            report(doc, items[i]);
}

void tc_find_repeated(struct tc_doc *doc, const struct tc_node *list, size_t count)
{
    if (count <= FEW)
        find_among_few(doc, list);
    else
        find_among_many(doc, list, count);
}
