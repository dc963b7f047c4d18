/* User data in a pre-hash string: ilmd, user extensions of the event, and those
 * inside its standard fields. CBV 2.0, 8.9.2. */
#include <string.h>

#include "validate/hash/event_hash.h"

/* Attributes of XML itself say nothing of the event. */
static bool is_of_xml(const struct tc_node *member)
{
    return member->attribute && member->space &&
           (strcmp(member->space, "http://www.w3.org/2001/XMLSchema-instance") == 0 ||
            strcmp(member->space, "http://www.w3.org/XML/1998/namespace") == 0);
}

/* A comment for people is left out of the hash. */
static bool is_comment(const struct tc_hash_name *name)
{
    static const char space[] = "http://www.w3.org/2000/01/rdf-schema#";

    return name->space && name->space_len == sizeof(space) - 1 &&
           memcmp(name->space, space, sizeof(space) - 1) == 0 && name->local_len == 7 &&
           memcmp(name->local, "comment", 7) == 0;
}

bool tc_hash_is_user_data(const struct tc_node *member)
{
    if (member->foreign)
        return !is_of_xml(member);
    return member->name == TC_NAME_OTHER && member->label && member->label_len > 0 &&
           member->label[0] != '@';
}

static void put_name(struct tc_hash_writer *w, const struct tc_hash_name *name)
{
    if (name->space) {
        tc_hash_put(w, "{", 1);
        tc_hash_put(w, name->space, name->space_len);
        tc_hash_put(w, "}", 1);
    }
    tc_hash_put(w, name->local, name->local_len);
}

static void put_children(struct tc_hash_writer *w, const struct tc_node *object)
{
    size_t mark = w->part_count;

    for (const struct tc_node *m = object->first; m; m = m->next)
        if (!is_of_xml(m) && m->label)
            tc_hash_put_user_member(w, m, "");
    tc_hash_parts_sort(w, mark);
}

/* True, with a doubt, if there is nothing in it. */
static bool is_empty(struct tc_hash_writer *w, const struct tc_node *node,
                     const struct tc_hash_value *value)
{
    bool empty = node->kind == TC_NODE_OBJECT || node->kind == TC_NODE_ARRAY ? !node->first
                                                                             : value->len == 0;

    if (empty)
        tc_hash_doubt(w, TC_DOUBT_EMPTY);
    return empty;
}

/* "=value", and what stands below it; an XML element may have both. */
static void put_content(struct tc_hash_writer *w, const struct tc_node *node,
                        struct tc_hash_value value)
{
    value.kind = value.kind == TC_HASH_PLAIN ? TC_HASH_URI : value.kind;
    value.user = true;
    if (node->kind != TC_NODE_OBJECT || value.len > 0) {
        tc_hash_put(w, "=", 1);
        tc_hash_put_value(w, &value);
    }
    if (node->kind == TC_NODE_OBJECT)
        put_children(w, node);
}

static void put_values(struct tc_hash_writer *w, const struct tc_hash_name *name,
                       const struct tc_node *node, const char *before)
{
    struct tc_hash_value value = tc_hash_value_of(node, TC_HASH_PLAIN);

    if (is_empty(w, node, &value))
        return;
    if (node->kind == TC_NODE_ARRAY) {
        for (const struct tc_node *item = node->first; item; item = item->next)
            put_values(w, name, item, before);
        return;
    }
    tc_hash_part_begin(w);
    tc_hash_put_string(w, before);
    put_name(w, name);
    put_content(w, node, value);
    tc_hash_part_end(w);
}

void tc_hash_put_user_member(struct tc_hash_writer *w, const struct tc_node *member,
                             const char *before)
{
    struct tc_hash_name name = tc_hash_name_of(w, member);

    if (member->attribute)
        tc_hash_doubt(w, TC_DOUBT_NAME);
    if (!is_comment(&name) && member->name != TC_NAME_at_context)
        put_values(w, &name, member, before);
}

void tc_hash_put_user_data(struct tc_hash_writer *w, const struct tc_node *object)
{
    size_t mark = w->part_count;

    for (const struct tc_node *m = object->first; m; m = m->next)
        if (tc_hash_is_user_data(m))
            tc_hash_put_user_member(w, m, "");
    tc_hash_parts_sort(w, mark);
}
