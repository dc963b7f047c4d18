/* The label, the event data and the public page speak of the same goods. */
#include <ctype.h>
#include <string.h>

#include "ask.h"
#include "tracecert/page.h"

/* One AI that the label has to name. */
static void names(struct tc_test *t, const struct ask *ask, const char *ai, const char *wanted)
{
    if (wanted)
        tc_check(t, ask_value(t, ask, ai) != NULL, "LABEL-06", TC_AT(.part = "label"),
                 TC_SAY(t, "(%s)%s", "(%s)%s", ai, wanted),
                 TC_SAY(t, "nhãn không có AI %s", "no AI %s on the label", ai));
}

/* What the label names must be what the event named. */
static void equals(struct tc_test *t, const struct ask *ask, const char *ai, const char *wanted)
{
    const char *value = ask_value(t, ask, ai);

    if (wanted && value)
        tc_check(t, strcmp(value, wanted) == 0, "LABEL-07", TC_AT(.part = "label"),
                 TC_SAY(t, "(%s)%s như trong sự kiện", "(%s)%s as in the event", ai, wanted),
                 TC_SAY(t, "(%s)%.80s", "(%s)%.80s", ai, value));
}

static void names_the_goods(struct tc_test *t)
{
    struct ask ask;
    const char *gtin = tc_test_need(t, "gtin");

    ask_symbols(t, NULL, &ask);
    names(t, &ask, "01", gtin);
    names(t, &ask, "10", ask.lot);
    names(t, &ask, "21", ask.serial);
    equals(t, &ask, "01", gtin);
    equals(t, &ask, "10", ask.lot);
    equals(t, &ask, "21", ask.serial);
}

/* --- the public page --------------------------------------------------------------- */

static const char *lower_case(struct tc_test *t, const char *s)
{
    char *lower = tc_arena_strdup(tc_test_arena(t), s);

    for (char *c = lower; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return lower;
}

/* The path of the code in a resolver: what a phone opens. */
static const char *path_of(struct tc_test *t, const struct ask *ask)
{
    const char *gtin = ask_value(t, ask, "01"), *lot = ask_value(t, ask, "10"),
               *serial = ask_value(t, ask, "21");

    if (!gtin)
        tc_stop(t, TC_TEXT("nhãn không nêu GTIN", "the label names no GTIN"));
    return tc_arena_printf(tc_test_arena(t), "/01/%s%s%s%s%s", gtin, lot ? "/10/" : "",
                           lot ? tc_url_encode(t, lot) : "", serial ? "/21/" : "",
                           serial ? tc_url_encode(t, serial) : "");
}

/* The lot, or the serial of a label without a lot. That the page shows the GTIN
 * is a requirement of its own. */
static bool page_names(struct tc_test *t, const struct tc_page *page, const struct ask *ask)
{
    const char *lot = ask_value(t, ask, "10"), *serial = ask_value(t, ask, "21");
    const char *value = lot ? lot : serial;

    return !value || tc_page_count(tc_test_arena(t), page, value) > 0;
}

/* Lots are told apart by letter case, too (GS1 character set 82). */
static void opens_the_page(struct tc_test *t)
{
    struct ask ask;
    struct tc_page page;
    const struct tc_response *r;

    ask_symbols(t, lower_case(t, tc_test_lot(t)), &ask);
    r = tc_send(t, &(struct tc_request){ .to = TC_IF_RESOLVER,
                                         .path = path_of(t, &ask),
                                         .accept = "text/html",
                                         .anonymous = true,
                                         .follow = true });
    tc_page_read(tc_test_arena(t), r->body, r->body_len, &page);
    if (tc_check(t, r->status == 200, "LABEL-09", TC_AT(.part = "response status"),
                 TC_TEXT("200 cho mã đọc từ nhãn", "200 for the code read from the label"),
                 TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status)))
        tc_check(t, page_names(t, &page, &ask), "LABEL-09", TC_AT(.part = "page"),
                 TC_TEXT("trang nêu số lô (số sê-ri) của nhãn",
                         "a page that shows the lot (serial) of the label"),
                 TC_TEXT("trang không nêu", "a page that does not show it"));
}

static const struct tc_case cases[] = {
    { .id = "label/names-the-goods",
      .requirements = TC_REQS("LABEL-06", "LABEL-07"),
      .role = TC_ROLE_LABEL,
      .needs = TC_NEEDS_LABEL | TC_NEEDS_CAPTURE,
      .run = names_the_goods },
    { .id = "label/opens-the-page",
      .requirements = TC_REQS("LABEL-09"),
      .role = TC_ROLE_LABEL,
      .needs = TC_NEEDS_LABEL | TC_NEEDS_CAPTURE | TC_NEEDS_RESOLVER,
      .run = opens_the_page },
};
TC_SUITE(label, cases);
