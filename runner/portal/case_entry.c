/* How a case puts events into the system; see tracecert/portal.h. */
#include <stdlib.h>
#include <string.h>

#include "engine/test.h"
#include "portal/case_parts.h"
#include "portal/control.h"
#include "tracecert/epcis.h"
#include "tracecert/portal.h"

#define POLL_MS 200

/* Tasks and commands belong to the first portal's simulator. */
static const char *control_of(struct tc_test *t)
{
    return t->context->portal_controls ? t->context->portal_controls[0] : NULL;
}

static void by_command(struct tc_test *t, const char *document)
{
    struct tc_err err = { 0 };

    if (tc_portal_control_enter(tc_test_arena(t), control_of(t), document, &err) < 0)
        tc_stop_setup(t, TC_TEXT(tc_arena_strdup(tc_test_arena(t), err.vi),
                                 tc_arena_strdup(tc_test_arena(t), err.en)));
}

static void by_url(struct tc_test *t, const char *document)
{
    const struct tc_response *r =
        tc_send(t, &(struct tc_request){ .method = "POST",
                                         .to = TC_IF_ENTRY,
                                         .path = "",
                                         .type = "application/json",
                                         .body = document,
                                         .body_len = strlen(document) });

    if (r->status < 200 || r->status > 299)
        tc_stop(t, TC_SAY(t, "địa chỉ nhập sự kiện (interfaces.entry) trả lời mã %ld",
                          "the address that takes events (interfaces.entry) answers %ld",
                          r->status));
}

static void by_person(struct tc_test *t, const char *document, unsigned seconds)
{
    double from = tc_test_now_ms(t), until = from + seconds * 1e3;
    unsigned at_most_ms = seconds * 1000;
    struct tc_err err = { 0 };
    size_t task =
        tc_portal_control_task(tc_test_arena(t), control_of(t), document, seconds, &err);
    const char *state = task ? "open" : NULL;

    tc_test_person_begins(t, at_most_ms);
    while (state && strcmp(state, "open") == 0 && tc_test_now_ms(t) < until) {
        tc_test_sleep_ms(t, POLL_MS);
        state = tc_portal_control_task_state(tc_test_arena(t), control_of(t), task, &err);
    }
    tc_test_person_ends(t, at_most_ms, (unsigned)(tc_test_now_ms(t) - from));
    if (!state)
        tc_portal_stop_error(t, &err);
    if (strcmp(state, "done") == 0)
        return;
    tc_portal_control_task_drop(tc_test_arena(t), control_of(t), task);
    tc_stop(t, strcmp(state, "open") == 0
                   ? TC_SAY(t, "không ai nhập sự kiện trong %u giây",
                            "nobody entered the event within %u seconds", seconds)
                   : TC_TEXT("người kiểm thử cho biết không nhập được sự kiện",
                             "the person said that the event cannot be entered"));
}

void tc_portal_enter(struct tc_test *t, json_t *document)
{
    const struct tc_entry_setup *entry = &t->context->system->entry;
    char *text = json_dumps(document, JSON_COMPACT);
    const char *body = tc_arena_strdup(tc_test_arena(t), text ? text : "");

    free(text);
    if (entry->command)
        by_command(t, body);
    else if (entry->person_s)
        by_person(t, body, entry->person_s);
    else if (entry->endpoint.configured)
        by_url(t, body);
    else
        tc_capture(t, document);
}
