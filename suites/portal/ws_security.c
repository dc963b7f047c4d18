/* A portal where clients sign in by WS-Security: each call carries a signature of its own. */
#include "portals.h"

static void check_nonces(struct tc_test *t, const struct tc_portal_sign_ins *seen)
{
    unsigned least = tc_portal_limit(t, "nonceBytes");

    tc_check(t, seen->repeated_nonces == 0, "P-AUT-10",
             TC_AT(.part = "wsse:Nonce of all calls", .exchange = seen->exchange),
             TC_TEXT("mỗi lần gọi một nonce mới", "a new nonce with each call"),
             TC_SAY(t, "%u trong %u lần gọi mang nonce đã dùng",
                    "%u of %u calls with a nonce that had been used", seen->repeated_nonces,
                    seen->calls));
    tc_check(t, seen->nonce_bytes >= least, "P-AUT-10",
             TC_AT(.part = "wsse:Nonce of all calls", .exchange = seen->exchange),
             TC_SAY(t, "ít nhất %u byte", "at least %u bytes", least),
             TC_SAY(t, "%u byte (ngắn nhất trong %u lần gọi)",
                    "%u bytes (the shortest of %u calls)", seen->nonce_bytes, seen->calls));
}

static void check_times(struct tc_test *t, const struct tc_portal_sign_ins *seen)
{
    unsigned skew = tc_portal_limit(t, "clockSkewS"), life = tc_portal_limit(t, "messageLifeS");

    tc_check(t, seen->untimed == 0, "P-AUT-10",
             TC_AT(.part = "wsu:Created, wsu:Expires of all calls", .exchange = seen->exchange),
             TC_TEXT("Created của UsernameToken và Expires của Timestamp, đọc được",
                     "Created of the UsernameToken and Expires of the Timestamp, readable"),
             TC_SAY(t, "%u trong %u lần gọi không có", "%u of %u calls without", seen->untimed,
                    seen->calls));
    if (seen->untimed == seen->calls)
        return;
    tc_check(t, seen->skew_s <= skew, "P-AUT-10",
             TC_AT(.part = "wsu:Created of all calls", .exchange = seen->exchange),
             TC_SAY(t, "lệch nhiều nhất %u giây so với giờ đúng",
                    "at most %u s away from the true time", skew),
             TC_SAY(t, "lệch %.1f giây (nhiều nhất trong %u lần gọi)",
                    "%.1f s away (the farthest of %u calls)", seen->skew_s, seen->calls));
    tc_check(t, seen->life_s <= life && seen->shortest_life_s >= 0, "P-AUT-10",
             TC_AT(.part = "wsu:Expires of all calls", .exchange = seen->exchange),
             TC_SAY(t, "sau Created từ 0 đến %u giây", "0 to %u s after Created", life),
             TC_SAY(t, "từ %.1f đến %.1f giây trong %u lần gọi", "%.1f to %.1f s in %u calls",
                    seen->shortest_life_s, seen->life_s, seen->calls));
}

static void check_calls(struct tc_test *t)
{
    struct tc_portal_sign_ins seen = tc_portal_sign_ins(t);

    if (seen.calls == 0)
        tc_stop(t, TC_SAY(t,
                          "%s không nhận được lần gọi nào có PasswordDigest đúng (số lần gọi "
                          "bị từ chối: %u)",
                          "no call with a right PasswordDigest came to %s (calls that were "
                          "refused: %u)",
                          tc_portal_name(t), seen.refused));
    check_nonces(t, &seen);
    check_times(t, &seen);
}

/* The portal fails once, so that a repeat is seen, too. */
static void repeat_is_signed_anew(struct tc_test *t)
{
    struct tc_portal_attempts attempts;
    const char *mark;

    portals_use_signed(t);
    mark = delivery_scripted(t, "unpacking", &(struct tc_portal_step){ .status = 503 }, 1);
    attempts = tc_portal_wait(t, mark, 0);
    if (attempts.count == 0)
        delivery_stop_unseen(t);
    check_calls(t);
}

/* It comes late and asks for nothing, so that it sees the calls of all cases before. */
static void all_calls_are_signed_well(struct tc_test *t)
{
    portals_use_signed(t);
    check_calls(t);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/repeat-is-signed-anew", repeat_is_signed_anew, "P-AUT-10"),
    DELIVERY_CASE_LAST("portal/ws-security-of-all-calls", all_calls_are_signed_well,
                       "P-AUT-10"),
};
TC_SUITE(portal, cases);
