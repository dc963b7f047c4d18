/* The ten minimum data items, row by row of the profile. */
#include <stdlib.h>
#include <string.h>

#include "chain.h"
#include "tracecert/profile.h"

struct view {
    struct chain chain;
    struct tc_page page;
    const struct tc_response *response;
    size_t listed; /* stages that the page lists, as far as codes tell */
    size_t dated;  /* stages whose date the page shows */
};

/* How many stages stand on the page: pages are laid out in many ways, so the
 * codes and the dates are counted and the larger number is believed. */
static void count_stages(struct tc_test *t, struct view *v)
{
    struct tc_arena *arena = tc_test_arena(t);
    size_t places = tc_page_count(arena, &v->page, tc_test_need(t, "gln"));
    size_t lots = tc_page_count(arena, &v->page, v->chain.lot);

    v->listed = lots > places + 1 ? lots - 1 : places;
    for (size_t i = 0; i < CHAIN_STAGES; i++)
        v->dated += tc_page_shows_date(arena, &v->page, v->chain.dates[i]);
}

static bool is_picture(const struct tc_response *r)
{
    static const char png[] = "\x89PNG", jpeg[] = "\xff\xd8\xff";

    return r->status == 200 && r->body_len > 4 &&
           (memcmp(r->body, png, 4) == 0 || memcmp(r->body, jpeg, 3) == 0);
}

/* The URL of an image, which may be relative to the page. */
static const char *image_url(struct tc_test *t, const char *page, const char *src)
{
    const char *root = strstr(page, "://"), *slash = root ? strchr(root + 3, '/') : NULL;
    size_t origin = slash ? (size_t)(slash - page) : strlen(page);

    if (strstr(src, "://"))
        return src;
    if (*src == '/')
        return tc_arena_printf(tc_test_arena(t), "%.*s%s", (int)origin, page, src);
    return tc_arena_printf(tc_test_arena(t), "%.*s/%s", (int)(strrchr(page, '/') - page), page,
                           src);
}

static bool an_image_loads(struct tc_test *t, const struct view *v)
{
    for (size_t i = 0; v->page.images[i] && i < 10; i++) {
        const char *url = image_url(t, v->response->url, v->page.images[i]);
        const struct tc_response *r = tc_try(
            t, &(struct tc_request){ .to = TC_IF_RESOLVER, .path = url, .anonymous = true });

        if (!r->failure && is_picture(r))
            return true;
    }
    return false;
}

/* Every stage, read back as data, names the product. */
static bool stages_name_the_product(struct tc_test *t, const struct view *v)
{
    const char *gtin = tc_test_need(t, "gtin");

    for (size_t i = 0; i < CHAIN_STAGES; i++) {
        const char *query = tc_arena_printf(tc_test_arena(t), "EQ_eventID=%s",
                                            tc_url_encode(t, v->chain.ids[i]));
        json_t *events = tc_query(t, query, 1);
        char *text = json_dumps(json_array_get(events, 0), JSON_COMPACT | JSON_ENCODE_ANY);
        bool named = text && (strstr(text, gtin) || strstr(text, "urn:epc:"));

        free(text);
        if (!named)
            return false;
    }
    return true;
}

static bool holds(struct tc_test *t, const struct view *v, const struct tc_row *row)
{
    struct tc_arena *arena = tc_test_arena(t);

    switch (row->check) {
    case TC_CHECK_TEXT_SHOWN:
        return tc_page_shows(arena, &v->page, tc_test_need(t, row->argument));
    case TC_CHECK_CODE_SHOWN:
        return tc_page_count(arena, &v->page, tc_test_need(t, row->argument)) > 0;
    case TC_CHECK_IMAGE_LOADS:
        return an_image_loads(t, v);
    case TC_CHECK_LABELLED:
        return tc_page_shows_labelled(arena, &v->page, row->argument, NULL);
    case TC_CHECK_LABELLED_DATE:
        return tc_page_shows_labelled(arena, &v->page, row->argument, v->chain.dates[0]);
    case TC_CHECK_STAGES_SHOWN:
        return v->listed >= CHAIN_STAGES || v->dated >= CHAIN_STAGES;
    case TC_CHECK_STAGE_PLACE:
        return tc_page_count(arena, &v->page, tc_test_need(t, row->argument)) > 0;
    case TC_CHECK_STAGE_TIME:
        return v->dated >= (v->listed < CHAIN_STAGES ? v->listed : CHAIN_STAGES);
    case TC_CHECK_STAGE_PRODUCT:
        return stages_name_the_product(t, v);
    }
    return false;
}

static struct tc_text expected_of(struct tc_test *t, const struct tc_row *row)
{
    const char *datum = row->check == TC_CHECK_TEXT_SHOWN || row->check == TC_CHECK_CODE_SHOWN
                            ? tc_test_datum(t, row->argument)
                            : NULL;

    if (!datum)
        return row->label;
    return TC_TEXT(tc_arena_printf(tc_test_arena(t), "%s: %s", row->label.vi, datum),
                   tc_arena_printf(tc_test_arena(t), "%s: %s", row->label.en, datum));
}

static void minimum_data(struct tc_test *t)
{
    struct view v = { .listed = 0 };
    const struct tc_row *rows;
    size_t count;

    rows = tc_profile_rows(t, &count);
    chain_capture(t, &v.chain);
    tc_query(t,
             tc_arena_printf(tc_test_arena(t), "EQ_eventID=%s",
                             tc_url_encode(t, v.chain.ids[CHAIN_STAGES - 1])),
             1);
    v.response = chain_page(t, v.chain.lot, &v.page);
    if (v.response->status != 200)
        tc_stop(t, TC_SAY(t, "trang công khai của lô trả lời %ld",
                          "the public page of the lot answers %ld", v.response->status));
    count_stages(t, &v);
    for (size_t i = 0; i < count; i++) {
        const char *part =
            tc_arena_printf(tc_test_arena(t), "%s (rows.csv, %ld)", rows[i].id, rows[i].line);

        if (rows[i].if_declared && !tc_test_datum(t, rows[i].if_declared))
            tc_pass(t, rows[i].requirement); /* "if any", and there is none */
        else
            tc_check(t, holds(t, &v, &rows[i]), rows[i].requirement,
                     TC_AT(.part = part, .exchange = v.response->exchange),
                     expected_of(t, &rows[i]), TC_TEXT("không tìm thấy", "not found"));
    }
}

static const struct tc_case cases[] = {
    { .id = "national/minimum-data",
      .requirements = TC_REQS("VN-DAT-01", "VN-DAT-02", "VN-DAT-03", "VN-DAT-04", "VN-DAT-05",
                              "VN-DAT-06", "VN-DAT-07", "VN-DAT-08", "VN-DAT-10", "VN-DAT-11",
                              "VN-DAT-12", "VN-DAT-13", "VN-DAT-14"),
      .role = TC_ROLE_PUBLIC_PAGE,
      .needs = TC_NEEDS_CAPTURE | TC_NEEDS_QUERY | TC_NEEDS_RESOLVER,
      .run = minimum_data },
};
TC_SUITE(national, cases);
