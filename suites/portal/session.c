/* How the client speaks TLS to a portal that it trusts. */
#include "portals.h"

#define LOOK_MS 20

/* Without TLS of the simulator's own a person has to look. */
static bool has_tls(struct tc_test *t, const char *requirement, struct tc_text what)
{
    struct tc_arena *arena = tc_test_arena(t);

    if (tc_portal_has_tls(t))
        return true;
    tc_attest(t, requirement,
              TC_TEXT(tc_arena_printf(arena,
                                      "%s (hoặc khai báo interfaces.portal.tls để tracecert "
                                      "tự kiểm thử)",
                                      what.vi),
                      tc_arena_printf(arena,
                                      "%s (or give interfaces.portal.tls, so that tracecert "
                                      "can test it)",
                                      what.en)));
    return false;
}

/* --- SNI ------------------------------------------------------------------------------ */

/* At every portal: what its requests call it is compared with what SNI said, so that
 * nothing has to be known of how the client was set up. */
static void host_is_named_in_sni(struct tc_test *t)
{
    const char *mark = delivery_mark(t);
    struct tc_portal_tls sum = { 0 };
    bool seen = false;

    if (!has_tls(t, "P-TLS-19",
                 TC_TEXT("hệ thống gửi tên máy chủ của cổng trong SNI",
                         "the system sends the portal's host name in SNI")))
        return;
    delivery_capture(t, mark, "storing");
    for (unsigned i = 0; i < tc_portal_count(t); i++) {
        struct tc_portal_tls facts;

        tc_portal_use(t, i);
        if (!tc_portal_has_tls(t))
            continue;
        if (portals_code(t, mark))
            seen = tc_portal_wait(t, portals_code(t, mark), 0).count > 0 || seen;
        facts = tc_portal_tls_facts(t);
        sum.named += facts.named;
        sum.misnamed += facts.misnamed;
    }
    if (sum.named == 0 && !seen)
        delivery_stop_unseen(t);
    if (sum.named == 0)
        tc_stop_not_applicable(
            t, TC_TEXT("hệ thống gọi các cổng bằng địa chỉ IP hoặc tên không đầy "
                       "đủ; RFC 6066, mục 3 khi đó không có SNI",
                       "the system calls the portals by IP addresses or names that "
                       "are not fully qualified, for which RFC 6066, section 3 has "
                       "no SNI"));
    tc_check(t, sum.misnamed == 0, "P-TLS-19", TC_AT(.part = "TLS connection to the portal"),
             TC_TEXT("tên trong tiêu đề Host cũng có trong SNI",
                     "the name of the Host header in SNI, too"),
             TC_SAY(t, "%u trong %u kết nối không có tên đó trong SNI",
                    "%u of %u connections without that name in SNI", sum.misnamed, sum.named));
}

/* --- early data ----------------------------------------------------------------------- */

/* The second event comes over a new connection of a client that has been given a session
 * which allows early data. */
static void events_do_not_go_early(struct tc_test *t)
{
    const char *first = delivery_mark(t), *second = delivery_mark(t);
    struct tc_portal_attempts attempts;
    struct tc_portal_tls facts;

    if (!has_tls(t, "P-TLS-20",
                 TC_TEXT("hệ thống không gửi POST trong dữ liệu sớm của TLS 1.3",
                         "the system sends no POST as early data of TLS 1.3")))
        return;
    tc_portal_tls_show(t, "early-data");
    delivery_capture(t, first, "returning");
    attempts = tc_portal_wait(t, first, 0);
    tc_portal_tls_show(t, "early-data");
    if (delivery_accepted(&attempts) > 0) {
        delivery_capture(t, second, "returning");
        attempts = tc_portal_wait(t, second, 0);
    }
    facts = tc_portal_tls_facts(t);
    tc_portal_tls_show(t, "good");
    if (delivery_accepted(&attempts) == 0)
        delivery_stop_unseen(t);
    if (facts.requests == 0)
        tc_stop(t, TC_TEXT("hệ thống không kết nối lại",
                           "the system has not made another connection"));
    tc_check(
        t, facts.early == 0, "P-TLS-20",
        TC_AT(.part = "early data of TLS 1.3", .exchange = delivery_last_exchange(&attempts)),
        TC_TEXT("không có yêu cầu nào làm thay đổi dữ liệu",
                "no request that changes anything"),
        TC_TEXT("có yêu cầu như vậy, có thể bị kẻ khác phát lại",
                "such a request, which others can replay"));
}

