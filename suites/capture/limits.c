/* What a capture may hold at most: announced, kept, and said again when it is
 * passed. EPCIS 2.0, 14.8; OpenAPI POST /capture, 413. */
#include <stdlib.h>

#include "tracecert/epcis.h"

#define TRIED_MAX 5000 /* events: a larger limit is not tried, out of consideration */

static const char *const limits[] = { "GS1-EPCIS-Capture-Limit",
                                      "GS1-EPCIS-Capture-File-Size-Limit" };

/* The announced number of events. */
static size_t announced(struct tc_test *t)
{
    const struct tc_response *r = tc_send(
        t, &(struct tc_request){ .method = "OPTIONS", .to = TC_IF_EPCIS, .path = "/capture" });
    const char *value = tc_response_header(r, limits[0]);
    long limit = value ? strtol(value, NULL, 10) : 0;

    if (limit < 1)
        tc_stop(t, TC_TEXT("OPTIONS /capture không công bố GS1-EPCIS-Capture-Limit",
                           "OPTIONS /capture announces no GS1-EPCIS-Capture-Limit"));
    if (limit > TRIED_MAX)
        tc_stop(t, TC_SAY(t, "giới hạn %ld sự kiện quá lớn để thử (tối đa %d)",
                          "a limit of %ld events is too large to be tried (at most %d)", limit,
                          TRIED_MAX));
    return (size_t)limit;
}

static json_t *document_of(struct tc_test *t, size_t count)
{
    json_t **events = tc_arena_alloc(tc_test_arena(t), count * sizeof(json_t *));
    const char *epcs[] = { tc_epc_item(t, tc_test_serial(t)), NULL };

    for (size_t i = 0; i < count; i++)
        events[i] = tc_event_new(
            t,
            &(struct tc_event){ .action = "OBSERVE", .biz_step = "inspecting", .epcs = epcs });
    return tc_document_new(t, events, count);
}

static void limit_is_kept(struct tc_test *t)
{
    const struct tc_response *r = tc_capture_send(t, document_of(t, announced(t) + 1));

    if (!tc_check(t, r->status == 413, "EPCIS-CAP-16", TC_AT(.part = "response status"),
                  TC_TEXT("mã trạng thái 413, vì tài liệu vượt giới hạn một sự kiện",
                          "status 413: the document is one event over the limit"),
                  TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status)))
        return;
    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
        tc_check(t, tc_response_header(r, limits[i]) != NULL, "EPCIS-CAP-16",
                 TC_AT(.part = tc_arena_printf(tc_test_arena(t), "header %s", limits[i])),
                 TC_TEXT("giới hạn đã vượt", "the limit that was passed"),
                 TC_TEXT("không có tiêu đề này", "no such header"));
}

static const struct tc_case cases[] = {
    { .id = "capture/limit-is-kept",
      .requirements = TC_REQS("EPCIS-CAP-16"),
      .role = TC_ROLE_EPCIS_CAPTURE,
      .needs = TC_NEEDS_CAPTURE,
      .run = limit_is_kept },
};
TC_SUITE(capture, cases);
