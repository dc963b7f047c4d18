#include "base/check_main.h"
#include "portal/notice.h"

#include <string.h>

/* The digest was computed by another program: openssl dgst -sha256 -mac HMAC. */
START_TEST(a_notice_is_signed)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_notice_key key;

    ck_assert(tc_notice_key_of("whsec_MDEyMzQ1Njc4OWFiY2RlZg==", &key));
    ck_assert_uint_eq(key.len, 16);
    ck_assert_mem_eq(key.bytes, "0123456789abcdef", 16);
    ck_assert_str_eq(tc_notice_digest(arena, &key, "msg_1", "1700000000", "{\"a\":1}"),
                     "41C4mdfM4X7k7EqLRBhc2OjUAQFwQVsqMUoL0CbTfxc=");
    tc_arena_free(arena);
}
END_TEST

START_TEST(what_is_no_secret_is_refused)
{
    static const char *const wrong[] = { "",          "whsec_",     "MDEyMzQ1Njc4OWFiY2RlZg==",
                                         "whsec_abc", "whsec_****", "whsec_====" };
    struct tc_notice_key key;

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        ck_assert_msg(!tc_notice_key_of(wrong[i], &key), "%s", wrong[i]);
}
END_TEST

TC_CHECK_MAIN("notices", a_notice_is_signed, what_is_no_secret_is_refused)
