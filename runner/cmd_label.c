#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cmd.h"
#include "judging.h"
#include "tracecert/label.h"

#define IMAGE_MAX ((size_t)64 << 20) /* bytes of one file */
#define PAGES_MAX 100
#define DPI_MAX 100000

static const char *format_name = "text", *profile, *use_name, *picture;
static long dpi;
static enum tc_label_use use;
static bool no_text;
static unsigned pictures; /* written so far */
static bool undrawn;      /* one could not be written */

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
    { "--no-text",
      NULL,
      { "không đọc chữ in bên mã vạch", "do not read the text beside the symbols" },
      TC_OPTION_FLAG,
      &no_text },
    { "--picture",
      "OUT",
      { "vẽ nhãn với những gì đọc và phát hiện được vào tệp .svg hoặc .png",
        "draw the label with what was read and found into a file, .svg or .png" },
      TC_OPTION_TEXT,
      &picture },
    { "--profile", "P", { "hồ sơ quy định", "profile of rules" }, TC_OPTION_TEXT, &profile },
    { 0 },
};

/* --- the command line ------------------------------------------------------------- */

static bool is_png(const char *path)
{
    const char *dot = strrchr(path, '.');

    return dot && strcmp(dot, ".png") == 0;
}

static bool is_svg(const char *path)
{
    const char *dot = strrchr(path, '.');

    return dot && strcmp(dot, ".svg") == 0;
}

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
    if (picture && !is_png(picture) && !is_svg(picture)) {
        tc_err_set(err, "--picture nhận tên tệp .svg hoặc .png",
                   "--picture takes the name of a file, .svg or .png");
        return -1;
    }
    if (operands->count > 0)
        return 0;
    tc_err_set(err, "cần ít nhất một tệp ảnh, hoặc - để đọc đầu vào chuẩn; xem --help",
               "at least one image file is needed, or - for standard input; see --help");
    return -1;
}

/* --- judging ------------------------------------------------------------------------ */

/* The file of the next picture: OUT.svg, then OUT-2.svg, OUT-3.svg. */
static const char *picture_path(struct tc_arena *arena)
{
    const char *dot = strrchr(picture, '.');

    pictures++;
    if (pictures == 1)
        return picture;
    return tc_arena_printf(arena, "%.*s-%u%s", (int)(dot - picture), picture, pictures, dot);
}

static int draw(struct tc_arena *arena, const struct tc_label_result *label, struct tc_err *err)
{
    size_t len;
    const void *bytes;
    const char *svg = tc_label_picture(arena, label, &len);

    if (!svg)
        return 0;
    bytes = svg;
    if (is_png(picture) && tc_label_picture_png(arena, svg, len, &bytes, &len, err) < 0)
        return -1;
    return tc_file_write(picture_path(arena), bytes, len, err);
}

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
    struct tc_label_options how = {
        .page = page, .dpi = (double)dpi, .use = use, .text = !no_text
    };
    int rc = tc_label_check_as(arena, bytes, len, &how, &label, &lost);

    if (rc < 0)
        judgement.undecided = TC_TEXT(lost.vi, lost.en);
    if (rc <= 0)
        tc_judge_add(judge, &judgement);
    if (picture && rc == 0 && draw(arena, &label, &lost) < 0)
        undrawn = tc_cmd_fail(TC_EXIT_USAGE, &lost) != 0;
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
    if (undrawn)
        return TC_EXIT_USAGE;
    return unread ? unread : status;
}

const struct tc_command tc_command_label = {
    .name = "label",
    .synopsis = "label IMAGE|-... [--dpi N] [--use U] [--no-text] [--picture OUT] [--format F] "
                "[--profile P]",
    .summary = { "đọc mã vạch trên ảnh nhãn và kiểm tra",
                 "read the symbols on label images and judge them" },
    .example = "tracecert label nhan.png --dpi 300 --use retail --picture nhan-xet.svg",
    .options = options,
    .run = label,
};
