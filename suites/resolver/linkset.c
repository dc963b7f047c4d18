/* The linkset and the description file. GS1-Conformant resolver standard, 2.2,
 * 2.5, 2.9, 2.10 and 3; RFC 9264. */
#include <string.h>

#include "tracecert/http.h"

static const struct tc_header linkset_wanted[] = { { "Accept", "application/linkset+json" },
                                                   { NULL, NULL } };

static const struct tc_response *ask(struct tc_test *t, const char *query,
                                     const struct tc_header *headers)
{
    const char *path =
        tc_arena_printf(tc_test_arena(t), "/01/%s%s", tc_test_need(t, "gtin"), query);

    return tc_send(
        t, &(struct tc_request){ .to = TC_IF_RESOLVER, .path = path, .headers = headers });
}

static json_t *linkset_in(struct tc_test *t, const struct tc_response *r)
{
    json_t *list = r->status == 200 ? json_object_get(tc_response_json(t, r), "linkset") : NULL;

    return json_is_array(list) ? list : NULL;
}

/* The linkset asked for in both ways at once; stops the case without one. */
static json_t *linkset(struct tc_test *t)
{
    json_t *list = linkset_in(t, ask(t, "?linkType=linkset", linkset_wanted));

    if (!list)
        tc_stop(t, TC_TEXT("bộ phân giải không trả linkset", "the resolver gives no linkset"));
    return list;
}

/* True for gs1:defaultLink in any of the namespaces in use. */
static bool is_default(const char *relation)
{
    const char *name = strrchr(relation, '/');

    if (strcmp(relation, "gs1:defaultLink") == 0)
        return true;
    return name && strcmp(name, "/defaultLink") == 0 && strstr(relation, "gs1.org/voc");
}

static void each_way_of_asking(struct tc_test *t)
{
    const struct tc_response *by_type = ask(t, "?linkType=linkset", NULL);
    const struct tc_response *by_accept = ask(t, "", linkset_wanted);

    tc_check(t, linkset_in(t, by_type) != NULL, "RES-032",
             TC_AT(.part = "linkType=linkset", .exchange = by_type->exchange),
             TC_TEXT("200 với linkset", "200 with a linkset"),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", by_type->status));
    tc_check(t, linkset_in(t, by_accept) != NULL, "RES-032",
             TC_AT(.part = "Accept: application/linkset+json", .exchange = by_accept->exchange),
             TC_TEXT("200 với linkset", "200 with a linkset"),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", by_accept->status));
}

static bool all_have_href(const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *relation;
        json_t *targets;

        json_object_foreach(json_array_get(list, i), relation, targets)
        {
            for (size_t k = 0; k < json_array_size(targets); k++)
                if (!json_is_string(json_object_get(json_array_get(targets, k), "href")))
                    return false;
        }
    }
    return true;
}

static void is_well_formed(struct tc_test *t)
{
    const struct tc_response *r = ask(t, "?linkType=linkset", linkset_wanted);
    json_t *list = linkset_in(t, r);

    if (!list)
        tc_stop(t, TC_TEXT("bộ phân giải không trả linkset", "the resolver gives no linkset"));
    tc_check(t, tc_response_is(r, "application/linkset+json"), "RES-033",
             TC_AT(.part = "header Content-Type"),
             TC_TEXT("application/linkset+json", "application/linkset+json"),
             TC_TEXT("kiểu khác", "another type"));
    tc_check(t, all_have_href(list), "RES-033", TC_AT(.part = "linkset"),
             TC_TEXT("mọi liên kết có href", "a href in each link"),
             TC_TEXT("có liên kết thiếu href", "a link without href"));
}

/* The default links of one anchor; `only` gets the first one. */
static size_t defaults_of(json_t *context, const json_t **only)
{
    const char *relation;
    json_t *targets;
    size_t n = 0;

    *only = NULL;
    json_object_foreach(context, relation, targets)
    {
        if (!is_default(relation))
            continue;
        n += json_array_size(targets);
        *only = json_array_get(targets, 0);
    }
    return n;
}

static void one_default_link(struct tc_test *t)
{
    json_t *list = linkset(t);

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *link;
        size_t n = defaults_of(json_array_get(list, i), &link);

        tc_check(t, n == 1, "RES-019", TC_AT(.part = "gs1:defaultLink"),
                 TC_TEXT("đúng một liên kết", "exactly one link"),
                 TC_SAY(t, "%zu liên kết", "%zu links", n));
        if (n == 1)
            tc_check(t,
                     !json_object_get(link, "type") && !json_object_get(link, "hreflang") &&
                         json_object_get(link, "title") && json_object_get(link, "href"),
                     "RES-019", TC_AT(.part = "gs1:defaultLink"),
                     TC_TEXT("chỉ title và href", "title and href only"),
                     TC_TEXT("thiếu hoặc thừa thuộc tính", "members too few or too many"));
    }
}

