/* An event: the members of each type, and the rule of each member. EPCIS 2.0,
 * 7.4; CBV 2.0. */
#include "validate/event.h"

#include <string.h>

#define EVERY 0x7fu
#define WITH_ACTION                                                                            \
    (TC_EVENT_OBJECT | TC_EVENT_AGGREGATION | TC_EVENT_TRANSACTION | TC_EVENT_ASSOCIATION)
#define CHILDREN (TC_EVENT_AGGREGATION | TC_EVENT_ASSOCIATION)
#define KNOWN (WITH_ACTION | TC_EVENT_TRANSFORMATION | TC_EVENT_QUANTITY | TC_EVENT_EXTENSION)

/* --- simple members ------------------------------------------------------------ */

static void rule_any(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)doc, (void)e, (void)value;
}

static void rule_event_time(struct tc_doc *doc, struct tc_event_facts *e,
                            const struct tc_node *value)
{
    (void)e;
    tc_value_is_time(doc, value, "EPCIS-DOC-07", NULL);
}

static void rule_record_time(struct tc_doc *doc, struct tc_event_facts *e,
                             const struct tc_node *value)
{
    (void)e;
    tc_value_is_time(doc, value, "EPCIS-DOC-09", NULL);
}

static void rule_offset(struct tc_doc *doc, struct tc_event_facts *e,
                        const struct tc_node *value)
{
    (void)e;
    if (value->kind != TC_NODE_STRING || !tc_zone_offset_holds(value->text, value->len))
        tc_value_wrong(doc, value, "EPCIS-DOC-08", "độ lệch dạng +07:00, từ -14:00 đến +14:00",
                       "an offset such as +07:00, from -14:00 to +14:00");
}

static void rule_action(struct tc_doc *doc, struct tc_event_facts *e,
                        const struct tc_node *value)
{
    static const char *const actions[] = { "ADD", "OBSERVE", "DELETE" };

    for (int i = 0; i < 3; i++)
        if (value->kind == TC_NODE_STRING && tc_node_is(value, actions[i]))
            e->action = (enum tc_action)(i + 1);
    if (e->action == TC_ACTION_NONE)
        tc_value_wrong(doc, value, "EPCIS-DOC-10", "ADD, OBSERVE hoặc DELETE",
                       "ADD, OBSERVE or DELETE");
}

static void rule_biz_step(struct tc_doc *doc, struct tc_event_facts *e,
                          const struct tc_node *value)
{
    (void)e;
    tc_value_word(doc, value, TC_VOC_BIZ_STEP, "EPCIS-DOC-20");
}

static void rule_disposition(struct tc_doc *doc, struct tc_event_facts *e,
                             const struct tc_node *value)
{
    (void)e;
    tc_value_word(doc, value, TC_VOC_DISPOSITION, "EPCIS-DOC-20");
}

static void rule_uri(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)e;
    tc_value_is_uri(doc, value);
}

static void rule_uris(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)e;
    for (const struct tc_node *v = tc_node_first_value(value); v;
         v = value->kind == TC_NODE_ARRAY ? v->next : NULL)
        tc_value_is_uri(doc, v);
}

static void rule_id(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    enum tc_epc_names names;

    (void)e;
    tc_value_is_id(doc, value, &names);
}

/* --- what: instances and classes ----------------------------------------------- */

static void must_be_instance(struct tc_doc *doc, const struct tc_node *value)
{
    enum tc_epc_names names;

    if (tc_value_is_id(doc, value, &names) && names == TC_EPC_CLASS)
        tc_value_wrong(doc, value, "EPCIS-DOC-23", "định danh của một vật (có số sê-ri)",
                       "the identifier of one object (with a serial number)");
}

static void must_be_class(struct tc_doc *doc, const struct tc_node *value)
{
    enum tc_epc_names names;

    if (tc_value_is_id(doc, value, &names) && names == TC_EPC_INSTANCE)
        tc_value_wrong(doc, value, "EPCIS-DOC-23", "định danh của một loại hoặc một lô",
                       "the identifier of a class or a lot");
}

