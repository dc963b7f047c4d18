#include "base/check_main.h"
#include "portal/xml_body.h"

#include <string.h>

#define LIST "/EPCISBody/EventList"

static json_t *events_of(const char *text)
{
    return tc_portal_xml_events(text, strlen(text), LIST);
}

START_TEST(reads_events_member_for_member)
{
    json_t *events =
        events_of("<e:EPCISDocument xmlns:e='urn:epcglobal:epcis:xsd:1'><EPCISBody><EventList>"
                  "<ObjectEvent><eventTime>2026-01-01T00:00:00Z</eventTime>"
                  "<baseExtension><eventID>urn:x:1</eventID></baseExtension>"
                  "<epcList><epc>urn:a</epc></epcList><readPoint><id>urn:p</id></readPoint>"
                  "</ObjectEvent><AggregationEvent><childEPCs/></AggregationEvent>"
                  "</EventList></EPCISBody></e:EPCISDocument>");
    json_t *expected = json_loads(
        "[{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-01-01T00:00:00Z\","
        "\"eventID\":\"urn:x:1\",\"epcList\":[\"urn:a\"],\"readPoint\":{\"id\":\"urn:p\"}},"
        "{\"type\":\"AggregationEvent\",\"childEPCs\":[]}]",
        0, NULL);

    ck_assert(json_equal(events, expected));
    json_decref(events);
    json_decref(expected);
}
END_TEST

START_TEST(refuses_what_is_no_such_document)
{
    ck_assert_ptr_null(events_of(""));
    ck_assert_ptr_null(events_of("<a><EPCISBody><EventList/></EPCISBody>"));
    ck_assert_ptr_null(events_of("<a><EPCISBody/></a>"));
    ck_assert_ptr_null(events_of("<!DOCTYPE a [<!ENTITY b 'c'>]><a><EPCISBody><EventList>"
                                 "<ObjectEvent><action>&b;</action></ObjectEvent>"
                                 "</EventList></EPCISBody></a>"));
}
END_TEST

#define DOCUMENT "<EPCISDocument xmlns='urn:d' xmlns:b='urn:b'><v t='a:T'/></EPCISDocument>"

/* As a document of its own, whatever was declared around it. */
START_TEST(takes_the_document_out_of_soap)
{
    static const char message[] =
        "<s:Envelope xmlns:s='" TC_PORTAL_SOAP_URI "' xmlns:a='urn:a'><s:Header/>"
        "<s:Body>\n" DOCUMENT "</s:Body></s:Envelope>";
    struct tc_arena *arena = tc_arena_new();
    const char *content;
    size_t len;

    content = tc_portal_xml_content(arena, message, strlen(message), &len);
    ck_assert_uint_eq(len, strlen(content));
    ck_assert_ptr_nonnull(strstr(content, "<EPCISDocument xmlns=\"urn:d\""));
    ck_assert_ptr_nonnull(strstr(content, "xmlns:a=\"urn:a\""));
    ck_assert_ptr_null(strstr(content, "Envelope"));
    content = tc_portal_xml_content(arena, DOCUMENT, strlen(DOCUMENT), &len);
    ck_assert_str_eq(content, DOCUMENT);
    ck_assert_str_eq(tc_portal_xml_content(arena, "<a", 2, &len), "<a");
    ck_assert_uint_eq(len, 2);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("portal XML body", reads_events_member_for_member,
              refuses_what_is_no_such_document, takes_the_document_out_of_soap)
