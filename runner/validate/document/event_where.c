/* Where and why: places, business transactions, sources and destinations.
 * EPCIS 2.0, 7.3.4 to 7.3.6. */
#include "validate/document/event.h"

static void rule_id(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    enum tc_epc_names names;

    (void)e;
    tc_value_is_id(doc, value, &names);
}

static const struct tc_field place_fields[TC_NAMES] = { [TC_NAME_id] = { .rule = rule_id } };
static const struct tc_shape place_shape = { "mục của một địa điểm", "a member of a place",
                                             place_fields, NULL };

void tc_rule_place(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    struct tc_members members;

    if (!tc_value_is_object(doc, value))
        return;
    tc_shape_walk(doc, e, value, &place_shape, &members);
    if (!tc_member(&members, TC_NAME_id))
        tc_value_missing(doc, value, "EPCIS-DOC-12", "id", "id");
}

static void rule_transaction_type(struct tc_doc *doc, struct tc_event_facts *e,
                                  const struct tc_node *value)
{
    (void)e;
    tc_value_word(doc, value, TC_VOC_TRANSACTION_TYPE, "EPCIS-DOC-20");
}

static void rule_source_type(struct tc_doc *doc, struct tc_event_facts *e,
                             const struct tc_node *value)
{
    (void)e;
    tc_value_word(doc, value, TC_VOC_SOURCE_TYPE, "EPCIS-DOC-20");
}

static const struct tc_field transaction_fields[TC_NAMES] = {
    [TC_NAME_type] = { .rule = rule_transaction_type },
    [TC_NAME_bizTransaction] = { .rule = rule_id },
};
/* CBV's own types name parties and places. */
static void rule_party(struct tc_doc *doc, struct tc_event_facts *e,
                       const struct tc_node *value)
{
    const struct tc_node *type = tc_node_member(value->parent, TC_NAME_type);
    enum tc_epc_names names;

    (void)e;
    if (!tc_value_is_id(doc, value, &names) || !type || type->kind != TC_NODE_STRING ||
        !tc_vocabulary_read(TC_VOC_SOURCE_TYPE, type->text, type->len).word)
        return;
    if (names == TC_EPC_INSTANCE || names == TC_EPC_CLASS)
        tc_value_wrong(doc, value, "EPCIS-DOC-57", "định danh của một bên hoặc một nơi",
                       "the identifier of a party or a place");
}

static const struct tc_field source_fields[TC_NAMES] = {
    [TC_NAME_type] = { .rule = rule_source_type },
    [TC_NAME_source] = { .rule = rule_party },
};
static const struct tc_field destination_fields[TC_NAMES] = {
    [TC_NAME_type] = { .rule = rule_source_type },
    [TC_NAME_destination] = { .rule = rule_party },
};
static const struct tc_shape transaction_shape = { "mục của một giao dịch",
                                                   "a member of a business transaction",
                                                   transaction_fields, NULL };
static const struct tc_shape source_shape = { "mục của một nguồn", "a member of a source",
                                              source_fields, NULL };
static const struct tc_shape destination_shape = { "mục của một đích",
                                                   "a member of a destination",
                                                   destination_fields, NULL };

/* A list of objects with a type and an identifier. */
static void walk_typed(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *list,
                       const struct tc_shape *shape, enum tc_name id, bool needs_type)
{
    if (!tc_value_is_list(doc, list))
        return;
    if (doc->xml && !tc_node_first_item(list) &&
        !(id == TC_NAME_bizTransaction && e->type == TC_EVENT_TRANSACTION))
        tc_value_missing(doc, list, "EPCIS-DOC-12", tc_name_text(id), tc_name_text(id));
    for (const struct tc_node *i = tc_node_first_item(list); i; i = tc_node_next_item(i)) {
        struct tc_members members;

        if (!tc_value_is_object(doc, i))
            continue;
        tc_shape_walk(doc, e, i, shape, &members);
        if (!tc_member(&members, id))
            tc_value_missing(doc, i, "EPCIS-DOC-12", tc_name_text(id), tc_name_text(id));
        else if (needs_type && !tc_member(&members, TC_NAME_type))
            tc_value_missing(doc, i, "EPCIS-DOC-21", "type", "type");
    }
}

void tc_rule_transactions(struct tc_doc *doc, struct tc_event_facts *e,
                          const struct tc_node *value)
{
    walk_typed(doc, e, value, &transaction_shape, TC_NAME_bizTransaction, false);
}

void tc_rule_sources(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    walk_typed(doc, e, value, &source_shape, TC_NAME_source, true);
}

void tc_rule_destinations(struct tc_doc *doc, struct tc_event_facts *e,
                          const struct tc_node *value)
{
    walk_typed(doc, e, value, &destination_shape, TC_NAME_destination, true);
}
