/* Text of a page, folded so that it can be compared. */
#ifndef TC_VALIDATE_PAGE_TEXT_H
#define TC_VALIDATE_PAGE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"

bool tc_page_is_utf8(const void *bytes, size_t len);

/* Each run of white space becomes one space, none at the ends; invisible
 * characters go; NFC. What is no UTF-8 becomes U+FFFD. */
char *tc_page_fold(struct tc_arena *arena, const char *text);

/* The same without letter case. */
char *tc_page_fold_case(struct tc_arena *arena, const char *text);

/* The same without any white space. */
char *tc_page_squash(struct tc_arena *arena, const char *text);

#endif
