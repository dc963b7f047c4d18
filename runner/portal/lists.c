#include "portal/lists.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "portal/body.h"

struct tc_portal_lists {
    pthread_mutex_t lock;
    const json_t *given;
    json_t *editions; /* by kind: how often it was numbered anew */
    json_t *layouts;  /* by kind: pages, an array; none: the list is whole */
};

struct tc_portal_lists *tc_portal_lists_new(const json_t *given)
{
    struct tc_portal_lists *lists = calloc(1, sizeof(*lists));

    if (!lists || pthread_mutex_init(&lists->lock, NULL) != 0)
        abort();
    lists->given = given;
    lists->editions = json_object();
    lists->layouts = json_object();
    return lists;
}

void tc_portal_lists_free(struct tc_portal_lists *lists)
{
    if (!lists)
        return;
    json_decref(lists->editions);
    json_decref(lists->layouts);
    pthread_mutex_destroy(&lists->lock);
    free(lists);
}

static bool is_layout(const json_t *kind, const json_t *pages)
{
    json_t *page;
    size_t i;

    if (!json_is_string(kind) || !json_is_array(pages) ||
        json_array_size(pages) > TC_PORTAL_PAGES_MAX)
        return false;
    json_array_foreach(pages, i, page)
    {
        if (!json_is_array(json_object_get(page, "items")))
            return false;
    }
    return true;
}

static json_int_t edition_of(const struct tc_portal_lists *lists, const char *kind)
{
    return json_integer_value(json_object_get(lists->editions, kind));
}

bool tc_portal_lists_lay_out(struct tc_portal_lists *lists, const json_t *layout)
{
    json_t *pages = json_object_get(layout, "pages"), *name = json_object_get(layout, "record");
    const char *kind = json_string_value(name);

    if (!is_layout(name, pages))
        return false;
    pthread_mutex_lock(&lists->lock);
    json_object_del(lists->layouts, kind);
    if (json_array_size(pages) > 0) {
        json_object_set(lists->layouts, kind, pages);
        json_object_set_new(lists->editions, kind, json_integer(edition_of(lists, kind) + 1));
    }
    pthread_mutex_unlock(&lists->lock);
    return true;
}

void tc_portal_lists_clear(struct tc_portal_lists *lists)
{
    pthread_mutex_lock(&lists->lock);
    json_object_clear(lists->layouts);
    pthread_mutex_unlock(&lists->lock);
}

static bool holds(const json_t *list, const char *text, size_t len)
{
    json_t *one;
    size_t i;

    json_array_foreach(list, i, one)
    {
        const char *known = json_string_value(one);

        if (known && strlen(known) == len && strncmp(known, text, len) == 0)
            return true;
    }
    return false;
}

enum tc_portal_listed tc_portal_lists_know(struct tc_portal_lists *lists, const char *kind,
                                           const char *id)
{
    const json_t *given = json_object_get(lists->given, kind);
    const char *point = strrchr(id, '.');
    bool plain = holds(given, id, strlen(id));
    json_int_t edition = plain || !point ? 0 : strtol(point + 1, NULL, 10), now;
    bool laid_out;

    if (!plain && (!point || edition < 1 || !holds(given, id, (size_t)(point - id))))
        return TC_PORTAL_UNLISTED;
    pthread_mutex_lock(&lists->lock);
    now = edition_of(lists, kind);
    laid_out = json_object_get(lists->layouts, kind) != NULL;
    pthread_mutex_unlock(&lists->lock);
    if (edition > now)
        return TC_PORTAL_UNLISTED;
    return laid_out && edition < now ? TC_PORTAL_OUTDATED : TC_PORTAL_LISTED;
}

/* --- pages -------------------------------------------------------------------------- */

struct want {
    struct tc_arena *arena;
    const json_t *all;
    const char *id_pointer;
    json_int_t edition;
};

/* The item with the id of this edition; an id is a member of the item itself. */
static json_t *numbered(const struct want *want, json_t *item)
{
    const char *member = want->id_pointer + 1;
    const char *id = json_string_value(json_object_get(item, member));
    json_t *copy = json_deep_copy(item);

    if (id && want->edition > 0)
        json_object_set_new(copy, member,
                            json_string(tc_arena_printf(want->arena, "%s.%" JSON_INTEGER_FORMAT,
                                                        id, want->edition)));
    return copy;
}

/* The items whose ids are named, in that order; all without names. */
static json_t *items_of(const struct want *want, const json_t *names)
{
    json_t *items = json_array(), *item, *name;
    size_t i, k;

    if (!names) {
        json_array_foreach(want->all, i, item)
            json_array_append_new(items, numbered(want, item));
        return items;
    }
    json_array_foreach(names, k, name)
    {
        json_array_foreach(want->all, i, item)
        {
            if (json_equal(json_object_get(item, want->id_pointer + 1), name))
                json_array_append_new(items, numbered(want, item));
        }
    }
    return items;
}

/* "EDITION-PAGE"; without a link the first. 0: a link of no page. */
static size_t number_of(const char *link, json_int_t edition, size_t pages)
{
    long of = 0, number = 0;
    int end = 0;

    if (!link)
        return 1;
    if (sscanf(link, "%ld-%ld%n", &of, &number, &end) != 2 || link[end] || of != edition ||
        number < 1 || (size_t)number > pages)
        return 0;
    return (size_t)number;
}

/* Under the lock: what the layout says of the page. */
static struct tc_portal_page_of page_of(struct tc_portal_lists *lists, const struct want *want,
                                        const char *kind, const char *link)
{
    const json_t *pages = json_object_get(lists->layouts, kind), *page, *next;
    struct tc_portal_page_of found = { .number = number_of(link, want->edition,
                                                           json_array_size(pages)) };

    if (found.number == 0)
        return found;
    page = json_array_get(pages, found.number - 1);
    next = json_object_get(page, "next");
    found.items = items_of(want, json_object_get(page, "items"));
    found.elsewhere = json_is_string(next);
    if (json_is_integer(next))
        found.next = tc_arena_printf(want->arena, "%ld-%ld", (long)want->edition,
                                     (long)json_integer_value(next));
    return found;
}

struct tc_portal_page_of tc_portal_lists_page(struct tc_portal_lists *lists,
                                              struct tc_arena *arena, const char *kind,
                                              const json_t *all, const char *id_pointer,
                                              const char *link)
{
    struct tc_portal_page_of page;
    struct want want = { arena, all, id_pointer, 0 };

    pthread_mutex_lock(&lists->lock);
    want.edition = edition_of(lists, kind);
    page = page_of(lists, &want, kind, link);
    pthread_mutex_unlock(&lists->lock);
    return page;
}
