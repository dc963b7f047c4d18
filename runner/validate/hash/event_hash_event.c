/* The pre-hash string of a whole event. CBV 2.0, 8.9.2. */
#include <string.h>

#include "validate/hash/event_hash.h"

/* What the hash leaves out on purpose. */
static bool is_left_out(enum tc_name name)
{
    return name == TC_NAME_type || name == TC_NAME_eventID || name == TC_NAME_recordTime ||
           name == TC_NAME_errorDeclaration || name == TC_NAME_at_context;
}

/* The members of the event that the rules know, and what makes it uncertain. */
static void find_members(struct tc_hash_writer *w, const struct tc_node *members[TC_NAMES])
{
    for (const struct tc_node *m = w->event->first; m; m = m->next) {
        if (m->foreign || m->name == TC_NAME_OTHER)
            continue;
        if (tc_hash_is_field((enum tc_name)m->name)) {
            if (!members[m->name])
                members[m->name] = m;
        } else if (!is_left_out((enum tc_name)m->name)) {
            tc_hash_doubt(w, TC_DOUBT_EXTRA);
        }
    }
    if (members[TC_NAME_parentID] && members[TC_NAME_epcList])
        tc_hash_doubt(w, TC_DOUBT_PARENT);
    if (members[TC_NAME_certificationInfo])
        tc_hash_doubt(w, TC_DOUBT_CERTIFICATION);
}

/* XML: the name of the element; of an event type of one's own its URI. */
static void put_element_type(struct tc_hash_writer *w)
{
    struct tc_hash_name name;

    if (w->event->name != TC_NAME_OTHER && !w->event->foreign) {
        tc_hash_put_string(w, tc_name_text((enum tc_name)w->event->name));
        return;
    }
    tc_hash_doubt(w, TC_DOUBT_NAME);
    name = tc_hash_name_of(w, w->event);
    if (name.space)
        tc_hash_put(w, name.space, name.space_len);
    tc_hash_put(w, name.local, name.local_len);
}

static void put_member_type(struct tc_hash_writer *w)
{
    const struct tc_node *type = tc_node_member(w->event, TC_NAME_type);
    struct tc_hash_value value;
    const char *colon, *space;
    size_t len;

    if (!type) {
        tc_hash_doubt(w, TC_DOUBT_VALUE);
        return;
    }
    value = tc_hash_value_of(type, TC_HASH_PLAIN);
    colon = memchr(value.text, ':', value.len);
    if (colon)
        tc_hash_doubt(w, TC_DOUBT_NAME);
    if (colon && tc_hash_prefix(w, value.text, (size_t)(colon - value.text), &space, &len)) {
        tc_hash_put(w, space, len);
        tc_hash_put(w, colon + 1, (size_t)(value.text + value.len - colon - 1));
    } else {
        tc_hash_put(w, value.text, value.len);
    }
}

/* "readPoint{https://ns.example.com/}field=value", behind everything else. */
static void put_hoisted(struct tc_hash_writer *w)
{
    size_t mark = w->part_count;

    for (size_t i = 0; i < w->nested_count; i++)
        tc_hash_put_user_member(w, w->nested[i].node, tc_name_text(w->nested[i].field));
    tc_hash_parts_sort(w, mark);
}

void tc_hash_write_event(struct tc_hash_writer *w, const struct tc_node *event, bool xml)
{
    const struct tc_node *members[TC_NAMES] = { NULL };

    w->event = event;
    w->xml = xml;
    w->doubts = 0;
    w->impossible = w->undeclared = false;
    w->len = w->part_count = w->nested_count = 0;
    tc_terms_read(&w->own, xml ? NULL : tc_node_member(event, TC_NAME_at_context));
    find_members(w, members);
    tc_hash_put_string(w, "eventType=");
    if (xml)
        put_element_type(w);
    else
        put_member_type(w);
    tc_hash_put_fields_of_event(w, members);
    tc_hash_put_user_data(w, event);
    put_hoisted(w);
}
