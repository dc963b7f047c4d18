#include "engine/catalogue.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/check_main.h"
#include "base/file.h"

static char dir[] = "/tmp/tracecert-catalogue-XXXXXX";
static struct tc_err err;

/* A sound requirement; tests replace one part of it. */
static const char sound[] =
    "{\"source\":\"EPCIS\",\"edition\":\"2.0\",\"requirements\":[\n"
    " {\"id\":\"EPCIS-CAP-01\",\"clause\":\"12.6\",\"level\":\"MUST\",\"confidence\":\"P\",\n"
    "  \"validFrom\":\"2024-02-29\",\"validTo\":null,\"roles\":[\"epcis-capture\"],\n"
    "  \"title\":{\"vi\":\"Nhận tài liệu\",\"en\":\"Accepts\"},\n"
    "  \"text\":{\"vi\":\"Phải nhận.\",\"en\":\"Accept.\"},\n"
    "  \"fix\":{\"vi\":\"Sửa.\",\"en\":\"Mend.\"}}]}\n";

static struct tc_catalogue *load(const char *bytes)
{
    char path[128];

    err = (struct tc_err){ 0 };
    snprintf(path, sizeof(path), "%s/a.json", dir);
    ck_assert_int_eq(tc_file_write(path, bytes, strlen(bytes), &err), 0);
    return tc_catalogue_load(dir, &err);
}

/* The sound file with `from` replaced by `to` is refused: the message has
 * `says`, the place is line `line`. */
static void refused(const char *from, const char *to, long line, const char *says)
{
    char bytes[4096];
    const char *at = strstr(sound, from);

    ck_assert_ptr_nonnull(at);
    snprintf(bytes, sizeof(bytes), "%.*s%s%s", (int)(at - sound), sound, to, at + strlen(from));
    ck_assert_ptr_null(load(bytes));
    ck_assert_msg(strstr(err.en, says), "%s", err.en);
    ck_assert_msg(err.line == line, "line %ld: %s", err.line, err.en);
    ck_assert_int_gt(err.column, 0);
    ck_assert(*err.vi && strstr(err.file, "a.json"));
}

START_TEST(test_sound)
{
    struct tc_catalogue *c = load(sound);
    const struct tc_requirement *r;

    ck_assert_msg(c != NULL, "%s", err.en);
    r = tc_catalogue_find(c, "EPCIS-CAP-01");
    ck_assert_ptr_nonnull(r);
    ck_assert_str_eq(r->source, "EPCIS");
    ck_assert_str_eq(r->roles[0], "epcis-capture");
    ck_assert_ptr_null(r->roles[1]);
    ck_assert(tc_requirement_in_force(r, "2024-02-29"));
    ck_assert(!tc_requirement_in_force(r, "2024-02-28"));
    ck_assert_int_eq(tc_requirement_broken(r), TC_FAIL);
    ck_assert_str_eq(tc_catalogue_suggest(c, "EPCIS-CAP-1"), "EPCIS-CAP-01");
    tc_catalogue_free(c);
}
END_TEST

START_TEST(test_faults)
{
    refused("\"clause\"", "\"clauze\"", 2, "did you mean \"clause\"");
    refused("\"edition\"", "\"editon\"", 1, "did you mean \"edition\"");
    refused("EPCIS-CAP-01", "EPCIS--01", 2, "must look like");
    refused("EPCIS-CAP-01", "epcis-cap-01", 2, "must look like");
    refused("MUST", "MUSST", 2, "did you mean \"MUST\"");
    refused("\"P\"", "\"X\"", 2, "confidence");
    refused("2024-02-29", "2023-02-29", 3, "date");
    refused("2024-02-29", "2024-2-29", 3, "date");
    refused("\"validTo\":null", "\"validTo\":\"2020-01-01\"", 3, "before it begins");
    refused("epcis-capture", "epcis-captur", 3, "did you mean \"epcis-capture\"");
    refused("[\"epcis-capture\"]", "[]", 3, "at least one role");
    refused(",\"en\":\"Accepts\"", "", 4, "\"en\" is missing");
    refused("Accept.", "", 5, "not empty");
    refused("Nhận", "Nhâ\xcc\xa3n", 4, "NFC");
    refused("Accepts", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff1", 4,
            "longer than 60");
    refused("\"source\"", "\"source\":\"x\",\"source\"", 1, "not valid JSON");
}
END_TEST

START_TEST(test_duplicate)
{
    struct tc_catalogue *c;
    char path[128];

    snprintf(path, sizeof(path), "%s/b.json", dir);
    ck_assert_int_eq(tc_file_write(path, sound, strlen(sound), &err), 0);
    c = load(sound);
    unlink(path);
    ck_assert_ptr_null(c);
    ck_assert_ptr_nonnull(strstr(err.file, "b.json"));
    ck_assert_ptr_nonnull(strstr(err.en, "a.json"));
}
END_TEST

START_TEST(test_nothing)
{
    ck_assert_ptr_null(tc_catalogue_load("/nonexistent", &err));
    ck_assert_ptr_null(load("{\"source\":\"a\",\"edition\":\"b\",\"requirements\":[]}"));
    ck_assert_ptr_nonnull(strstr(err.en, "no requirements"));
    ck_assert_ptr_null(load("\xff\xfe"));
    ck_assert_ptr_null(load("[[["));
    ck_assert_ptr_null(load("3"));
}
END_TEST

START_TEST(test_real_tree)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_catalogue *c = tc_catalogue_load(
        tc_arena_printf(arena, "%s/suites/requirements", tc_file_home(arena)), &err);

    ck_assert_msg(c != NULL, "%s", tc_err_show(&err, TC_EN, arena));
    tc_catalogue_free(c);
    tc_arena_free(arena);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("catalogue");
    TCase *t = tcase_create("catalogue");

    tcase_add_test(t, test_sound);
    tcase_add_test(t, test_faults);
    tcase_add_test(t, test_duplicate);
    tcase_add_test(t, test_nothing);
    tcase_add_test(t, test_real_tree);
    suite_add_tcase(s, t);
    return s;
}

int main(void)
{
    SRunner *runner;
    char path[128];
    int failed;

    if (!mkdtemp(dir))
        return EXIT_FAILURE;
    runner = srunner_create(suite());
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    snprintf(path, sizeof(path), "%s/a.json", dir);
    unlink(path);
    rmdir(dir);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
