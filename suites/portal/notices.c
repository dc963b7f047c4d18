/* Notices that a portal sends to the system (webhooks), signed as Standard Webhooks 1.0.0
 * has it. A refusal is believed only between two good notices that were taken. */
#include <string.h>

#include "tracecert/notice.h"
#include "tracecert/portal.h"

/* --- good ones ------------------------------------------------------------------------ */

static void need_receiver(struct tc_test *t)
{
    if (!tc_notices_taken(t))
        tc_stop_not_applicable(t, TC_TEXT("tệp mô tả không nêu nơi nhận thông báo của cổng "
                                          "(interfaces.notices)",
                                          "the description names no receiver of a portal's "
                                          "notices (interfaces.notices)"));
}

static const char *ordinary(struct tc_test *t)
{
    return tc_notice_body(t, "ordinary", tc_test_uuid(t), 0);
}

static bool is_taken(const struct tc_response *r)
{
    return r->status >= 200 && r->status < 300;
}

static const char *status_of(struct tc_test *t, const struct tc_response *r)
{
    return r->failure ? r->failure : tc_arena_printf(tc_test_arena(t), "%ld", r->status);
}

/* A good notice is taken; else nothing follows from those that are not. */
static void need_taken(struct tc_test *t, const struct tc_response *r)
{
    if (!is_taken(r))
        tc_stop(t, TC_SAY(t,
                          "một thông báo đúng không được nhận (%s): hãy xem "
                          "interfaces.notices.secret",
                          "a good notice is not taken (%s): see interfaces.notices.secret",
                          status_of(t, r)));
}

static void control(struct tc_test *t)
{
    need_taken(t, tc_notify(t, &(struct tc_notice){ .body = ordinary(t) }));
}

static void check_refused(struct tc_test *t, const char *requirement, const char *part,
                          const struct tc_response *r)
{
    tc_check(t, !is_taken(r), requirement, TC_AT(.part = part, .exchange = r->exchange),
             TC_TEXT("bị từ chối (không phải 2xx)", "refused (not 2xx)"),
             TC_SAY(t, "được nhận (%s)", "taken (%s)", status_of(t, r)));
}

/* --- signatures ----------------------------------------------------------------------- */

/* Each is like a good one but for one thing. */
static void bad_signatures_are_refused(struct tc_test *t)
{
    const char *subject = tc_test_uuid(t);
    const char *body = tc_notice_body(t, "ordinary", subject, 0);
    const struct {
        const char *part;
        struct tc_notice notice;
    } bad[] = {
        { "signature with another key", { .signing = TC_NOTICE_OTHER_KEY } },
        { "signature over another content",
          { .signed_body = tc_notice_body(t, "changed", subject, 0) } },
        { "signature over the same content with other blanks",
          { .body = tc_notice_body(t, "spaced", subject, 0), .signed_body = body } },
        { "signature of an unknown kind", { .signing = TC_NOTICE_UNKNOWN_KIND } },
        { "no header with the id", { .without = "id" } },
        { "no header with the timestamp", { .without = "timestamp" } },
        { "no header with the signature", { .without = "signature" } },
    };
    const struct tc_response *answers[sizeof(bad) / sizeof(bad[0])];

    need_receiver(t);
    control(t);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct tc_notice notice = bad[i].notice;

        if (!notice.body)
            notice.body = body;
        answers[i] = tc_notify(t, &notice);
    }
    control(t);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        check_refused(t, "P-WHK-01", bad[i].part, answers[i]);
}

/* Twice as far away as the tolerance, before and after now. */
static void stale_notices_are_refused(struct tc_test *t)
{
    long away = 2 * (long)tc_portal_limit(t, "noticeToleranceS");
    const struct tc_response *old, *ahead;

    need_receiver(t);
    control(t);
    old = tc_notify(t, &(struct tc_notice){ .body = ordinary(t), .age_s = away });
    ahead = tc_notify(t, &(struct tc_notice){ .body = ordinary(t), .age_s = -away });
    control(t);
    check_refused(t, "P-WHK-02", "timestamp that is past", old);
    check_refused(t, "P-WHK-02", "timestamp that is to come", ahead);
}

static void second_signature_is_enough(struct tc_test *t)
{
    const struct tc_response *r;

    need_receiver(t);
    control(t);
    r = tc_notify(t, &(struct tc_notice){ .body = ordinary(t), .signing = TC_NOTICE_SECOND });
    control(t);
    tc_check(
        t, is_taken(r), "P-WHK-04",
        TC_AT(.part = "two signatures, the second of which is right", .exchange = r->exchange),
        TC_TEXT("được nhận (2xx)", "taken (2xx)"), TC_SAY(t, "%s", "%s", status_of(t, r)));
}

/* --- repeats -------------------------------------------------------------------------- */

/* A receiver may answer first and work later: wait for the effect, and a moment for a
 * second one. Below 1: there was none, or the system does not tell. */
static long effects_of(struct tc_test *t, const char *id)
{
    double until = tc_test_now_ms(t) + tc_portal_limit(t, "noticeAnswerMs");
    long effects = tc_notice_effects(t, id);

    while (effects == 0 && tc_test_now_ms(t) < until) {
        tc_test_sleep_ms(t, 100);
        effects = tc_notice_effects(t, id);
    }
    if (effects < 1)
        return effects;
    tc_test_sleep_ms(t, tc_portal_limit(t, "shortWatchMs"));
    return tc_notice_effects(t, id);
}

