/* A repeated delivery is the same event, so that the portal can know it again. */
#include <string.h>

#include "delivery.h"

static const char *event_id(const struct tc_portal_attempt *attempt)
{
    const char *id = json_string_value(json_object_get(attempt->event, "eventID"));

    return id ? id : "";
}

/* The second attempt carries the event of the first. */
static void check_same(struct tc_test *t, const char *requirement,
                       const struct tc_portal_attempts *attempts)
{
    const struct tc_portal_attempt *first = &attempts->items[0], *second = &attempts->items[1];
    bool same_id = strcmp(event_id(first), event_id(second)) == 0 && *event_id(first);

    tc_check(
        t, same_id, requirement,
        TC_AT(.part = "repeated event", .pointer = "/eventID", .exchange = second->exchange),
        TC_SAY(t, "%s", "%s", event_id(first)),
        *event_id(second) ? TC_SAY(t, "%s", "%s", event_id(second))
                          : TC_TEXT("không có eventID", "no eventID"));
    if (same_id)
        tc_check(t, strcmp(first->event_sha, second->event_sha) == 0, requirement,
                 TC_AT(.part = "repeated event", .exchange = second->exchange),
                 TC_TEXT("nội dung như lần gửi đầu", "the content of the first attempt"),
                 TC_TEXT("nội dung khác", "other content"));
}

static void repeat(struct tc_test *t, const char *requirement, const char *biz_step,
                   const struct tc_portal_step *failure)
{
    const char *mark = delivery_scripted(t, biz_step, failure, 1);
    struct tc_portal_attempts attempts = tc_portal_wait_for(t, mark, 2, 0);

    if (attempts.count == 0)
        delivery_stop_unseen(t);
    if (attempts.count > 1)
        check_same(t, requirement, &attempts);
    else
        delivery_check_accepted(t, requirement, &attempts);
}

static void retry_is_the_same_event(struct tc_test *t)
{
    repeat(t, "P-IDM-01", "loading", &(struct tc_portal_step){ .status = 502 });
}

/* The portal has taken the event, but its answer breaks off: the client cannot
 * know, so that it must ask again with what the portal can recognise. */
static void lost_answer_is_repeated(struct tc_test *t)
{
    repeat(t, "P-ACK-04", "unloading", &(struct tc_portal_step){ .cut = true });
}

/* Two events that are alike but for their EPC and their eventID. */
static void events_keep_apart(struct tc_test *t)
{
    struct tc_portal_attempts attempts[2];
    const char *marks[2];

    for (size_t i = 0; i < 2; i++)
        delivery_capture(t, marks[i] = delivery_mark(t), "receiving");
    for (size_t i = 0; i < 2; i++) {
        attempts[i] = tc_portal_wait(t, marks[i], 0);
        if (attempts[i].count == 0)
            delivery_stop_unseen(t);
    }
    tc_check(t, strcmp(event_id(&attempts[0].items[0]), event_id(&attempts[1].items[0])) != 0,
             "P-IDM-02",
             TC_AT(.part = "second event", .pointer = "/eventID",
                   .exchange = attempts[1].items[0].exchange),
             TC_TEXT("eventID khác sự kiện thứ nhất", "an eventID unlike the first event's"),
             TC_SAY(t, "cùng là %s", "%s again", event_id(&attempts[1].items[0])));
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/retry-is-the-same-event", retry_is_the_same_event, "P-IDM-01"),
    DELIVERY_CASE_SHARED("portal/events-keep-apart", events_keep_apart, "P-IDM-02"),
    DELIVERY_CASE_SHARED("portal/lost-answer-is-repeated", lost_answer_is_repeated, "P-ACK-04"),
};
TC_SUITE(portal, cases);