static void rule_parent(struct tc_doc *doc, struct tc_event_facts *e,
                        const struct tc_node *value)
{
    (void)e;
    must_be_instance(doc, value);
}

static void rule_epcs(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    size_t n = 0;

    (void)e;
    if (!tc_value_is_list(doc, value))
        return;
    for (const struct tc_node *i = tc_node_first_item(value); i; i = tc_node_next_item(i)) {
        must_be_instance(doc, i);
        n++;
    }
    if (n > 1)
        tc_find_repeated(doc, value, n);
}

static void rule_quantity(struct tc_doc *doc, struct tc_event_facts *e,
                          const struct tc_node *value)
{
    (void)e;
    tc_value_is_number(doc, value);
}

bool tc_unit_has_form(const struct tc_node *value)
{
    bool right = value->kind == TC_NODE_STRING && (value->len == 2 || value->len == 3);

    for (size_t i = 0; right && i < value->len; i++)
        right = (value->text[i] >= 'A' && value->text[i] <= 'Z') ||
                (value->text[i] >= '0' && value->text[i] <= '9');
    return right;
}

void tc_rule_uom(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)e;
    if (!tc_unit_has_form(value))
        tc_value_wrong(doc, value, "EPCIS-DOC-22",
                       "mã đơn vị UN/ECE Rec 20: 2 hoặc 3 ký tự A-Z, 0-9, ví dụ KGM",
                       "a unit code of UN/ECE Rec 20: 2 or 3 of A-Z, 0-9, such as KGM");
}

static void rule_epc_class(struct tc_doc *doc, struct tc_event_facts *e,
                           const struct tc_node *value)
{
    (void)e;
    must_be_class(doc, value);
}

static const struct tc_field quantity_fields[TC_NAMES] = {
    [TC_NAME_epcClass] = { .rule = rule_epc_class },
    [TC_NAME_quantity] = { .rule = rule_quantity },
    [TC_NAME_uom] = { .rule = tc_rule_uom },
};
static const unsigned char quantity_order[] = { TC_NAME_epcClass, TC_NAME_quantity, TC_NAME_uom,
                                                0 };
static const struct tc_shape quantity_shape = { "mục của một phần tử số lượng",
                                                "a member of a quantity element",
                                                quantity_fields, quantity_order };

/* Without a unit the quantity counts instances, and half of one is none. */
static void must_be_whole(struct tc_doc *doc, const struct tc_node *quantity)
{
    const char *point =
        quantity && quantity->text ? memchr(quantity->text, '.', quantity->len) : NULL;
    size_t behind = point ? quantity->len - (size_t)(point + 1 - quantity->text) : 0;

    if (!point || memchr(quantity->text, 'e', quantity->len) ||
        memchr(quantity->text, 'E', quantity->len))
        return;
    while (behind > 0 && point[behind] == '0')
        behind--;
    if (behind > 0)
        tc_value_wrong(doc, quantity, "EPCIS-DOC-54", "số nguyên, hoặc có uom",
                       "a whole number, or a uom");
}

static void rule_quantities(struct tc_doc *doc, struct tc_event_facts *e,
                            const struct tc_node *value)
{
    if (!tc_value_is_list(doc, value))
        return;
    for (const struct tc_node *i = tc_node_first_item(value); i; i = tc_node_next_item(i)) {
        const struct tc_node *members[TC_NAMES] = { NULL };

        if (!tc_value_is_object(doc, i))
            continue;
        tc_shape_walk(doc, e, i, &quantity_shape, members);
        if (!members[TC_NAME_epcClass])
            tc_value_missing(doc, i, "EPCIS-DOC-12", "epcClass", "epcClass");
        if (!members[TC_NAME_uom])
            must_be_whole(doc, members[TC_NAME_quantity]);
        else if (doc->xml && !members[TC_NAME_quantity])
            tc_value_missing(doc, i, "EPCIS-DOC-12", "quantity đi cùng uom",
                             "a quantity with the uom");
    }
}