/* --- renegotiation -------------------------------------------------------------------- */

static struct tc_portal_tls wait_until_asked(struct tc_test *t)
{
    double until = tc_test_now_ms(t) + tc_portal_delivery_ms(t);
    struct tc_portal_tls facts = tc_portal_tls_facts(t);

    while (facts.asked == 0 && facts.refused == 0 && tc_test_now_ms(t) < until) {
        tc_test_sleep_ms(t, LOOK_MS);
        facts = tc_portal_tls_facts(t);
    }
    return facts;
}

/* To renegotiate, to refuse and to take no notice are all right: what is looked at is
 * whether the other certificate is taken. A client that refuses TLS 1.2 is right, too. */
static void changed_certificate_is_seen(struct tc_test *t)
{
    const char *mark = delivery_mark(t);
    struct tc_portal_attempts attempts;
    struct tc_portal_tls facts;

    if (!has_tls(t, "P-TLS-23",
                 TC_TEXT("hệ thống kiểm tra cả chứng thư được đưa ra khi thương lượng lại TLS",
                         "the system looks at a certificate that it is shown in a "
                         "renegotiation, too")))
        return;
    tc_portal_tls_show(t, "changed");
    delivery_capture(t, mark, "storing");
    facts = wait_until_asked(t);
    tc_portal_tls_show(t, "good");
    attempts = tc_portal_wait(t, mark, 0);
    if (delivery_accepted(&attempts) == 0)
        delivery_stop_unseen(t);
    if (facts.asked == 0 && facts.refused == 0)
        tc_stop(t, TC_TEXT("hệ thống không kết nối lại",
                           "the system has not made another connection"));
    tc_check(t, facts.renegotiated == 0, "P-TLS-23",
             TC_AT(.part = "renegotiation in the midst of a POST",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_TEXT("chứng thư của tổ chức không được tin cậy bị từ chối",
                     "the certificate of an unknown authority refused"),
             TC_TEXT("được chấp nhận, và yêu cầu đi tiếp", "taken, and the request went on"));
}

/* --- the end -------------------------------------------------------------------------- */

/* The answer has no length: that its end came with close_notify is all by which it can
 * be known to be whole (RFC 9112, 9.8), and here it is not whole. */
static void cut_answer_is_no_success(struct tc_test *t)
{
    const char *mark;
    struct tc_portal_attempts attempts;

    if (!has_tls(t, "P-TLS-21",
                 TC_TEXT("hệ thống không coi trả lời kết thúc mà không có close_notify là trọn "
                         "vẹn",
                         "the system does not take an answer that ends without close_notify as "
                         "whole")))
        return;
    delivery_need_plain_success(t);
    tc_portal_tls_show(t, "unclosed");
    mark = delivery_scripted(
        t, "storing", &(struct tc_portal_step){ .status = 201, .behaviour = "unfinished" }, 1);
    attempts = tc_portal_wait_for(t, mark, 2, 0);
    tc_portal_tls_show(t, "good");
    if (attempts.count == 0)
        delivery_stop_unseen(t);
    tc_check(t, attempts.count > 1, "P-TLS-21",
             TC_AT(.part = "answer that ends without close_notify",
                   .exchange = attempts.items[0].exchange),
             TC_TEXT("gửi lại sự kiện", "the event sent again"),
             TC_TEXT("coi là trả lời trọn vẹn, không gửi lại",
                     "taken as whole, and not sent again"));
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/host-is-named-in-sni", host_is_named_in_sni, "P-TLS-19"),
    DELIVERY_CASE("portal/events-do-not-go-early", events_do_not_go_early, "P-TLS-20"),
    DELIVERY_CASE("portal/renegotiated-certificate-is-seen", changed_certificate_is_seen,
                  "P-TLS-23"),
    DELIVERY_CASE("portal/cut-tls-is-no-success", cut_answer_is_no_success, "P-TLS-21"),
};
TC_SUITE(portal, cases);
