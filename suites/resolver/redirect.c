/* Where a resolver leads. GS1-Conformant resolver standard, 2.4 to 2.13. */
#include <string.h>

#include "tracecert/code.h"
#include "tracecert/http.h"

static const struct tc_response *ask(struct tc_test *t, const char *path,
                                     const struct tc_header *headers)
{
    return tc_send(
        t, &(struct tc_request){ .to = TC_IF_RESOLVER, .path = path, .headers = headers });
}

static const char *product(struct tc_test *t, const char *rest)
{
    return tc_arena_printf(tc_test_arena(t), "/01/%s%s", tc_test_need(t, "gtin"), rest);
}

static bool is_redirect(const struct tc_response *r)
{
    return (r->status == 301 || r->status == 302 || r->status == 303 || r->status == 307 ||
            r->status == 308) &&
           tc_response_header(r, "Location");
}

static void check_redirect(struct tc_test *t, const struct tc_response *r,
                           const char *requirement)
{
    tc_check(t, is_redirect(r), requirement, TC_AT(.part = "response status"),
             TC_TEXT("chuyển hướng (307) kèm Location", "a redirect (307) with a Location"),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status));
}

static void check_404(struct tc_test *t, const struct tc_response *r, const char *requirement)
{
    tc_check(t, r->status == 404, requirement, TC_AT(.part = "response status"),
             TC_TEXT("mã trạng thái 404", "status 404"),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status));
}

/* A GTIN with a right check digit from the prefix that GS1 keeps for
 * examples, so that it is nobody's. */
static const char *unknown_gtin(struct tc_test *t)
{
    const char *body = tc_arena_printf(tc_test_arena(t), "0952%.9s", tc_test_serial(t) + 3);

    return tc_arena_printf(tc_test_arena(t), "%s%c", body, tc_check_digit(body, 13));
}

static void default_link(struct tc_test *t)
{
    const struct tc_header klingon[] = { { "Accept-Language", "tlh" }, { NULL, NULL } };

    check_redirect(t, ask(t, product(t, ""), NULL), "RES-026");
    check_redirect(t, ask(t, product(t, ""), klingon), "RES-026");
}

static void lot_is_resolved(struct tc_test *t)
{
    const char *path = tc_arena_printf(tc_test_arena(t), "/10/%s", tc_test_lot(t));

    check_redirect(t, ask(t, product(t, path), NULL), "RES-022");
}

static void query_is_passed_on(struct tc_test *t)
{
    static const char query[] = "a=%2F&b=c%20d&flag";
    const struct tc_response *r =
        ask(t, tc_arena_printf(tc_test_arena(t), "%s?%s", product(t, ""), query), NULL);
    const char *location = tc_response_header(r, "Location");

    if (!is_redirect(r))
        tc_stop(t, TC_TEXT("mã kiểm thử không được chuyển hướng",
                           "the key of the test is not redirected"));
    tc_check(t, strstr(location, query) != NULL, "RES-036", TC_AT(.part = "header Location"),
             TC_TEXT(query, query), TC_TEXT(location, location));
}

static void slash_is_tolerated(struct tc_test *t)
{
    const struct tc_response *plain = ask(t, product(t, ""), NULL);
    const struct tc_response *slash = ask(t, product(t, "/"), NULL);

    tc_check(t, plain->status == slash->status, "RES-037", TC_AT(.part = "response status"),
             TC_SAY(t, "mã trạng thái %ld như khi không có /", "status %ld as without the /",
                    plain->status),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", slash->status));
}

static void invalid_is_refused(struct tc_test *t)
{
    const char *gtin = tc_test_need(t, "gtin");
    char wrong = gtin[13] == '9' ? '0' : (char)(gtin[13] + 1);
    const char *const paths[] = {
        tc_arena_printf(tc_test_arena(t), "/01/%.13s%c", gtin, wrong),
        tc_arena_printf(tc_test_arena(t), "/01/%s", gtin + 1),
        tc_arena_printf(tc_test_arena(t), "/01/%.13sX", gtin),
        tc_arena_printf(tc_test_arena(t), "/01/%s/10/%s", gtin, "ABCDEFGHIJKLMNOPQRSTUVWXY"),
    };

    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        const struct tc_response *r = ask(t, paths[i], NULL);
        bool refused = r->status >= 400 && r->status < 500;

        tc_check(t, refused, "RES-010", TC_AT(.part = paths[i]),
                 TC_TEXT("bị từ chối (400)", "refused (400)"),
                 TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status));
        if (refused)
            tc_check(t, r->status == 400, "RES-049", TC_AT(.part = paths[i]),
                     TC_TEXT("mã trạng thái 400", "status 400"),
                     TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status));
    }
}

static void unknown_is_not_found(struct tc_test *t)
{
    const char *path = tc_arena_printf(tc_test_arena(t), "/01/%s", unknown_gtin(t));

    check_404(t, ask(t, path, NULL), "RES-013");
}

static void error_is_never_200(struct tc_test *t)
{
    const char *path =
        tc_arena_printf(tc_test_arena(t), "/01/%s?linkType=linkset", unknown_gtin(t));
    const struct tc_response *r = ask(t, path, NULL);

    tc_check(t, r->status >= 400, "RES-014", TC_AT(.part = "response status"),
             TC_TEXT("một mã lỗi", "an error status"),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status));
}

/* Product information page: the link type that every product has. */
static void link_type_is_followed(struct tc_test *t)
{
    static const char *const forms[] = { "gs1:pip", "gs1%3Apip",
                                         "https://ref.gs1.org/voc/pip" };

    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        const char *path =
            tc_arena_printf(tc_test_arena(t), "%s?linkType=%s", product(t, ""), forms[i]);

        check_redirect(t, ask(t, path, NULL), "RES-027");
    }
}

static void absent_type_is_not_found(struct tc_test *t)
{
    check_404(t, ask(t, product(t, "?linkType=gs1:noSuchType"), NULL), "RES-028");
}

#define CASE(id_, run_, ...)                                                                   \
    {                                                                                          \
        .id = id_, .requirements = TC_REQS(__VA_ARGS__), .role = TC_ROLE_RESOLVER,             \
        .needs = TC_NEEDS_RESOLVER, .run = run_                                                \
    }

static const struct tc_case cases[] = {
    CASE("resolver/default-link", default_link, "RES-026"),
    CASE("resolver/lot-is-resolved", lot_is_resolved, "RES-022"),
    CASE("resolver/query-is-passed-on", query_is_passed_on, "RES-036"),
    CASE("resolver/slash-is-tolerated", slash_is_tolerated, "RES-037"),
    CASE("resolver/invalid-is-refused", invalid_is_refused, "RES-010", "RES-049"),
    CASE("resolver/unknown-is-not-found", unknown_is_not_found, "RES-013"),
    CASE("resolver/error-is-never-200", error_is_never_200, "RES-014"),
    CASE("resolver/link-type-is-followed", link_type_is_followed, "RES-027"),
    CASE("resolver/absent-type-is-not-found", absent_type_is_not_found, "RES-028"),
};
TC_SUITE(resolver, cases);
