/* How GET /events answers: pages, refusals, versions. EPCIS 2.0, 12. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tracecert/epcis.h"

#define EVENTS 5
#define PER_PAGE 2
#define PAGES_MAX 10

static const struct tc_response *get(struct tc_test *t, const char *path, const char *accept)
{
    return tc_send(t,
                   &(struct tc_request){ .to = TC_IF_EPCIS, .path = path, .accept = accept });
}

static void check_status(struct tc_test *t, const struct tc_response *r, long status,
                         const char *requirement)
{
    tc_check(t, r->status == status, requirement, TC_AT(.part = "response status"),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", status),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status));
}

/* The target of a Link header with rel="next", or NULL. RFC 8288. */
static const char *next_of(struct tc_test *t, const struct tc_response *r)
{
    for (const struct tc_header *h = r->headers; h->name; h++) {
        const char *open = strchr(h->value, '<'), *close = open ? strchr(open, '>') : NULL;

        if (close && strcasecmp(h->name, "Link") == 0 &&
            (strstr(close, "rel=\"next\"") || strstr(close, "rel=next")))
            return tc_arena_strndup(tc_test_arena(t), open + 1, (size_t)(close - open - 1));
    }
    return NULL;
}

/* A next link may be absolute, or relative to the request. */
static const char *follow(struct tc_test *t, const char *link)
{
    const char *query = strchr(link, '?');

    if (strstr(link, "://"))
        return link;
    return tc_arena_printf(tc_test_arena(t), "/events%s", query ? query : "");
}

static json_t *events_of(struct tc_test *t, const struct tc_response *r)
{
    json_t *json = r->status == 200 ? tc_response_json(t, r) : NULL;

    return json_object_get(
        json_object_get(json_object_get(json_object_get(json, "epcisBody"), "queryResults"),
                        "resultsBody"),
        "eventList");
}

/* Add the ids of a page; false when one was there already. */
static bool add_ids(json_t *seen, const json_t *events)
{
    for (size_t i = 0; i < json_array_size(events); i++) {
        const char *id =
            json_string_value(json_object_get(json_array_get(events, i), "eventID"));

        if (!id || json_object_get(seen, id))
            return false;
        json_object_set_new(seen, id, json_true());
    }
    return true;
}

static void pages_are_whole(struct tc_test *t)
{
    const char *epc = tc_epc_item(t, tc_test_serial(t)), *epcs[] = { epc, NULL };
    const char *mine = tc_arena_printf(tc_test_arena(t), "MATCH_epc=%s", tc_url_encode(t, epc));
    const char *path =
        tc_arena_printf(tc_test_arena(t), "/events?%s&perPage=%d", mine, PER_PAGE);
    json_t *made[EVENTS], *seen = json_object();
    bool once = true;
    size_t total = 0;

    for (size_t i = 0; i < EVENTS; i++)
        made[i] = tc_event_new(t, &(struct tc_event){ .epcs = epcs, .biz_step = "holding" });
    tc_capture(t, tc_document_new(t, made, EVENTS));
    tc_query(t, mine, EVENTS);
    for (int page = 0; path && page < PAGES_MAX; page++) {
        const struct tc_response *r = get(t, path, "application/json");
        const json_t *events = events_of(t, r);
        const char *next = next_of(t, r);

        tc_check(t, json_array_size(events) <= PER_PAGE, "EPCIS-QRY-10",
                 TC_AT(.part = "eventList"),
                 TC_SAY(t, "nhiều nhất %d sự kiện", "at most %d events", PER_PAGE),
                 TC_SAY(t, "%zu sự kiện", "%zu events", json_array_size(events)));
        once = once && add_ids(seen, events);
        total += json_array_size(events);
        path = next ? follow(t, next) : NULL;
    }
    tc_check(t, once && total == EVENTS && json_object_size(seen) == EVENTS, "EPCIS-QRY-10",
             TC_AT(.part = "all pages"),
             TC_SAY(t, "%d sự kiện, mỗi sự kiện một lần", "%d events, each once", EVENTS),
             TC_SAY(t, "%zu sự kiện, %zu khác nhau", "%zu events, %zu different", total,
                    json_object_size(seen)));
    tc_check(t, path == NULL, "EPCIS-QRY-10", TC_AT(.part = "header Link"),
             TC_TEXT("trang cuối không có rel=next", "no rel=next on the last page"),
             TC_TEXT("luôn có trang sau", "there is always a next page"));
    json_decref(seen);
}

static void unknown_parameter_is_refused(struct tc_test *t)
{
    check_status(t, get(t, "/events?EQ_colour=red", "application/json"), 400, "EPCIS-QRY-11");
}

static void unknown_accept_is_refused(struct tc_test *t)
{
    check_status(t, get(t, "/events?EQ_eventID=urn:uuid:0", "image/png"), 406, "EPCIS-QRY-14");
}

/* Compare versions part by part; NULL is less than any. */
static int compare_versions(const char *a, const char *b)
{
    while (a && b && (*a || *b)) {
        char *after_a, *after_b;
        long part_a = strtol(a, &after_a, 10), part_b = strtol(b, &after_b, 10);

        if (part_a != part_b)
            return part_a < part_b ? -1 : 1;
        a = *after_a == '.' ? after_a + 1 : "";
        b = *after_b == '.' ? after_b + 1 : "";
    }
    return a && b ? 0 : a ? 1 : -1;
}

static void versions_are_announced(struct tc_test *t)
{
    const struct tc_response *r = tc_send(
        t, &(struct tc_request){ .method = "OPTIONS", .to = TC_IF_EPCIS, .path = "/events" });
    const char *allow = tc_response_header(r, "Allow");
    const char *version = tc_response_header(r, "GS1-EPCIS-Version");
    const char *min = tc_response_header(r, "GS1-EPCIS-Min");
    const char *max = tc_response_header(r, "GS1-EPCIS-Max");

    check_status(t, r, 204, "EPCIS-QRY-13");
    tc_check(t, allow && strstr(allow, "GET"), "EPCIS-QRY-13", TC_AT(.part = "header Allow"),
             TC_TEXT("có GET", "GET"), TC_TEXT("không có GET", "no GET"));
    tc_check(t,
             version && min && max && compare_versions(min, version) <= 0 &&
                 compare_versions(version, max) <= 0,
             "EPCIS-QRY-13", TC_AT(.part = "headers GS1-EPCIS-Version, -Min, -Max"),
             TC_TEXT("Min ≤ Version ≤ Max", "Min ≤ Version ≤ Max"),
             TC_SAY(t, "%s, %s, %s", "%s, %s, %s", min ? min : "-", version ? version : "-",
                    max ? max : "-"));
}

#define CASE(id_, requirement_, run_)                                                          \
    {                                                                                          \
        .id = id_, .requirements = TC_REQS(requirement_), .role = TC_ROLE_EPCIS_QUERY,         \
        .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY, .run = run_                                \
    }

static const struct tc_case cases[] = {
    CASE("query/pages-are-whole", "EPCIS-QRY-10", pages_are_whole),
    CASE("query/unknown-parameter-is-refused", "EPCIS-QRY-11", unknown_parameter_is_refused),
    CASE("query/versions-are-announced", "EPCIS-QRY-13", versions_are_announced),
    CASE("query/unknown-accept-is-refused", "EPCIS-QRY-14", unknown_accept_is_refused),
};
TC_SUITE(query, cases);
