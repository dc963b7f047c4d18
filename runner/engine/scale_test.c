#include "engine/scale.h"

#include <string.h>

#include "base/check_main.h"

static json_int_t amount(enum tc_scale scale, const char *name)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_err err = { 0 };
    json_t *limits = tc_scale_limits(arena, scale, &err);
    json_int_t value;

    ck_assert_msg(limits != NULL, "%s", err.en);
    ck_assert_ptr_nonnull(json_object_get(limits, name));
    ck_assert_ptr_null(json_object_get(limits, "full"));
    value = json_integer_value(json_object_get(limits, name));
    json_decref(limits);
    tc_arena_free(arena);
    return value;
}

START_TEST(each_scale_has_its_amounts)
{
    ck_assert_int_lt(amount(TC_SCALE_QUICK, "quietMs"), amount(TC_SCALE_DEFAULT, "quietMs"));
    ck_assert_int_lt(amount(TC_SCALE_DEFAULT, "quietMs"), amount(TC_SCALE_FULL, "quietMs"));
    ck_assert_int_eq(amount(TC_SCALE_QUICK, "graceMs"), amount(TC_SCALE_FULL, "graceMs"));
}
END_TEST

START_TEST(scales_have_names)
{
    ck_assert_str_eq(tc_scale_name(TC_SCALE_QUICK), "quick");
    ck_assert_str_eq(tc_scale_name(TC_SCALE_DEFAULT), "default");
    ck_assert_str_eq(tc_scale_name(TC_SCALE_FULL), "full");
}
END_TEST

TC_CHECK_MAIN("scale", each_scale_has_its_amounts, scales_have_names)