/* --- where and why ---------------------------------------------------------------- */

static const struct tc_field place_fields[TC_NAMES] = { [TC_NAME_id] = { .rule = rule_id } };
static const struct tc_shape place_shape = { "mục của một địa điểm", "a member of a place",
                                             place_fields, NULL };

static void rule_place(struct tc_doc *doc, struct tc_event_facts *e,
                       const struct tc_node *value)
{
    const struct tc_node *members[TC_NAMES] = { NULL };

    if (!tc_value_is_object(doc, value))
        return;
    tc_shape_walk(doc, e, value, &place_shape, members);
    if (!members[TC_NAME_id])
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
static const struct tc_field source_fields[TC_NAMES] = {
    [TC_NAME_type] = { .rule = rule_source_type },
    [TC_NAME_source] = { .rule = rule_id },
};
static const struct tc_field destination_fields[TC_NAMES] = {
    [TC_NAME_type] = { .rule = rule_source_type },
    [TC_NAME_destination] = { .rule = rule_id },
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
        const struct tc_node *members[TC_NAMES] = { NULL };

        if (!tc_value_is_object(doc, i))
            continue;
        tc_shape_walk(doc, e, i, shape, members);
        if (!members[id])
            tc_value_missing(doc, i, "EPCIS-DOC-12", tc_name_text(id), tc_name_text(id));
        else if (needs_type && !members[TC_NAME_type])
            tc_value_missing(doc, i, "EPCIS-DOC-21", "type", "type");
    }
}

static void rule_transactions(struct tc_doc *doc, struct tc_event_facts *e,
                              const struct tc_node *value)
{
    walk_typed(doc, e, value, &transaction_shape, TC_NAME_bizTransaction, false);
}

static void rule_sources(struct tc_doc *doc, struct tc_event_facts *e,
                         const struct tc_node *value)
{
    walk_typed(doc, e, value, &source_shape, TC_NAME_source, true);
}

static void rule_destinations(struct tc_doc *doc, struct tc_event_facts *e,
                              const struct tc_node *value)
{
    walk_typed(doc, e, value, &destination_shape, TC_NAME_destination, true);
}

/* --- persistent disposition ---------------------------------------------------------- */

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
static void find_both(struct tc_doc *doc, const struct tc_node *set,
                      const struct tc_node *unset)
{
    for (const struct tc_node *a = tc_node_first_value(set); a; a = tc_node_next_value(set, a))
        for (const struct tc_node *b = tc_node_first_value(unset); b;
             b = tc_node_next_value(unset, b))
            if (a->len == b->len && a->text && b->text && memcmp(a->text, b->text, a->len) == 0)
                tc_value_wrong(doc, b, "EPCIS-DOC-32", "một giá trị không có trong set",
                               "a value that is not in set");
}

static void rule_persistent(struct tc_doc *doc, struct tc_event_facts *e,
                            const struct tc_node *value)
{
    const struct tc_node *members[TC_NAMES] = { NULL };

    if (!tc_value_is_object(doc, value))
        return;
    if (e->type & (CHILDREN | TC_EVENT_TRANSACTION))
        tc_doc_report_name(
            doc, value, "EPCIS-DOC-35",
            TC_TEXT("chỉ dùng trong ObjectEvent và TransformationEvent",
                    "for ObjectEvent and TransformationEvent alone"),
            TC_TEXT("dùng trong loại sự kiện khác", "in an event of another type"));
    tc_shape_walk(doc, e, value, &persistent_shape, members);
    if (!members[TC_NAME_set] && !members[TC_NAME_unset])
        tc_value_missing(doc, value, "EPCIS-DOC-32", "set hoặc unset", "set or unset");
    else if (members[TC_NAME_set] && members[TC_NAME_unset])
        find_both(doc, members[TC_NAME_set], members[TC_NAME_unset]);
}

