#include "base/check_main.h"

#include "engine/hold.h"
#include "tracecert/case.h"

START_TEST(needs_say_what_is_held)
{
    unsigned shared = TC_NEEDS_PORTAL | TC_NEEDS_PORTAL_SHARED;

    ck_assert_int_eq(tc_hold_of(TC_NEEDS_CAPTURE, true), TC_HOLD_NONE);
    ck_assert_int_eq(tc_hold_of(TC_NEEDS_PORTAL, true), TC_HOLD_ALL);
    ck_assert_int_eq(tc_hold_of(shared, true), TC_HOLD_SHARED);
    ck_assert_int_eq(tc_hold_of(shared, false), TC_HOLD_ALL);
    ck_assert_int_eq(tc_hold_of(TC_NEEDS_PORTAL | TC_NEEDS_CONNECTION, false),
                     TC_HOLD_CONNECTION);
}
END_TEST

START_TEST(no_two_hold_the_same)
{
    ck_assert(tc_hold_get_along(TC_HOLD_NONE, 0, TC_HOLD_ALL, 0));
    ck_assert(tc_hold_get_along(TC_HOLD_SHARED, 0, TC_HOLD_SHARED, 0));
    ck_assert(tc_hold_get_along(TC_HOLD_SHARED, 0, TC_HOLD_CONNECTION, 3));
    ck_assert(tc_hold_get_along(TC_HOLD_CONNECTION, 4, TC_HOLD_CONNECTION, 3));
    ck_assert(!tc_hold_get_along(TC_HOLD_CONNECTION, 3, TC_HOLD_CONNECTION, 3));
    ck_assert(!tc_hold_get_along(TC_HOLD_SHARED, 0, TC_HOLD_CONNECTION, 0));
    ck_assert(!tc_hold_get_along(TC_HOLD_ALL, 0, TC_HOLD_CONNECTION, 3));
    ck_assert(!tc_hold_get_along(TC_HOLD_SHARED, 0, TC_HOLD_ALL, 0));
    ck_assert(!tc_hold_get_along(TC_HOLD_ALL, 0, TC_HOLD_ALL, 0));
}
END_TEST

TC_CHECK_MAIN("hold", needs_say_what_is_held, no_two_hold_the_same)
