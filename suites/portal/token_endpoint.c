/* Tokens that end, and a token endpoint that is slow, busy or refuses. */
#include <string.h>

#include "delivery.h"

#define EVENTS 10
#define ROUNDS 3
#define LOOK_MS 25

/* An event that is answered 401 once, so that the client needs another token. */
static const char *need_token(struct tc_test *t)
{
    delivery_need_tokens(t);
    return delivery_scripted(t, "storing", &(struct tc_portal_step){ .status = 401 }, 1);
}

static void check_tokens(struct tc_test *t, const char *requirement, size_t requests,
                         unsigned most)
{
    tc_check(t, requests <= most, requirement, TC_AT(.part = "requests of an access token"),
             TC_SAY(t, "nhiều nhất %u lần", "at most %u", most),
             TC_SAY(t, "%zu lần", "%zu", requests));
}

/* Was it the same event, brought with the same token? */
static bool is_again(const struct tc_portal_attempt *a, const struct tc_portal_attempt *b)
{
    return strcmp(a->event_sha, b->event_sha) == 0 && strcmp(a->token, b->token) == 0;
}

/* The most often that one event was answered 401 since then with one token. Any event will
 * do: what other cases enter comes by this connection, too, and may meet the expired token
 * first. Many events that are sent at the same time may each meet it once. Records that are
 * no events do not count: equal ones go along with many events. */
static size_t most_refused(struct tc_test *t, double from, int *exchange)
{
    struct tc_portal_attempts refused = tc_portal_answered(t, 401);
    size_t most = 0;

    for (size_t i = 0; i < refused.count; i++) {
        size_t same = 0;

        if (refused.items[i].at_ms < from || strcmp(refused.items[i].record, "event") != 0)
            continue;
        for (size_t k = i; k < refused.count; k++)
            same += is_again(&refused.items[i], &refused.items[k]);
        if (same <= most)
            continue;
        most = same;
        *exchange = refused.items[i].exchange;
    }
    return most;
}

static void expired_token_is_renewed(struct tc_test *t)
{
    unsigned life = tc_portal_limit(t, "tokenLifeS");
    struct tc_portal_step brief = {
        .expires_in = tc_arena_printf(tc_test_arena(t), "%u", life),
        .times = 1000, /* whichever event asks */
    };
    const char *mark = delivery_mark(t);
    struct tc_portal_attempts attempts;
    double from = tc_test_now_ms(t);
    int exchange = 0;
    size_t refused;

    tc_portal_script_token(t, &brief, 1);
    tc_portal_wait(t, need_token(t), 0);
    tc_portal_script_token(t, NULL, 0);
    if (tc_portal_token_requests(t, from, tc_test_now_ms(t)) == 0)
        delivery_stop_unasked(t);
    from = tc_test_now_ms(t);
    tc_test_sleep_ms(t, life * 1000 + tc_portal_limit(t, "shortestPauseMs"));
    delivery_capture(t, mark, "storing");
    attempts = tc_portal_wait(t, mark, 0);
    if (!delivery_check_accepted(t, "P-AUT-02", &attempts))
        return;
    refused = most_refused(t, from, &exchange);
    tc_check(t, refused <= 1, "P-AUT-02",
             TC_AT(.part = "attempts with an expired token", .exchange = exchange),
             TC_TEXT("mỗi sự kiện nhiều nhất một lần 401 với cùng một mã truy cập",
                     "at most one 401 an event with one token"),
             TC_SAY(t, "%zu lần", "%zu", refused));
}

/* How long a token must be on its way for all the events to be entered meanwhile. */
static unsigned time_to_enter_all(struct tc_test *t)
{
    const char *mark = delivery_mark(t);
    double began = tc_test_now_ms(t), ms, most = tc_portal_timeout_ms(t) / 2.0;
    struct tc_portal_attempts attempts;

    delivery_capture(t, mark, "storing");
    ms = 2 * EVENTS * (tc_test_now_ms(t) - began);
    attempts = tc_portal_wait(t, mark, 0);
    if (delivery_accepted(&attempts) == 0)
        delivery_stop_unseen(t);
    if (ms < tc_portal_limit(t, "shortestPauseMs"))
        ms = tc_portal_limit(t, "shortestPauseMs");
    return (unsigned)(ms < most ? ms : most);
}

/* The token is revoked, and there is much to send; true if all of it arrives. */
static bool revoke_and_enter_all(struct tc_test *t)
{
    const char *marks[EVENTS];
    size_t arrived = 0;

    tc_portal_revoke_tokens(t);
    for (size_t i = 0; i < EVENTS; i++)
        delivery_capture(t, marks[i] = delivery_mark(t), "storing");
    for (size_t i = 0; i < EVENTS; i++) {
        struct tc_portal_attempts attempts = tc_portal_wait(t, marks[i], 0);

        arrived += delivery_accepted(&attempts) > 0;
    }
    return arrived == EVENTS;
}

