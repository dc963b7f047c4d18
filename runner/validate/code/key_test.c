#include "validate/code/key.h"

#include <string.h>

#include "base/check_main.h"
#include "tracecert/code.h"

static char digit_behind(const char *digits)
{
    return tc_check_digit(digits, strlen(digits));
}

START_TEST(each_key_length_has_its_check_digit)
{
    ck_assert_int_eq(digit_behind("952123400001"), '3');
    ck_assert_int_eq(digit_behind("0952123400001"), '3');
    ck_assert_int_eq(digit_behind("893963600081"), '3');
    ck_assert_int_eq(digit_behind("1893963600081"), '0');
}
END_TEST

START_TEST(ten_is_written_as_nought)
{
    ck_assert_int_eq(digit_behind("0000000"), '0');
    ck_assert(tc_check_digit_holds("00000000", 8));
}
END_TEST

START_TEST(a_wrong_digit_does_not_hold)
{
    ck_assert(tc_check_digit_holds("8939636000813", 13));
    ck_assert(!tc_check_digit_holds("8939636000814", 13));
    ck_assert(!tc_check_digit_holds("", 0));
}
END_TEST

START_TEST(digits_are_ascii_digits)
{
    ck_assert(tc_digits("0123456789", 10));
    ck_assert(!tc_digits("12a4", 4));
    ck_assert(!tc_digits("\xef\xbc\x91", 3));
}
END_TEST

TC_CHECK_MAIN("key", each_key_length_has_its_check_digit, ten_is_written_as_nought,
              a_wrong_digit_does_not_hold, digits_are_ascii_digits)
