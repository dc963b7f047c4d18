/* A portal that cannot prove who it is gets nothing: not a byte of a request,
 * and so no token and no event. The client is seen alive before and after. */
#include "delivery.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define LOOK_MS 20
#define FALLBACK_MS 30
#define TOGETHER 2 /* more failures in a row would let a client pause longer */

static const struct {
    const char *requirement, *proof;
    struct tc_text what;
} bad[] = {
    { "P-TLS-01", "expired", { "chứng thư hết hạn", "an expired certificate" } },
    { "P-TLS-02",
      "not-yet-valid",
      { "chứng thư chưa có hiệu lực", "a certificate that is not yet valid" } },
    { "P-TLS-03", "self-signed", { "chứng thư tự ký", "a self-signed certificate" } },
    { "P-TLS-04",
      "unknown-authority",
      { "chứng thư của tổ chức không được tin cậy", "a certificate of an unknown authority" } },
    { "P-TLS-05",
      "wrong-host",
      { "chứng thư của máy chủ khác", "the certificate of another host" } },
    { "P-TLS-09",
      "clients-only",
      { "chứng thư không dành cho máy chủ", "a certificate that is not for servers" } },
    { "P-TLS-10",
      "issuer-is-no-ca",
      { "chứng thư do một máy chủ khác ký", "a certificate signed by another server" } },
    { "P-TLS-06",
      "name-alone",
      { "chứng thư chỉ có tên máy chủ trong common name",
        "a certificate with the host in its common name alone" } },
    { "P-TLS-07",
      "other-kind",
      { "chứng thư ghi địa chỉ như tên miền hoặc ngược lại",
        "a certificate that writes an address as a name, or the other way round" } },
    { "P-TLS-08",
      "wildcard",
      { "chứng thư có ký tự đại diện không bao trùm tên máy chủ",
        "a wildcard that does not cover the host" } },
    { "P-TLS-11",
      "constrained",
      { "chứng thư của tổ chức không được cấp cho tên này",
        "an authority that may not sign for the host" } },
    { "P-TLS-13", "sha1", { "chứng thư ký bằng SHA-1", "a certificate signed with SHA-1" } },
    { "P-TLS-14", "small-key", { "khóa RSA 1024 bit", "an RSA key of 1024 bits" } },
    { "P-TLS-15", "older-protocol", { "máy chủ chỉ có TLS 1.0", "a server of TLS 1.0 alone" } },
    { "P-TLS-17", "no-cipher", { "máy chủ không mã hóa", "a server without encryption" } },
    { "P-TLS-16", "old-protocol", { "máy chủ chỉ có TLS 1.1", "a server of TLS 1.1 alone" } },
    { "P-TLS-22",
      "copied",
      { "bản sao của chứng thư đúng với khóa khác",
        "a copy of the good certificate over another key" } },
    { "P-TLS-12",
      "revoked",
      { "chứng thư có trạng thái thu hồi đính kèm",
        "a certificate with a stapled status of revoked" } },
};

/* A client that is gone without an alert may have been cut off before it had looked,
 * once; who is gone again does not want what it sees. */
#define ENDS_THAT_REFUSE 2

static bool has_refused(const struct tc_portal_tls *facts)
{
    return facts->refused > 0 || facts->ended >= ENDS_THAT_REFUSE;
}

/* Until the client has tried, and a moment more: one that falls back to less checking
 * does so at once. It may pause long after the one before. */
static struct tc_portal_tls wait_for_try(struct tc_test *t)
{
    double until = tc_test_now_ms(t) + tc_portal_delivery_ms(t);
    struct tc_portal_tls facts = tc_portal_tls_facts(t);

    while (!has_refused(&facts) && facts.requests == 0 && tc_test_now_ms(t) < until) {
        tc_test_sleep_ms(t, LOOK_MS);
        facts = tc_portal_tls_facts(t);
    }
    if (facts.requests == 0) {
        tc_test_sleep_ms(t, FALLBACK_MS);
        facts = tc_portal_tls_facts(t);
    }
    return facts;
}

