/* The documents of events of every type, with what makes each type's own: what a
 * system stores, it gives out by the rules. EPCIS 2.0, 7.4 and 8.2.7. */
#include "answer.h"

struct chain {
    json_t *events[8];
    size_t count;
};

static const char *new_uuid(struct tc_test *t)
{
    return tc_arena_printf(tc_test_arena(t), "urn:uuid:%s", tc_test_uuid(t));
}

static const char *item(struct tc_test *t)
{
    return tc_epc_item(t, tc_test_serial(t));
}

static json_t *add(struct tc_test *t, struct chain *chain, struct tc_event event)
{
    const char *epcs[] = { item(t), NULL };

    event.event_id = new_uuid(t);
    event.read_point = tc_location(t);
    if (!event.epc_class)
        event.epcs = epcs;
    return chain->events[chain->count++] = tc_event_new(t, &event);
}

/* --- an event of each type -------------------------------------------------------- */

static void add_object(struct tc_test *t, struct chain *chain)
{
    json_t *event = add(t, chain,
                        (struct tc_event){ .biz_step = "creating_class_instance",
                                           .disposition = "active",
                                           .epc_class = tc_epc_lot(t, tc_test_lot(t)),
                                           .quantity = 12.5,
                                           .uom = "KGM" });

    json_object_set_new(event, "ilmd",
                        json_pack("{s:s}", "cbvmda:itemExpirationDate", "2027-03-15"));
    json_object_set_new(event, "persistentDisposition",
                        json_pack("{s:[s]}", "set", "completeness_inferred"));
}

static void add_aggregation(struct tc_test *t, struct chain *chain)
{
    add(t, chain,
        (struct tc_event){
            .type = "AggregationEvent", .biz_step = "loading", .parent = item(t) });
}

static void add_association(struct tc_test *t, struct chain *chain)
{
    add(t, chain,
        (struct tc_event){
            .type = "AssociationEvent", .biz_step = "installing", .parent = item(t) });
}

static void add_transaction(struct tc_test *t, struct chain *chain)
{
    json_t *event =
        add(t, chain, (struct tc_event){ .type = "TransactionEvent", .biz_step = "accepting" });
    const char *order = tc_arena_printf(tc_test_arena(t), "urn:epcglobal:cbv:bt:%s:%s",
                                        tc_test_need(t, "gln"), tc_test_serial(t));

    json_object_set_new(event, "bizTransactionList",
                        json_pack("[{s:s, s:s}]", "type", "po", "bizTransaction", order));
}

static void add_transformation(struct tc_test *t, struct chain *chain)
{
    json_t *event =
        add(t, chain,
            (struct tc_event){
                .type = "TransformationEvent", .action = "", .biz_step = "assembling" });

    json_object_set(event, "inputEPCList", json_object_get(event, "epcList"));
    json_object_del(event, "epcList");
    json_object_set_new(event, "outputEPCList", json_pack("[s]", item(t)));
}

static void add_measurement(struct tc_test *t, struct chain *chain)
{
    json_t *event =
        add(t, chain, (struct tc_event){ .action = "OBSERVE", .biz_step = "sensor_reporting" });

    json_object_set_new(event, "sensorElementList",
                        json_pack("[{s:{s:O}, s:[{s:s, s:f, s:s}, {s:s, s:f, s:s}]}]",
                                  "sensorMetadata", "time", json_object_get(event, "eventTime"),
                                  "sensorReport", "type", "Temperature", "value", 4.5, "uom",
                                  "CEL", "type", "RelativeHumidity", "value", 81.5, "uom",
                                  "P1"));
}

static void add_handover(struct tc_test *t, struct chain *chain)
{
    json_t *event =
        add(t, chain, (struct tc_event){ .action = "OBSERVE", .biz_step = "staging_outbound" });
    const char *place = tc_location(t);

    json_object_set_new(event, "sourceList",
                        json_pack("[{s:s, s:s}]", "type", "location", "source", place));
    json_object_set_new(event, "destinationList",
                        json_pack("[{s:s, s:s}]", "type", "location", "destination", place));
}

/* --- judging ------------------------------------------------------------------------ */

static void capture_chain(struct tc_test *t, struct chain *chain)
{
    add_object(t, chain);
    add_aggregation(t, chain);
    add_association(t, chain);
    add_transaction(t, chain);
    add_transformation(t, chain);
    add_measurement(t, chain);
    add_handover(t, chain);
    tc_capture(t, tc_document_new(t, chain->events, chain->count));
}

/* Each event by itself, so that a finding tells which. */
static void judge_all(struct tc_test *t, const char *type)
{
    struct chain chain = { .count = 0 };
    struct tc_findings all = { 0 };

    capture_chain(t, &chain);
    for (size_t i = 0; i < chain.count; i++) {
        struct tc_document_result result;
        const char *id = json_string_value(json_object_get(chain.events[i], "eventID"));
        const struct tc_response *r = document_ask(t, id, type, 1, &result);

        for (size_t k = 0; k < result.findings.count; k++) {
            struct tc_finding finding = result.findings.items[k];

            finding.where.exchange = r->exchange;
            tc_findings_add(&all, tc_test_arena(t), finding);
        }
    }
    tc_judge(t, &all);
}

static void json_is_valid(struct tc_test *t)
{
    judge_all(t, "application/json");
}

static void xml_is_valid(struct tc_test *t)
{
    judge_all(t, "application/xml");
}

static const struct tc_case cases[] = {
    { .id = "document/event-types-in-json",
      .requirements = TC_REQS("EPCIS-DOC-14", "EPCIS-DOC-15", "EPCIS-DOC-16", "EPCIS-DOC-17",
                              "EPCIS-DOC-18", "EPCIS-DOC-21", "EPCIS-DOC-30", "EPCIS-DOC-32",
                              "EPCIS-DOC-36", "EPCIS-DOC-37", "EPCIS-DOC-39", "EPCIS-DOC-41",
                              "EPCIS-DOC-42", "EPCIS-DOC-43", "EPCIS-DOC-44", "EPCIS-DOC-45",
                              "EPCIS-DOC-46", "EPCIS-DOC-48", "EPCIS-DOC-50", "EPCIS-DOC-54",
                              "EPCIS-DOC-57"),
      .role = TC_ROLE_EPCIS_DOCUMENT,
      .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY,
      .run = json_is_valid },
    { .id = "document/event-types-in-xml",
      .requirements = TC_REQS("EPCIS-DOC-14", "EPCIS-DOC-15", "EPCIS-DOC-16", "EPCIS-DOC-17",
                              "EPCIS-DOC-18", "EPCIS-DOC-21", "EPCIS-DOC-30", "EPCIS-DOC-32",
                              "EPCIS-DOC-36", "EPCIS-DOC-37", "EPCIS-DOC-39", "EPCIS-DOC-41",
                              "EPCIS-DOC-42", "EPCIS-DOC-43", "EPCIS-DOC-44", "EPCIS-DOC-45",
                              "EPCIS-DOC-48", "EPCIS-DOC-50", "EPCIS-DOC-54", "EPCIS-DOC-57"),
      .role = TC_ROLE_EPCIS_DOCUMENT,
      .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY,
      .statement = "query.xml",
      .run = xml_is_valid },
};
TC_SUITE(document, cases);
