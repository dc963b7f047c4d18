/* What is told at a glance must be what the whole judge says. */
#include "validate/code/epc_plain.h"

#include <stdio.h>
#include <string.h>

#include "base/check_main.h"
#include "tracecert/code.h"

#define ROUNDS 200000

static unsigned long state = 1;

static unsigned draw(unsigned below)
{
    state = state * 6364136223846793005ul + 1442695040888963407ul;
    return (unsigned)(state >> 33) % below;
}

static void digits(char *to, size_t len)
{
    for (size_t i = 0; i + 1 < len; i++)
        to[i] = (char)('0' + draw(10));
    to[len - 1] = tc_check_digit(to, len - 1);
    to[len] = '\0';
}

static void value(char *to)
{
    static const char some[] = "ABCxyz0123456789-._+/%~ ";
    size_t len = draw(22);

    for (size_t i = 0; i < len; i++)
        to[i] = some[draw(sizeof(some) - 1)];
    to[len] = '\0';
}

/* A Digital Link that is mostly right. */
static void link(char *uri, size_t size)
{
    static const char *const keys[] = { "00", "01", "414", "417", "8004", "01", "01" };
    static const size_t lens[] = { 18, 14, 13, 13, 13, 14, 14 };
    static const char *const qualifiers[] = { "", "/21/", "/10/", "/22/", "/254/", "?17=" };
    char key[24], more[24];
    size_t k = draw(7), q = draw(6);

    digits(key, lens[k]);
    value(more);
    if (draw(8) == 0)
        key[draw((unsigned)lens[k])] = (char)('0' + draw(12));
    snprintf(uri, size, "%s%s/%s/%s%s%s", draw(9) ? "https://" : "http://",
             draw(3) ? "id.gs1.org" : "a.example.com:80", keys[k], key, qualifiers[q],
             q ? more : "");
}

START_TEST(a_glance_agrees_with_the_judge)
{
    struct tc_arena *arena = tc_arena_new();
    size_t plain = 0;

    for (int i = 0; i < ROUNDS; i++) {
        struct tc_findings findings = { 0 };
        enum tc_epc_names names;
        char uri[128];

        link(uri, sizeof(uri));
        if (!tc_epc_is_plain(uri, strlen(uri), &names))
            continue;
        plain++;
        tc_epc_check(arena, uri, strlen(uri), &findings);
        ck_assert_msg(findings.count == 0, "%s: %s", uri, findings.items[0].requirement);
        ck_assert_msg(tc_epc_names(uri, strlen(uri)) == names, "%s", uri);
        tc_arena_reset(arena);
    }
    ck_assert_uint_gt(plain, ROUNDS / 20);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("epc plain", a_glance_agrees_with_the_judge)
