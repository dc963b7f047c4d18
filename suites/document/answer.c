#include "answer.h"

#include <string.h>

#define POLL_MS 100
#define POLLS 50

const struct tc_response *document_ask(struct tc_test *t, const char *event_id,
                                       const char *type, size_t events,
                                       struct tc_document_result *result)
{
    const char *path =
        tc_arena_printf(tc_test_arena(t), "/events?EQ_eventID=%s", tc_url_encode(t, event_id));
    const struct tc_response *r = NULL;

    for (int i = 0; i < POLLS; i++) {
        r = tc_send(t, &(struct tc_request){ .to = TC_IF_EPCIS, .path = path, .accept = type });
        if (r->status != 200)
            break;
        tc_document_check(tc_test_arena(t), r->body, r->body_len, result);
        if (result->format == TC_FORMAT_JSON && strcmp(type, "application/xml") == 0)
            tc_stop(t, TC_SAY(t, "yêu cầu XML nhưng nhận được %s", "XML is asked for, %s comes",
                              tc_response_header(r, "Content-Type")));
        if (result->events >= events || result->findings.count > 0)
            return r;
        tc_test_sleep_ms(t, POLL_MS);
    }
    tc_stop(t, TC_SAY(t, "không đọc lại được sự kiện đã ghi (mã %ld)",
                      "the captured event cannot be read back (status %ld)", r->status));
}
