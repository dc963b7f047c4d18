#include "tracecert/code.h"

#include <string.h>

#include "base/check_main.h"

static struct tc_arena *arena;

static const char *correct(const char *code)
{
    struct tc_code_input input = { code, strlen(code), TC_CODE_UNKNOWN };
    struct tc_code_result result;

    tc_code_check(arena, code, input.len, input.as, &result);
    return tc_code_correct(arena, &input, &result);
}

static void expect(const char *code, const char *right)
{
    const char *made = correct(code);

    ck_assert_msg(made != NULL, "%s: not corrected", code);
    ck_assert_str_eq(made, right);
}

static void expect_none(const char *code)
{
    const char *made = correct(code);

    ck_assert_msg(made == NULL, "%s: %s", code, made ? made : "");
}

START_TEST(check_digits)
{
    arena = tc_arena_new();
    expect("(01)09521234000014(10)L1", "(01)09521234000013(10)L1");
    expect("010952123400001410L1", "010952123400001310L1");
    expect("]d2010952123400001410L1\x1d"
           "17261231",
           "]d2010952123400001310L1\x1d"
           "17261231");
    expect("8939636000812", "8939636000813");
    expect("952123400000000018", "952123400000000017");
    expect("]E08939636000812", "]E08939636000813");
    expect("(8003)09521234000005A1", "(8003)09521234000006A1");
    expect("(8013)1987654Ad4X4bL5ttr2310cXX", "(8013)1987654Ad4X4bL5ttr2310c2K");
    expect("https://example.com/01/09521234000014/10/A%2FB?17=261231&x=1#y",
           "https://example.com/01/09521234000013/10/A%2FB?17=261231&x=1#y");
    tc_arena_free(arena);
}
END_TEST

START_TEST(links)
{
    arena = tc_arena_new();
    expect("https://example.com/a/01/9521234000013/10/L1",
           "https://example.com/a/01/09521234000013/10/L1");
    expect("https://example.com/01/09521234000013/21/5/10/L1",
           "https://example.com/01/09521234000013/10/L1/21/5");
    expect("https://example.com/01/09521234000013/17/261231",
           "https://example.com/01/09521234000013?17=261231");
    expect("https://example.com/01/09521234000013?10=L1&linkType=gs1:pip",
           "https://example.com/01/09521234000013/10/L1?linkType=gs1:pip");
    expect("https://example.com/01/09521234000013/10/A+B",
           "https://example.com/01/09521234000013/10/A%2BB");
    expect("https://example.com/01/09521234000013/10/L1/",
           "https://example.com/01/09521234000013/10/L1");
    expect("]Q1https://example.com/01/9521234000013",
           "]Q1https://example.com/01/09521234000013");
    expect("(01)9521234000013(10)L1", "(01)09521234000013(10)L1");
    tc_arena_free(arena);
}
END_TEST

START_TEST(nothing_doubtful)
{
    arena = tc_arena_new();
    expect_none("(01)09521234000013(10)L1"); /* nothing is wrong */
    expect_none("(01)0952123400001(10)L1");
    expect_none("(01)09521234000014(17)261331");
    expect_none("(01)09521234000013(01)18939636000810");
    expect_none("https://example.com/01/09521234000013/8011/12");
    expect_none("https://example.com/01/09521234000013/10/A%2");
    expect_none("https://example.com/01/09521234000013/10/A B");
    expect_none("https://example.com/01/09521234000014?999=1");
    expect_none("urn:epc:id:sgtin:9521234.00001.1");
    expect_none("]E08939636000812|]e010L1");
    expect_none("LO-1");
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("correct", check_digits, links, nothing_doubtful)
