/* A portal that says that its address is gone for good (410). What a client does
 * with it then is its own affair, so that nothing comes after this case. */
#include "delivery.h"

static void gone_is_believed(struct tc_test *t)
{
    unsigned most = tc_portal_limit(t, "refusedRepeatsMax");
    struct tc_portal_attempts attempts;
    const char *mark;

    delivery_control(t);
    mark = delivery_scripted(t, "storing",
                             &(struct tc_portal_step){ .status = 410, .times = 99 }, 1);
    if (tc_portal_wait_for(t, mark, 1, 0).count == 0)
        delivery_stop_unseen(t);
    attempts = tc_portal_watch(t, mark, tc_portal_limit(t, "goneMs"));
    tc_portal_script(t, mark, NULL, 0);
    tc_check(t, attempts.count <= 1 + most, "P-RTY-08",
             TC_AT(.part = "attempts after 410", .exchange = delivery_last_exchange(&attempts)),
             TC_SAY(t, "nhiều nhất %u lần gửi lại", "at most %u repeats", most),
             TC_SAY(t, "%zu lần gửi lại", "%zu repeats", attempts.count - 1));
}

static const struct tc_case cases[] = {
    { .id = "portal/withdrawn-address-is-left",
      .requirements = TC_REQS("P-RTY-08"),
      .role = TC_ROLE_PORTAL_CLIENT,
      .needs = TC_NEEDS_ENTRY | TC_NEEDS_PORTAL | TC_NEEDS_ALONE,
      .deadline_s = 300,
      .run = gone_is_believed },
};
TC_SUITE(portal, cases);
