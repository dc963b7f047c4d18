#include "engine/secrets.h"

#include <stdlib.h>
#include <string.h>

#include "base/check_main.h"
#include "base/file.h"
#include "engine/redact.h"

static struct tc_arena *arena;

static const char *redacted(const char *text)
{
    return tc_secrets_redact_text(arena, text);
}

static const char *resolve(const char *reference, const char *beside, struct tc_err *err)
{
    *err = (struct tc_err){ 0 };
    return tc_secret_resolve(arena, reference, beside, err);
}

START_TEST(references_are_resolved)
{
    char dir[] = "/tmp/tc-secrets-XXXXXX";
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    ck_assert_ptr_nonnull(mkdtemp(dir));
    ck_assert_int_eq(
        tc_file_write(tc_arena_printf(arena, "%s/key", dir), "from-a-file\n", 12, &err), 0);
    setenv("TC_TEST_SECRET", "from-the-environment", 1);
    unsetenv("TC_TEST_UNSET");
    ck_assert_str_eq(resolve("env:TC_TEST_SECRET", NULL, &err), "from-the-environment");
    ck_assert_str_eq(resolve("file:key", dir, &err), "from-a-file");
    ck_assert_ptr_null(resolve("env:TC_TEST_UNSET", NULL, &err));
    ck_assert_ptr_nonnull(strstr(err.en, "TC_TEST_UNSET"));
    ck_assert_ptr_null(resolve("file:none", dir, &err));
    ck_assert(tc_secret_is_reference("env:X") && !tc_secret_is_reference("X"));
    ck_assert_int_eq(remove(tc_arena_printf(arena, "%s/key", dir)), 0);
    ck_assert_int_eq(remove(dir), 0);
    tc_arena_free(arena);
}
END_TEST

START_TEST(no_form_of_a_secret_survives)
{
    static const char secret[] = "p\"ss w/rd+1234";

    arena = tc_arena_new();
    ck_assert(tc_secrets_add(secret, strlen(secret)));
    ck_assert_str_eq(redacted("a p\"ss w/rd+1234 b"), "a [secret] b");
    ck_assert_str_eq(redacted("{\"k\":\"p\\\"ss w/rd+1234\"}"), "{\"k\":\"[secret]\"}");
    ck_assert_str_eq(redacted("?q=p%22ss%20w%2Frd%2B1234&r=1"), "?q=[secret]&r=1");
    ck_assert_ptr_null(strstr(redacted("user:cCJzcyB3L3JkKzEyMzQ="), "cCJzcyB3L3Jk"));
    ck_assert_str_eq(redacted("nothing to hide"), "nothing to hide");
    tc_arena_free(arena);
}
END_TEST

START_TEST(headers_with_credentials_lose_their_values)
{
    arena = tc_arena_new();
    ck_assert_str_eq(redacted("Host: h\nAuthorization: Bearer unknown\nA: b\n"),
                     "Host: h\nAuthorization: [secret]\nA: b\n");
    ck_assert_str_eq(redacted("Set-Cookie: s=1; Path=/\n"), "Set-Cookie: [secret]\n");
    tc_arena_free(arena);
}
END_TEST

START_TEST(too_short_a_secret_is_refused)
{
    arena = tc_arena_new();
    ck_assert(!tc_secrets_add("abc", 3));
    ck_assert_str_eq(redacted("abc"), "abc");
    tc_arena_free(arena);
}
END_TEST

START_TEST(json_stays_json_and_our_words_stay)
{
    json_t *json = json_pack("{s:s, s:{s:s}, s:[s]}", "verdict", "PASS", "reason", "vi",
                             "it said PASS", "list", "PASS");
    json_t *broken;

    arena = tc_arena_new();
    ck_assert(tc_secrets_add("PASS", 4)); /* of all secrets, this one */
    tc_redact_json(arena, json);
    ck_assert_str_eq(json_string_value(json_object_get(json, "verdict")), "PASS");
    ck_assert_str_eq(json_string_value(json_object_get(json_object_get(json, "reason"), "vi")),
                     "it said [secret]");
    ck_assert_str_eq(json_string_value(json_array_get(json_object_get(json, "list"), 0)),
                     "[secret]");
    broken = tc_redact_string(arena, "a\xff\xc3\xa9");
    ck_assert_str_eq(json_string_value(broken), "a\\xff\xc3\xa9");
    json_decref(broken);
    json_decref(json);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("secrets", references_are_resolved, no_form_of_a_secret_survives,
              headers_with_credentials_lose_their_values, too_short_a_secret_is_refused,
              json_stays_json_and_our_words_stay)