/* The next token is long on its way: a client that delivers side by side has all its 401s
 * before it comes, one that delivers in turn has one. A client that asks for a job meanwhile
 * may learn of the revocation by that, and no event meets a 401: that shows nothing, and is
 * tried again. */
static void one_refresh_serves_all(struct tc_test *t)
{
    struct tc_portal_step slow = { .times = 1000 };
    bool arrived = true, refused = false;
    size_t most = 0;

    delivery_need_tokens(t);
    slow.delay_ms = time_to_enter_all(t);
    tc_portal_script_token(t, &slow, 1);
    for (unsigned round = 0; round < ROUNDS && arrived && !refused; round++) {
        double from = tc_test_now_ms(t);
        size_t requests;
        int exchange;

        arrived = revoke_and_enter_all(t);
        refused = most_refused(t, from, &exchange) > 0;
        requests = tc_portal_token_requests(t, from, tc_test_now_ms(t));
        most = requests > most ? requests : most;
    }
    tc_portal_script_token(t, NULL, 0);
    if (!arrived)
        tc_stop(t, TC_TEXT("sự kiện không tới cổng sau khi mã truy cập bị thu hồi",
                           "an event does not arrive after the token was revoked"));
    check_tokens(t, "P-AUT-04", most, tc_portal_limit(t, "refreshesMax"));
}

static void silent_token_endpoint_is_given_up(struct tc_test *t)
{
    double from = tc_test_now_ms(t);
    struct tc_portal_attempts attempts;
    const char *mark;

    tc_portal_script_token(t, &(struct tc_portal_step){ .behaviour = "silence" }, 1);
    mark = need_token(t);
    attempts = tc_portal_wait(t, mark, tc_portal_timeout_ms(t) + tc_portal_delivery_ms(t));
    tc_portal_script_token(t, NULL, 0);
    if (tc_portal_token_requests(t, from, tc_test_now_ms(t)) == 0)
        delivery_stop_unasked(t);
    if (attempts.count == 0)
        delivery_stop_unseen(t);
    delivery_check_accepted(t, "P-AUT-13", &attempts);
}

/* When the first token since then was asked for; stops the case if none is. */
static double wait_for_request(struct tc_test *t, double from)
{
    double until = from + tc_portal_delivery_ms(t), at;

    while ((at = tc_portal_first_token_request_ms(t, from)) < 0) {
        if (tc_test_now_ms(t) > until)
            delivery_stop_unasked(t);
        tc_test_sleep_ms(t, LOOK_MS);
    }
    return at;
}

static void busy_token_endpoint_gets_its_pause(struct tc_test *t)
{
    unsigned pause = 1000 - tc_portal_limit(t, "graceMs");
    double from = tc_test_now_ms(t), asked;
    struct tc_portal_attempts attempts;
    const char *mark;
    size_t requests;

    tc_portal_script_token(t, &(struct tc_portal_step){ .status = 503, .retry_after = "1" }, 1);
    mark = need_token(t);
    asked = wait_for_request(t, from);
    tc_test_sleep_ms(t, pause);
    requests = tc_portal_token_requests(t, from, asked + pause);
    attempts = tc_portal_wait(t, mark, 0);
    tc_portal_script_token(t, NULL, 0);
    if (delivery_accepted(&attempts) == 0)
        delivery_stop_unseen(t);
    check_tokens(t, "P-AUT-14", requests, 1);
}

/* After that a client may wait for a person, as well. */
static void unknown_client_pauses(struct tc_test *t)
{
    static const struct tc_portal_step refuse = { .status = 401,
                                                  .answer = "invalidClient",
                                                  .times = 1000 };
    unsigned most = tc_portal_limit(t, "rejectedTokenTriesMax"),
             watch = tc_portal_limit(t, "rejectedMs");
    double from = tc_test_now_ms(t);
    size_t requests;

    tc_portal_script_token(t, &refuse, 1);
    need_token(t);
    wait_for_request(t, from);
    tc_test_sleep_ms(t, watch);
    requests = tc_portal_token_requests(t, from, tc_test_now_ms(t));
    if (requests <= most) {
        tc_test_sleep_ms(t, delivery_watch_on_ms(requests, watch));
        requests = tc_portal_token_requests(t, from, tc_test_now_ms(t));
    }
    tc_portal_script_token(t, NULL, 0);
    check_tokens(t, "P-AUT-16", requests, most);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE("portal/token-past-its-life-is-renewed", expired_token_is_renewed,
                  "P-AUT-02"),
    DELIVERY_CASE("portal/one-refresh-serves-all", one_refresh_serves_all, "P-AUT-04"),
    DELIVERY_CASE("portal/silent-token-endpoint-is-given-up", silent_token_endpoint_is_given_up,
                  "P-AUT-13"),
    DELIVERY_CASE("portal/busy-token-endpoint-gets-its-pause",
                  busy_token_endpoint_gets_its_pause, "P-AUT-14"),
    DELIVERY_CASE_LAST("portal/unknown-client-pauses", unknown_client_pauses, "P-AUT-16"),
};
TC_SUITE(portal, cases);
