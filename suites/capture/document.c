/* POST /capture: what happens to a whole document. EPCIS 2.0, 12.6. */
#include <stdlib.h>
#include <string.h>

#include "tracecert/epcis.h"

#define MANY 12

static json_t *event_of(struct tc_test *t, const char *biz_step, const char *id)
{
    const char *epcs[] = { tc_epc_item(t, tc_test_serial(t)), NULL };

    return tc_event_new(t, &(struct tc_event){ .event_id = id,
                                               .biz_step = biz_step,
                                               .epcs = epcs,
                                               .read_point = tc_location(t) });
}

static const char *new_id(struct tc_test *t)
{
    return tc_arena_printf(tc_test_arena(t), "urn:uuid:%s", tc_test_uuid(t));
}

/* How many events of that id the system gives. */
static size_t found(struct tc_test *t, const char *id, size_t at_least)
{
    const char *query =
        tc_arena_printf(tc_test_arena(t), "EQ_eventID=%s", tc_url_encode(t, id));

    return json_array_size(tc_query(t, query, at_least));
}

static void valid_document_is_accepted(struct tc_test *t)
{
    json_t *event = event_of(t, "inspecting", NULL);
    const struct tc_response *r = tc_capture_send(t, tc_document_new(t, &event, 1));

    if (tc_check(t, r->status == 202, "EPCIS-CAP-01", TC_AT(.part = "response status"),
                 TC_TEXT("mã trạng thái 202", "status 202"),
                 TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status)))
        tc_check(t, tc_response_header(r, "Location") != NULL, "EPCIS-CAP-01",
                 TC_AT(.part = "header Location"),
                 TC_TEXT("địa chỉ của công việc ghi", "the address of the capture job"),
                 TC_TEXT("không có tiêu đề này", "no such header"));
}

static void job_is_reported(struct tc_test *t)
{
    json_t *event = event_of(t, "stocking", NULL);
    const struct tc_response *r = tc_capture_send(t, tc_document_new(t, &event, 1));
    json_t *job = tc_capture_job(t, r);

    if (!tc_check(
            t, job != NULL, "EPCIS-CAP-02", TC_AT(.part = "capture job"),
            TC_TEXT("công việc ghi kết thúc và đọc được ở Location",
                    "a job that ends and can be read at the Location"),
            TC_TEXT("không đọc được hoặc không kết thúc", "none, or one that does not end")))
        return;
    tc_check(t, json_is_string(json_object_get(job, "captureID")), "EPCIS-CAP-02",
             TC_AT(.part = "capture job", .pointer = "/captureID"),
             TC_TEXT("một chuỗi", "a string"), TC_TEXT("không có", "none"));
    tc_check(t, json_is_boolean(json_object_get(job, "success")), "EPCIS-CAP-02",
             TC_AT(.part = "capture job", .pointer = "/success"),
             TC_TEXT("true hoặc false", "true or false"),
             TC_TEXT("giá trị kiểu khác", "a value of another type"));
}

static void success_means_retrievable(struct tc_test *t)
{
    json_t *events[MANY];
    const char *ids[MANY], *query;

    for (size_t i = 0; i < MANY; i++) {
        ids[i] = new_id(t);
        events[i] = event_of(t, "commissioning", ids[i]);
    }
    tc_capture(t, tc_document_new(t, events, MANY));
    for (size_t i = 0; i < MANY; i++) {
        query = tc_arena_printf(tc_test_arena(t), "sự kiện %s", ids[i]);
        tc_check(t, found(t, ids[i], 1) > 0, "EPCIS-CAP-03", TC_AT(.part = "GET /events"),
                 TC_TEXT(query, tc_arena_printf(tc_test_arena(t), "event %s", ids[i])),
                 TC_TEXT("không tìm thấy", "not found"));
    }
}