static bool stands_elsewhere(json_t *context, const char *href)
{
    const char *relation;
    json_t *targets;

    json_object_foreach(context, relation, targets)
    {
        for (size_t k = 0; !is_default(relation) && k < json_array_size(targets); k++) {
            const char *other =
                json_string_value(json_object_get(json_array_get(targets, k), "href"));

            if (other && strcmp(other, href) == 0)
                return true;
        }
    }
    return false;
}

static void default_is_described(struct tc_test *t)
{
    json_t *list = linkset(t);

    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *context = json_array_get(list, i);
        const json_t *link;
        const char *href;

        if (defaults_of(context, &link) == 0)
            continue;
        href = json_string_value(json_object_get(link, "href"));
        tc_check(t, href && stands_elsewhere(context, href), "RES-020",
                 TC_AT(.part = "gs1:defaultLink"),
                 TC_TEXT("cùng địa chỉ dưới một loại liên kết mô tả",
                         "the same address under a descriptive link type"),
                 TC_TEXT("không có", "none"));
    }
}

/* True if both name the same place, their query strings apart: what is passed
 * on stands before the fragment. */
static bool same_place(const char *location, const char *href)
{
    const char *fragment = strchr(href, '#'), *reached = strchr(location, '#');

    if (strncmp(location, href, strcspn(href, "#?")) != 0)
        return false;
    return fragment ? reached && strcmp(fragment, reached) == 0 : reached == NULL;
}

/* A link type with one target is redirected there. */
static void check_target(struct tc_test *t, const char *relation, const char *href)
{
    const char *query =
        tc_arena_printf(tc_test_arena(t), "?linkType=%s", tc_url_encode(t, relation));
    const struct tc_response *r = ask(t, query, NULL);
    const char *location = tc_response_header(r, "Location");

    tc_check(t, location && same_place(location, href), "RES-027",
             TC_AT(.part = tc_arena_printf(tc_test_arena(t), "linkType=%s", relation)),
             TC_TEXT(href, href),
             TC_SAY(t, "mã trạng thái %ld, %s", "status %ld, %s", r->status,
                    location ? location : "-"));
}

static void link_type_leads_to_its_target(struct tc_test *t)
{
    json_t *context = json_array_get(linkset(t), 0), *targets;
    const char *relation;

    tc_pass(t, "RES-027"); /* a key with no other link has nothing to show */
    json_object_foreach(context, relation, targets)
    {
        const char *href =
            json_string_value(json_object_get(json_array_get(targets, 0), "href"));

        if (json_array_size(targets) == 1 && href && !is_default(relation))
            check_target(t, relation, href);
    }
}

static const struct tc_response *describe(struct tc_test *t)
{
    return tc_send(
        t, &(struct tc_request){ .to = TC_IF_RESOLVER, .path = "/.well-known/gs1resolver" });
}

static void description_file(struct tc_test *t)
{
    const struct tc_response *r = describe(t);
    json_t *file = r->status == 200 ? tc_response_json(t, r) : NULL;

    tc_check(t,
             json_is_string(json_object_get(file, "resolverRoot")) &&
                 json_array_size(json_object_get(file, "supportedPrimaryKeys")) > 0,
             "RES-039", TC_AT(.part = "/.well-known/gs1resolver"),
             TC_TEXT("JSON có resolverRoot và supportedPrimaryKeys",
                     "JSON with resolverRoot and supportedPrimaryKeys"),
             TC_SAY(t, "mã trạng thái %ld, thiếu mục hoặc không phải JSON",
                    "status %ld, a member missing or no JSON", r->status));
}

static void root_is_this_host(struct tc_test *t)
{
    const char *base = tc_base_url(t, TC_IF_RESOLVER);
    const char *root =
        json_string_value(json_object_get(tc_response_json(t, describe(t)), "resolverRoot"));
    size_t origin = strstr(base, "://") ? (size_t)(strstr(base, "://") + 3 - base) : 0;

    origin += strcspn(base + origin, "/");
    if (!root)
        tc_stop(t, TC_TEXT("tệp mô tả không có resolverRoot",
                           "the description file has no resolverRoot"));
    tc_check(t, strncmp(root, base, origin) == 0 && strchr("/", root[origin]), "RES-041",
             TC_AT(.part = "/.well-known/gs1resolver", .pointer = "/resolverRoot"),
             TC_TEXT(base, base), TC_TEXT(root, root));
}

#define CASE(id_, requirement_, run_)                                                          \
    {                                                                                          \
        .id = id_, .requirements = TC_REQS(requirement_), .role = TC_ROLE_RESOLVER,            \
        .needs = TC_NEEDS_RESOLVER, .run = run_                                                \
    }

static const struct tc_case cases[] = {
    CASE("resolver/linkset-on-request", "RES-032", each_way_of_asking),
    CASE("resolver/linkset-is-well-formed", "RES-033", is_well_formed),
    CASE("resolver/one-default-link", "RES-019", one_default_link),
    CASE("resolver/default-is-described", "RES-020", default_is_described),
    CASE("resolver/link-type-leads-to-its-target", "RES-027", link_type_leads_to_its_target),
    CASE("resolver/description-file", "RES-039", description_file),
    CASE("resolver/root-is-this-host", "RES-041", root_is_this_host),
};
TC_SUITE(resolver, cases);
