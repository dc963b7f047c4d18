/* The catalogue as text, JSON and Markdown. */
#ifndef TC_CATALOGUE_WRITERS_H
#define TC_CATALOGUE_WRITERS_H

#include "engine/uses.h"
#include "tracecert/requirement.h"

struct tc_catalogue_page {
    struct tc_arena *arena;
    enum tc_lang lang; /* of the text; the others hold both languages */
    const struct tc_catalogue *catalogue;
    const struct tc_uses *uses;
};

/* Write to standard output. */
void tc_catalogue_text(const struct tc_catalogue_page *page);
void tc_catalogue_json(const struct tc_catalogue_page *page);
void tc_catalogue_markdown(const struct tc_catalogue_page *page);

/* The number of uses of one kind. */
unsigned tc_catalogue_uses(const struct tc_catalogue_page *page, const char *requirement,
                           enum tc_use_kind kind);

#endif
