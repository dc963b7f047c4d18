/* The documents that a system gives out, judged as `tracecert check` judges
 * them. EPCIS 2.0, 8.2.7 and 12. */
#include "answer.h"

/* Capture one event of items and a lot; gives its id. */
static const char *capture_one(struct tc_test *t)
{
    const char *id = tc_arena_printf(tc_test_arena(t), "urn:uuid:%s", tc_test_uuid(t));
    const char *epcs[] = { tc_epc_item(t, tc_test_serial(t)), tc_epc_item(t, tc_test_serial(t)),
                           NULL };
    json_t *event =
        tc_event_new(t, &(struct tc_event){ .event_id = id,
                                            .biz_step = "repackaging",
                                            .disposition = "active",
                                            .epcs = epcs,
                                            .epc_class = tc_epc_lot(t, tc_test_lot(t)),
                                            .quantity = 24,
                                            .uom = "KGM",
                                            .read_point = tc_location(t) });

    tc_capture(t, tc_document_new(t, &event, 1));
    return id;
}

static void json_is_valid(struct tc_test *t)
{
    struct tc_document_result result;

    document_ask(t, capture_one(t), "application/json", 1, &result);
    tc_judge(t, &result.findings);
}

static void xml_is_valid(struct tc_test *t)
{
    struct tc_document_result result;

    document_ask(t, capture_one(t), "application/xml", 1, &result);
    tc_judge(t, &result.findings);
}

static const struct tc_case cases[] = {
    { .id = "document/query-results-in-json",
      .requirements = TC_REQS("EPCIS-DOC-01", "EPCIS-DOC-02", "EPCIS-DOC-03", "EPCIS-DOC-04",
                              "EPCIS-DOC-05", "EPCIS-DOC-06", "EPCIS-DOC-07", "EPCIS-DOC-08",
                              "EPCIS-DOC-09", "EPCIS-DOC-10", "EPCIS-DOC-11", "EPCIS-DOC-12",
                              "EPCIS-DOC-13", "EPCIS-DOC-19", "EPCIS-DOC-20", "EPCIS-DOC-22",
                              "EPCIS-DOC-23", "EPCIS-DOC-24"),
      .role = TC_ROLE_EPCIS_DOCUMENT,
      .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY,
      .run = json_is_valid },
    { .id = "document/query-results-in-xml",
      .requirements = TC_REQS("EPCIS-DOC-01", "EPCIS-DOC-02", "EPCIS-DOC-03", "EPCIS-DOC-04",
                              "EPCIS-DOC-06", "EPCIS-DOC-07", "EPCIS-DOC-08", "EPCIS-DOC-09",
                              "EPCIS-DOC-10", "EPCIS-DOC-11", "EPCIS-DOC-12", "EPCIS-DOC-13",
                              "EPCIS-DOC-20", "EPCIS-DOC-22", "EPCIS-DOC-23", "EPCIS-DOC-40"),
      .role = TC_ROLE_EPCIS_DOCUMENT,
      .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY,
      .statement = "query.xml",
      .run = xml_is_valid },
};
TC_SUITE(document, cases);