/* A document of a good and a bad event (no eventTimeZoneOffset). */
static json_t *mixed_document(struct tc_test *t, const char *good_id)
{
    json_t *events[] = { event_of(t, "packing", good_id), event_of(t, "packing", NULL) };

    json_object_del(events[1], "eventTimeZoneOffset");
    return tc_document_new(t, events, 2);
}

static void one_bad_event_rolls_back(struct tc_test *t)
{
    const char *good = new_id(t);
    const struct tc_response *r = tc_capture_send(t, mixed_document(t, good));
    json_t *job;

    /* A server may find the fault before it accepts the document. */
    if (r->status != 400) {
        job = tc_capture_job(t, r);
        tc_check(t, job && json_is_false(json_object_get(job, "success")), "EPCIS-CAP-04",
                 TC_AT(.part = "capture job", .pointer = "/success"),
                 TC_TEXT("false, hoặc từ chối ngay với mã 400", "false, or a refusal with 400"),
                 TC_TEXT("không phải false", "not false"));
    }
    tc_check(t, found(t, good, 0) == 0, "EPCIS-CAP-04", TC_AT(.part = "GET /events"),
             TC_TEXT("không sự kiện nào được ghi", "no event is stored"),
             TC_TEXT("sự kiện đúng của tài liệu đã được ghi",
                     "the good event of the document was stored"));
}

static void proceed_stores_the_good(struct tc_test *t)
{
    const char *good = new_id(t);
    char *text = json_dumps(mixed_document(t, good), JSON_COMPACT);
    const char *body = tc_arena_strdup(tc_test_arena(t), text);
    const struct tc_header headers[] = { { "GS1-Capture-Error-Behaviour", "proceed" },
                                         { NULL, NULL } };
    const struct tc_response *r;
    json_t *job;

    free(text);
    r = tc_send(t, &(struct tc_request){ .method = "POST",
                                         .to = TC_IF_EPCIS,
                                         .path = "/capture",
                                         .type = "application/json",
                                         .headers = headers,
                                         .body = body,
                                         .body_len = strlen(body) });
    job = tc_capture_job(t, r);
    tc_check(t, job && json_is_false(json_object_get(job, "success")), "EPCIS-CAP-14",
             TC_AT(.part = "capture job", .pointer = "/success"),
             TC_TEXT("false, vì một sự kiện bị loại", "false, since one event was refused"),
             TC_TEXT("không phải false", "not false"));
    tc_check(t, found(t, good, 1) == 1, "EPCIS-CAP-14", TC_AT(.part = "GET /events"),
             TC_TEXT("sự kiện đúng được ghi", "the good event is stored"),
             TC_TEXT("không tìm thấy", "not found"));
}

static const struct tc_case cases[] = {
    { .id = "capture/valid-document-is-accepted",
      .requirements = TC_REQS("EPCIS-CAP-01"),
      .role = TC_ROLE_EPCIS_CAPTURE,
      .needs = TC_NEEDS_CAPTURE,
      .run = valid_document_is_accepted },
    { .id = "capture/job-is-reported",
      .requirements = TC_REQS("EPCIS-CAP-02"),
      .role = TC_ROLE_EPCIS_CAPTURE,
      .needs = TC_NEEDS_CAPTURE,
      .run = job_is_reported },
    { .id = "capture/success-means-retrievable",
      .requirements = TC_REQS("EPCIS-CAP-03"),
      .role = TC_ROLE_EPCIS_CAPTURE,
      .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY,
      .run = success_means_retrievable },
    { .id = "capture/one-bad-event-rolls-back",
      .requirements = TC_REQS("EPCIS-CAP-04"),
      .role = TC_ROLE_EPCIS_CAPTURE,
      .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY,
      .run = one_bad_event_rolls_back },
    { .id = "capture/proceed-stores-the-good",
      .requirements = TC_REQS("EPCIS-CAP-14"),
      .role = TC_ROLE_EPCIS_CAPTURE,
      .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY,
      .statement = "capture.proceed",
      .run = proceed_stores_the_good },
};
TC_SUITE(capture, cases);
