#include "base/check_main.h"
#include "portal/records.h"

#include <string.h>

static struct tc_arena *arena;

START_TEST(the_same_key_gets_the_same_id)
{
    struct tc_portal_records one = { "s", NULL }, other = { "t", NULL };
    const char *id;

    arena = tc_arena_new();
    id = tc_portal_records_id(&one, arena, "product", "09521234000013");
    ck_assert_str_eq(id, tc_portal_records_id(&one, arena, "product", "09521234000013"));
    ck_assert_str_ne(id, tc_portal_records_id(&one, arena, "product", "09521234000020"));
    ck_assert_str_ne(id, tc_portal_records_id(&one, arena, "place", "09521234000013"));
    ck_assert_str_ne(id, tc_portal_records_id(&other, arena, "product", "09521234000013"));
    tc_arena_free(arena);
}
END_TEST

START_TEST(only_what_was_given_passes)
{
    json_t *given = json_pack("{s:[s]}", "task", "cv-01");
    struct tc_portal_records records = { "s", given };
    char *id;

    arena = tc_arena_new();
    id = tc_arena_strdup(arena, tc_portal_records_id(&records, arena, "lot", "L1"));
    ck_assert(tc_portal_records_gave(&records, "lot", id));
    ck_assert(!tc_portal_records_gave(&records, "product", id));
    id[3] ^= 1;
    ck_assert(!tc_portal_records_gave(&records, "lot", id));
    ck_assert(!tc_portal_records_gave(&records, "lot", ""));
    ck_assert(tc_portal_records_gave(&records, "task", "cv-01"));
    ck_assert(!tc_portal_records_gave(&records, "task", "cv-02"));
    json_decref(given);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("portal records", the_same_key_gets_the_same_id, only_what_was_given_passes)
