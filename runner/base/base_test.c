#include "base/check_main.h"

#include <string.h>

#include "base/digest.h"
#include "base/json.h"
#include "base/options.h"
#include "base/suggest.h"

START_TEST(arena_keeps_what_it_gave)
{
    struct tc_arena *arena = tc_arena_new();
    char *first = tc_arena_printf(arena, "%s-%d", "lot", 7);

    memset(tc_arena_alloc(arena, 300000), 1, 300000);
    ck_assert_str_eq(first, "lot-7");
    ck_assert_int_eq(*(char *)tc_arena_alloc(arena, 10), 0);
    tc_arena_reset(arena);
    ck_assert_int_eq(*(char *)tc_arena_alloc(arena, 300000), 0);
    tc_arena_free(arena);
    tc_arena_free(NULL);
}
END_TEST

START_TEST(every_place_is_replaced)
{
    struct tc_arena *arena = tc_arena_new();

    ck_assert_str_eq(tc_arena_replace(arena, "{id}/a/{id}", "{id}", "x"), "x/a/x");
    ck_assert_str_eq(tc_arena_replace(arena, "aaa", "a", "aa"), "aaaaaa");
    ck_assert_str_eq(tc_arena_replace(arena, "none", "{id}", "x"), "none");
    tc_arena_free(arena);
}
END_TEST

START_TEST(both_languages_take_the_same_arguments)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_text text = tc_say(arena, "mã %d của %s", "code %d of %s", 3, "x");

    ck_assert_str_eq(text.vi, "mã 3 của x");
    ck_assert_str_eq(text.en, "code 3 of x");
    tc_arena_free(arena);
}
END_TEST

START_TEST(json_errors_name_line_and_column)
{
    struct tc_err err = { 0 };
    const char *text = "{\n  \"a\": 1,\n  \"a\": 2\n}";

    ck_assert_ptr_null(tc_json_parse("x.json", text, strlen(text), &err));
    ck_assert_str_eq(err.file, "x.json");
    ck_assert_int_eq(err.line, 3);
    ck_assert_ptr_nonnull(strstr(err.en, "not valid JSON"));
}
END_TEST

START_TEST(a_pointer_is_found_in_the_text)
{
    const char *text = "{\n  \"a~/b\": [1, {\"x\": \"],}\"},\n    {\"y\": 5}]\n}";
    long line, column;

    tc_json_locate(text, strlen(text), "/a~0~1b/2/y", &line, &column);
    ck_assert_int_eq(line, 3);
    ck_assert_int_eq(column, 11);
    tc_json_locate(text, strlen(text), "/missing", &line, &column);
    ck_assert_int_eq(line, 1);
}
END_TEST

START_TEST(sha256_is_the_known_one)
{
    char hex[TC_SHA256_HEX + 1];

    tc_sha256_hex("abc", 3, hex);
    ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(a_slip_of_the_hand_is_understood)
{
    static const char *const names[] = { "check", "code", "catalogue" };

    ck_assert_str_eq(tc_suggest_of("chek", names, 3), "check");
    ck_assert_str_eq(tc_suggest_of("catalog", names, 3), "catalogue");
    ck_assert_ptr_null(tc_suggest_of("portal", names, 3));
}
END_TEST

static const char *text_option;
static bool flag_option;
static long number_option;
static const struct tc_option options[] = {
    { "--format", "F", { "", "" }, TC_OPTION_TEXT, &text_option },
    { "--resume", NULL, { "", "" }, TC_OPTION_FLAG, &flag_option },
    { "--jobs", "N", { "", "" }, TC_OPTION_NUMBER, &number_option },
    { 0 },
};

static int parse(const char *a, const char *b, struct tc_words *operands, struct tc_err *err)
{
    char *argv[] = { "x", (char *)a, (char *)b, NULL };

    return tc_options_parse(b ? 3 : 2, argv, options, operands, err);
}

START_TEST(options_are_read)
{
    struct tc_words operands = { .count = 0 };
    struct tc_err err = { 0 };

    ck_assert_int_eq(parse("--format", "json", &operands, &err), 0);
    ck_assert_str_eq(text_option, "json");
    ck_assert_int_eq(parse("--jobs=3", "--resume", &operands, &err), 0);
    ck_assert_int_eq(number_option, 3);
    ck_assert(flag_option);
    ck_assert_int_eq(parse("-", "--", &operands, &err), 0);
    ck_assert_str_eq(operands.items[0], "-");
    ck_assert_int_eq(operands.count, 1);
}
END_TEST

START_TEST(wrong_options_are_refused)
{
    struct tc_words operands = { .count = 0 };
    struct tc_err err = { 0 };

    ck_assert_int_eq(parse("--formt", "x", &operands, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.en, "did you mean --format?"));
    ck_assert_int_eq(parse("--format", NULL, &operands, &err), -1);
    ck_assert_int_eq(parse("--jobs=-1", NULL, &operands, &err), -1);
    ck_assert_int_eq(parse("--jobs=2x", NULL, &operands, &err), -1);
    ck_assert_int_eq(parse("--resume=1", NULL, &operands, &err), -1);
}
END_TEST

TC_CHECK_MAIN("base", arena_keeps_what_it_gave, every_place_is_replaced,
              both_languages_take_the_same_arguments, json_errors_name_line_and_column,
              a_pointer_is_found_in_the_text, sha256_is_the_known_one,
              a_slip_of_the_hand_is_understood, options_are_read, wrong_options_are_refused)
