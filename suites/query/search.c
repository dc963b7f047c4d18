/* What GET /events finds. EPCIS 2.0, 8.2.7. All queries are narrowed to what
 * the case itself captured, so that a full database does not disturb. */
#include <stdlib.h>
#include <string.h>

#include "tracecert/epcis.h"

#define WEB_STEP "https://ref.gs1.org/cbv/BizStep-"

/* One captured event; gives its id. */
static const char *capture(struct tc_test *t, struct tc_event e)
{
    json_t *event;

    e.event_id = tc_arena_printf(tc_test_arena(t), "urn:uuid:%s", tc_test_uuid(t));
    event = tc_event_new(t, &e);
    tc_capture(t, tc_document_new(t, &event, 1));
    return e.event_id;
}

static const char *item(struct tc_test *t)
{
    return tc_epc_item(t, tc_test_serial(t));
}

static const char *captured_item(struct tc_test *t, const char *epc, const char *time,
                                 const char *biz_step)
{
    const char *epcs[] = { epc, NULL };

    return capture(t,
                   (struct tc_event){ .epcs = epcs, .event_time = time, .biz_step = biz_step });
}

static size_t count(struct tc_test *t, const char *query, size_t at_least)
{
    return json_array_size(tc_query(t, query, at_least));
}

static void expect(struct tc_test *t, const char *requirement, const char *query, size_t n)
{
    size_t found = count(t, query, n);

    tc_check(t, found == n, requirement,
             TC_AT(.part = tc_arena_printf(tc_test_arena(t), "GET /events?%s", query)),
             TC_SAY(t, "%zu sự kiện", "%zu events", n),
             TC_SAY(t, "%zu sự kiện", "%zu events", found));
}

static const char *query_of(struct tc_test *t, const char *name, const char *value)
{
    return tc_arena_printf(tc_test_arena(t), "%s=%s", name, tc_url_encode(t, value));
}

/* "a=x&b=y" */
static const char *both(struct tc_test *t, const char *first, const char *second)
{
    return tc_arena_printf(tc_test_arena(t), "%s&%s", first, second);
}

static void by_event_id(struct tc_test *t)
{
    const char *a = captured_item(t, item(t), NULL, "holding");
    const char *b = captured_item(t, item(t), NULL, "holding");
    const char *list = tc_arena_printf(tc_test_arena(t), "%s|%s", a, b);

    expect(t, "EPCIS-QRY-02", query_of(t, "EQ_eventID", a), 1);
    expect(t, "EPCIS-QRY-02", query_of(t, "EQ_eventID", list), 2);
}

static const struct tc_response *get_event(struct tc_test *t, const char *id)
{
    const char *path = tc_arena_printf(tc_test_arena(t), "/events/%s", tc_url_encode(t, id));

    return tc_send(t, &(struct tc_request){
                          .to = TC_IF_EPCIS, .path = path, .accept = "application/json" });
}

static void by_address(struct tc_test *t)
{
    const char *id = captured_item(t, item(t), NULL, "holding");
    const struct tc_response *r;

    tc_query(t, query_of(t, "EQ_eventID", id), 1);
    r = get_event(t, id);
    tc_check(t, r->status == 200 && strstr(r->body, id), "EPCIS-QRY-03",
             TC_AT(.part = "response"), TC_TEXT("200 và đúng sự kiện", "200 and that event"),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status));
    r = get_event(t, tc_arena_printf(tc_test_arena(t), "urn:uuid:%s", tc_test_uuid(t)));
    tc_check(t, r->status == 404, "EPCIS-QRY-03", TC_AT(.part = "response status"),
             TC_TEXT("404 cho sự kiện không có", "404 for an unknown event"),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status));
}

static void by_epc(struct tc_test *t)
{
    const char *parent = item(t), *child = item(t);
    const char *children[] = { child, NULL };

    capture(t, (struct tc_event){ .type = "AggregationEvent",
                                  .parent = parent,
                                  .epcs = children,
                                  .biz_step = "packing" });
    captured_item(t, child, NULL, "holding");
    expect(t, "EPCIS-QRY-04", query_of(t, "MATCH_epc", child), 2);
    expect(t, "EPCIS-QRY-04", query_of(t, "MATCH_epc", parent), 0);
}

