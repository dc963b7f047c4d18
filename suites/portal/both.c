/* What holds for all portals that the system reports to. */
#include "portals.h"
#include "reconcile.h"

#define EVENTS 3

/* The same events at each of them, once. */
static void every_portal_gets_the_same(struct tc_test *t)
{
    static const struct reconcile_rules rules = { "VN-PRT-09", "VN-PRT-09", NULL, "VN-PRT-09" };
    const char *object = delivery_mark(t), *marks[EVENTS];
    json_t *events[EVENTS];

    portals_need_two(t);
    for (size_t i = 0; i < EVENTS; i++) {
        const char *epcs[] = { object, marks[i] = delivery_mark(t), NULL };

        events[i] =
            tc_event_new(t, &(struct tc_event){ .action = "OBSERVE",
                                                .biz_step = "collecting",
                                                .event_time = tc_arena_printf(
                                                    tc_test_arena(t),
                                                    "2026-03-02T06:15:%02zu.000+07:00", i + 1),
                                                .epcs = epcs,
                                                .read_point = tc_location(t) });
        tc_portal_enter(t, tc_document_new(t, &events[i], 1));
    }
    reconcile(t, &(struct reconcile_object){ object, marks, events, EVENTS, 0 }, &rules);
}

/* From now on speak of that portal; false if it cannot be known how it writes the code. */
static bool speak_of(struct tc_test *t, unsigned portal, const char *mark)
{
    tc_portal_use(t, portal);
    return portals_code(t, mark) != NULL;
}

static void check_others(struct tc_test *t, bool first_refuses, const char *mark)
{
    for (unsigned i = 0; i < tc_portal_count(t); i++) {
        struct tc_portal_attempts attempts;

        if ((i == 0) == first_refuses || !speak_of(t, i, mark))
            continue;
        attempts = tc_portal_wait(t, portals_code(t, mark), 0);
        tc_check(
            t, delivery_accepted(&attempts) > 0, "P-MUL-01",
            TC_AT(.part = tc_arena_printf(tc_test_arena(t), "event at %s", tc_portal_name(t)),
                  .exchange = delivery_last_exchange(&attempts)),
            first_refuses ? TC_TEXT("được nhận trong khi cổng đầu từ chối",
                                    "accepted while the first portal refuses it")
                          : TC_TEXT("được nhận trong khi các cổng khác từ chối",
                                    "accepted while the other portals refuse it"),
            TC_TEXT("không tới", "it does not arrive"));
    }
}

/* The first portal, or all others, refuse an event for now; whoever does not must not wait
 * for them. In the end it has reached them, too. */
static void refuse_and_look(struct tc_test *t, bool first_refuses)
{
    static const struct tc_portal_step failing = { .status = 503, .times = 1000000 };
    const char *mark = delivery_mark(t), *epcs[] = { mark, NULL };
    json_t *event = tc_event_new(
        t, &(struct tc_event){ .action = "OBSERVE", .biz_step = "accepting", .epcs = epcs });

    for (unsigned i = 0; i < tc_portal_count(t); i++)
        if ((i == 0) == first_refuses && speak_of(t, i, mark))
            tc_portal_script(t, mark, &failing, 1);
    tc_portal_enter(t, tc_document_new(t, &event, 1));
    check_others(t, first_refuses, mark);
    for (unsigned i = 0; i < tc_portal_count(t); i++)
        if ((i == 0) == first_refuses && speak_of(t, i, mark)) {
            tc_portal_script(t, mark, NULL, 0);
            tc_portal_wait(t, mark, 0);
        }
}

static void no_portal_holds_up_another(struct tc_test *t)
{
    portals_need_two(t);
    delivery_control(t);
    refuse_and_look(t, true);
    refuse_and_look(t, false);
}

/* --- secrets ----------------------------------------------------------------------- */

static void check_secrets(struct tc_test *t, const char *mark)
{
    struct tc_portal_attempts attempts = tc_portal_wait(t, mark, 0);
    bool shown = tc_portal_token_secret_shown(t);

    if (delivery_accepted(&attempts) == 0)
        tc_stop(t, TC_SAY(t, "sự kiện không tới được %s", "the event does not reach %s",
                          tc_portal_name(t)));
    for (size_t i = 0; i < attempts.count; i++)
        shown = shown || attempts.items[i].secret_in_target;
    tc_check(
        t, !shown, "VN-PRT-10",
        TC_AT(.part = tc_arena_printf(tc_test_arena(t), "addresses at %s", tc_portal_name(t)),
              .exchange = delivery_last_exchange(&attempts)),
        TC_TEXT("địa chỉ không chứa bí mật", "addresses without a secret"),
        TC_TEXT("mã truy cập hoặc bí mật nằm trong địa chỉ",
                "the token or the secret stands in an address"));
    if (!tc_portal_has_tls(t))
        tc_attest(t, "VN-PRT-10",
                  TC_SAY(t,
                         "kết nối thật tới %s dùng TLS từ 1.2 (hoặc khai báo "
                         "interfaces.portal.tls để tracecert tự kiểm thử)",
                         "the real connection to %s uses TLS 1.2 or later (or give "
                         "interfaces.portal.tls, so that tracecert can test it)",
                         tc_portal_name(t)));
}

/* A simulator with certificates speaks TLS 1.2 and 1.3 alone: what arrived came so. */
static void no_portal_shows_secrets(struct tc_test *t)
{
    const char *mark = delivery_mark(t);

    delivery_capture(t, mark, "shipping");
    for (unsigned i = 0; i < tc_portal_count(t); i++) {
        tc_portal_use(t, i);
        if (portals_code(t, mark))
            check_secrets(t, portals_code(t, mark));
    }
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/every-portal-gets-the-same", every_portal_gets_the_same,
                         "VN-PRT-09"),
    DELIVERY_CASE_SHARED("portal/no-portal-holds-up-another", no_portal_holds_up_another,
                         "P-MUL-01"),
    DELIVERY_CASE_SHARED("portal/no-portal-shows-secrets", no_portal_shows_secrets,
                         "VN-PRT-10"),
};
TC_SUITE(portal, cases);
