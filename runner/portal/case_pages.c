/* Lists that a case lays out in pages; see tracecert/portal.h. */
#include "engine/test.h"
#include "portal/case_parts.h"
#include "portal/control.h"
#include "portal/lists.h"

static json_t *page_json(const struct tc_portal_page *page)
{
    json_t *json = json_pack("{s:o}", "items", page->items);

    if (page->elsewhere)
        json_object_set_new(json, "next", json_string("elsewhere"));
    else if (page->next)
        json_object_set_new(json, "next", json_integer(page->next));
    return json;
}

void tc_portal_lay_out(struct tc_test *t, const char *kind, const struct tc_portal_page *pages,
                       size_t n)
{
    json_t *list = json_array();
    json_t *layout = tc_test_own(t, json_pack("{s:s, s:o}", "record", kind, "pages", list));
    struct tc_err err = { 0 };

    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, page_json(&pages[i]));
    if (tc_portal_control_pages(tc_test_arena(t), tc_portal_control_here(t), layout, &err) < 0)
        tc_portal_stop_error(t, &err);
}

void tc_portal_script_page(struct tc_test *t, unsigned page, const struct tc_portal_step *steps,
                           size_t n)
{
    tc_portal_script(t, tc_arena_printf(tc_test_arena(t), TC_PORTAL_ON_PAGE "%u", page), steps,
                     n);
}

struct tc_portal_attempts tc_portal_pages_read(struct tc_test *t)
{
    return tc_portal_records_of(t, TC_PORTAL_PAGE);
}
