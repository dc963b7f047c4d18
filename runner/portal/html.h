/* What the pages of the simulator share. */
#ifndef TC_PORTAL_HTML_H
#define TC_PORTAL_HTML_H

#include <stdio.h>

#include "net/server.h"
#include "tracecert/text.h"

/* The page up to its heading, in the style of all; it renews itself after so many
 * seconds. And its end. */
void tc_portal_html_head(FILE *out, enum tc_lang lang, const char *title, unsigned renew_s);
void tc_portal_html_end(FILE *out);

/* The whole page as an answer that no script can run in. */
void tc_portal_html_answer(struct tc_arena *arena, const char *bytes, size_t len,
                           struct tc_server_answer *answer);

#endif
