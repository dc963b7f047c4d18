/* Many events behind a fault, and events that depend on each other. */
#include "portals.h"

#define BACKLOG 20
#define DOCUMENT 10 /* events of one document */

static json_t *event_of(struct tc_test *t, const char *mark, const char *biz_step)
{
    const char *epcs[] = { mark, NULL };

    return tc_event_new(
        t, &(struct tc_event){ .action = "OBSERVE", .biz_step = biz_step, .epcs = epcs });
}

/* Every event of the backlog fails once; each arrives, none twice. */
static void backlog_arrives_whole(struct tc_test *t)
{
    static const struct tc_portal_step unavailable = { .status = 500 };
    const char *marks[BACKLOG];
    json_t *events[BACKLOG];
    size_t lost = 0, doubled = 0;
    double until;

    for (size_t i = 0; i < BACKLOG; i++) {
        marks[i] = delivery_mark(t);
        events[i] = event_of(t, marks[i], "stocking");
        tc_portal_script(t, marks[i], &unavailable, 1);
    }
    for (size_t i = 0; i < BACKLOG; i += DOCUMENT)
        tc_portal_enter(t, tc_document_new(t, events + i, DOCUMENT));
    until = tc_test_now_ms(t) + tc_portal_delivery_ms(t);
    for (size_t i = 0; i < BACKLOG; i++) {
        struct tc_portal_attempts attempts =
            tc_portal_wait(t, marks[i], delivery_left_ms(t, until));
        size_t accepted = delivery_accepted(&attempts);

        lost += accepted == 0;
        doubled += accepted > 1;
    }
    tc_check(t, lost == 0 && doubled == 0, "P-RTY-10", TC_AT(.part = "events at the portal"),
             TC_SAY(t, "%d sự kiện, mỗi sự kiện được nhận đúng một lần",
                    "%d events, each accepted once", BACKLOG),
             TC_SAY(t, "%zu sự kiện mất, %zu sự kiện được nhận nhiều lần",
                    "%zu events lost, %zu accepted more than once", lost, doubled));
}

static double accepted_at(const struct tc_portal_attempts *attempts)
{
    for (size_t i = 0; i < attempts->count; i++)
        if (attempts->items[i].status >= 200 && attempts->items[i].status < 300)
            return attempts->items[i].at_ms;
    return -1;
}

/* Was every attempt at the second made after the first was accepted, or with it? */
static bool follows(const struct tc_portal_attempts *second,
                    const struct tc_portal_attempts *first)
{
    double accepted = accepted_at(first);

    for (size_t i = 0; i < second->count; i++) {
        bool together = false;

        for (size_t j = 0; j < first->count; j++)
            together = together || second->items[i].exchange == first->items[j].exchange;
        if (!together && second->items[i].at_ms <= accepted)
            return false;
    }
    return true;
}

static const char *id_of(const json_t *event)
{
    return json_string_value(json_object_get(event, "eventID"));
}

/* Two events of one object; the first fails once. They are known by their
 * eventIDs, since they share the EPC. */
static void events_of_one_object_keep_their_order(struct tc_test *t)
{
    static const struct tc_portal_step unavailable = { .status = 500 };
    const char *mark = delivery_mark(t);
    json_t *events[] = { event_of(t, mark, "packing"), event_of(t, mark, "shipping") };
    struct tc_portal_attempts first, second;

    tc_portal_script(t, id_of(events[0]), &unavailable, 1);
    tc_portal_enter(t, tc_document_new(t, events, 2));
    first = tc_portal_wait(t, id_of(events[0]), 0);
    second = tc_portal_wait(t, id_of(events[1]), 0);
    if (accepted_at(&first) < 0 || second.count == 0)
        tc_stop(t, TC_TEXT("hai sự kiện không cùng tới cổng với eventID đã ghi",
                           "the two events do not both reach the portal under their eventIDs"));
    tc_check(t, follows(&second, &first), "P-ORD-01",
             TC_AT(.part = "second event", .exchange = second.items[0].exchange),
             TC_TEXT("gửi sau khi cổng đã nhận sự kiện thứ nhất",
                     "sent after the portal accepted the first event"),
             TC_TEXT("gửi trước đó", "sent before that"));
}

/* A correction is a declaration of error under the same eventID. */
static void error_declaration_arrives(struct tc_test *t)
{
    json_t *event = event_of(t, delivery_mark(t), "storing"), *wrong;
    struct tc_portal_attempts attempts;
    bool declared = false;

    portals_need_whole(t);
    tc_portal_enter(t, tc_document_new(t, &event, 1));
    tc_portal_wait(t, id_of(event), 0);
    wrong = tc_event_new(t, &(struct tc_event){ .event_id = id_of(event) });
    json_object_update(wrong, event);
    json_object_set_new(wrong, "errorDeclaration",
                        json_pack("{s:O, s:s}", "declarationTime",
                                  json_object_get(event, "eventTime"), "reason",
                                  "did_not_occur"));
    tc_portal_enter(t, tc_document_new(t, &wrong, 1));
    attempts = tc_portal_wait_for(t, id_of(event), 2, 0);
    if (attempts.count == 0)
        tc_stop(t, TC_TEXT("sự kiện không tới cổng với eventID đã ghi",
                           "the event does not reach the portal under its eventID"));
    for (size_t i = 0; i < attempts.count; i++)
        declared = declared || json_object_get(attempts.items[i].event, "errorDeclaration");
    tc_check(t, declared, "P-DAT-02",
             TC_AT(.part = "event at the portal", .pointer = "/errorDeclaration",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_TEXT("errorDeclaration với eventID của sự kiện sai",
                     "errorDeclaration under the eventID of the wrong event"),
             TC_TEXT("không có", "none"));
}

static const struct tc_case cases[] = {
    DELIVERY_CASE("portal/backlog-arrives-whole", backlog_arrives_whole, "P-RTY-10"),
    DELIVERY_CASE_SHARED("portal/events-of-one-object-keep-their-order",
                         events_of_one_object_keep_their_order, "P-ORD-01"),
    DELIVERY_CASE_SHARED("portal/error-declaration-arrives", error_declaration_arrives,
                         "P-DAT-02"),
};
TC_SUITE(portal, cases);
