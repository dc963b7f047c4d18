/* The declaration that an event did not happen, as a system gives it out: an event
 * under the same eventID. EPCIS 2.0, 7.4.1.2. */
#include "answer.h"

static const char *capture_error(struct tc_test *t)
{
    const char *epcs[] = { tc_epc_item(t, tc_test_serial(t)), NULL };
    json_t *event = tc_event_new(t, &(struct tc_event){ .action = "OBSERVE",
                                                        .biz_step = "void_shipping",
                                                        .epcs = epcs,
                                                        .read_point = tc_location(t) });
    const char *id = json_string_value(json_object_get(event, "eventID"));
    json_t *wrong = tc_event_new(t, &(struct tc_event){ .event_id = id });

    json_object_update(wrong, event);
    json_object_set_new(wrong, "errorDeclaration",
                        json_pack("{s:O, s:s}", "declarationTime",
                                  json_object_get(event, "eventTime"), "reason",
                                  "did_not_occur"));
    tc_capture(t, tc_document_new(t, &event, 1));
    tc_capture(t, tc_document_new(t, &wrong, 1));
    return id;
}

static void judge(struct tc_test *t, const char *type)
{
    struct tc_document_result result;

    document_ask(t, capture_error(t), type, 2, &result);
    tc_judge(t, &result.findings);
}

static void json_is_valid(struct tc_test *t)
{
    judge(t, "application/json");
}

static void xml_is_valid(struct tc_test *t)
{
    judge(t, "application/xml");
}

static const struct tc_case cases[] = {
    { .id = "document/error-declaration-in-json",
      .requirements = TC_REQS("EPCIS-DOC-26", "EPCIS-DOC-28", "EPCIS-DOC-29", "EPCIS-DOC-49"),
      .role = TC_ROLE_EPCIS_DOCUMENT,
      .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY,
      .run = json_is_valid },
    { .id = "document/error-declaration-in-xml",
      .requirements = TC_REQS("EPCIS-DOC-28", "EPCIS-DOC-49"),
      .role = TC_ROLE_EPCIS_DOCUMENT,
      .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY,
      .statement = "query.xml",
      .run = xml_is_valid },
};
TC_SUITE(document, cases);
