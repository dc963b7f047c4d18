/* A run folder that somebody else has written: what it says is refused, or harmless in
 * every report. */
#include "base/check_main.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "engine/evidence.h"
#include "tracecert/result.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct tc_arena *arena;
static struct tc_err err;
static char dir[32];

/* Load a run whose only record is this one. */
static const struct tc_run *load(const char *record)
{
    static struct tc_catalogue *catalogue;
    struct tc_evidence evidence;
    const struct tc_run *run;
    json_t *json = json_loads(record, 0, NULL);

    err = (struct tc_err){ 0 };
    if (!catalogue)
        catalogue = tc_catalogue_load(
            tc_arena_printf(arena, "%s/suites/requirements", tc_file_home(arena)), &err);
    ck_assert_msg(catalogue != NULL, "%s", err.en);
    ck_assert_ptr_nonnull(json);
    ck_assert_ptr_nonnull(mkdtemp(strcpy(dir, "/tmp/tc-hostile-XXXXXX")));
    ck_assert_int_eq(tc_evidence_create(&evidence, dir,
                                        json_pack("{s:s, s:i}", "run", "r", "seed", -1), &err),
                     0);
    ck_assert_int_eq(tc_evidence_append(&evidence, json, &err), 0);
    tc_evidence_close(&evidence);
    run = tc_run_load(arena, dir, catalogue, &err);
    unlink(tc_arena_printf(arena, "%s/results.jsonl", dir));
    unlink(tc_arena_printf(arena, "%s/manifest.json", dir));
    rmdir(tc_arena_printf(arena, "%s/blobs", dir));
    rmdir(dir);
    return run;
}

static void refuses(const char *record, const char *why)
{
    ck_assert_ptr_null(load(record));
    ck_assert_msg(strstr(err.en, why) != NULL, "%s", err.en);
}

START_TEST(names_outside_of_the_folder_are_refused)
{
    arena = tc_arena_new();
    refuses("{\"case\":\"a/b\",\"suite\":\"a\",\"exchanges\":[{\"requestBlob\":"
            "\"../../etc/passwd\"}]}",
            "a blob");
    refuses("{\"case\":\"a/b\",\"suite\":\"a\",\"exchanges\":[{\"responseBlob\":\"" SHA
            "x\"}]}",
            "a blob");
    refuses("{\"case\":\"a/b\",\"suite\":\"a\",\"kept\":[\"/etc/passwd\"]}", "a blob");
    refuses("{\"case\":\"a/b; rm -rf /\",\"suite\":\"a\"}", "a case");
    refuses("{\"case\":\"a/b\",\"suite\":\"<script>\"}", "a case");
    refuses("{\"case\":\"--out\",\"suite\":\"a\"}", "a case");
    tc_arena_free(arena);
}
END_TEST

/* Texts in one language, none at all, numbers beyond any integer. */
START_TEST(what_is_missing_is_harmless)
{
    const struct tc_run *run;

    arena = tc_arena_new();
    run = load("{\"case\":\"a/b\",\"suite\":\"a\",\"tookMs\":1e300,\"kept\":[\"" SHA "\"],"
               "\"lines\":[{\"requirement\":\"EPCIS-CAP-01\",\"verdict\":\"FAIL\","
               "\"reason\":{\"en\":\"only\"}},{\"requirement\":\"EPCIS-CAP-02\","
               "\"verdict\":\"nonesuch\"}],"
               "\"findings\":[{\"requirement\":\"EPCIS-CAP-01\",\"verdict\":\"FAIL\","
               "\"expected\":{\"vi\":\"chỉ\"},\"where\":{\"line\":99999999999,\"box\":[1,2],"
               "\"exchange\":1}}],\"exchanges\":[{\"number\":1,\"status\":1e300,"
               "\"requestBlob\":\"" SHA "\"}]}");
    ck_assert_msg(run != NULL, "%s", err.en);
    for (const struct tc_report_format *f = tc_report_formats; f->name; f++) {
        char *bytes;
        size_t len;
        FILE *out = open_memstream(&bytes, &len);

        ck_assert_int_eq(f->write(run, out), 0);
        ck_assert_int_eq(fclose(out), 0);
        ck_assert_uint_gt(len, 0);
        free(bytes);
    }
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("hostile run folders", names_outside_of_the_folder_are_refused,
              what_is_missing_is_harmless)
