/* POST /events: one event, answered at once. EPCIS 2.0, OpenAPI POST /events. */
#include <stdlib.h>
#include <string.h>

#include "tracecert/epcis.h"

static json_t *new_event(struct tc_test *t)
{
    const char *epcs[] = { tc_epc_item(t, tc_test_serial(t)), NULL };
    json_t *event = tc_event_new(t, &(struct tc_event){ .biz_step = "receiving",
                                                        .epcs = epcs,
                                                        .read_point = tc_location(t) });

    /* A bare event brings the context of its own. */
    json_object_set_new(
        event, "@context",
        json_pack("[s]", "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"));
    return event;
}

static const struct tc_response *post(struct tc_test *t, json_t *event)
{
    char *text = json_dumps(event, JSON_COMPACT);
    const char *body = tc_arena_strdup(tc_test_arena(t), text);

    free(text);
    return tc_send(t, &(struct tc_request){ .method = "POST",
                                            .to = TC_IF_EPCIS,
                                            .path = "/events",
                                            .type = "application/json",
                                            .body = body,
                                            .body_len = strlen(body) });
}

static void check_status(struct tc_test *t, const struct tc_response *r, long status,
                         const char *requirement)
{
    tc_check(t, r->status == status, requirement, TC_AT(.part = "response status"),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", status),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status));
}

static void event_is_captured(struct tc_test *t)
{
    const struct tc_response *r = post(t, new_event(t));

    check_status(t, r, 201, "EPCIS-CAP-06");
    tc_check(t, tc_response_header(r, "Location") != NULL, "EPCIS-CAP-06",
             TC_AT(.part = "header Location"),
             TC_TEXT("địa chỉ của sự kiện", "the event's address"),
             TC_TEXT("không có tiêu đề này", "no such header"));
}

static void known_id_is_refused(struct tc_test *t)
{
    json_t *event = new_event(t);
    const struct tc_response *r = post(t, event);

    if (r->status < 200 || r->status > 299)
        tc_stop(t, TC_SAY(t, "sự kiện đầu tiên không được nhận: %ld",
                          "the first event is not accepted: %ld", r->status));
    check_status(t, post(t, event), 409, "EPCIS-CAP-07");
}

static void bad_event_is_refused(struct tc_test *t)
{
    json_t *event = new_event(t);

    json_object_del(event, "action");
    check_status(t, post(t, event), 400, "EPCIS-CAP-08");
}

static const struct tc_case cases[] = {
    { .id = "capture/event-is-captured",
      .requirements = TC_REQS("EPCIS-CAP-06"),
      .role = TC_ROLE_EPCIS_CAPTURE,
      .needs = TC_NEEDS_CAPTURE,
      .statement = "capture.events",
      .run = event_is_captured },
    { .id = "capture/known-id-is-refused",
      .requirements = TC_REQS("EPCIS-CAP-07"),
      .role = TC_ROLE_EPCIS_CAPTURE,
      .needs = TC_NEEDS_CAPTURE,
      .statement = "capture.events",
      .run = known_id_is_refused },
    { .id = "capture/bad-event-is-refused",
      .requirements = TC_REQS("EPCIS-CAP-08"),
      .role = TC_ROLE_EPCIS_CAPTURE,
      .needs = TC_NEEDS_CAPTURE,
      .statement = "capture.events",
      .run = bad_event_is_refused },
};
TC_SUITE(capture, cases);
