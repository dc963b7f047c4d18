/* Methods and CORS. GS1-Conformant resolver standard, 2.2. */
#include <string.h>

#include "tracecert/http.h"

static const struct tc_response *ask(struct tc_test *t, const char *method,
                                     const struct tc_header *headers)
{
    const char *path = tc_arena_printf(tc_test_arena(t), "/01/%s", tc_test_need(t, "gtin"));

    return tc_send(
        t, &(struct tc_request){
               .method = method, .to = TC_IF_RESOLVER, .path = path, .headers = headers });
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static void three_methods(struct tc_test *t)
{
    const struct tc_response *get = ask(t, "GET", NULL);
    const struct tc_response *head = ask(t, "HEAD", NULL);
    const struct tc_response *options = ask(t, "OPTIONS", NULL);
    const char *allow = tc_response_header(options, "Allow");

    if (!allow)
        allow = tc_response_header(options, "Access-Control-Allow-Methods");
    tc_check(
        t,
        head->status == get->status && head->body_len == 0 &&
            same(tc_response_header(head, "Location"), tc_response_header(get, "Location")),
        "RES-002", TC_AT(.part = "HEAD", .exchange = head->exchange),
        TC_SAY(t, "như GET (%ld, cùng Location), không có nội dung",
               "as GET (%ld, same Location), without a body", get->status),
        TC_SAY(t, "mã trạng thái %ld, %zu byte", "status %ld, %zu bytes", head->status,
               head->body_len));
    tc_check(t,
             options->status >= 200 && options->status < 300 && allow && strstr(allow, "GET") &&
                 strstr(allow, "HEAD") && strstr(allow, "OPTIONS"),
             "RES-002", TC_AT(.part = "OPTIONS", .exchange = options->exchange),
             TC_TEXT("2xx và Allow: GET, HEAD, OPTIONS", "2xx and Allow: GET, HEAD, OPTIONS"),
             TC_SAY(t, "mã trạng thái %ld, Allow: %s", "status %ld, Allow: %s", options->status,
                    allow ? allow : "-"));
}

static void check_origin(struct tc_test *t, const struct tc_response *r, const char *origin)
{
    const char *allowed = tc_response_header(r, "Access-Control-Allow-Origin");

    tc_check(t, allowed && (strcmp(allowed, "*") == 0 || strcmp(allowed, origin) == 0),
             "RES-004",
             TC_AT(.part = "header Access-Control-Allow-Origin", .exchange = r->exchange),
             TC_SAY(t, "* hoặc %s", "* or %s", origin),
             TC_TEXT(allowed ? allowed : "không có", allowed ? allowed : "none"));
}

static void other_sites_may_ask(struct tc_test *t)
{
    static const char origin[] = "https://app.example.org";
    const struct tc_header plain[] = { { "Origin", origin }, { NULL, NULL } };
    const struct tc_header preflight[] = { { "Origin", origin },
                                           { "Access-Control-Request-Method", "GET" },
                                           { NULL, NULL } };

    check_origin(t, ask(t, "GET", plain), origin);
    check_origin(t, ask(t, "OPTIONS", preflight), origin);
}

static const struct tc_case cases[] = {
    { .id = "resolver/three-methods",
      .requirements = TC_REQS("RES-002"),
      .role = TC_ROLE_RESOLVER,
      .needs = TC_NEEDS_RESOLVER,
      .run = three_methods },
    { .id = "resolver/other-sites-may-ask",
      .requirements = TC_REQS("RES-004"),
      .role = TC_ROLE_RESOLVER,
      .needs = TC_NEEDS_RESOLVER,
      .run = other_sites_may_ask },
};
TC_SUITE(resolver, cases);
