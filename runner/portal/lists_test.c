#include "base/check_main.h"
#include "portal/lists.h"

static struct tc_arena *arena;
static struct tc_portal_lists *lists;
static json_t *given, *all;

static void start(void)
{
    arena = tc_arena_new();
    given = json_pack("{s:[s, s]}", "task", "cv-01", "cv-02");
    all = json_pack("[{s:s}, {s:s}]", "id", "cv-01", "id", "cv-02");
    lists = tc_portal_lists_new(given);
}

static void stop(void)
{
    tc_portal_lists_free(lists);
    json_decref(given);
    json_decref(all);
    tc_arena_free(arena);
}

static void lay_out(const char *text, bool is_layout)
{
    json_t *layout = json_loads(text, 0, NULL);

    ck_assert_int_eq(tc_portal_lists_lay_out(lists, layout), is_layout);
    json_decref(layout);
}

/* The ids on the page and what leads on, "cv-01.1 >1-2". */
static const char *page(const char *link)
{
    struct tc_portal_page_of page =
        tc_portal_lists_page(lists, arena, "task", all, "/id", link);
    const char *text = page.number ? "" : "none", *id;
    json_t *item;
    size_t i;

    json_array_foreach(page.items, i, item)
    {
        id = json_string_value(json_object_get(item, "id"));
        text = tc_arena_printf(arena, "%s%s ", text, id);
    }
    json_decref(page.items);
    return tc_arena_printf(arena, "%s%s%s", text, page.next ? page.next : "",
                           page.elsewhere ? "elsewhere" : "");
}

#define THREE                                                                                  \
    "{\"record\":\"task\",\"pages\":[{\"items\":[\"cv-01\"],\"next\":2},"                      \
    "{\"items\":[],\"next\":3},{\"items\":[\"cv-02\",\"cv-01\"],\"next\":\"elsewhere\"}]}"

START_TEST(lists_come_whole_or_in_pages)
{
    start();
    ck_assert_str_eq(page(NULL), "cv-01 cv-02 ");
    ck_assert_str_eq(page("0-1"), "none");
    lay_out(THREE, true);
    ck_assert_str_eq(page(NULL), "cv-01.1 1-2");
    ck_assert_str_eq(page("1-2"), "1-3");
    ck_assert_str_eq(page("1-3"), "cv-02.1 cv-01.1 elsewhere");
    ck_assert_str_eq(page("1-4"), "none");
    ck_assert_str_eq(page("0-2"), "none");
    ck_assert_str_eq(page("1-2x"), "none");
    lay_out("{\"record\":\"task\",\"pages\":[]}", true);
    ck_assert_str_eq(page(NULL), "cv-01.1 cv-02.1 ");
    ck_assert_str_eq(page("1-2"), "none");
    stop();
}
END_TEST

START_TEST(what_is_no_layout_is_refused)
{
    start();
    lay_out("{\"record\":\"task\"}", false);
    lay_out("{\"pages\":[]}", false);
    lay_out("{\"record\":\"task\",\"pages\":[{\"next\":2}]}", false);
    lay_out("{\"record\":7,\"pages\":[]}", false);
    stop();
}
END_TEST

START_TEST(old_ids_are_refused_while_there_are_pages)
{
    start();
    ck_assert_int_eq(tc_portal_lists_know(lists, "task", "cv-01"), TC_PORTAL_LISTED);
    ck_assert_int_eq(tc_portal_lists_know(lists, "task", "cv-01.1"), TC_PORTAL_UNLISTED);
    ck_assert_int_eq(tc_portal_lists_know(lists, "lot", "cv-01"), TC_PORTAL_UNLISTED);
    lay_out(THREE, true);
    ck_assert_int_eq(tc_portal_lists_know(lists, "task", "cv-01"), TC_PORTAL_OUTDATED);
    ck_assert_int_eq(tc_portal_lists_know(lists, "task", "cv-01.1"), TC_PORTAL_LISTED);
    ck_assert_int_eq(tc_portal_lists_know(lists, "task", "cv-03.1"), TC_PORTAL_UNLISTED);
    ck_assert_int_eq(tc_portal_lists_know(lists, "task", ".1"), TC_PORTAL_UNLISTED);
    lay_out(THREE, true);
    ck_assert_int_eq(tc_portal_lists_know(lists, "task", "cv-01.1"), TC_PORTAL_OUTDATED);
    lay_out("{\"record\":\"task\",\"pages\":[]}", true);
    ck_assert_int_eq(tc_portal_lists_know(lists, "task", "cv-01"), TC_PORTAL_LISTED);
    ck_assert_int_eq(tc_portal_lists_know(lists, "task", "cv-01.2"), TC_PORTAL_LISTED);
    stop();
}
END_TEST

TC_CHECK_MAIN("portal lists", lists_come_whole_or_in_pages, what_is_no_layout_is_refused,
              old_ids_are_refused_while_there_are_pages)
