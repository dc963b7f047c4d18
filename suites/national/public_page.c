/* The public page as a consumer meets it. */
#define _GNU_SOURCE /* strcasestr */
#include <string.h>
#include <strings.h>

#include "chain.h"

static void needs_no_login(struct tc_test *t)
{
    struct tc_page page;
    const struct tc_response *r = chain_page(t, NULL, &page);

    tc_check(t, r->status == 200, "VN-PUB-01", TC_AT(.part = "response status"),
             TC_TEXT("200 mà không cần đăng nhập", "200 without a login"),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status));
}

static bool names_utf8(const char *type)
{
    const char *charset = type ? strcasestr(type, "charset=") : NULL;

    if (!charset)
        return true; /* then the page itself says it */
    charset += strlen("charset=");
    charset += *charset == '"';
    return strncasecmp(charset, "utf-8", 5) == 0;
}

static void is_utf8(struct tc_test *t)
{
    struct chain chain;
    struct tc_page page;
    const struct tc_response *r;
    const char *type;

    chain_capture(t, &chain);
    r = chain_page(t, chain.lot, &page);
    type = tc_response_header(r, "Content-Type");
    if (r->status != 200)
        tc_stop(t, TC_SAY(t, "trang công khai trả lời %ld", "the public page answers %ld",
                          r->status));
    tc_check(t, page.utf8 && names_utf8(type), "VN-PUB-03",
             TC_AT(.part = "header Content-Type"),
             TC_TEXT("charset=utf-8 và nội dung UTF-8", "charset=utf-8 and UTF-8 content"),
             TC_SAY(t, "%s", "%s", page.utf8 && type ? type : "not UTF-8"));
}

static void unknown_lot_is_told(struct tc_test *t)
{
    struct tc_page page;
    const struct tc_response *r = chain_page(t, tc_test_lot(t), &page);

    tc_check(t, r->status == 404 || r->status == 410, "VN-PUB-06",
             TC_AT(.part = "response status"),
             TC_TEXT("404 cho lô không có", "404 for a lot that does not exist"),
             TC_SAY(t, "mã trạng thái %ld", "status %ld", r->status));
}

static const struct tc_case cases[] = {
    { .id = "national/needs-no-login",
      .requirements = TC_REQS("VN-PUB-01"),
      .role = TC_ROLE_PUBLIC_PAGE,
      .needs = TC_NEEDS_RESOLVER,
      .run = needs_no_login },
    { .id = "national/is-utf8",
      .requirements = TC_REQS("VN-PUB-03"),
      .role = TC_ROLE_PUBLIC_PAGE,
      .needs = TC_NEEDS_CAPTURE | TC_NEEDS_RESOLVER,
      .run = is_utf8 },
    { .id = "national/unknown-lot-is-told",
      .requirements = TC_REQS("VN-PUB-06"),
      .role = TC_ROLE_PUBLIC_PAGE,
      .needs = TC_NEEDS_RESOLVER,
      .run = unknown_lot_is_told },
};
TC_SUITE(national, cases);
