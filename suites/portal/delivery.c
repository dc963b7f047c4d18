#include "delivery.h"

const char *delivery_mark(struct tc_test *t)
{
    return tc_epc_item(t, tc_test_serial(t));
}

void delivery_capture(struct tc_test *t, const char *mark, const char *biz_step)
{
    const char *epcs[] = { mark, NULL };
    json_t *event = tc_event_new(t, &(struct tc_event){ .action = "OBSERVE",
                                                        .biz_step = biz_step,
                                                        .epcs = epcs,
                                                        .read_point = tc_location(t) });

    tc_portal_enter(t, tc_document_new(t, &event, 1));
}

const char *delivery_scripted(struct tc_test *t, const char *biz_step,
                              const struct tc_portal_step *steps, size_t n)
{
    const char *mark = delivery_mark(t);

    tc_portal_script(t, mark, steps, n);
    delivery_capture(t, mark, biz_step);
    return mark;
}

size_t delivery_accepted(const struct tc_portal_attempts *attempts)
{
    size_t accepted = 0;

    for (size_t i = 0; i < attempts->count; i++)
        accepted += attempts->items[i].accepted;
    return accepted;
}

int delivery_last_exchange(const struct tc_portal_attempts *attempts)
{
    return attempts->count ? attempts->items[attempts->count - 1].exchange : 0;
}

bool delivery_check_accepted(struct tc_test *t, const char *requirement,
                             const struct tc_portal_attempts *attempts)
{
    return tc_check(
        t, delivery_accepted(attempts) > 0, requirement,
        TC_AT(.part = "event at the portal", .exchange = delivery_last_exchange(attempts)),
        TC_TEXT("sự kiện được cổng nhận trong thời hạn công bố",
                "the event accepted by the portal within the stated time"),
        attempts->count ? TC_SAY(t, "%zu lần gửi, không lần nào được nhận",
                                 "%zu attempts, none of them accepted", attempts->count)
                        : TC_TEXT("không có lần gửi nào", "no attempt"));
}

size_t delivery_after_success(const struct tc_portal_attempts *attempts)
{
    size_t i = 0;

    while (i < attempts->count && !attempts->items[i].accepted)
        i++;
    return i < attempts->count ? attempts->count - i - 1 : 0;
}

/* The client's own pause after a first failure; 0: it makes none. */
static double pause_after_failure(struct tc_test *t)
{
    const char *mark =
        delivery_scripted(t, "storing", &(struct tc_portal_step){ .status = 503 }, 1);
    struct tc_portal_attempts attempts = tc_portal_wait(t, mark, 0);

    return attempts.count > 1 ? attempts.items[1].at_ms - attempts.items[0].at_ms : 0;
}

void delivery_stay_quiet(struct tc_test *t)
{
    double from = tc_test_now_ms(t), pause = pause_after_failure(t),
           quiet = tc_portal_limit(t, "quietMs"), left;

    left = from + (3 * pause > quiet ? 3 * pause : quiet) - tc_test_now_ms(t);
    if (left > 0)
        tc_test_sleep_ms(t, (unsigned)left);
    delivery_control(t);
}

_Noreturn void delivery_stop_unasked(struct tc_test *t)
{
    tc_stop(t, TC_TEXT("hệ thống không xin mã truy cập mới sau mã 401",
                       "the system does not ask for another token after 401"));
}

#define NO_TOKENS                                                                                         \
    TC_TEXT("cổng này không cấp mã truy cập: mỗi thông điệp tự ký (interfaces.portal, " \
            "dialect)",                                                                                   \
            "this portal gives no access tokens: each message is signed (interfaces.portal, "             \
            "dialect)")

void delivery_need_tokens(struct tc_test *t)
{
    if (tc_portal_facts(t).ws_security)
        tc_stop_not_applicable(t, NO_TOKENS);
}

void delivery_say_no_tokens(struct tc_test *t, const char *requirement)
{
    tc_not_applicable(t, requirement, NO_TOKENS);
}

void delivery_need_jobs(struct tc_test *t)
{
    if (!json_object_get(tc_portal_facts(t).answers, "jobFailed"))
        tc_stop_not_applicable(t, TC_TEXT("cổng này không có việc xử lý để hỏi kết quả "
                                          "(interfaces.portal, dialect)",
                                          "this portal has no jobs to ask for "
                                          "(interfaces.portal, dialect)"));
}

void delivery_need_plain_success(struct tc_test *t)
{
    if (tc_portal_facts(t).records)
        tc_stop_not_applicable(t, TC_TEXT("cổng này cho biết kết quả trong nội dung trả lời, "
                                          "không chỉ bằng mã HTTP (interfaces.portal, dialect)",
                                          "this portal tells the outcome in its answer's body, "
                                          "not by the status alone (interfaces.portal, "
                                          "dialect)"));
}

unsigned delivery_left_ms(struct tc_test *t, double until_ms)
{
    double left = until_ms - tc_test_now_ms(t);

    return left > 1 ? (unsigned)left : 1;
}

unsigned delivery_watch_on_ms(size_t times, unsigned ms)
{
    return times > 2 ? 2 * ms / (unsigned)(times - 1) : 0;
}

_Noreturn void delivery_stop_unseen(struct tc_test *t)
{
    tc_stop(t, TC_TEXT("sự kiện không tới cổng", "the event does not reach the portal"));
}

void delivery_control(struct tc_test *t)
{
    const char *mark = delivery_mark(t);
    struct tc_portal_attempts attempts;

    delivery_capture(t, mark, "storing");
    attempts = tc_portal_wait(t, mark, 0);
    if (delivery_accepted(&attempts) == 0)
        tc_stop(t, TC_TEXT("một sự kiện bình thường không tới được cổng, nên không kết luận "
                           "được từ việc không có lần gửi lại",
                           "an ordinary event does not reach the portal, so that nothing "
                           "follows from what was not sent"));
}
