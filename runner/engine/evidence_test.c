#include "base/check_main.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "engine/evidence.h"

static char dir[] = "/tmp/tc-evidence-XXXXXX";

static void make_run(void)
{
    struct tc_evidence evidence;
    struct tc_err err = { 0 };

    ck_assert_ptr_nonnull(mkdtemp(strcpy(dir, "/tmp/tc-evidence-XXXXXX")));
    ck_assert_int_eq(tc_evidence_create(&evidence, dir, json_pack("{s:s}", "run", "r1"), &err),
                     0);
    ck_assert_int_eq(tc_evidence_append(&evidence, json_pack("{s:s}", "case", "a/b"), &err), 0);
    ck_assert_int_eq(tc_evidence_append(&evidence, json_pack("{s:s}", "case", "a/c"), &err), 0);
    tc_evidence_close(&evidence);
}

static void with_results(const char *mode, const char *bytes, long at)
{
    char path[64];
    FILE *file;

    snprintf(path, sizeof(path), "%s/results.jsonl", dir);
    file = fopen(path, mode);
    ck_assert_ptr_nonnull(file);
    if (at >= 0)
        fseek(file, at, SEEK_SET);
    fputs(bytes, file);
    fclose(file);
}

START_TEST(a_chain_is_read_back)
{
    char prev[TC_SHA256_HEX + 1];
    struct tc_err err = { 0 };
    size_t whole;
    json_t *records;

    make_run();
    records = tc_evidence_read(dir, &whole, prev, &err);
    ck_assert_int_eq(json_array_size(records), 2);
    json_decref(records);
}
END_TEST

START_TEST(a_changed_line_is_noticed)
{
    char prev[TC_SHA256_HEX + 1];
    struct tc_err err = { 0 };
    size_t whole;

    make_run();
    with_results("r+", "x", 9);
    ck_assert_ptr_null(tc_evidence_read(dir, &whole, prev, &err));
    ck_assert_ptr_nonnull(strstr(err.en, "altered"));
    ck_assert_int_eq(err.line, 2);
}
END_TEST

START_TEST(half_a_line_is_cut_and_the_run_goes_on)
{
    char prev[TC_SHA256_HEX + 1];
    struct tc_evidence evidence;
    struct tc_err err = { 0 };
    size_t whole;
    json_t *records;

    make_run();
    with_results("a", "{\"case\":\"a/d\",\"pre", -1);
    ck_assert_int_eq(tc_evidence_resume(&evidence, dir, &err), 0);
    ck_assert_int_eq(json_array_size(evidence.records), 2);
    ck_assert_int_eq(tc_evidence_append(&evidence, json_pack("{s:s}", "case", "a/d"), &err), 0);
    tc_evidence_close(&evidence);
    records = tc_evidence_read(dir, &whole, prev, &err);
    ck_assert_int_eq(json_array_size(records), 3);
    json_decref(records);
}
END_TEST

START_TEST(a_run_is_never_written_over)
{
    struct tc_evidence evidence;
    struct tc_err err = { 0 };

    make_run();
    ck_assert_int_eq(tc_evidence_create(&evidence, dir, json_object(), &err), -1);
    ck_assert_ptr_nonnull(strstr(err.en, "--resume"));
    tc_evidence_close(&evidence);
}
END_TEST

START_TEST(a_full_disk_is_told)
{
    struct tc_evidence evidence = { .dir = "run", .fd = -1 };
    struct tc_err err = { 0 };
    FILE *full = fopen("/dev/full", "w");

    ck_assert_ptr_nonnull(full);
    evidence.fd = dup(fileno(full));
    fclose(full);
    ck_assert_int_eq(tc_evidence_append(&evidence, json_object(), &err), -1);
    ck_assert_ptr_nonnull(strstr(err.en, "space on the disk"));
    tc_evidence_close(&evidence);
}
END_TEST

TC_CHECK_MAIN("evidence", a_chain_is_read_back, a_changed_line_is_noticed,
              half_a_line_is_cut_and_the_run_goes_on, a_run_is_never_written_over,
              a_full_disk_is_told)