/* An event that meets the bad proof, and what the client did then. */
struct meeting {
    const char *mark;
    struct tc_portal_tls facts;
};

static struct meeting meet(struct tc_test *t, size_t i)
{
    struct meeting meeting = { .mark = delivery_mark(t) };

    tc_portal_tls_show(t, bad[i].proof);
    delivery_capture(t, meeting.mark, "storing");
    meeting.facts = wait_for_try(t);
    return meeting;
}

static void check_one(struct tc_test *t, size_t i, const struct meeting *meeting)
{
    struct tc_portal_tls facts = meeting->facts;
    struct tc_portal_attempts attempts = tc_portal_wait(t, meeting->mark, 0);

    if (facts.requests > 0)
        tc_fail(t, bad[i].requirement, TC_AT(.part = "TLS connection to the portal"),
                TC_TEXT(tc_arena_printf(tc_test_arena(t), "từ chối %s", bad[i].what.vi),
                        tc_arena_printf(tc_test_arena(t), "%s refused", bad[i].what.en)),
                TC_TEXT("vẫn gửi yêu cầu", "a request was sent all the same"));
    else if (!has_refused(&facts))
        tc_inconclusive(t, bad[i].requirement,
                        facts.ended
                            ? TC_TEXT("một kết nối kết thúc không rõ vì sao, và hệ "
                                      "thống không thử lại",
                                      "a connection ended for no known reason, and "
                                      "the system did not try again")
                            : TC_TEXT("hệ thống không thử kết nối", "the system did not try"));
    else if (delivery_accepted(&attempts) == 0)
        tc_inconclusive(
            t, bad[i].requirement,
            TC_TEXT("sau đó sự kiện cũng không tới cổng, nên không rõ hệ thống có "
                    "từ chối chứng thư hay không",
                    "the event did not reach the portal afterwards, either, so that "
                    "nothing follows"));
    else
        tc_pass(t, bad[i].requirement);
}

/* Some after each other, each with an event of its own, then the good one again. */
static void check_some(struct tc_test *t, size_t from, size_t to)
{
    struct meeting meetings[TOGETHER];

    for (size_t i = from; i < to; i++)
        meetings[i - from] = meet(t, i);
    tc_portal_tls_show(t, "good");
    for (size_t i = from; i < to; i++)
        check_one(t, i, &meetings[i - from]);
}

static void attest(struct tc_test *t, size_t i)
{
    tc_attest(t, bad[i].requirement,
              TC_TEXT(tc_arena_printf(tc_test_arena(t),
                                      "hệ thống không gửi gì khi gặp %s (hoặc khai báo "
                                      "interfaces.portal.tls để tracecert tự kiểm thử)",
                                      bad[i].what.vi),
                      tc_arena_printf(tc_test_arena(t),
                                      "the system sends nothing when it meets %s (or give "
                                      "interfaces.portal.tls, so that tracecert can test it)",
                                      bad[i].what.en)));
}

static void unsafe_connections_are_refused(struct tc_test *t)
{
    bool tls = tc_portal_has_tls(t);

    if (tls)
        delivery_control(t);
    for (size_t i = 0; i < COUNT(bad) && !tls; i++)
        attest(t, i);
    for (size_t i = 0; i < COUNT(bad) && tls; i += TOGETHER)
        check_some(t, i, i + TOGETHER < COUNT(bad) ? i + TOGETHER : COUNT(bad));
}

static const struct tc_case cases[] = {
    DELIVERY_CASE("portal/unsafe-connections-are-refused", unsafe_connections_are_refused,
                  "P-TLS-01", "P-TLS-02", "P-TLS-03", "P-TLS-04", "P-TLS-05", "P-TLS-09",
                  "P-TLS-06", "P-TLS-07", "P-TLS-08", "P-TLS-10", "P-TLS-11", "P-TLS-13",
                  "P-TLS-14", "P-TLS-15", "P-TLS-16", "P-TLS-17", "P-TLS-22", "P-TLS-12"),
};
TC_SUITE(portal, cases);
