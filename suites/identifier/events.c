/* The identifiers that a system gives out in its events: whatever way it writes
 * them (as captured, or translated), they are written rightly. CBV 2.0, 8;
 * GS1 Digital Link: URI Syntax. */
#include <stdlib.h>
#include <string.h>

#include "tracecert/code.h"
#include "tracecert/epcis.h"

/* What a case has seen. */
struct seen {
    struct tc_test *t;
    struct tc_findings findings;
    size_t identifiers;
};

static void judge(struct seen *seen, const json_t *value, const char *pointer)
{
    const char *uri = json_string_value(value);
    size_t before = seen->findings.count;

    if (!uri)
        return;
    seen->identifiers++;
    tc_epc_check(tc_test_arena(seen->t), uri, strlen(uri), &seen->findings);
    for (size_t i = before; i < seen->findings.count; i++) {
        seen->findings.items[i].where.part = uri;
        seen->findings.items[i].where.pointer = pointer;
    }
}

/* The identifiers of a list: strings, or the member `id` of each element. */
static void judge_list(struct seen *seen, const json_t *event, const char *name, const char *id)
{
    const json_t *list = json_object_get(event, name);

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);

        judge(seen, id ? json_object_get(item, id) : item,
              tc_arena_printf(tc_test_arena(seen->t), "/%s/%zu%s%s", name, i, id ? "/" : "",
                              id ? id : ""));
    }
}

static void judge_event(struct seen *seen, const json_t *event)
{
    judge_list(seen, event, "epcList", NULL);
    judge_list(seen, event, "quantityList", "epcClass");
    judge(seen, json_object_get(json_object_get(event, "readPoint"), "id"), "/readPoint/id");
    judge(seen, json_object_get(json_object_get(event, "bizLocation"), "id"),
          "/bizLocation/id");
}

/* Capture an event, read it back, and judge the identifiers that it then has. */
static void judge_captured(struct tc_test *t, struct tc_event e)
{
    struct seen seen = { .t = t };
    json_t *event, *found;

    e.event_id = tc_arena_printf(tc_test_arena(t), "urn:uuid:%s", tc_test_uuid(t));
    e.biz_step = "encoding";
    event = tc_event_new(t, &e);
    tc_capture(t, tc_document_new(t, &event, 1));
    found = tc_query(
        t, tc_arena_printf(tc_test_arena(t), "EQ_eventID=%s", tc_url_encode(t, e.event_id)), 1);
    for (size_t i = 0; i < json_array_size(found); i++)
        judge_event(&seen, json_array_get(found, i));
    if (seen.identifiers == 0)
        tc_stop(t, TC_TEXT("không đọc lại được mã định danh nào của sự kiện đã ghi",
                           "no identifier of the captured event can be read back"));
    tc_judge(t, &seen.findings);
}

/* "+" and "(" may stand in a lot and in a serial, but not unescaped in a Digital Link. */
static void digital_links(struct tc_test *t)
{
    const char *serial = tc_arena_printf(tc_test_arena(t), "%s+(1", tc_test_serial(t));
    const char *epcs[] = { tc_epc_item(t, serial), NULL };

    judge_captured(t, (struct tc_event){ .epcs = epcs,
                                         .epc_class = tc_epc_lot(t, tc_test_lot(t)),
                                         .quantity = 12,
                                         .uom = "KGM",
                                         .read_point = tc_location(t),
                                         .biz_location = tc_location(t) });
}

/* An item of the test product as EPC URI. How long its company prefix is, its
 * GTIN does not tell: where testData does not either, it is an item of the
 * prefix that GS1 keeps for examples. */
static const char *item_uri(struct tc_test *t, const char *serial)
{
    const char *length = tc_test_datum(t, "companyPrefixLength"), *code, *uri;
    struct tc_code_result read;
    struct tc_err err = { 0 };

    if (!length)
        return tc_arena_printf(tc_test_arena(t), "urn:epc:id:sgtin:9521234.000001.%s%%2F1",
                               serial);
    code = tc_arena_printf(tc_test_arena(t), "(01)%s(21)%s/1", tc_test_need(t, "gtin"), serial);
    tc_code_check(tc_test_arena(t), code, strlen(code), TC_CODE_ELEMENT_STRING, &read);
    uri = tc_code_convert(tc_test_arena(t), &read, TC_FORM_EPC_URI, strtoul(length, NULL, 10),
                          &err);
    if (!uri)
        tc_stop_setup(t, TC_TEXT(tc_arena_strdup(tc_test_arena(t), err.vi),
                                 tc_arena_strdup(tc_test_arena(t), err.en)));
    return uri;
}

/* "/" may stand in a serial, but not unescaped in an EPC URI. */
static void epc_uris(struct tc_test *t)
{
    const char *epcs[] = { item_uri(t, tc_test_serial(t)), NULL };

    judge_captured(t, (struct tc_event){ .epcs = epcs });
}

#define CASE(id_, run_, ...)                                                                   \
    {                                                                                          \
        .id = id_, .requirements = TC_REQS(__VA_ARGS__), .role = TC_ROLE_EPCIS_QUERY,          \
        .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY, .run = run_                                \
    }

static const struct tc_case cases[] = {
    CASE("identifier/digital-links-in-events", digital_links, "GS1-ID-02", "GS1-ID-03",
         "GS1-DL-01", "GS1-DL-02", "GS1-DL-03", "GS1-DL-04", "GS1-DL-05", "GS1-DL-07",
         "GS1-DL-08", "GS1-DL-09"),
    CASE("identifier/epc-uris-in-events", epc_uris, "EPC-URI-01", "EPC-URI-02", "EPC-URI-03"),
};
TC_SUITE(identifier, cases);
