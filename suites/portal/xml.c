/* A portal that takes EPCIS 1.2 documents. */
#include "content.h"
#include "portals.h"
#include "tracecert/document.h"

static void check_document(struct tc_test *t, const struct tc_portal_attempt *attempt)
{
    struct tc_document_result result;
    const struct tc_finding *worst = NULL;
    size_t len = 0;
    const char *body = tc_portal_attempt_document(t, attempt, &len);

    if (!body) {
        tc_inconclusive(t, "P-X12-01",
                        TC_TEXT("cổng mô phỏng không giữ được nội dung của lần gửi",
                                "the portal simulator could not keep what was delivered"));
        return;
    }
    tc_document_check(tc_test_arena(t), body, len, &result);
    for (size_t i = 0; i < result.findings.count && !worst; i++)
        if (tc_is_failing(t, result.findings.items[i].requirement))
            worst = &result.findings.items[i];
    tc_check(t, result.format == TC_FORMAT_XML_1_2 && !worst, "P-X12-01",
             TC_AT(.part = worst ? worst->requirement : "document",
                   .pointer = worst ? worst->where.pointer : NULL,
                   .exchange = attempt->exchange),
             worst ? worst->expected : TC_TEXT("tài liệu EPCIS 1.2", "an EPCIS 1.2 document"),
             worst ? worst->actual
                   : TC_TEXT(tc_document_format_name(result.format),
                             tc_document_format_name(result.format)));
}

static void xml_says_the_same(struct tc_test *t)
{
    const char *epcs[] = { delivery_mark(t), NULL }, *mark, *name;
    struct tc_portal_attempts attempts;
    json_t *event, *sent;

    portals_use_xml(t);
    event = tc_event_new(t, &(struct tc_event){ .action = "OBSERVE",
                                                .biz_step = "storing",
                                                .disposition = "in_progress",
                                                .event_time = "2026-03-01T06:15:42.375+07:00",
                                                .epcs = epcs,
                                                .read_point = tc_location(t) });
    mark = json_string_value(json_object_get(event, "eventID"));
    tc_portal_enter(t, tc_document_new(t, &event, 1));
    attempts = tc_portal_wait(t, mark, 0);
    if (attempts.count == 0)
        tc_stop(t, TC_TEXT("sự kiện không tới cổng dưới mã eventID của nó",
                           "the event does not reach the portal under its eventID"));
    check_document(t, &attempts.items[0]);
    json_object_foreach(event, name, sent)
    {
        if (portals_takes(t, name))
            tc_check(
                t, content_same(name, sent, json_object_get(attempts.items[0].event, name)),
                "P-X12-02",
                TC_AT(.part = tc_arena_printf(tc_test_arena(t), "%s of event %s", name, mark),
                      .exchange = attempts.items[0].exchange),
                TC_SAY(t, "%s như đã ghi", "%s as it was captured", name),
                TC_TEXT("giá trị khác", "another value"));
    }
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/xml-says-the-same", xml_says_the_same, "P-X12-01", "P-X12-02"),
};
TC_SUITE(portal, cases);
