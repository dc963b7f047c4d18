/* What /capture must refuse, and how it says so. EPCIS 2.0, OpenAPI. */
#include <stdlib.h>
#include <string.h>

#include "tracecert/epcis.h"

static const struct tc_response *post(struct tc_test *t, const char *type, const char *body,
                                      bool anonymous)
{
    return tc_send(t, &(struct tc_request){ .method = "POST",
                                            .to = TC_IF_EPCIS,
                                            .path = "/capture",
                                            .type = type,
                                            .body = body,
                                            .body_len = strlen(body),
                                            .anonymous = anonymous });
}

static const char *valid_body(struct tc_test *t)
{
    const char *epcs[] = { tc_epc_item(t, tc_test_serial(t)), NULL };
    json_t *event = tc_event_new(t, &(struct tc_event){ .biz_step = "storing", .epcs = epcs });
    char *text = json_dumps(tc_document_new(t, &event, 1), JSON_COMPACT);
    const char *body = tc_arena_strdup(tc_test_arena(t), text);

    free(text);
    return body;
}

static bool check_status(struct tc_test *t, const struct tc_response *r, long status,
                         const char *requirement)
{
    return tc_check(t, r->status == status, requirement, TC_AT(.part = "response status"),
                    TC_SAY(t, "mã trạng thái %ld", "status %ld", status),
                    TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status));
}

static void broken_document_is_refused(struct tc_test *t)
{
    check_status(t, post(t, "application/json", "{\"type\": \"EPCISDocument\", ", false), 400,
                 "EPCIS-CAP-05");
}

static void unknown_type_is_refused(struct tc_test *t)
{
    check_status(t, post(t, "image/png", valid_body(t), false), 415, "EPCIS-CAP-09");
}

static void stranger_is_refused(struct tc_test *t)
{
    const struct tc_response *r = post(t, "application/json", valid_body(t), true);

    if (check_status(t, r, 401, "EPCIS-CAP-10"))
        tc_check(t, tc_response_header(r, "WWW-Authenticate") != NULL, "EPCIS-CAP-10",
                 TC_AT(.part = "header WWW-Authenticate"),
                 TC_TEXT("cách xác thực", "how to authenticate"),
                 TC_TEXT("không có tiêu đề này", "no such header"));
}

static void unknown_job_is_not_found(struct tc_test *t)
{
    const char *path = tc_arena_printf(tc_test_arena(t), "/capture/%s", tc_test_uuid(t));

    check_status(t, tc_send(t, &(struct tc_request){ .to = TC_IF_EPCIS, .path = path }), 404,
                 "EPCIS-CAP-11");
}

/* An error whatever its status, described as RFC 7807 says. */
static void errors_are_problems(struct tc_test *t)
{
    const struct tc_response *r = post(t, "application/json", "{\"type\": ", false);
    json_t *problem;

    if (r->status < 400)
        tc_stop(t, TC_SAY(t, "tài liệu hỏng không gây lỗi (mã %ld)",
                          "a broken document is no error (status %ld)", r->status));
    if (tc_response_is(r, "application/problem+xml")) {
        tc_pass(t, "EPCIS-CAP-12");
        return;
    }
    if (!tc_check(t, tc_response_is(r, "application/problem+json"), "EPCIS-CAP-12",
                  TC_AT(.part = "header Content-Type"),
                  TC_TEXT("application/problem+json", "application/problem+json"),
                  TC_TEXT("kiểu khác", "another type")))
        return;
    problem = tc_response_json(t, r);
    tc_check(t,
             json_is_string(json_object_get(problem, "type")) &&
                 json_is_string(json_object_get(problem, "title")),
             "EPCIS-CAP-12", TC_AT(.part = "response body"),
             TC_TEXT("type và title", "type and title"),
             TC_TEXT("thiếu ít nhất một mục", "at least one is missing"));
}

static bool is_limit(const struct tc_response *r, const char *name)
{
    const char *value = tc_response_header(r, name);

    return value && *value >= '1' && *value <= '9' && !value[strspn(value, "0123456789")];
}

static void capabilities_are_announced(struct tc_test *t)
{
    static const char *const limits[] = { "GS1-EPCIS-Capture-Limit",
                                          "GS1-EPCIS-Capture-File-Size-Limit" };
    const struct tc_response *r = tc_send(
        t, &(struct tc_request){ .method = "OPTIONS", .to = TC_IF_EPCIS, .path = "/capture" });
    const char *allow = tc_response_header(r, "Allow");

    check_status(t, r, 204, "EPCIS-CAP-13");
    tc_check(t, allow && strstr(allow, "POST"), "EPCIS-CAP-13", TC_AT(.part = "header Allow"),
             TC_TEXT("có POST", "POST"), TC_TEXT("không có POST", "no POST"));
    for (size_t i = 0; i < 2; i++)
        tc_check(t, is_limit(r, limits[i]), "EPCIS-CAP-13",
                 TC_AT(.part = tc_arena_printf(tc_test_arena(t), "header %s", limits[i])),
                 TC_TEXT("số nguyên từ 1 trở lên", "a whole number of 1 or more"),
                 TC_TEXT("không có hoặc không phải số", "none, or no number"));
}

#define CASE(id_, requirement_, run_)                                                          \
    {                                                                                          \
        .id = id_, .requirements = TC_REQS(requirement_), .role = TC_ROLE_EPCIS_CAPTURE,       \
        .needs = TC_NEEDS_CAPTURE, .run = run_                                                 \
    }

static const struct tc_case cases[] = {
    CASE("capture/broken-document-is-refused", "EPCIS-CAP-05", broken_document_is_refused),
    CASE("capture/unknown-type-is-refused", "EPCIS-CAP-09", unknown_type_is_refused),
    { .id = "capture/stranger-is-refused",
      .requirements = TC_REQS("EPCIS-CAP-10"),
      .role = TC_ROLE_EPCIS_CAPTURE,
      .needs = TC_NEEDS_CAPTURE,
      .statement = "capture.credentials",
      .run = stranger_is_refused },
    CASE("capture/unknown-job-is-not-found", "EPCIS-CAP-11", unknown_job_is_not_found),
    CASE("capture/errors-are-problems", "EPCIS-CAP-12", errors_are_problems),
    CASE("capture/capabilities-are-announced", "EPCIS-CAP-13", capabilities_are_announced),
};
TC_SUITE(capture, cases);
