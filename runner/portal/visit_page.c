/* A list of the portal's that a client reads, page by page. */
#include <string.h>

#include "portal/credentials.h"
#include "portal/visit.h"

/* What the link to this page carries; NULL: it is the first. */
static const char *link_of(const struct tc_portal_visit *v, const struct tc_portal_list *list)
{
    const char *query = strchr(v->request->target, '?');

    return query ? tc_portal_form_field(v->arena, query + 1, list->parameter) : NULL;
}

static const char *next_of(struct tc_portal_visit *v, const struct tc_portal_list *list,
                           const struct tc_portal_page_of *page)
{
    if (page->elsewhere)
        return tc_portal_visit_elsewhere(v);
    return page->next ? tc_arena_printf(v->arena, "%s%s?%s=%s", tc_portal_visit_base(v),
                                        v->request->path, list->parameter, page->next)
                      : NULL;
}

static void set_body(struct tc_portal_visit *v, const json_t *body)
{
    size_t len = json_dumpb(body, NULL, 0, JSON_COMPACT);
    char *bytes = tc_arena_alloc(v->arena, len + 1);

    v->answer->body_len = json_dumpb(body, bytes, len, JSON_COMPACT);
    v->answer->body = bytes;
}

/* The normal answer with the items of this page, and the way to the next. */
static void put_page(struct tc_portal_visit *v, const struct tc_portal_list *list, json_t *body,
                     const struct tc_portal_page_of *page)
{
    const char *next = next_of(v, list, page);

    json_object_set(body, list->items + 1, page->items);
    if (strcmp(list->next, TC_PORTAL_LINK) != 0)
        json_object_set_new(body, list->next + 1, next ? json_string(next) : json_null());
    else if (next)
        tc_portal_visit_header(v, TC_PORTAL_LINK,
                               tc_arena_printf(v->arena, "<%s>; rel=\"next\"", next));
    set_body(v, body);
}

/* By the script, else as it is laid out. A link of no page has expired: 410. */
static void give_page(struct tc_portal_visit *v, const struct tc_portal_route *route)
{
    const struct tc_portal_list *list = route->list;
    struct tc_portal_page_of page;
    struct tc_portal_turn turn;
    json_t *body;

    tc_portal_visit_say(v, route->answer, (struct tc_portal_values){ 0 });
    body = json_loadb(v->answer->body, v->answer->body_len, 0, NULL);
    page = tc_portal_lists_page(v->sim->lists, v->arena, list->record,
                                json_object_get(body, list->items + 1), list->id,
                                link_of(v, list));
    v->events = json_pack("[{s:i}]", TC_PORTAL_PAGE, (int)page.number);
    if (tc_portal_ledger_take_named(
            v->sim->ledger, tc_arena_printf(v->arena, TC_PORTAL_ON_PAGE "%zu", page.number),
            &turn))
        tc_portal_visit_say_by_turn(v, &turn, route->answer, (struct tc_portal_values){ 0 });
    else if (page.number == 0)
        tc_portal_visit_say(v, "scripted", (struct tc_portal_values){ .status = 410 });
    else
        put_page(v, list, body, &page);
    json_decref(page.items);
    json_decref(body);
}

void tc_portal_visit_last_page(struct tc_portal_visit *v)
{
    const struct tc_portal_dialect *dialect = v->sim->options.dialect;
    struct tc_portal_page_of none = { .items = json_array() };

    for (size_t i = 0; i < dialect->route_count; i++) {
        const struct tc_portal_route *route = &dialect->routes[i];
        json_t *body;

        if (!route->list)
            continue;
        tc_portal_visit_say(v, route->answer, (struct tc_portal_values){ 0 });
        body = json_loadb(v->answer->body, v->answer->body_len, 0, NULL);
        put_page(v, route->list, body, &none);
        json_decref(body);
        break;
    }
    json_decref(none.items);
}

void tc_portal_visit_page(struct tc_portal_visit *v, const struct tc_portal_route *route)
{
    v->arrival.record = TC_PORTAL_PAGE;
    if (tc_portal_visit_is_in(v))
        give_page(v, route);
    else
        tc_portal_visit_say(v, "unauthorized", (struct tc_portal_values){ 0 });
    v->arrival.status = v->answer->status;
}
