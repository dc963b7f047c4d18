#include <string.h>

#include "cmd.h"
#include "reference.h"
#include "session.h"

static struct tc_words suites, only;
static const char *as_of, *out_dir, *mutant, *profile = "vn-tt02-2024";
static long jobs, seed = -1;
static bool resume, certify, quick, full, use_reference;

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
    { "--quick",
      NULL,
      { "thang nhanh: ít sự kiện, chờ ngắn; không dùng để chứng nhận",
        "the quick scale: few events, short waits; certifies nothing" },
      TC_OPTION_FLAG,
      &quick },
    { "--full",
      NULL,
      { "thang đầy đủ: nhiều sự kiện và thời gian chờ dài như ngoài thực tế",
        "the full scale: many events, and waits as long as in real life" },
      TC_OPTION_FLAG,
      &full },
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

static int run_on(struct tc_arena *arena, const struct tc_system *system,
                  const char *const *portal_controls)
{
    struct tc_session session = { .selection = { suites.items, only.items },
                                  .profile = profile,
                                  .as_of = as_of,
                                  .dir = out_dir,
                                  .portal_controls = portal_controls,
                                  .seed = seed,
                                  .jobs = (unsigned)jobs,
                                  .resume = resume,
                                  .certify = certify,
                                  .scale = quick  ? TC_SCALE_QUICK
                                           : full ? TC_SCALE_FULL
                                                  : TC_SCALE_DEFAULT };

    return tc_session_run(arena, &session, system);
}

/* Only the suite of the portals asks what the system delivers. */
static bool asks_portals(void)
{
    bool asked = suites.count == 0;

    for (size_t i = 0; i < suites.count; i++)
        asked = asked || strcmp(suites.items[i], "portal") == 0;
    return asked;
}

static int run_reference(struct tc_arena *arena, struct tc_err *err)
{
    struct tc_reference reference;
    int status;

    if (tc_reference_start(arena, mutant, asks_portals(), &reference, err) < 0)
        return tc_cmd_fail(TC_EXIT_SETUP, err);
    status = run_on(arena, reference.system, reference.portals.controls);
    if (tc_reference_stop(&reference))
        return status;
    tc_err_set(err,
               "hệ thống mẫu đã tự kết thúc giữa lần chạy; kết quả của lần chạy này không có "
               "giá trị",
               "the reference system ended by itself in the middle of the run; what this run "
               "says does not count");
    return tc_cmd_fail(TC_EXIT_INTERNAL, err);
}

static int run_file(struct tc_arena *arena, const char *path, struct tc_err *err)
{
    struct tc_system *system = tc_system_load(arena, path, err);
    int status;

    if (!system)
        return tc_cmd_fail(TC_EXIT_SETUP, err);
    status = run_on(arena, system, NULL);
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
    } else if (quick && full) {
        tc_err_set(&err, "chỉ dùng một trong hai --quick, --full",
                   "give only one of --quick and --full");
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
