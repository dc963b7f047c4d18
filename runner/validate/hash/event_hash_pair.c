/* Names and values of standard fields. CBV 2.0, 8.9.2. */
#include "validate/hash/event_hash_pair.h"

void tc_hash_put_key(struct tc_hash_writer *w, enum tc_name name)
{
    tc_hash_put_string(w, tc_name_text(name));
}

/* "name=value" as a part; nothing of an empty one. */
void tc_hash_put_pair(struct tc_hash_writer *w, const struct tc_hash_simple *simple,
                      const struct tc_node *node)
{
    struct tc_hash_value value = tc_hash_value_of(node, simple->kind);

    value.vocabulary = simple->vocabulary;
    if (node->kind == TC_NODE_OBJECT || node->kind == TC_NODE_ARRAY) {
        tc_hash_doubt(w, TC_DOUBT_VALUE);
        return;
    }
    if (value.len == 0) {
        tc_hash_doubt(w, TC_DOUBT_EMPTY);
        return;
    }
    tc_hash_part_begin(w);
    tc_hash_put_key(w, simple->name);
    tc_hash_put(w, "=", 1);
    tc_hash_put_value(w, &value);
    tc_hash_part_end(w);
}

/* All values of a member, in order. */
void tc_hash_put_pairs(struct tc_hash_writer *w, const struct tc_hash_simple *simple,
                       const struct tc_node *member)
{
    size_t mark = w->part_count;

    for (const struct tc_node *v = tc_node_first_value(member); v;
         v = tc_node_next_value(member, v))
        tc_hash_put_pair(w, simple, v);
    tc_hash_parts_sort(w, mark);
}

/* The fields of an object that `fields` names, in that order; name NONE ends. */
void tc_hash_put_fields(struct tc_hash_writer *w, const struct tc_hash_simple *fields,
                        const struct tc_node *object)
{
    for (; fields->name != TC_NAME_NONE; fields++) {
        const struct tc_node *member = tc_node_member(object, fields->name);

        if (member)
            tc_hash_put_pairs(w, fields, member);
    }
}

/* User data of a standard field: at its end, or kept for the event's end. */
void tc_hash_put_nested(struct tc_hash_writer *w, enum tc_name field,
                        const struct tc_node *object)
{
    for (const struct tc_node *m = object->first; m; m = m->next) {
        if (!tc_hash_is_user_data(m))
            continue;
        tc_hash_doubt(w, TC_DOUBT_NESTED);
        if (w->rules->hoisted)
            tc_hash_keep_nested(w, field, m);
    }
    if (!w->rules->hoisted)
        tc_hash_put_user_data(w, object);
}

bool tc_hash_has_items(struct tc_hash_writer *w, const struct tc_node *list)
{
    if (tc_node_first_item(list))
        return true;
    tc_hash_doubt(w, TC_DOUBT_EMPTY);
    return false;
}
