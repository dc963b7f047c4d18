/* An event: the members of each type, and the rule of each member. EPCIS 2.0,
 * 7.4; CBV 2.0. */
#include "validate/document/event.h"

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
    [TC_NAME_epcList] = { .rule = tc_rule_epcs,
                          .types =
                              TC_EVENT_OBJECT | TC_EVENT_TRANSACTION | TC_EVENT_EXTENSION },
    [TC_NAME_quantityList] = { .rule = tc_rule_quantities,
                               .types = TC_EVENT_OBJECT | TC_EVENT_TRANSACTION |
                                        TC_EVENT_EXTENSION },
    [TC_NAME_parentID] = { .rule = tc_rule_parent,
                           .types = CHILDREN | TC_EVENT_TRANSACTION | TC_EVENT_EXTENSION },
    [TC_NAME_childEPCs] = { .rule = tc_rule_epcs, .types = CHILDREN | TC_EVENT_EXTENSION },
    [TC_NAME_childQuantityList] = { .rule = tc_rule_quantities,
                                    .types = CHILDREN | TC_EVENT_EXTENSION },
    [TC_NAME_inputEPCList] = { .rule = tc_rule_epcs,
                               .types = TC_EVENT_TRANSFORMATION | TC_EVENT_EXTENSION },
    [TC_NAME_inputQuantityList] = { .rule = tc_rule_quantities,
                                    .types = TC_EVENT_TRANSFORMATION | TC_EVENT_EXTENSION },
    [TC_NAME_outputEPCList] = { .rule = tc_rule_epcs,
                                .types = TC_EVENT_TRANSFORMATION | TC_EVENT_EXTENSION },
    [TC_NAME_outputQuantityList] = { .rule = tc_rule_quantities,
                                     .types = TC_EVENT_TRANSFORMATION | TC_EVENT_EXTENSION },
    [TC_NAME_transformationID] = { .rule = rule_uri,
                                   .types = TC_EVENT_TRANSFORMATION | TC_EVENT_EXTENSION },
    [TC_NAME_epcClass] = { .rule = tc_rule_epc_class, .types = TC_EVENT_QUANTITY },
    [TC_NAME_quantity] = { .rule = tc_rule_quantity, .types = TC_EVENT_QUANTITY },
    [TC_NAME_bizStep] = { .rule = rule_biz_step, .types = KNOWN },
    [TC_NAME_disposition] = { .rule = rule_disposition, .types = KNOWN },
    [TC_NAME_persistentDisposition] = { .rule = tc_rule_persistent, .types = EVERY },
    [TC_NAME_readPoint] = { .rule = tc_rule_place, .types = KNOWN },
    [TC_NAME_bizLocation] = { .rule = tc_rule_place, .types = KNOWN },
    [TC_NAME_bizTransactionList] = { .rule = tc_rule_transactions, .types = KNOWN },
    [TC_NAME_sourceList] = { .rule = tc_rule_sources, .types = KNOWN },
    [TC_NAME_destinationList] = { .rule = tc_rule_destinations, .types = KNOWN },
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
    struct tc_members members;
    struct tc_event_facts e = { .node = event, .members = &members };

    if (event->kind != TC_NODE_OBJECT) {
        tc_value_wrong(doc, event, "EPCIS-DOC-06", "một sự kiện", "an event");
        return;
    }
    if (!doc->xml)
        tc_prefixes_check(doc, event);
    if (!read_type(doc, &e))
        return;
    read_time(&e);
    tc_shape_walk(doc, &e, event, &shape, &members);
    tc_event_demands(doc, &e);
}
