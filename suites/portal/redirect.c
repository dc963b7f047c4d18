/* A portal that sends the client somewhere else. */
#include <string.h>

#include "delivery.h"

/* The most attempts that follow each other without a pause. */
static size_t longest_burst(const struct tc_portal_attempts *attempts, double pause_ms)
{
    size_t longest = 0, burst = 0;

    for (size_t i = 0; i < attempts->count; i++) {
        bool follows =
            i > 0 && attempts->items[i].at_ms - attempts->items[i - 1].at_ms < pause_ms;

        burst = follows ? burst + 1 : 1;
        longest = burst > longest ? burst : longest;
    }
    return longest;
}

static void check_elsewhere(struct tc_test *t, const char *mark)
{
    struct tc_portal_attempts attempts = tc_portal_watch(t, mark, 0);
    bool shown = false;
    int exchange = 0;

    for (size_t i = 0; i < attempts.count; i++) {
        if (!attempts.items[i].elsewhere || !*attempts.items[i].token)
            continue;
        shown = true;
        exchange = attempts.items[i].exchange;
    }
    tc_check(t, !shown, "P-AUT-08",
             TC_AT(.part = "request to the other server", .exchange = exchange),
             TC_TEXT("không có mã truy cập", "no access token"),
             TC_TEXT("mã truy cập bị gửi tới máy chủ khác",
                     "the access token sent to another server"));
}

/* Until it has followed too often, or rests. */
static struct tc_portal_attempts watch_loop(struct tc_test *t, const char *mark, unsigned most)
{
    double until = tc_test_now_ms(t) + tc_portal_delivery_ms(t);
    unsigned moment = tc_portal_limit(t, "shortWatchMs");
    struct tc_portal_attempts attempts = tc_portal_watch(t, mark, moment);
    size_t before = 0;

    while (attempts.count > before && attempts.count <= most + 1 && tc_test_now_ms(t) < until) {
        before = attempts.count;
        attempts = tc_portal_watch(t, mark, moment);
    }
    return attempts;
}

static void check_loop(struct tc_test *t, const struct tc_portal_attempts *attempts)
{
    unsigned most = tc_portal_limit(t, "redirectsMax");
    size_t burst = longest_burst(attempts, tc_portal_limit(t, "shortestPauseMs"));

    tc_check(t, burst <= most + 1, "P-HTP-09",
             TC_AT(.part = "redirects that were followed",
                   .exchange = delivery_last_exchange(attempts)),
             TC_SAY(t, "nhiều nhất %u lần chuyển hướng liên tiếp",
                    "at most %u redirects in a row", most),
             TC_SAY(t, "%zu lần", "%zu", burst ? burst - 1 : 0));
}

/* A POST that became a GET has delivered nothing. */
static void check_get(struct tc_test *t, const char *mark)
{
    struct tc_portal_attempts attempts = tc_portal_watch(t, mark, 0);
    bool got = false;

    for (size_t i = 0; i < attempts.count; i++)
        got = got ||
              (attempts.items[i].elsewhere && strcmp(attempts.items[i].method, "GET") == 0);
    if (got)
        attempts = tc_portal_wait(t, mark, 0);
    tc_check(t, !got || delivery_accepted(&attempts) > 0, "P-HTP-15",
             TC_AT(.part = "event that was answered 303",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_TEXT("không đi theo bằng GET, hoặc sau đó vẫn gửi được",
                     "not followed with GET, or delivered afterwards"),
             TC_TEXT("đi theo bằng GET, sự kiện bị mất",
                     "followed with GET, and the event is lost"));
}

/* What was promised to go encrypted goes nowhere without. */
static void check_plain(struct tc_test *t, const char *mark)
{
    struct tc_portal_attempts attempts = tc_portal_watch(t, mark, 0);
    bool plain = false;

    if (!tc_portal_has_tls(t)) {
        tc_attest(t, "P-AUT-15",
                  TC_TEXT("hệ thống không đi theo chuyển hướng từ https sang http (hoặc khai "
                          "báo interfaces.portal.tls để tracecert tự kiểm thử)",
                          "the system follows no redirect from https to http (or give "
                          "interfaces.portal.tls, so that tracecert can test it)"));
        return;
    }
    for (size_t i = 0; i < attempts.count; i++)
        plain = plain || attempts.items[i].elsewhere;
    tc_check(t, !plain, "P-AUT-15",
             TC_AT(.part = "redirect from https to http",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_TEXT("không đi theo", "not followed"),
             TC_TEXT("gửi yêu cầu không mã hóa", "a request was sent without encryption"));
}

/* All wait side by side. Whether a client follows at all is its own affair. */
static void redirects_are_followed_with_care(struct tc_test *t)
{
    const char *elsewhere = delivery_scripted(
        t, "storing", &(struct tc_portal_step){ .behaviour = "redirect-elsewhere" }, 1);
    const char *loop = delivery_scripted(
        t, "storing", &(struct tc_portal_step){ .behaviour = "redirect-loop", .times = 500 },
        1);
    const char *get = delivery_scripted(
        t, "entering_exiting", &(struct tc_portal_step){ .behaviour = "redirect-get" }, 1);
    const char *plain = delivery_scripted(
        t, "repackaging", &(struct tc_portal_step){ .behaviour = "redirect-plain" }, 1);
    struct tc_portal_attempts followed;

    if (tc_portal_wait_for(t, elsewhere, 1, 0).count == 0 ||
        tc_portal_wait_for(t, loop, 1, 0).count == 0 ||
        tc_portal_wait_for(t, get, 1, 0).count == 0 ||
        tc_portal_wait_for(t, plain, 1, 0).count == 0)
        delivery_stop_unseen(t);
    followed = watch_loop(t, loop, tc_portal_limit(t, "redirectsMax"));
    tc_portal_script(t, loop, NULL, 0);
    delivery_control(t);
    check_elsewhere(t, elsewhere);
    check_loop(t, &followed);
    check_get(t, get);
    check_plain(t, plain);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/redirects-are-followed-with-care",
                         redirects_are_followed_with_care, "P-AUT-08", "P-AUT-15", "P-HTP-09",
                         "P-HTP-15"),
};
TC_SUITE(portal, cases);
