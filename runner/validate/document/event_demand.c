/* What an event of each type must have. EPCIS 2.0, 7.4.2 to 7.4.6. */
#include "validate/document/event.h"

static bool has(const struct tc_event_facts *e, enum tc_name name)
{
    return tc_member(e->members, name) != NULL;
}

/* The list is there and holds something; what is no list at all has a finding
 * of its own. */
static bool holds(const struct tc_event_facts *e, enum tc_name name)
{
    const struct tc_node *list = tc_member(e->members, name);

    return list && (tc_node_first_item(list) || (list->kind != TC_NODE_ARRAY &&
                                                 (list->kind != TC_NODE_STRING || list->len)));
}

static void demand_common(struct tc_doc *doc, const struct tc_event_facts *e)
{
    if (!has(e, TC_NAME_eventTime))
        tc_value_missing(doc, e->node, "EPCIS-DOC-07", "eventTime", "eventTime");
    if (!has(e, TC_NAME_eventTimeZoneOffset))
        tc_value_missing(doc, e->node, "EPCIS-DOC-08", "eventTimeZoneOffset",
                         "eventTimeZoneOffset");
    if (!has(e, TC_NAME_action) &&
        !(e->type & (TC_EVENT_TRANSFORMATION | TC_EVENT_QUANTITY | TC_EVENT_EXTENSION)))
        tc_value_missing(doc, e->node, "EPCIS-DOC-10", "action", "action");
}

static void demand_object(struct tc_doc *doc, const struct tc_event_facts *e)
{
    bool sensed = holds(e, TC_NAME_sensorElementList) && has(e, TC_NAME_readPoint);

    if (!holds(e, TC_NAME_epcList) && !holds(e, TC_NAME_quantityList) && !sensed)
        tc_value_missing(doc, e->node, "EPCIS-DOC-13",
                         "epcList hoặc quantityList có phần tử, hoặc sensorElementList cùng "
                         "readPoint",
                         "an epcList or quantityList that is not empty, or sensorElementList "
                         "with readPoint");
    if (has(e, TC_NAME_ilmd) &&
        (e->action == TC_ACTION_OBSERVE || e->action == TC_ACTION_DELETE))
        tc_doc_report_name(
            doc, tc_member(e->members, TC_NAME_ilmd), "EPCIS-DOC-14",
            TC_TEXT("ilmd chỉ khi action là ADD", "ilmd only when action is ADD"),
            e->action == TC_ACTION_OBSERVE ? TC_TEXT("OBSERVE", "OBSERVE")
                                           : TC_TEXT("DELETE", "DELETE"));
}

static void demand_children(struct tc_doc *doc, const struct tc_event_facts *e)
{
    if (e->action == TC_ACTION_NONE || e->action == TC_ACTION_DELETE)
        return;
    if (!holds(e, TC_NAME_childEPCs) && !holds(e, TC_NAME_childQuantityList))
        tc_value_missing(doc, e->node, "EPCIS-DOC-16",
                         "childEPCs hoặc childQuantityList có phần tử",
                         "a childEPCs or childQuantityList that is not empty");
}

static void demand_aggregation(struct tc_doc *doc, const struct tc_event_facts *e)
{
    if (!has(e, TC_NAME_parentID) &&
        (e->action == TC_ACTION_ADD || e->action == TC_ACTION_DELETE))
        tc_value_missing(doc, e->node, "EPCIS-DOC-15", "parentID", "parentID");
    demand_children(doc, e);
}

static void demand_association(struct tc_doc *doc, const struct tc_event_facts *e)
{
    if (!has(e, TC_NAME_parentID))
        tc_value_missing(doc, e->node, "EPCIS-DOC-15", "parentID", "parentID");
    demand_children(doc, e);
}

static void demand_transaction(struct tc_doc *doc, const struct tc_event_facts *e)
{
    if (!holds(e, TC_NAME_bizTransactionList))
        tc_value_missing(doc, e->node, "EPCIS-DOC-17", "bizTransactionList có phần tử",
                         "a bizTransactionList that is not empty");
    /* With a parentID the list may be empty: no text was found that refuses it. */
    if ((e->action != TC_ACTION_ADD && e->action != TC_ACTION_OBSERVE) ||
        has(e, TC_NAME_parentID))
        return;
    if (!holds(e, TC_NAME_epcList) && !holds(e, TC_NAME_quantityList))
        tc_value_missing(doc, e->node, "EPCIS-DOC-13", "epcList hoặc quantityList có phần tử",
                         "an epcList or quantityList that is not empty");
}

static void demand_transformation(struct tc_doc *doc, const struct tc_event_facts *e)
{
    bool in = holds(e, TC_NAME_inputEPCList) || holds(e, TC_NAME_inputQuantityList);
    bool out = holds(e, TC_NAME_outputEPCList) || holds(e, TC_NAME_outputQuantityList);

    if (has(e, TC_NAME_transformationID) ? !in && !out : !in || !out)
        tc_value_missing(doc, e->node, "EPCIS-DOC-18",
                         "đầu vào và đầu ra, hoặc transformationID cùng một trong hai",
                         "inputs and outputs, or a transformationID with one of them");
}

void tc_event_demands(struct tc_doc *doc, const struct tc_event_facts *e)
{
    if (doc->xml)
        tc_xml_order_check(doc, e);
    demand_common(doc, e);
    switch (e->type) {
    case TC_EVENT_OBJECT:
        demand_object(doc, e);
        break;
    case TC_EVENT_AGGREGATION:
        demand_aggregation(doc, e);
        break;
    case TC_EVENT_TRANSACTION:
        demand_transaction(doc, e);
        break;
    case TC_EVENT_TRANSFORMATION:
        demand_transformation(doc, e);
        break;
    case TC_EVENT_ASSOCIATION:
        demand_association(doc, e);
        break;
    case TC_EVENT_QUANTITY:
        if (!has(e, TC_NAME_epcClass) || !has(e, TC_NAME_quantity))
            tc_value_missing(doc, e->node, "EPCIS-DOC-13", "epcClass và quantity",
                             "epcClass and quantity");
        break;
    case TC_EVENT_EXTENSION:
        break;
    }
}
