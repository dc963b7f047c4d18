/* `tracecert code` as scripts see it: exit status, JSON lines, standard input. */
#include "shell_test.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "tracecert/verdict.h"

static void expect(const char *words, int status, const char *says)
{
    int ended = run(words);

    ck_assert_msg(ended == status, "%s: %d, not %d: %s", words, ended, status, said);
    ck_assert_msg(strstr(said, says) != NULL, "%s: %s", words, said);
}

START_TEST(exit_status)
{
    arena = tc_arena_new();
    expect("tracecert code 8939636000813", TC_EXIT_PASSED, "passed: 1");
    expect("tracecert code 8939636000812", TC_EXIT_FAILED, "corrected: 8939636000813");
    expect("tracecert code --to epc 8939636000813", TC_EXIT_INCONCLUSIVE, "--prefix-length");
    expect("tracecert code --lang en --to epcis-link '(01)08939636000813(10)L(21)S'",
           TC_EXIT_PASSED, "left out: (10)L");
    expect("tracecert code --as tax-code 0300588568", TC_EXIT_PASSED, "with warnings: 1");
    expect("tracecert code - < /dev/null", TC_EXIT_NOTHING_TESTED, "inputs: 0");
    expect("tracecert code 8939636000813 > /dev/full", TC_EXIT_INTERNAL, "");
    expect("tracecert code - <&-", TC_EXIT_INTERNAL, "cannot read standard input");
    tc_arena_free(arena);
}
END_TEST

START_TEST(usage)
{
    arena = tc_arena_new();
    expect("tracecert code", TC_EXIT_USAGE, "--help");
    expect("tracecert code --as digitallink x", TC_EXIT_USAGE, "\"digital-link\"?");
    expect("tracecert code --to digital x", TC_EXIT_USAGE, "--to does not take");
    expect("tracecert code --format jsn x", TC_EXIT_USAGE, "\"json\"?");
    expect("tracecert code --profile nowhere x", TC_EXIT_USAGE, "no profile");
    expect("tracecert code --item - x", TC_EXIT_USAGE, "--item");
    expect("tracecert code --as-of 1/7/2025 x", TC_EXIT_USAGE, "--as-of");
    expect("tracecert code --item --as tax-code x", TC_EXIT_USAGE, "not for tax-code");
    expect("tracecert code --help", TC_EXIT_PASSED, "tracecert code '(01)");
    tc_arena_free(arena);
}
END_TEST

/* The lines of `said` as JSON; gives how many. */
static size_t json_lines(json_t **lines, size_t max)
{
    size_t n = 0;

    for (char *rest = said, *line; (line = strsep(&rest, "\n")) && *line; n++) {
        ck_assert_uint_lt(n, max);
        lines[n] = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        ck_assert_msg(lines[n] != NULL, "no JSON: %s", line);
    }
    return n;
}

START_TEST(json)
{
    static const char command[] = "printf '(01)09521234000013(10)A\\n\\n\\377x\\r\\nLO-1'"
                                  " | tracecert code - --format json";
    json_t *lines[8], *first, *summary;

    arena = tc_arena_new();
    ck_assert_int_eq(run(command), TC_EXIT_FAILED);
    ck_assert_uint_eq(json_lines(lines, 8), 4);
    first = lines[0];
    ck_assert_str_eq(json_string_value(json_object_get(first, "input")), "-");
    ck_assert_str_eq(json_string_value(json_object_get(first, "verdict")), "PASS");
    ck_assert_str_eq(json_string_value(json_object_get(first, "kind")), "element-string");
    ck_assert_uint_eq(json_array_size(json_object_get(first, "ais")), 2);
    ck_assert_uint_eq(json_array_size(json_object_get(first, "findings")), 0);
    ck_assert_int_eq(json_integer_value(json_object_get(lines[2], "index")), 3);
    summary = json_object_get(lines[3], "summary");
    ck_assert_int_eq(json_integer_value(json_object_get(summary, "inputs")), 3);
    ck_assert_int_eq(json_integer_value(json_object_get(summary, "fail")), 2);
    for (size_t i = 0; i < 4; i++)
        json_decref(lines[i]);
    tc_arena_free(arena);
}
END_TEST

START_TEST(other_forms)
{
    arena = tc_arena_new();
    expect("tracecert code --to digital-link '(01)09521234000013(10)A/1'", TC_EXIT_PASSED,
           "https://id.gs1.org/01/09521234000013/10/A%2F1");
    expect("tracecert code --to epc --prefix-length 7 '(01)09521234000013(21)5'",
           TC_EXIT_PASSED, "urn:epc:id:sgtin:9521234.000001.5");
    expect("tracecert code --item 8939636000813 '(10)L1'", TC_EXIT_PASSED, "passed: 2");
    expect("tracecert code --profile vn-tt02-2024 8939636000813", TC_EXIT_PASSED,
           "no proof that the goods were made in Viet Nam");
    expect("tracecert code --lang vi 8939636000812", TC_EXIT_FAILED, "cách sửa");
    expect("tracecert code --format sarif 8939636000812", TC_EXIT_FAILED, "GS1-ID-02");
    /* A file's name is no URI; columns count characters. */
    expect("cd \"$(mktemp -d)\" && printf '{\"ộ\":}' > 'vải thiều.json' && "
           "tracecert check --format sarif 'vải thiều.json'; s=$?; rm -r \"$PWD\"; exit $s",
           TC_EXIT_FAILED, "\"v%E1%BA%A3i%20thi%E1%BB%81u.json\"");
    ck_assert_ptr_nonnull(strstr(said, "\"startColumn\": 6"));
    expect("tracecert code --format junit 8939636000812", TC_EXIT_FAILED, "failures=\"1\"");
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("code command", exit_status, usage, json, other_forms)
