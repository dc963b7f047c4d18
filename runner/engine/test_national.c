/* The national tables for cases. */
#include "base/clock.h"
#include "base/file.h"
#include "engine/national_tables.h"
#include "engine/test.h"
#include "validate/code/national.h"

void tc_test_national(struct tc_test *t, struct tc_code_result *codes, size_t count)
{
    struct tc_err err = { 0 };
    const struct tc_national *national = tc_national_load(
        t->arena, tc_arena_printf(t->arena, "%s/suites/tables", tc_file_home(t->arena)), &err);

    if (!national)
        tc_stop_setup(
            t, TC_TEXT(tc_arena_strdup(t->arena, err.vi), tc_arena_strdup(t->arena, err.en)));
    tc_national_check_item(t->arena, national,
                           tc_arena_strndup(t->arena, tc_clock_utc(t->arena), 10), codes,
                           count);
}
