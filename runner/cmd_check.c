#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "cmd.h"
#include "judging.h"
#include "tracecert/document.h"

#define UNPACKED_MAX ((size_t)64 << 30) /* bytes: what grows beyond is a bomb */
#define BUFFER ((unsigned)256 << 10)

static const char *format = "text", *profile;

static const struct tc_option options[] = {
    { "--format",
      "F",
      { "text, json, sarif hoặc junit (mặc định text)", "text, json, sarif or junit (text)" },
      TC_OPTION_TEXT,
      &format },
    { "--profile", "P", { "hồ sơ quy định", "profile of rules" }, TC_OPTION_TEXT, &profile },
    { 0 },
};

/* A file or standard input, unpacked where it is gzip. */
struct source {
    gzFile file;
    size_t unpacked;
    struct tc_text wrong; /* .en NULL: all is well */
};

static size_t read_source(void *cookie, char *into, size_t room)
{
    struct source *source = cookie;
    int got = source->wrong.en
                  ? 0
                  : gzread(source->file, into, room < BUFFER ? (unsigned)room : BUFFER);
    int error;

    if (got < 0) {
        source->wrong = TC_TEXT("dữ liệu nén gzip bị hỏng hoặc bị cắt cụt",
                                "gzip data that is broken or cut off");
        if (gzerror(source->file, &error) && error == Z_ERRNO)
            source->wrong = TC_TEXT("không đọc được tệp", "the file cannot be read");
        return 0;
    }
    source->unpacked += (size_t)got;
    if (source->unpacked > UNPACKED_MAX) {
        source->wrong = TC_TEXT("giải nén vượt quá 64 GiB", "more than 64 GiB when unpacked");
        return 0;
    }
    return (size_t)got;
}

/* gzip that ends too early is an input that is not whole. */
static void close_source(struct source *source)
{
    if (gzclose_r(source->file) == Z_BUF_ERROR && !source->wrong.en)
        source->wrong = TC_TEXT("dữ liệu nén gzip bị cắt cụt", "gzip data that is cut off");
}

static int open_source(struct source *source, const char *path, struct tc_err *err)
{
    int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);

    source->file = fd >= 0 ? gzdopen(fd, "rb") : NULL;
    if (source->file) {
        gzbuffer(source->file, BUFFER);
        return 0;
    }
    tc_err_at(err, path, 0, 0);
    tc_err_set(err, "không đọc được (%s)", "cannot be read (%s)", strerror(errno));
    return -1;
}

/* An input that could not be read to its end has no verdict but this one. */
static void add_broken(struct tc_arena *arena, struct tc_document_result *result,
                       struct tc_text wrong)
{
    tc_findings_add(
        &result->findings, arena,
        (struct tc_finding){
            .requirement = "EPCIS-DOC-01",
            .expected = TC_TEXT("dữ liệu đọc được đến hết", "data that can be read to the end"),
            .actual = wrong });
}

static int check_file(struct tc_judge *judge, const char *path, struct tc_err *err)
{
    struct source source = { 0 };
    struct tc_document_result result;
    struct tc_arena *arena;

    if (open_source(&source, path, err) < 0)
        return -1;
    arena = tc_arena_new();
    tc_document_stream(arena, read_source, &source, &result);
    close_source(&source);
    if (source.wrong.en) {
        result.findings.count = 0;
        add_broken(arena, &result, source.wrong);
    }
    tc_judge_add(judge, &(struct tc_judgement){ .input = path,
                                                .index = 1,
                                                .events = result.events,
                                                .document = &result,
                                                .findings = &result.findings });
    tc_arena_free(arena);
    return 0;
}

static int check(const struct tc_words *operands)
{
    struct tc_err err = { 0 };
    struct tc_judge *judge;
    int status, unread = 0;

    if (operands->count == 0) {
        tc_err_set(&err, "cần ít nhất một tệp, hoặc - để đọc đầu vào chuẩn",
                   "at least one file is needed, or - for standard input");
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    }
    if (tc_judging_profile(profile, &err) < 0 || !(judge = tc_judging_start(format, &err)))
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    for (size_t i = 0; i < operands->count; i++)
        if (check_file(judge, operands->items[i], &err) < 0)
            unread = tc_cmd_fail(TC_EXIT_USAGE, &err);
    status = tc_judge_end(judge);
    return unread ? unread : status;
}

const struct tc_command tc_command_check = {
    .name = "check",
    .synopsis = "check FILE|-... [--format F] [--profile P]",
    .summary = { "kiểm tra tài liệu EPCIS: 1.2/2.0 XML, 2.0 JSON, mỗi dòng một sự kiện, gzip",
                 "judge EPCIS documents: 1.2/2.0 XML, 2.0 JSON, one event a line, gzip" },
    .example = "tracecert check events.jsonld --lang vi",
    .options = options,
    .run = check,
};
