#include "base/check_main.h"
#include "portal/tasks.h"

#include <string.h>

#define DOCUMENT                                                                               \
    "{\"epcisBody\":{\"eventList\":[{\"type\":\"ObjectEvent\",\"bizStep\":\"<i>\","            \
    "\"epcList\":[\"urn:x:1\"]}]}}"

static const char *page(struct tc_portal_tasks *tasks, struct tc_arena *arena)
{
    struct tc_server_answer answer;

    tc_portal_tasks_page(tasks, arena, "/word", TC_EN, &answer);
    ck_assert_int_eq(answer.status, 200);
    return answer.body;
}

START_TEST(a_person_sees_and_settles_tasks)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_portal_tasks *tasks = tc_portal_tasks_new();
    size_t one = tc_portal_tasks_add(tasks, DOCUMENT, 60);
    size_t other = tc_portal_tasks_add(tasks, "no document", 60);
    const char *html = page(tasks, arena);

    ck_assert_ptr_nonnull(strstr(html, "urn:x:1"));
    ck_assert_ptr_nonnull(strstr(html, "&lt;i&gt;"));
    ck_assert_ptr_nonnull(strstr(html, "action=\"/word/task/1/done\""));
    ck_assert_str_eq(tc_portal_tasks_document(tasks, arena, one), DOCUMENT);
    ck_assert_int_eq(tc_portal_tasks_state(tasks, one), TC_PORTAL_TASK_OPEN);
    tc_portal_tasks_settle(tasks, one, TC_PORTAL_TASK_DONE);
    tc_portal_tasks_settle(tasks, one, TC_PORTAL_TASK_CANNOT); /* too late */
    ck_assert_int_eq(tc_portal_tasks_state(tasks, one), TC_PORTAL_TASK_DONE);
    tc_portal_tasks_settle(tasks, other, TC_PORTAL_TASK_CANNOT);
    ck_assert_ptr_nonnull(strstr(page(tasks, arena), "nothing to do"));
    ck_assert_int_eq(tc_portal_tasks_state(tasks, 7), TC_PORTAL_TASK_CANNOT);
    ck_assert_ptr_null(tc_portal_tasks_document(tasks, arena, 0));
    tc_portal_tasks_free(tasks);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("portal tasks", a_person_sees_and_settles_tasks)
