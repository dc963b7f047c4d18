/* Master data in the header of a document. EPCIS 2.0, 9.4 and 10; JSON Schema:
 * vocabulary, vocabularyElement, attribute. */
#include <stdlib.h>
#include <string.h>

#include "validate/document/event.h"

/* The child of that local name in JSON or XML, or NULL. */
static const struct tc_node *child_of(const struct tc_node *node, const char *json,
                                      const char *xml, bool is_xml)
{
    const char *name = is_xml ? xml : json;
    size_t len = strlen(name);

    for (const struct tc_node *c = node ? node->first : NULL; c; c = c->next) {
        const char *colon = c->label ? memchr(c->label, ':', c->label_len) : NULL;
        const char *local = is_xml && colon ? colon + 1 : c->label;
        size_t local_len = c->label_len - (size_t)(local - c->label);

        if (c->label && local_len == len && memcmp(local, name, len) == 0)
            return c;
    }
    return NULL;
}

static bool need_uri(struct tc_doc *doc, const struct tc_node *object, enum tc_name name)
{
    const struct tc_node *value = tc_node_member(object, name);

    if (!value) {
        tc_value_missing(doc, object, "EPCIS-DOC-55", tc_name_text(name), tc_name_text(name));
        return false;
    }
    if (value->kind == TC_NODE_STRING && tc_uri_holds(value->text, value->len))
        return true;
    tc_value_wrong(doc, value, "EPCIS-DOC-55", "một URI", "a URI");
    return false;
}

/* --- identifiers, each once -------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    const struct tc_node *x = *(const struct tc_node *const *)a;
    const struct tc_node *y = *(const struct tc_node *const *)b;
    size_t shorter = x->len < y->len ? x->len : y->len;
    int order = memcmp(x->text, y->text, shorter);

    if (order == 0)
        order = (x->len > y->len) - (x->len < y->len);
    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

static void find_twice(struct tc_doc *doc, const struct tc_node **ids, size_t count)
{
    qsort(ids, count, sizeof(*ids), by_text);
    for (size_t i = 1; i < count; i++)
        if (ids[i]->len == ids[i - 1]->len &&
            memcmp(ids[i]->text, ids[i - 1]->text, ids[i]->len) == 0)
            tc_value_wrong(doc, ids[i], "EPCIS-DOC-56", "mỗi id một lần trong một bảng",
                           "each id once in a vocabulary");
}

/* --- elements ------------------------------------------------------------------------ */

static void check_attributes(struct tc_doc *doc, const struct tc_node *element)
{
    const struct tc_node *list =
        doc->xml ? element : child_of(element, "attributes", "", false);

    for (const struct tc_node *a = list ? list->first : NULL; a; a = a->next)
        if (doc->xml ? a->label_len == 9 && memcmp(a->label, "attribute", 9) == 0
                     : a->kind == TC_NODE_OBJECT)
            need_uri(doc, a, TC_NAME_id);
}

static size_t count_items(const struct tc_node *list)
{
    size_t n = 0;

    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i))
        n++;
    return n;
}

static void check_vocabulary(struct tc_doc *doc, const struct tc_node *vocabulary)
{
    const struct tc_node *list =
        child_of(vocabulary, "vocabularyElementList", "VocabularyElementList", doc->xml);
    const struct tc_node **ids =
        tc_arena_alloc(doc->outer, (count_items(list) + 1) * sizeof(*ids));
    size_t count = 0;

    need_uri(doc, vocabulary, TC_NAME_type);
    for (const struct tc_node *e = tc_node_first_item(list); e; e = tc_node_next_item(e)) {
        if (e->kind != TC_NODE_OBJECT) {
            tc_value_wrong(doc, e, "EPCIS-DOC-55", "một phần tử có id",
                           "an element with an id");
            continue;
        }
        if (need_uri(doc, e, TC_NAME_id))
            ids[count++] = tc_node_member(e, TC_NAME_id);
        check_attributes(doc, e);
    }
    find_twice(doc, ids, count);
}

void tc_master_data_check(struct tc_doc *doc, const struct tc_node *header)
{
    const struct tc_node *data =
        child_of(header, "epcisMasterData", "EPCISMasterData", doc->xml);
    const struct tc_node *list =
        child_of(data ? data : header, "vocabularyList", "VocabularyList", doc->xml);

    if (list && !tc_value_is_list(doc, list))
        return;
    for (const struct tc_node *v = tc_node_first_item(list); v; v = tc_node_next_item(v)) {
        if (v->kind == TC_NODE_OBJECT)
            check_vocabulary(doc, v);
        else
            tc_value_wrong(doc, v, "EPCIS-DOC-55", "một bảng có type",
                           "a vocabulary with a type");
    }
}