static void rule_ilmd(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)e;
    if (!doc->xml)
        tc_value_is_object(doc, value);
}

/* --- all members ---------------------------------------------------------------------- */

static const struct tc_field fields[TC_NAMES] = {
    [TC_NAME_at_context] = { .rule = rule_any, .types = EVERY },
    [TC_NAME_type] = { .rule = rule_any, .types = EVERY },
    [TC_NAME_eventTime] = { .rule = rule_event_time, .types = EVERY },
    [TC_NAME_recordTime] = { .rule = rule_record_time, .types = EVERY },
    [TC_NAME_eventTimeZoneOffset] = { .rule = rule_offset, .types = EVERY },
    [TC_NAME_eventID] = { .rule = tc_rule_event_id, .types = EVERY },
    [TC_NAME_certificationInfo] = { .rule = rule_uris, .types = EVERY, .many = true },
    [TC_NAME_errorDeclaration] = { .rule = tc_rule_error_declaration, .types = EVERY },
    [TC_NAME_action] = { .rule = rule_action, .types = WITH_ACTION | TC_EVENT_EXTENSION },
    [TC_NAME_epcList] = { .rule = rule_epcs,
                          .types =
                              TC_EVENT_OBJECT | TC_EVENT_TRANSACTION | TC_EVENT_EXTENSION },
    [TC_NAME_quantityList] = { .rule = rule_quantities,
                               .types = TC_EVENT_OBJECT | TC_EVENT_TRANSACTION |
                                        TC_EVENT_EXTENSION },
    [TC_NAME_parentID] = { .rule = rule_parent,
                           .types = CHILDREN | TC_EVENT_TRANSACTION | TC_EVENT_EXTENSION },
    [TC_NAME_childEPCs] = { .rule = rule_epcs, .types = CHILDREN | TC_EVENT_EXTENSION },
    [TC_NAME_childQuantityList] = { .rule = rule_quantities,
                                    .types = CHILDREN | TC_EVENT_EXTENSION },
    [TC_NAME_inputEPCList] = { .rule = rule_epcs,
                               .types = TC_EVENT_TRANSFORMATION | TC_EVENT_EXTENSION },
    [TC_NAME_inputQuantityList] = { .rule = rule_quantities,
                                    .types = TC_EVENT_TRANSFORMATION | TC_EVENT_EXTENSION },
    [TC_NAME_outputEPCList] = { .rule = rule_epcs,
                                .types = TC_EVENT_TRANSFORMATION | TC_EVENT_EXTENSION },
    [TC_NAME_outputQuantityList] = { .rule = rule_quantities,
                                     .types = TC_EVENT_TRANSFORMATION | TC_EVENT_EXTENSION },
    [TC_NAME_transformationID] = { .rule = rule_uri,
                                   .types = TC_EVENT_TRANSFORMATION | TC_EVENT_EXTENSION },
    [TC_NAME_epcClass] = { .rule = rule_epc_class, .types = TC_EVENT_QUANTITY },
    [TC_NAME_quantity] = { .rule = rule_quantity, .types = TC_EVENT_QUANTITY },
    [TC_NAME_bizStep] = { .rule = rule_biz_step, .types = KNOWN },
    [TC_NAME_disposition] = { .rule = rule_disposition, .types = KNOWN },
    [TC_NAME_persistentDisposition] = { .rule = rule_persistent, .types = EVERY },
    [TC_NAME_readPoint] = { .rule = rule_place, .types = KNOWN },
    [TC_NAME_bizLocation] = { .rule = rule_place, .types = KNOWN },
    [TC_NAME_bizTransactionList] = { .rule = rule_transactions, .types = KNOWN },
    [TC_NAME_sourceList] = { .rule = rule_sources, .types = KNOWN },
    [TC_NAME_destinationList] = { .rule = rule_destinations, .types = KNOWN },
    [TC_NAME_sensorElementList] = { .rule = tc_rule_sensor_elements, .types = EVERY },
    [TC_NAME_ilmd] = { .rule = rule_ilmd,
                       .types =
                           TC_EVENT_OBJECT | TC_EVENT_TRANSFORMATION | TC_EVENT_EXTENSION },
};
static const struct tc_shape shape = { "mục của loại sự kiện này",
                                       "a member of this type of event", fields, NULL };

