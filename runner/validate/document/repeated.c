/* The same text twice in a list, or in two lists. The JSON Schema states of some
 * lists that their elements are unique; of the others it is advice. Few are compared all with
 * all, many are sorted. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "validate/document/event.h"

#define FEW 16

static int text_order(const struct tc_node *x, const struct tc_node *y)
{
    size_t shorter = x->len < y->len ? x->len : y->len;
    int order = shorter ? memcmp(x->text, y->text, shorter) : 0;

    return order ? order : (x->len > y->len) - (x->len < y->len);
}

static int by_text(const void *a, const void *b)
{
    const struct tc_node *x = *(const struct tc_node *const *)a;
    const struct tc_node *y = *(const struct tc_node *const *)b;
    int order = text_order(x, y);

    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* Identifiers of one list are like each other up to their last characters. */
static bool same(const struct tc_node *a, const struct tc_node *b)
{
    return a->len == b->len && (a->len == 0 || (a->text[a->len - 1] == b->text[b->len - 1] &&
                                                memcmp(a->text, b->text, a->len) == 0));
}

static void report(struct tc_doc *doc, const struct tc_node *item, bool stated)
{
    tc_value_wrong(doc, item, stated ? "EPCIS-DOC-24" : "EPCIS-DOC-25", "mỗi phần tử một lần",
                   "each element once");
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

/* One of 64 bits, by the last characters; the same for texts that are the same. */
static uint64_t mark_of(const struct tc_node *item)
{
    unsigned mark = 0;

    for (size_t i = item->len < 3 ? 0 : item->len - 3; i < item->len; i++)
        mark = 10 * mark + (unsigned char)item->text[i];
    return (uint64_t)1 << mark % 64;
}

static void find_among_few(struct tc_doc *doc, const struct tc_node *list, bool stated)
{
    uint64_t marks = 0; /* of those before */

    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i)) {
        uint64_t mark = i->kind == TC_NODE_STRING ? mark_of(i) : 0;

        if (marks & mark && stood_before(list, i))
            report(doc, i, stated);
        marks |= mark;
    }
}

static void find_among_many(struct tc_doc *doc, const struct tc_node *list, size_t count,
                            bool stated)
{
    const struct tc_node **items = tc_arena_alloc(doc->inner, count * sizeof(*items));
    size_t n = 0;

    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i))
        if (i->kind == TC_NODE_STRING)
            items[n++] = i;
    qsort(items, n, sizeof(*items), by_text);
    for (size_t i = 1; i < n; i++)
        if (same(items[i], items[i - 1]))
            report(doc, items[i], stated);
}

void tc_find_repeated(struct tc_doc *doc, const struct tc_node *list, bool stated)
{
    size_t count = 0;

    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i))
        count++;
    if (count <= FEW)
        find_among_few(doc, list, stated);
    else
        find_among_many(doc, list, count, stated);
}

/* --- two lists ----------------------------------------------------------------- */

static size_t collect(const struct tc_node *member, const struct tc_node **items)
{
    size_t n = 0;

    for (const struct tc_node *v = tc_node_first_value(member); v;
         v = tc_node_next_value(member, v))
        if (v->kind == TC_NODE_STRING) {
            if (items)
                items[n] = v;
            n++;
        }
    return n;
}

void tc_find_shared(struct tc_doc *doc, const struct tc_node *one, const struct tc_node *other,
                    tc_doc_take *report_shared)
{
    size_t count = collect(one, NULL), others = collect(other, NULL), i = 0;
    const struct tc_node **items =
        tc_arena_alloc(doc->inner, (count + others) * sizeof(*items) + 1);
    const struct tc_node **other_items = items + count;

    collect(one, items);
    collect(other, other_items);
    qsort(items, count, sizeof(*items), by_text);
    qsort(other_items, others, sizeof(*items), by_text);
    for (size_t k = 0; k < others; k++) {
        while (i < count && text_order(items[i], other_items[k]) < 0)
            i++;
        if (i < count && text_order(items[i], other_items[k]) == 0)
            report_shared(doc, other_items[k]);
    }
}
