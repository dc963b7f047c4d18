#include "cmd.h"
#include "judging.h"
#include "source.h"
#include "tracecert/document.h"

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
    struct tc_source source;
    struct tc_document_result result;
    struct tc_arena *arena;

    if (tc_source_open(&source, path, err) < 0)
        return -1;
    arena = tc_arena_new();
    tc_document_stream(arena, tc_source_read, &source, &result);
    tc_source_close(&source);
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
