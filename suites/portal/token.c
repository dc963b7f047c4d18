/* Access tokens: OAuth 2.0 client credentials, RFC 6749 and RFC 6750. */
#include <string.h>

#include "portals.h"

#define EVENTS 5

/* Five events one after the other, within the life of one token. */
static void token_is_reused(struct tc_test *t)
{
    double from;
    size_t tokens;

    delivery_need_tokens(t);
    delivery_control(t); /* now it has a token */
    from = tc_test_now_ms(t);
    for (size_t i = 0; i < EVENTS; i++)
        portals_delivered(t, delivery_mark(t), "picking");
    tokens = tc_portal_token_requests(t, from, tc_test_now_ms(t));
    tc_check(t, tokens < EVENTS, "P-AUT-01", TC_AT(.part = "requests of an access token"),
             TC_SAY(t, "mã truy cập còn hạn được dùng lại cho %d sự kiện",
                    "a token that is still good used again for %d events", EVENTS),
             TC_SAY(t, "%zu lần xin mã truy cập", "%zu requests of a token", tokens));
}

/* An answer of 401 in the middle of a token's life: get another and repeat. */
static void rejected_token_is_renewed(struct tc_test *t)
{
    struct tc_portal_attempts attempts;
    const char *mark;

    delivery_need_tokens(t);
    mark = delivery_scripted(t, "dispensing", &(struct tc_portal_step){ .status = 401 }, 1);
    attempts = tc_portal_wait(t, mark, 0);
    if (attempts.count == 0)
        delivery_stop_unseen(t);
    delivery_check_accepted(t, "P-AUT-03", &attempts);
}

/* A portal that rejects every token is not besieged. After that a client may wait for a
 * person: the case comes late, and what follows is not asked to arrive. */
static void unending_rejection_is_not_hammered(struct tc_test *t)
{
    unsigned most = tc_portal_limit(t, "rejectedTokenTriesMax"),
             watch = tc_portal_limit(t, "rejectedMs");
    struct tc_portal_attempts attempts;
    const char *mark;

    delivery_need_tokens(t);
    mark = delivery_scripted(t, "storing",
                             &(struct tc_portal_step){ .status = 401, .times = 1000 }, 1);
    if (tc_portal_wait_for(t, mark, 1, 0).count == 0)
        delivery_stop_unseen(t);
    attempts = tc_portal_watch(t, mark, watch);
    if (attempts.count <= most)
        attempts = tc_portal_watch(t, mark, delivery_watch_on_ms(attempts.count, watch));
    tc_portal_script(t, mark, NULL, 0);
    tc_check(t, attempts.count <= most, "P-AUT-12",
             TC_AT(.part = "attempts while each is answered 401",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_SAY(t, "nhiều nhất %u lần", "at most %u", most),
             TC_SAY(t, "%zu lần", "%zu", attempts.count));
}

/* The token is rejected while the token endpoint cannot give another. */
static void failing_token_endpoint_loses_nothing(struct tc_test *t)
{
    static const struct tc_portal_step unavailable = { .status = 503 };
    struct tc_portal_attempts attempts;
    const char *mark;
    double from;

    delivery_need_tokens(t);
    delivery_control(t); /* now it has a token */
    from = tc_test_now_ms(t);
    tc_portal_script_token(t, &unavailable, 1);
    mark = delivery_scripted(t, "removing", &(struct tc_portal_step){ .status = 401 }, 1);
    attempts = tc_portal_wait(t, mark, 0);
    tc_portal_script_token(t, NULL, 0);
    if (attempts.count == 0)
        delivery_stop_unseen(t);
    if (tc_portal_token_requests(t, from, tc_test_now_ms(t)) == 0)
        delivery_stop_unasked(t);
    delivery_check_accepted(t, "P-AUT-05", &attempts);
}

/* Lifetimes that no portal should give; the token is good all the same. The
 * first event is there to be rejected, so that the client gets such a token. */
static void odd_lifetimes_lose_nothing(struct tc_test *t)
{
    static const char *const lifetimes[] = { "\"3600\"", "0", "-1", "1e12", "none" };

    delivery_need_tokens(t);
    for (size_t i = 0; i < sizeof(lifetimes) / sizeof(lifetimes[0]); i++) {
        const char *rejected, *mark = delivery_mark(t);
        struct tc_portal_attempts attempts;
        double from = tc_test_now_ms(t);

        tc_portal_script_token(t, &(struct tc_portal_step){ .expires_in = lifetimes[i] }, 1);
        rejected =
            delivery_scripted(t, "storing", &(struct tc_portal_step){ .status = 401 }, 1);
        tc_portal_wait(t, rejected, tc_portal_limit(t, "shortWatchMs"));
        delivery_capture(t, mark, "staging_outbound");
        attempts = tc_portal_wait(t, mark, 0);
        tc_portal_script_token(t, NULL, 0);
        if (tc_portal_token_requests(t, from, tc_test_now_ms(t)) == 0)
            delivery_stop_unasked(t);
        delivery_check_accepted(t, "P-AUT-06", &attempts);
    }
}

static void check_target(struct tc_test *t, bool secret, const char *part, int exchange)
{
    tc_check(t, !secret, "P-AUT-07", TC_AT(.part = part, .exchange = exchange),
             TC_TEXT("không có bí mật trong địa chỉ", "no secret in the address"),
             TC_TEXT("mã truy cập hoặc bí mật nằm trong địa chỉ",
                     "a token or the client's secret in the address"));
}

static void secrets_stay_out_of_addresses(struct tc_test *t)
{
    const char *mark = delivery_mark(t);
    struct tc_portal_attempts attempts;

    delivery_capture(t, mark, "storing");
    attempts = tc_portal_wait(t, mark, 0);
    if (attempts.count == 0)
        delivery_stop_unseen(t);
    for (size_t i = 0; i < attempts.count; i++)
        check_target(t, attempts.items[i].secret_in_target, "address of the delivery",
                     attempts.items[i].exchange);
    check_target(t, tc_portal_token_secret_shown(t), "address of the token request", 0);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE("portal/token-is-reused", token_is_reused, "P-AUT-01"),
    DELIVERY_CASE("portal/rejected-token-is-renewed", rejected_token_is_renewed, "P-AUT-03"),
    DELIVERY_CASE_LAST("portal/unending-rejection-is-not-hammered",
                       unending_rejection_is_not_hammered, "P-AUT-12"),
    DELIVERY_CASE("portal/failing-token-endpoint-loses-nothing",
                  failing_token_endpoint_loses_nothing, "P-AUT-05"),
    DELIVERY_CASE("portal/odd-lifetimes-lose-nothing", odd_lifetimes_lose_nothing, "P-AUT-06"),
    DELIVERY_CASE("portal/secrets-stay-out-of-addresses", secrets_stay_out_of_addresses,
                  "P-AUT-07"),
};
TC_SUITE(portal, cases);
