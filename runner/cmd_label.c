#include <stdio.h>

#include "base/file.h"
#include "cmd.h"
#include "judging.h"
#include "tracecert/label.h"

#define IMAGE_MAX ((size_t)64 << 20) /* bytes of one file */
#define PAGES_MAX 100
#define DPI_MAX 100000

static const char *format_name = "text", *profile, *use_name;
static long dpi;
static enum tc_label_use use;

static const struct tc_option options[] = {
    { "--dpi",
      "N",
      { "số điểm ảnh mỗi inch, khi tệp không ghi hoặc ghi sai",
        "pixels an inch, where the file does not say or says it wrongly" },
      TC_OPTION_NUMBER,
      &dpi },
    { "--format",
      "F",
      { "text, json, sarif hoặc junit (mặc định text)", "text, json, sarif or junit (text)" },
      TC_OPTION_TEXT,
      &format_name },
    { "--use",
      "U",
      { "mục đích của nhãn, để chọn bảng kích thước: retail, distribution, logistics, "
        "healthcare",
        "what the label is for, which chooses the table of sizes: retail, distribution, "
        "logistics, healthcare" },
      TC_OPTION_TEXT,
      &use_name },
    { "--profile", "P", { "hồ sơ quy định", "profile of rules" }, TC_OPTION_TEXT, &profile },
    { 0 },
};

/* --- the command line ------------------------------------------------------------- */

static int check_words(const struct tc_words *operands, struct tc_err *err)
{
    if (dpi > DPI_MAX) {
        tc_err_set(err, "--dpi nhận 1 đến %d", "--dpi takes 1 to %d", DPI_MAX);
        return -1;
    }
    if (use_name) {
        static const char *const uses[] = { "retail", "distribution", "logistics",
                                            "healthcare" };

        if (tc_judging_word("--use", use_name, uses, 4, err) < 0)
            return -1;
        use = (enum tc_label_use)tc_label_use_of(use_name);
    }
    if (operands->count > 0)
        return 0;
    tc_err_set(err, "cần ít nhất một tệp ảnh, hoặc - để đọc đầu vào chuẩn; xem --help",
               "at least one image file is needed, or - for standard input; see --help");
    return -1;
}

/* --- judging ------------------------------------------------------------------------ */

/* Judge one page; false when there is no such page. */
static bool judge_page(struct tc_judge *judge, const char *path, const char *bytes, size_t len,
                       unsigned page)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_label_result label;
    struct tc_judgement judgement = {
        .input = path, .index = page, .label = &label, .findings = &label.findings
    };
    struct tc_err lost = { 0 };
    struct tc_label_options how = { .page = page, .dpi = (double)dpi, .use = use };
    int rc = tc_label_check_as(arena, bytes, len, &how, &label, &lost);

    if (rc < 0)
        judgement.undecided = TC_TEXT(lost.vi, lost.en);
    if (rc <= 0)
        tc_judge_add(judge, &judgement);
    tc_arena_free(arena);
    return rc == 0;
}

/* Judge one file; -1 and `err` when it cannot be read. */
static int judge_file(struct tc_judge *judge, const char *path, struct tc_err *err)
{
    struct tc_arena *arena = tc_arena_new();
    size_t len;
    char *bytes = tc_file_read(arena, path, IMAGE_MAX, &len, err);
    unsigned page = 1;

    while (bytes && page <= PAGES_MAX && judge_page(judge, path, bytes, len, page))
        page++;
    if (page > PAGES_MAX)
        fprintf(stderr,
                tc_cmd_lang() == TC_VI ? "tracecert: %s: chỉ xét %d trang đầu\n"
                                       : "tracecert: %s: only the first %d pages\n",
                path, PAGES_MAX);
    tc_arena_free(arena);
    return bytes ? 0 : -1;
}

static int label(const struct tc_words *operands)
{
    struct tc_err err = { 0 };
    struct tc_judge *judge = NULL;
    int status, unread = 0;

    if (tc_judging_profile(profile, &err) < 0 || check_words(operands, &err) < 0 ||
        !(judge = tc_judging_start(format_name, &err)))
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    for (size_t i = 0; i < operands->count; i++)
        if (judge_file(judge, operands->items[i], &err) < 0)
            unread = tc_cmd_fail(TC_EXIT_USAGE, &err);
    status = tc_judge_end(judge);
    return unread ? unread : status;
}

const struct tc_command tc_command_label = {
    .name = "label",
    .synopsis = "label IMAGE|-... [--dpi N] [--use U] [--format F] [--profile P]",
    .summary = { "đọc mã vạch trên ảnh nhãn và kiểm tra",
                 "read the symbols on label images and judge them" },
    .example = "tracecert label nhan.png --dpi 300",
    .options = options,
    .run = label,
};
