/* Faults of a portal that wants records: errors inside of 200, a token that has
 * expired, an outage. */
#include <string.h>

#include "portals.h"
#include "reconcile.h"

#define LOT "lot" /* kind of record; its key is the code that is traced */
#define LATER 3   /* events behind the one that has to wait */

/* A record that names the lot by an id that the portal would have given with a success. */
static const struct tc_portal_attempt *going_on(struct tc_test *t, const char *mark,
                                                double from)
{
    struct tc_portal_attempts unmet = tc_portal_unmet(t, LOT);

    for (size_t i = 0; i < unmet.count; i++)
        if (unmet.items[i].at_ms >= from &&
            (!*unmet.items[i].unmet_id || strcmp(unmet.items[i].unmet_id, mark) == 0))
            return &unmet.items[i];
    return NULL;
}

/* Who goes on without an id has taken the error for a success; whose event is accepted in the
 * end has not. Of who does neither only a person can tell, whom it may have shown the error. */
static void check_error_is_seen(struct tc_test *t, const char *mark, double from)
{
    struct tc_portal_attempts attempts = tc_portal_wait(t, mark, 0);
    const struct tc_portal_attempt *gone = going_on(t, mark, from);

    if (gone)
        tc_fail(t, "VN-PRT-05",
                TC_AT(.part = "record after one that was answered with an error inside of 200",
                      .exchange = gone->exchange),
                TC_TEXT("không đi tiếp khi cổng chưa cấp mã",
                        "nothing that needs the id before "
                        "the portal has given it"),
                TC_TEXT("bản ghi tiếp theo thiếu mã của cổng hoặc mang mã tự đặt",
                        "the next record without the portal's id, or with one made up"));
    else if (delivery_accepted(&attempts) > 0)
        tc_pass(t, "VN-PRT-05");
    else if (attempts.count == 0 && tc_portal_records(t, mark).count == 0)
        delivery_stop_unseen(t);
    else
        tc_attest(t, "VN-PRT-05",
                  TC_TEXT("hệ thống không tự gửi lại sau lỗi nằm trong HTTP 200: nó cho người "
                          "phụ trách thấy lỗi và không coi sự kiện là đã gửi",
                          "the system does not send again by itself after an error inside of "
                          "HTTP 200: it shows the error to the person in charge and does not "
                          "take the event for delivered"));
}

static void error_in_200_is_no_success(struct tc_test *t)
{
    static const struct tc_portal_step error = { .answer = "systemError" };
    const char *mark = delivery_mark(t);
    double from = tc_test_now_ms(t);

    portals_use_records(t);
    if (!json_object_get(tc_portal_facts(t).answers, error.answer))
        tc_stop_not_applicable(t, TC_TEXT("giao diện của cổng không có lỗi nằm trong HTTP 200",
                                          "the portal's dialect has no error inside of 200"));
    tc_portal_script_record(t, LOT, mark, &error, 1);
    tc_portal_script(t, mark, &error, 1);
    delivery_capture(t, mark, "holding");
    check_error_is_seen(t, mark, from);
}

static void expired_token_is_renewed(struct tc_test *t)
{
    static const struct tc_portal_step expired = { .status = 401 };
    const char *mark = delivery_mark(t);
    struct tc_portal_attempts attempts;

    portals_use_records(t);
    tc_portal_script(t, mark, &expired, 1);
    delivery_capture(t, mark, "storing");
    attempts = tc_portal_wait(t, mark, 0);
    if (attempts.count == 0)
        delivery_stop_unseen(t);
    if (delivery_check_accepted(t, "VN-PRT-06", &attempts))
        tc_check(t,
                 strcmp(attempts.items[0].token, attempts.items[attempts.count - 1].token) != 0,
                 "VN-PRT-06",
                 TC_AT(.part = "access token", .exchange = delivery_last_exchange(&attempts)),
                 TC_TEXT("mã truy cập mới", "a new token"),
                 TC_TEXT("mã đã bị từ chối", "the one that was rejected"));
}

static void repeat_bears_the_same_key(struct tc_test *t)
{
    static const struct tc_portal_step failing = { .status = 503 };
    const char *mark = delivery_mark(t);
    struct tc_portal_attempts attempts;

    portals_use_records(t);
    tc_portal_script(t, mark, &failing, 1);
    delivery_capture(t, mark, "unloading");
    attempts = tc_portal_wait(t, mark, 0);
    if (delivery_accepted(&attempts) == 0)
        tc_stop(t, TC_TEXT("sự kiện không được gửi lại tới khi được nhận",
                           "the event is not sent again until it is accepted"));
    for (size_t i = 1; i < attempts.count; i++)
        tc_check(t, strcmp(attempts.items[0].event_sha, attempts.items[i].event_sha) == 0,
                 "VN-PRT-07",
                 TC_AT(.part = tc_arena_printf(tc_test_arena(t), "event %s",
                                               json_string_value(json_object_get(
                                                   attempts.items[0].event, "eventID"))),
                       .exchange = attempts.items[i].exchange),
                 TC_TEXT("gửi lại không đổi, cùng mã", "sent again unchanged under its key"),
                 TC_TEXT("mã hoặc nội dung khác", "another key or content"));
}

/* The first event of an object has to wait longer than those behind it. */
static void outage_keeps_the_order(struct tc_test *t)
{
    static const struct reconcile_rules rules = { "VN-PRT-08", "VN-PRT-08", "VN-PRT-08", NULL };
    static const struct tc_portal_step away = { .behaviour = "reset", .times = 2 };
    const char *object = delivery_mark(t);
    json_t *events[1 + LATER];

    portals_use_records(t);
    portals_delivered(t, delivery_mark(t), "storing");
    for (size_t i = 0; i <= LATER; i++) {
        const char *epcs[] = { object, NULL };

        events[i] =
            tc_event_new(t, &(struct tc_event){ .action = "OBSERVE",
                                                .biz_step = "transporting",
                                                .event_time = tc_arena_printf(
                                                    tc_test_arena(t),
                                                    "2026-03-01T06:15:%02zu.000+07:00", i + 1),
                                                .epcs = epcs });
    }
    tc_portal_script(t, object, &away, 1);
    tc_portal_enter(t, tc_document_new(t, &events[0], 1));
    tc_portal_wait_for(t, object, 1, 0);
    for (size_t i = 1; i <= LATER; i++)
        tc_portal_enter(t, tc_document_new(t, &events[i], 1));
    reconcile_here(t, &(struct reconcile_object){ object, NULL, events, 1 + LATER, 0 }, &rules);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/error-in-200-is-no-success", error_in_200_is_no_success,
                         "VN-PRT-05"),
    DELIVERY_CASE_WHOLE("portal/expired-token-is-renewed", expired_token_is_renewed,
                        "VN-PRT-06"),
    DELIVERY_CASE_SHARED("portal/repeat-bears-the-same-key", repeat_bears_the_same_key,
                         "VN-PRT-07"),
    DELIVERY_CASE_WHOLE("portal/outage-keeps-the-order", outage_keeps_the_order, "VN-PRT-08"),
};
TC_SUITE(portal, cases);
