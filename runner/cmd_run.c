#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "cmd.h"
#include "engine/evidence.h"
#include "engine/run.h"
#include "reference.h"
#include "summary.h"
#include "tracecert/result.h"

static struct tc_words suites, only;
static const char *as_of, *out_dir, *mutant, *profile = "vn-tt02-2024";
static long jobs, seed = -1;
static bool resume, certify, use_reference;

static const struct tc_option options[] = {
    { "--suite",
      "S",
      { "chỉ nhóm này (lặp lại được)", "only this suite (may be repeated)" },
      TC_OPTION_LIST,
      &suites },
    { "--only",
      "PREFIX",
      { "chỉ ca hoặc yêu cầu có mã bắt đầu như vậy",
        "only cases or requirements whose id starts so" },
      TC_OPTION_LIST,
      &only },
    { "--profile",
      "P",
      { "hồ sơ quy định (mặc định vn-tt02-2024)", "profile of rules (vn-tt02-2024)" },
      TC_OPTION_TEXT,
      &profile },
    { "--as-of",
      "DATE",
      { "áp dụng quy định tại ngày này (mặc định hôm nay)", "the rules of this day (today)" },
      TC_OPTION_TEXT,
      &as_of },
    { "--out",
      "DIR",
      { "thư mục kết quả", "folder for the results" },
      TC_OPTION_TEXT,
      &out_dir },
    { "--jobs",
      "N",
      { "số ca chạy song song", "cases side by side" },
      TC_OPTION_NUMBER,
      &jobs },
    { "--resume",
      NULL,
      { "chạy tiếp lần chạy bị cắt trong --out",
        "go on with the run in --out that was cut off" },
      TC_OPTION_FLAG,
      &resume },
    { "--certify",
      NULL,
      { "từ chối nếu bản khai thiếu dòng", "refuse a statement with gaps" },
      TC_OPTION_FLAG,
      &certify },
    { "--seed",
      "N",
      { "hạt giống ngẫu nhiên", "seed of all random choices" },
      TC_OPTION_NUMBER,
      &seed },
    { "--reference",
      NULL,
      { "kiểm thử hệ thống mẫu đi kèm", "test the reference system" },
      TC_OPTION_FLAG,
      &use_reference },
    { "--mutant",
      "ID",
      { "hệ thống mẫu với lỗi cố ý này", "reference system with this defect" },
      TC_OPTION_TEXT,
      &mutant },
    { 0 },
};

static const char *today(struct tc_arena *arena)
{
    return tc_arena_strndup(arena, tc_clock_utc(arena), 10);
}

/* --certify: every statement line answered, nothing selected away. */
static int check_certify(struct tc_arena *arena, const struct tc_system *system,
                         struct tc_err *err)
{
    size_t count;
    const char *const *lines = tc_registry_statement_lines(arena, &count);

    if (suites.count || only.count) {
        tc_err_set(err, "--certify chạy toàn bộ; bỏ --suite và --only",
                   "--certify runs everything; leave out --suite and --only");
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        if (tc_system_stated(system, lines[i]) != TC_STATEMENT_LEFT_OUT)
            continue;
        tc_err_at(err, system->file, 0, 0);
        tc_err_set(err, "bản khai thiếu dòng \"%s\"; hãy ghi \"yes\" hoặc \"no\"",
                   "the statement lacks the line \"%s\"; say \"yes\" or \"no\"", lines[i]);
        return -1;
    }
    return 0;
}

static const char *new_run_id(struct tc_arena *arena)
{
    char *id = tc_arena_strndup(arena, tc_clock_utc(arena), 19);

    for (char *p = id; *p; p++)
        if (*p == ':')
            *p = '-';
    return tc_arena_printf(arena, "%s-%04lx", id, (unsigned long)getpid() & 0xffff);
}

/* Write every report into the run folder. */
static int write_reports(struct tc_arena *arena, const struct tc_run *run, struct tc_err *err)
{
    for (const struct tc_report_format *f = tc_report_formats; f->name; f++) {
        const char *path = tc_arena_printf(arena, "%s/%s", run->dir, f->file);
        FILE *file = fopen(path, "w");
        int rc = file ? f->write(run, file) : -1;

        if (file && fclose(file) != 0)
            rc = -1;
        if (rc < 0) {
            tc_err_at(err, path, 0, 0);
            tc_err_set(err, "không ghi được báo cáo (%s)", "cannot write the report (%s)",
                       strerror(errno));
            return -1;
        }
    }
    return 0;
}