static const struct {
    const char *name;
    enum tc_event_type type;
} types[] = {
    { "ObjectEvent", TC_EVENT_OBJECT },
    { "AggregationEvent", TC_EVENT_AGGREGATION },
    { "TransactionEvent", TC_EVENT_TRANSACTION },
    { "TransformationEvent", TC_EVENT_TRANSFORMATION },
    { "AssociationEvent", TC_EVENT_ASSOCIATION },
    { "QuantityEvent", TC_EVENT_QUANTITY },
};

/* Type of the event by its text, or 0. */
static enum tc_event_type type_of(const char *text, size_t len)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (strlen(types[i].name) == len && memcmp(types[i].name, text, len) == 0)
            return types[i].type;
    return 0;
}

static const struct tc_node *type_node(struct tc_doc *doc, const struct tc_node *event)
{
    return doc->xml ? NULL : tc_node_member(event, TC_NAME_type);
}

/* The type: the member "type" in JSON, the element's name in XML. Of one's own
 * is a URI or a prefixed name, an element in a namespace of one's own. */
static bool read_type(struct tc_doc *doc, struct tc_event_facts *e)
{
    const struct tc_node *type = type_node(doc, e->node);
    const char *text = doc->xml ? e->node->label : type ? type->text : NULL;
    size_t len = doc->xml ? e->node->label_len : type ? type->len : 0;

    if (doc->xml && e->node->foreign)
        e->type = TC_EVENT_EXTENSION;
    else if (text && (doc->xml || type->kind == TC_NODE_STRING))
        e->type = type_of(text, len);
    if (e->type == TC_EVENT_QUANTITY && !doc->xml)
        e->type = 0;
    if (!e->type && text && !doc->xml && memchr(text, ':', len))
        e->type = TC_EVENT_EXTENSION;
    if (e->type)
        return true;
    if (doc->xml || type)
        tc_doc_report(doc, type ? type : e->node, "EPCIS-DOC-06",
                      TC_TEXT("một loại sự kiện của EPCIS, hoặc loại riêng có tiền tố",
                              "an event type of EPCIS, or one's own with a prefix"),
                      tc_doc_quote(doc, text ? text : "", len));
    else
        tc_value_missing(doc, e->node, "EPCIS-DOC-06", "type", "type");
    return false;
}

/* Other times are compared with it, wherever it stands. */
static void read_time(struct tc_event_facts *e)
{
    const struct tc_node *time = tc_node_member(e->node, TC_NAME_eventTime);

    e->has_time = time && time->kind == TC_NODE_STRING &&
                  tc_timestamp_read(time->text, time->len, &e->time) == TC_TIMESTAMP_RIGHT;
}

void tc_event_judge(struct tc_doc *doc, const struct tc_node *event)
{
    struct tc_event_facts e = { .node = event };

    if (event->kind != TC_NODE_OBJECT) {
        tc_value_wrong(doc, event, "EPCIS-DOC-06", "một sự kiện", "an event");
        return;
    }
    if (!doc->xml)
        tc_prefixes_check(doc, event);
    if (!read_type(doc, &e))
        return;
    read_time(&e);
    tc_shape_walk(doc, &e, event, &shape, e.members);
    tc_event_demands(doc, &e);
}
