/* The client is killed at different moments and started again on its data. */
#include <string.h>

#include "portals.h"

#define MOMENTS_MAX 20

static const char *first_id(const struct tc_portal_attempt *attempt)
{
    const char *id = json_string_value(json_object_get(attempt->event, "eventID"));

    return id ? id : "";
}

/* It arrives, and each attempt is the same event. More than one success may be:
 * a client that was killed while the portal answered cannot know of it. */
static void check_survives(struct tc_test *t, const char *mark, double until)
{
    struct tc_portal_attempts attempts = tc_portal_wait(t, mark, delivery_left_ms(t, until));

    if (!delivery_check_accepted(t, "P-RTY-12", &attempts))
        return;
    for (size_t i = 1; i < attempts.count; i++)
        tc_check(
            t, strcmp(attempts.items[i].event_sha, attempts.items[0].event_sha) == 0,
            "P-RTY-12",
            TC_AT(.part = "event after the restart", .exchange = attempts.items[i].exchange),
            TC_SAY(t, "cùng sự kiện %s", "the same event %s", first_id(&attempts.items[0])),
            TC_SAY(t, "sự kiện khác (%s)", "another event (%s)", first_id(&attempts.items[i])));
}

/* What was accepted before the first kill stays accepted. */
static void check_settled(struct tc_test *t, const char *mark)
{
    struct tc_portal_attempts attempts = tc_portal_watch(t, mark, 0);
    size_t repeats = delivery_after_success(&attempts);

    tc_check(t, repeats == 0, "P-RTY-12",
             TC_AT(.part = "event accepted before the restart",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_TEXT("không gửi lại", "not sent again"),
             TC_SAY(t, "%zu lần gửi lại", "%zu repeats", repeats));
}

/* Accepted, and known to the client: where there is a job it has asked for that. */
static void wait_until_settled(struct tc_test *t, const char *mark)
{
    double until = tc_test_now_ms(t) + tc_portal_delivery_ms(t);
    bool has_jobs = json_object_get(tc_portal_facts(t).answers, "jobFailed") != NULL;
    struct tc_portal_attempts attempts = tc_portal_wait(t, mark, 0);

    if (delivery_accepted(&attempts) == 0)
        delivery_stop_unseen(t);
    while (has_jobs && json_array_size(attempts.items[attempts.count - 1].reads) == 0 &&
           tc_test_now_ms(t) < until)
        attempts = tc_portal_watch(t, mark, 50);
    tc_test_sleep_ms(t, tc_portal_limit(t, "settledMs"));
}

/* One is being answered and one waits for its retry when the system is killed. */
static void kill_at(struct tc_test *t, unsigned after_ms, const char *marks[2])
{
    static const struct tc_portal_step slow = { .delay_ms = 80 }, failing = { .status = 503 };

    marks[0] = delivery_scripted(t, "holding", &failing, 1);
    marks[1] = delivery_scripted(t, "holding", &slow, 1);
    tc_test_sleep_ms(t, after_ms);
    tc_portal_restart(t);
}

/* The portals that were not being answered when it happened. */
static void check_elsewhere(struct tc_test *t, const char *marks[][2], unsigned moments)
{
    double until = tc_test_now_ms(t) + tc_portal_delivery_ms(t);

    for (unsigned p = 1; p < tc_portal_count(t); p++) {
        tc_portal_use(t, p);
        for (unsigned i = 0; i < 2 * moments; i++) {
            const char *code = portals_code(t, marks[i / 2][i % 2]);
            struct tc_portal_attempts attempts;

            if (!code)
                continue; /* how it is written there is not known */
            attempts = tc_portal_wait(t, code, delivery_left_ms(t, until));
            tc_check(
                t, delivery_accepted(&attempts) > 0, "VN-PRT-09",
                TC_AT(.part = tc_arena_printf(tc_test_arena(t), "event of %s at %s", code,
                                              tc_portal_name(t)),
                      .exchange = delivery_last_exchange(&attempts)),
                TC_TEXT("được nhận sau khi hệ thống chạy lại", "accepted after the restart"),
                TC_TEXT("mất: cổng không nhận được", "lost: not at the portal"));
        }
    }
    tc_portal_use(t, 0);
    if (tc_portal_count(t) < 2)
        portals_say_one(t, "VN-PRT-09");
}

static unsigned moments_of(struct tc_test *t)
{
    unsigned moments = tc_portal_limit(t, "killMoments");

    return moments < MOMENTS_MAX ? moments : MOMENTS_MAX;
}

static void killed_client_loses_nothing(struct tc_test *t)
{
    unsigned moments = moments_of(t);
    const char *marks[MOMENTS_MAX][2], *settled = delivery_mark(t);
    double until;

    if (!tc_portal_can_restart(t)) {
        tc_attest(
            t, "P-RTY-12",
            TC_TEXT("hệ thống bị dừng đột ngột khi còn sự kiện chờ gửi, sau khi chạy lại "
                    "gửi đủ, không sót, không trùng (hoặc khai báo "
                    "interfaces.portal.restart để tracecert tự kiểm thử)",
                    "the system, killed while events wait and started again, delivers all "
                    "of them once (or give interfaces.portal.restart, so that tracecert "
                    "can test it)"));
        tc_not_applicable(t, "VN-PRT-09",
                          TC_TEXT("tệp mô tả không có interfaces.portal.restart",
                                  "the description has no interfaces.portal.restart"));
        return;
    }
    delivery_capture(t, settled, "holding");
    wait_until_settled(t, settled);
    for (unsigned i = 0; i < moments; i++)
        kill_at(t, i * tc_portal_limit(t, "killStepMs"), marks[i]);
    until = tc_test_now_ms(t) + tc_portal_delivery_ms(t);
    for (unsigned i = 0; i < moments; i++) {
        check_survives(t, marks[i][0], until);
        check_survives(t, marks[i][1], until);
    }
    check_settled(t, settled);
    check_elsewhere(t, marks, moments);
}

static const struct tc_case cases[] = {
    { .id = "portal/killed-client-loses-nothing",
      .requirements = TC_REQS("P-RTY-12", "VN-PRT-09"),
      .role = TC_ROLE_PORTAL_CLIENT,
      .needs = TC_NEEDS_ENTRY | TC_NEEDS_PORTAL | TC_NEEDS_ALONE,
      .deadline_s = 600,
      .run = killed_client_loses_nothing },
};
TC_SUITE(portal, cases);
