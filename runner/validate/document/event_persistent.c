/* persistentDisposition. EPCIS 2.0, 7.4.1. */
#include <string.h>

#include "validate/document/event.h"

#define ELSEWHERE (TC_EVENT_AGGREGATION | TC_EVENT_ASSOCIATION | TC_EVENT_TRANSACTION)

static void rule_dispositions(struct tc_doc *doc, struct tc_event_facts *e,
                              const struct tc_node *value)
{
    (void)e;
    if (value->kind == TC_NODE_ARRAY && !value->first)
        tc_value_missing(doc, value, "EPCIS-DOC-32", "ít nhất một giá trị",
                         "at least one value");
    for (const struct tc_node *v = tc_node_first_value(value); v;
         v = value->kind == TC_NODE_ARRAY ? v->next : NULL)
        tc_value_word(doc, v, TC_VOC_DISPOSITION, "EPCIS-DOC-20");
    if (value->kind == TC_NODE_ARRAY)
        tc_find_repeated(doc, value, true);
}

static const struct tc_field persistent_fields[TC_NAMES] = {
    [TC_NAME_set] = { .rule = rule_dispositions, .many = true },
    [TC_NAME_unset] = { .rule = rule_dispositions, .many = true },
};
static const unsigned char persistent_order[] = { TC_NAME_unset, TC_NAME_set, 0 };
static const struct tc_shape persistent_shape = { "mục của persistentDisposition",
                                                  "a member of persistentDisposition",
                                                  persistent_fields, persistent_order };

/* A disposition that is set and unset at once. */
static void report_both(struct tc_doc *doc, const struct tc_node *value)
{
    tc_value_wrong(doc, value, "EPCIS-DOC-32", "một giá trị không có trong set",
                   "a value that is not in set");
}

void tc_rule_persistent(struct tc_doc *doc, struct tc_event_facts *e,
                        const struct tc_node *value)
{
    struct tc_members members;

    if (!tc_value_is_object(doc, value))
        return;
    if (e->type & ELSEWHERE)
        tc_doc_report_name(
            doc, value, "EPCIS-DOC-35",
            TC_TEXT("chỉ dùng trong ObjectEvent và TransformationEvent",
                    "for ObjectEvent and TransformationEvent alone"),
            TC_TEXT("dùng trong loại sự kiện khác", "in an event of another type"));
    tc_shape_walk(doc, e, value, &persistent_shape, &members);
    if (!tc_member(&members, TC_NAME_set) && !tc_member(&members, TC_NAME_unset))
        tc_value_missing(doc, value, "EPCIS-DOC-32", "set hoặc unset", "set or unset");
    else if (tc_member(&members, TC_NAME_set) && tc_member(&members, TC_NAME_unset))
        tc_find_shared(doc, tc_member(&members, TC_NAME_set),
                       tc_member(&members, TC_NAME_unset), report_both);
}
