/* A public product page as a consumer sees it. */
#ifndef TRACECERT_PAGE_H
#define TRACECERT_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"

struct tc_page {
    const char *text;          /* visible text, white space folded, UTF-8 NFC */
    const char *title;         /* NULL if there is none */
    const char *lang;          /* of the html element; NULL if there is none */
    const char *const *images; /* src of each img, as written; NULL ends */
    const char *const *links;  /* href of each a, as written; NULL ends */
    bool utf8;                 /* the bytes are valid UTF-8 */
};

/* Parse HTML; tolerant as a browser, bounded, never fails, no fetch. */
void tc_page_read(struct tc_arena *arena, const void *html, size_t len, struct tc_page *page);

/* True if `phrase` stands in the visible text: letter case, white space and
 * Unicode composition apart. */
bool tc_page_shows(struct tc_arena *arena, const struct tc_page *page, const char *phrase);

/* How often `phrase` stands in the visible text and in the targets of links,
 * letter case and all white space apart. */
size_t tc_page_count(struct tc_arena *arena, const struct tc_page *page, const char *phrase);

/* True if the visible text shows the date "YYYY-MM-DD", in whatever way dates
 * are written in Viet Nam: 25/11/2026, 25-11-2026, 2026-11-25,
 * 25 tháng 11 năm 2026, ... */
bool tc_page_shows_date(struct tc_arena *arena, const struct tc_page *page, const char *date);

/* True if close behind one of the labels ("Hạn dùng|HSD") stands the date, or
 * any digit when `date` is NULL. */
bool tc_page_shows_labelled(struct tc_arena *arena, const struct tc_page *page,
                            const char *labels, const char *date);

#endif
