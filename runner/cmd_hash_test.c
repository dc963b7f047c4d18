/* `tracecert hash` as scripts see it: exit status, lines, gzip, standard input. */
#include "shell_test.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "tracecert/verdict.h"

#define EVENT "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-11-25T08:30:00Z\""
#define HASH "ni:///sha-256;"

/* `tracecert hash -` with these options, given these lines. */
static void expect(const char *lines, const char *options, int status, const char *says)
{
    int ended = run(
        tc_arena_printf(arena, "printf '%%s\\n' '%s' | tracecert hash - %s", lines, options));

    ck_assert_msg(ended == status, "%s %s: %d, not %d: %s", lines, options, ended, status,
                  said);
    ck_assert_msg(strstr(said, says) != NULL, "%s %s: %s", lines, options, said);
}

START_TEST(exit_status)
{
    arena = tc_arena_new();
    expect(EVENT "}", "", TC_EXIT_PASSED, HASH);
    expect(EVENT ",\"certificationInfo\":\"urn:c\"}", "", TC_EXIT_PASSED, "uncertain: ");
    expect(EVENT ",\"https://o.example/a\":\"inf\"}", "--reading reference",
           TC_EXIT_INCONCLUSIVE, "1 without a hash");
    expect("{\"captureID\":\"1\"}", "", TC_EXIT_NOTHING_TESTED, "0 events");
    expect("{\"type\":", "", TC_EXIT_SETUP, "-:");
    expect(EVENT "}", "> /dev/full", TC_EXIT_INTERNAL, "");
    ck_assert_int_eq(run("tracecert hash no/such/file"), TC_EXIT_SETUP);
    ck_assert_int_eq(run("tracecert hash"), TC_EXIT_USAGE);
    expect(EVENT "}", "--reading txt", TC_EXIT_USAGE, "\"text\"?");
    expect(EVENT "}", "--format xml", TC_EXIT_USAGE, "--format does not take");
    ck_assert_int_eq(run("tracecert hash --help"), TC_EXIT_PASSED);
    tc_arena_free(arena);
}
END_TEST

START_TEST(a_hash_as_event_id_is_compared)
{
    char id[128];
    const char *end;

    arena = tc_arena_new();
    expect(EVENT "}", "", TC_EXIT_PASSED, HASH);
    end = strchr(said, '\n');
    snprintf(id, sizeof(id), "%.*s", (int)(end - said), said);
    expect(tc_arena_printf(arena, EVENT ",\"eventID\":\"%s\"}", id), "", TC_EXIT_PASSED,
           "eventID matches: text");
    id[strlen(HASH)] = id[strlen(HASH)] == '0' ? '1' : '0';
    expect(tc_arena_printf(arena, EVENT ",\"eventID\":\"%s\"}", id), "", TC_EXIT_FAILED,
           "eventID is another hash");
    expect(tc_arena_printf(arena, EVENT ",\"certificationInfo\":\"urn:c\",\"eventID\":\"%s\"}",
                           id),
           "", TC_EXIT_PASSED, "eventID is another hash");
    tc_arena_free(arena);
}
END_TEST

START_TEST(prehash_and_control_characters)
{
    arena = tc_arena_new();
    expect(
        EVENT ",\"action\":\"A\\u001b[2J\\nB\"}", "--prehash", TC_EXIT_PASSED,
        "eventType=ObjectEventeventTime=2026-11-25T08:30:00.000Zaction=A\\u001b[2J\\u000aB\n");
    tc_arena_free(arena);
}
END_TEST

START_TEST(json)
{
    json_t *line, *hashes;

    arena = tc_arena_new();
    expect(EVENT ",\"certificationInfo\":\"urn:c\"}", "--format json --prehash 2>/dev/null",
           TC_EXIT_PASSED, "");
    line = json_loads(said, JSON_REJECT_DUPLICATES, NULL);
    ck_assert_ptr_nonnull(line);
    ck_assert_int_eq(json_integer_value(json_object_get(line, "event")), 1);
    ck_assert(json_is_false(json_object_get(line, "certain")));
    ck_assert_str_eq(json_string_value(json_array_get(json_object_get(line, "doubts"), 0)),
                     "certification");
    hashes = json_object_get(line, "hashes");
    ck_assert_uint_eq(json_object_size(hashes), 4);
    ck_assert_str_eq(json_string_value(json_object_get(hashes, "text")),
                     json_string_value(json_object_get(line, "hash")));
    ck_assert_str_ne(json_string_value(json_object_get(hashes, "text")),
                     json_string_value(json_object_get(hashes, "reference")));
    json_decref(line);
    tc_arena_free(arena);
}
END_TEST

START_TEST(gzip_and_broken_lines)
{
    arena = tc_arena_new();
    ck_assert_int_eq(run("printf '%s\\n%s\\n' '" EVENT "}' '" EVENT "}'"
                         " | gzip | tracecert hash -"),
                     TC_EXIT_PASSED);
    ck_assert_ptr_nonnull(strstr(said, "2 events: 2 certain"));
    ck_assert_int_eq(run("printf '%s\\n{x}\\n%s\\n' '" EVENT "}' '" EVENT "}'"
                         " | tracecert hash -"),
                     TC_EXIT_SETUP);
    ck_assert_ptr_nonnull(strstr(said, "2 events: 2 certain"));
    ck_assert_int_eq(run("printf '%s\\n' '" EVENT "}' | gzip | head -c 30 | tracecert hash -"),
                     TC_EXIT_SETUP);
    ck_assert_ptr_nonnull(strstr(said, "cut off"));
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("tracecert hash", exit_status, a_hash_as_event_id_is_compared,
              prehash_and_control_characters, json, gzip_and_broken_lines)
