/* POST /capture with XML: captured, or refused, but not lost. EPCIS 2.0, OpenAPI
 * POST /capture (202, 415) and 12.6. */
#include <string.h>

#include "tracecert/epcis.h"

static const char *document_of(struct tc_test *t, const char *id)
{
    const char *item = tc_epc_item(t, tc_test_serial(t));
    const json_t *event = tc_event_new(t, &(struct tc_event){ .event_id = id });
    const char *time = json_string_value(json_object_get(event, "eventTime"));

    return tc_arena_printf(
        tc_test_arena(t),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<epcis:EPCISDocument xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\" "
        "schemaVersion=\"2.0\" creationDate=\"%s\">\n"
        "<EPCISBody><EventList><ObjectEvent>\n"
        "<eventTime>%s</eventTime><eventTimeZoneOffset>+07:00</eventTimeZoneOffset>\n"
        "<eventID>%s</eventID><epcList><epc>%s</epc></epcList><action>OBSERVE</action>\n"
        "<bizStep>https://ref.gs1.org/cbv/BizStep-inspecting</bizStep>\n"
        "</ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>\n",
        time, time, id, item);
}

static void check_job(struct tc_test *t, const struct tc_response *accepted, const char *id)
{
    const json_t *job = tc_capture_job(t, accepted);
    const char *query =
        tc_arena_printf(tc_test_arena(t), "EQ_eventID=%s", tc_url_encode(t, id));

    if (!tc_check(t, job != NULL, "EPCIS-CAP-15", TC_AT(.part = "capture job"),
                  TC_TEXT("công việc ghi kết thúc và đọc được ở Location",
                          "a job that ends and can be read at the Location"),
                  TC_TEXT("không đọc được hoặc không kết thúc", "none, or one without end")))
        return;
    if (json_is_false(json_object_get(job, "success")))
        return; /* refused all the same, and said so */
    tc_check(t, json_array_size(tc_query(t, query, 1)) == 1, "EPCIS-CAP-15",
             TC_AT(.part = "GET /events"),
             TC_TEXT("sự kiện của tài liệu XML đã nhận", "the event of the accepted XML"),
             TC_TEXT("không tìm thấy", "not found"));
}

static void xml_is_not_lost(struct tc_test *t)
{
    const char *id = tc_arena_printf(tc_test_arena(t), "urn:uuid:%s", tc_test_uuid(t));
    const char *body = document_of(t, id);
    const struct tc_response *r = tc_send(t, &(struct tc_request){ .method = "POST",
                                                                   .to = TC_IF_EPCIS,
                                                                   .path = "/capture",
                                                                   .type = "application/xml",
                                                                   .body = body,
                                                                   .body_len = strlen(body) });

    if (tc_check(t, r->status == 202 || (r->status >= 400 && r->status < 500), "EPCIS-CAP-15",
                 TC_AT(.part = "response status"),
                 TC_TEXT("mã 202, hoặc 415 nếu không nhận XML",
                         "202, or 415 where XML is not supported"),
                 TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status)) &&
        r->status == 202)
        check_job(t, r, id);
}

static const struct tc_case cases[] = {
    { .id = "capture/xml-is-not-lost",
      .requirements = TC_REQS("EPCIS-CAP-15"),
      .role = TC_ROLE_EPCIS_CAPTURE,
      .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY,
      .run = xml_is_not_lost },
};
TC_SUITE(capture, cases);
