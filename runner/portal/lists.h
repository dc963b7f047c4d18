/* Lists of a portal's own that clients read, such as its tasks: whole, or laid out in
 * pages by a case. A case that lays one out also lets the portal number its items
 * anew ("cv-01" becomes "cv-01.1"), so that a client which knows the ids already reads
 * the list again. Safe for many threads. */
#ifndef TC_PORTAL_LISTS_H
#define TC_PORTAL_LISTS_H

#include <jansson.h>
#include <stdbool.h>

#include "tracecert/arena.h"

#define TC_PORTAL_PAGE "page"     /* the kind of record that stands for a page that was read */
#define TC_PORTAL_ON_PAGE "page:" /* and its number from 1, for scripts */
#define TC_PORTAL_PAGES_MAX 100

struct tc_portal_lists;

/* `given`: ids that the portal knows from the beginning, an object of arrays by kind
 * of record; borrowed; or NULL. */
struct tc_portal_lists *tc_portal_lists_new(const json_t *given);
void tc_portal_lists_free(struct tc_portal_lists *lists);

/* Lay out: {"record":"task","pages":[{"items":["cv-01"],"next":2},...]}; `next` is the
 * number of a page or "elsewhere", and left out at the end. The items get new ids, and
 * the old ones are refused until there are no pages any more ("pages" empty). False if
 * that is no layout. */
bool tc_portal_lists_lay_out(struct tc_portal_lists *lists, const json_t *layout);

/* No list is laid out any more. */
void tc_portal_lists_clear(struct tc_portal_lists *lists);

enum tc_portal_listed {
    TC_PORTAL_UNLISTED, /* it was never in a list */
    TC_PORTAL_LISTED,
    TC_PORTAL_OUTDATED /* it was, and is refused now */
};
enum tc_portal_listed tc_portal_lists_know(struct tc_portal_lists *lists, const char *kind,
                                           const char *id);

/* One page of a list. */
struct tc_portal_page_of {
    size_t number;    /* from 1; 0: the link is none of this layout */
    json_t *items;    /* those of `all` that stand on it, a new reference */
    const char *next; /* what the link to the next page carries; NULL: there is none */
    bool elsewhere;   /* the next page is at another origin */
};

/* The page to which a link with that text leads (NULL: the first), of a list that
 * has these items, each with an id at the pointer. */
struct tc_portal_page_of tc_portal_lists_page(struct tc_portal_lists *lists,
                                              struct tc_arena *arena, const char *kind,
                                              const json_t *all, const char *id_pointer,
                                              const char *link);

#endif
