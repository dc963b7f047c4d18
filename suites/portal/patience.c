/* A portal that takes the event and then does not answer, or hardly: the client
 * gives up in the time that it states and sends the same event again. */
#include <string.h>

#include "delivery.h"

/* The next attempt may come late by the client's own pause between attempts. */
static void gives_up(struct tc_test *t, const char *requirement, const char *behaviour)
{
    unsigned most = tc_portal_timeout_ms(t);
    const char *mark =
        delivery_scripted(t, "storing", &(struct tc_portal_step){ .behaviour = behaviour }, 1);
    struct tc_portal_attempts attempts;

    tc_portal_wait_for(t, mark, 1, 0);
    attempts = tc_portal_wait_for(t, mark, 2, most + tc_portal_delivery_ms(t));
    if (attempts.count == 0)
        delivery_stop_unseen(t);
    if (tc_check(t, attempts.count > 1, requirement,
                 TC_AT(.part = "time to the next attempt",
                       .exchange = delivery_last_exchange(&attempts)),
                 TC_SAY(t, "bỏ chờ sau %u ms như đã khai báo và gửi lại",
                        "given up after %u ms, as stated, and sent again", most),
                 TC_TEXT("không gửi lại", "not sent again")))
        tc_check(t, strcmp(attempts.items[0].event_sha, attempts.items[1].event_sha) == 0,
                 requirement,
                 TC_AT(.part = "repeated event", .exchange = attempts.items[1].exchange),
                 TC_TEXT("cùng sự kiện", "the same event"),
                 TC_TEXT("sự kiện khác", "another event"));
    tc_portal_wait(t, mark, 0); /* the client is free again for the next case */
}

static void silence_is_given_up(struct tc_test *t)
{
    gives_up(t, "P-ACK-05", "silence");
}

/* Each byte that comes must not begin the wait anew. */
static void drip_is_given_up(struct tc_test *t)
{
    gives_up(t, "P-ACK-06", "drip");
}

static const struct tc_case cases[] = {
    DELIVERY_CASE("portal/silence-is-given-up", silence_is_given_up, "P-ACK-05"),
    DELIVERY_CASE("portal/drip-is-given-up", drip_is_given_up, "P-ACK-06"),
};
TC_SUITE(portal, cases);
