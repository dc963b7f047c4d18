/* What the system itself holds of an event. */
#include "content.h"
#include "reconcile.h"
#include "tracecert/http.h"

/* The events of the answer, or NULL where the system has no such query. */
static const json_t *events_of(struct tc_test *t, const struct tc_response *r)
{
    json_t *json = r->status == 200 ? tc_response_json(t, r) : NULL;
    const json_t *body = json_object_get(json, "epcisBody");

    return json_object_get(
        json_object_get(json_object_get(body, "queryResults"), "resultsBody"), "eventList");
}

void reconcile_system(struct tc_test *t, const char *mark, const char *requirement)
{
    const json_t *events;
    size_t count = 0, i;
    json_t *one;

    if (!tc_base_url(t, TC_IF_EPCIS))
        return;
    events = events_of(
        t, tc_send(t, &(struct tc_request){ .to = TC_IF_EPCIS,
                                            .path = tc_arena_printf(tc_test_arena(t),
                                                                    "/events?MATCH_anyEPC=%s",
                                                                    tc_url_encode(t, mark)),
                                            .accept = "application/json" }));
    if (!events)
        return;
    json_array_foreach(events, i, one) count += content_has_text(one, mark);
    if (count == 0 && json_array_size(events) > 0)
        return; /* it writes EPCs in another form, which may be that of the event */
    tc_check(
        t, count == 1, requirement,
        TC_AT(.part = tc_arena_printf(tc_test_arena(t), "event of %s in the system", mark)),
        TC_TEXT("hệ thống giữ đúng một bản", "held by the system once"),
        count ? TC_SAY(t, "trùng: %zu bản", "duplicated: %zu times", count)
              : TC_TEXT("mất: hệ thống không còn giữ", "lost: the system does not hold it"));
}