/* The sender repeats what it has no answer to: an error would make it go on. */
static void repeated_notices_have_one_effect(struct tc_test *t)
{
    const struct tc_response *again;
    struct tc_notice notice = { 0 };
    long effects;

    need_receiver(t);
    notice.id = tc_notice_id(t);
    notice.body = ordinary(t);
    need_taken(t, tc_notify(t, &notice));
    again = tc_notify(t, &notice);
    if (!tc_check(
            t, is_taken(again) || again->status == 409, "P-WHK-03",
            TC_AT(.part = "notice that comes again under its id", .exchange = again->exchange),
            TC_TEXT("2xx (hoặc 409)", "2xx (or 409)"),
            TC_SAY(t, "%s", "%s", status_of(t, again))))
        return;
    effects = effects_of(t, notice.id);
    if (effects < 1)
        tc_attest(t, "P-WHK-03",
                  TC_TEXT("thông báo đến hai lần chỉ có tác dụng một lần (hoặc khai báo "
                          "interfaces.notices.effects để tracecert tự kiểm thử)",
                          "a notice that comes twice has its effect once (or give "
                          "interfaces.notices.effects, so that tracecert can test it)"));
    else
        tc_check(t, effects == 1, "P-WHK-03",
                 TC_AT(.part = "effect of a notice that came twice"),
                 TC_TEXT("một lần", "once"), TC_SAY(t, "%ld lần", "%ld times", effects));
}

static void check_prompt(struct tc_test *t, const char *part, const struct tc_response *r)
{
    double most = tc_portal_limit(t, "noticeAnswerMs");

    tc_check(t, is_taken(r) && r->took_ms <= most, "P-ORD-02",
             TC_AT(.part = part, .exchange = r->exchange),
             TC_SAY(t, "2xx trong %.0f ms", "2xx within %.0f ms", most),
             TC_SAY(t, "%s sau %.0f ms", "%s after %.0f ms", status_of(t, r), r->took_ms));
}

static const struct tc_response *tell(struct tc_test *t, const char *body, const char *subject,
                                      long age_s)
{
    return tc_notify(t, &(struct tc_notice){ .body = tc_notice_body(t, body, subject, age_s) });
}

/* The second speaks of what happened before the first. */
static void notices_in_disorder_are_taken(struct tc_test *t)
{
    const char *subject = tc_test_uuid(t);
    struct tc_notice twice = { 0 };

    need_receiver(t);
    control(t);
    twice.id = tc_notice_id(t);
    twice.body = ordinary(t);
    check_prompt(t, "notice", tell(t, "ordinary", subject, 60));
    check_prompt(t, "notice of what happened before", tell(t, "ordinary", subject, 120));
    check_prompt(t, "notice of an unknown type", tell(t, "unknownType", subject, 0));
    check_prompt(t, "notice with unknown members", tell(t, "unknownMembers", subject, 0));
    check_prompt(t, "notice", tc_notify(t, &twice));
    check_prompt(t, "notice that comes again", tc_notify(t, &twice));
}

/* --- leave ---------------------------------------------------------------------------- */

#define SENDER "portal.example"

/* Leave is given to whoever asked, or to everybody. */
static void leave_is_given(struct tc_test *t)
{
    static const struct tc_header asks[] = { { "WebHook-Request-Origin", SENDER },
                                             { NULL, NULL } };
    const struct tc_response *r;
    const char *allowed;

    need_receiver(t);
    if (!tc_notices_handshake(t))
        tc_stop_not_applicable(t, TC_TEXT("tệp mô tả không nêu việc hỏi phép "
                                          "(interfaces.notices.handshake)",
                                          "the description names no handshake "
                                          "(interfaces.notices.handshake)"));
    r = tc_send(t, &(struct tc_request){ .method = "OPTIONS",
                                         .to = TC_IF_NOTICES,
                                         .path = "",
                                         .headers = asks,
                                         .anonymous = true });
    allowed = tc_response_header(r, "WebHook-Allowed-Origin");
    tc_check(t, allowed && (strcmp(allowed, SENDER) == 0 || strcmp(allowed, "*") == 0),
             "P-WHK-05",
             TC_AT(.part = "header WebHook-Allowed-Origin", .exchange = r->exchange),
             TC_TEXT(SENDER " hoặc *", SENDER " or *"),
             allowed ? TC_TEXT(allowed, allowed)
                     : TC_TEXT("không có tiêu đề này", "no such header"));
}

/* The portals are not touched: it runs beside whatever else does. */
#define NOTICE_CASE(id_, run_, requirement_)                                                   \
    {                                                                                          \
        .id = id_, .requirements = TC_REQS(requirement_), .role = TC_ROLE_PORTAL_CLIENT,       \
        .run = run_                                                                            \
    }

static const struct tc_case cases[] = {
    NOTICE_CASE("portal/bad-signatures-are-refused", bad_signatures_are_refused, "P-WHK-01"),
    NOTICE_CASE("portal/stale-notices-are-refused", stale_notices_are_refused, "P-WHK-02"),
    NOTICE_CASE("portal/repeated-notices-have-one-effect", repeated_notices_have_one_effect,
                "P-WHK-03"),
    NOTICE_CASE("portal/second-signature-is-enough", second_signature_is_enough, "P-WHK-04"),
    NOTICE_CASE("portal/leave-is-given-to-who-asks", leave_is_given, "P-WHK-05"),
    NOTICE_CASE("portal/notices-in-disorder-are-taken", notices_in_disorder_are_taken,
                "P-ORD-02"),
};
TC_SUITE(portal, cases);
