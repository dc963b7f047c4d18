/* A portal that sends the client somewhere else. */
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

static void check_loop(struct tc_test *t, const char *mark)
{
    unsigned most = tc_portal_limit(t, "redirectsMax");
    struct tc_portal_attempts attempts = tc_portal_watch(t, mark, 0);
    size_t burst = longest_burst(&attempts, tc_portal_limit(t, "shortestPauseMs"));

    tc_check(t, burst <= most + 1, "P-HTP-09",
             TC_AT(.part = "redirects that were followed",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_SAY(t, "nhiều nhất %u lần chuyển hướng liên tiếp",
                    "at most %u redirects in a row", most),
             TC_SAY(t, "%zu lần", "%zu", burst ? burst - 1 : 0));
}

/* Both wait side by side. Whether a client follows at all is its own affair. */
static void redirects_are_followed_with_care(struct tc_test *t)
{
    const char *elsewhere = delivery_scripted(
        t, "storing", &(struct tc_portal_step){ .behaviour = "redirect-elsewhere" }, 1);
    const char *loop = delivery_scripted(
        t, "storing", &(struct tc_portal_step){ .behaviour = "redirect-loop", .times = 500 },
        1);

    if (tc_portal_wait_for(t, elsewhere, 1, 0).count == 0 ||
        tc_portal_wait_for(t, loop, 1, 0).count == 0)
        tc_stop(t, TC_TEXT("sự kiện không tới cổng", "the event does not reach the portal"));
    tc_test_sleep_ms(t, tc_portal_limit(t, "shortWatchMs"));
    tc_portal_script(t, loop, NULL, 0);
    delivery_control(t);
    check_elsewhere(t, elsewhere);
    check_loop(t, loop);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE("portal/redirects-are-followed-with-care", redirects_are_followed_with_care,
                  "P-AUT-08", "P-HTP-09"),
};
TC_SUITE(portal, cases);