static void by_time(struct tc_test *t)
{
    const char *epc = item(t), *mine = query_of(t, "MATCH_epc", epc);

    captured_item(t, epc, "2026-03-01T10:00:00.000+07:00", "holding");
    /* The same instant, written in another zone. */
    expect(t, "EPCIS-QRY-06",
           both(t, mine, query_of(t, "GE_eventTime", "2026-03-01T03:00:00.000Z")), 1);
    expect(t, "EPCIS-QRY-06",
           both(t, mine, query_of(t, "LT_eventTime", "2026-03-01T03:00:00.000Z")), 0);
    expect(t, "EPCIS-QRY-06",
           both(t, mine, query_of(t, "LT_eventTime", "2026-03-01T03:00:00.001Z")), 1);
}

static void by_biz_step(struct tc_test *t)
{
    const char *epc = item(t), *mine = query_of(t, "MATCH_epc", epc);

    captured_item(t, epc, NULL, "holding");
    expect(t, "EPCIS-QRY-07", both(t, mine, query_of(t, "EQ_bizStep", "holding")), 1);
    expect(t, "EPCIS-QRY-07", both(t, mine, query_of(t, "EQ_bizStep", WEB_STEP "holding")), 1);
}

static void and_or(struct tc_test *t)
{
    const char *epc = item(t), *mine = query_of(t, "MATCH_epc", epc);

    captured_item(t, epc, NULL, "holding");
    captured_item(t, epc, NULL, "loading");
    expect(t, "EPCIS-QRY-09", both(t, mine, query_of(t, "EQ_bizStep", "holding|loading")), 2);
    expect(t, "EPCIS-QRY-09", both(t, mine, query_of(t, "EQ_bizStep", "unloading")), 0);
    expect(t, "EPCIS-QRY-09",
           both(t, query_of(t, "MATCH_epc", item(t)), query_of(t, "EQ_bizStep", "holding")), 0);
}

static void record_time_is_the_servers(struct tc_test *t)
{
    static const char claimed[] = "2001-01-01T00:00:00.000Z";
    const char *epcs[] = { item(t), NULL };
    json_t *event = tc_event_new(t, &(struct tc_event){ .epcs = epcs, .biz_step = "holding" });
    const char *value;

    json_object_set_new(event, "recordTime", json_string(claimed));
    tc_capture(t, tc_document_new(t, &event, 1));
    value = json_string_value(json_object_get(
        json_array_get(tc_query(t, query_of(t, "MATCH_epc", epcs[0]), 1), 0), "recordTime"));
    tc_check(t, value && strncmp(value, "2001", 4) != 0, "EPCIS-QRY-12",
             TC_AT(.part = "event", .pointer = "/recordTime"),
             TC_TEXT("thời điểm hệ thống ghi nhận", "the time when the system stored it"),
             TC_TEXT(value ? value : "không có", value ? value : "none"));
}

#define CASE(id_, requirement_, run_)                                                          \
    {                                                                                          \
        .id = id_, .requirements = TC_REQS(requirement_), .role = TC_ROLE_EPCIS_QUERY,         \
        .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY, .run = run_                                \
    }

static const struct tc_case cases[] = {
    CASE("query/by-event-id", "EPCIS-QRY-02", by_event_id),
    CASE("query/by-address", "EPCIS-QRY-03", by_address),
    CASE("query/by-epc", "EPCIS-QRY-04", by_epc),
    CASE("query/by-time", "EPCIS-QRY-06", by_time),
    CASE("query/by-biz-step", "EPCIS-QRY-07", by_biz_step),
    CASE("query/and-or", "EPCIS-QRY-09", and_or),
    CASE("query/record-time-is-the-servers", "EPCIS-QRY-12", record_time_is_the_servers),
};
TC_SUITE(query, cases);