static int run_on(struct tc_arena *arena, const struct tc_system *system, struct tc_err *err)
{
    static enum tc_lang lang;
    struct tc_run_options o = { .system = system, .catalogue = tc_cmd_catalogue() };
    struct tc_selection selection;
    const struct tc_run *run;

    lang = tc_cmd_lang();
    if (tc_select(arena, &suites, &only, &selection, err) < 0)
        return tc_cmd_fail(TC_EXIT_USAGE, err);
    if (certify && check_certify(arena, system, err) < 0)
        return tc_cmd_fail(TC_EXIT_SETUP, err);
    o.profile = profile;
    o.profile_dir = tc_arena_printf(arena, "%s/suites/profiles/%s", tc_file_home(arena), profile);
    if (strchr(profile, '/') || access(o.profile_dir, R_OK) < 0) {
        tc_err_set(err, "không có hồ sơ \"%s\"", "there is no profile \"%s\"", profile);
        return tc_cmd_fail(TC_EXIT_USAGE, err);
    }
    if (selection.count == 0) {
        tc_err_set(err, "không có ca kiểm thử nào được chọn", "no case is selected");
        return tc_cmd_fail(TC_EXIT_NOTHING_TESTED, err);
    }
    o.id = new_run_id(arena);
    o.dir = out_dir ? out_dir : tc_arena_printf(arena, "runs/%s", o.id);
    o.as_of = as_of ? as_of : today(arena);
    o.seed = seed >= 0 ? (unsigned long)seed
                       : (unsigned long)tc_clock_ms() * 1000003u ^ (unsigned long)getpid();
    o.jobs = jobs ? (unsigned)jobs : (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
    o.words = only.count ? &only : &suites;
    o.resume = resume;
    o.progress = tc_summary_progress;
    o.cookie = &lang;
    if (tc_run(arena, &o, &selection, err) < 0)
        return tc_cmd_fail(TC_EXIT_INTERNAL, err);
    run = tc_run_load(arena, o.dir, o.catalogue, err);
    if (!run || write_reports(arena, run, err) < 0)
        return tc_cmd_fail(TC_EXIT_INTERNAL, err);
    tc_summary_print(run, lang);
    return (int)run->exit;
}

static int run_reference(struct tc_arena *arena, struct tc_err *err)
{
    struct tc_reference reference;
    int status;

    if (tc_reference_start(arena, mutant, NULL, &reference, err) < 0)
        return tc_cmd_fail(TC_EXIT_SETUP, err);
    status = run_on(arena, reference.system, err);
    tc_reference_stop(&reference);
    return status;
}

static int run_file(struct tc_arena *arena, const char *path, struct tc_err *err)
{
    struct tc_system *system = tc_system_load(arena, path, err);
    int status;

    if (!system)
        return tc_cmd_fail(TC_EXIT_SETUP, err);
    status = run_on(arena, system, err);
    tc_system_free(system);
    return status;
}

static int run(const struct tc_words *operands)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_err err = { 0 };
    int status;

    if (operands->count != (use_reference ? 0 : 1)) {
        tc_err_set(&err, "cần đúng một tệp mô tả hệ thống, hoặc --reference",
                   "exactly one system description is needed, or --reference");
        status = tc_cmd_fail(TC_EXIT_USAGE, &err);
    } else if (mutant && !use_reference) {
        tc_err_set(&err, "--mutant chỉ dùng với --reference", "--mutant goes with --reference");
        status = tc_cmd_fail(TC_EXIT_USAGE, &err);
    } else if (resume && !out_dir) {
        tc_err_set(&err, "--resume cần --out DIR", "--resume needs --out DIR");
        status = tc_cmd_fail(TC_EXIT_USAGE, &err);
    } else {
        status = use_reference ? run_reference(arena, &err)
                               : run_file(arena, operands->items[0], &err);
    }
    tc_arena_free(arena);
    return status;
}

const struct tc_command tc_command_run = {
    .name = "run",
    .synopsis = "run SYSTEM.json [--suite S]... [--only PREFIX]... [--out DIR]",
    .summary = { "kiểm thử một hệ thống đang chạy và viết báo cáo",
                 "test a running system and write the reports" },
    .example = "tracecert run system.json --suite capture --out runs/first",
    .options = options,
    .run = run,
};
