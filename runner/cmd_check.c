#include "cmd.h"
#include "judging.h"
#include "source.h"
#include "tracecert/document.h"

static const char *format = "text", *profile;
static bool scenario;

static const struct tc_option options[] = {
    { "--format",
      "F",
      { "text, json, sarif hoặc junit (mặc định text)", "text, json, sarif or junit (text)" },
      TC_OPTION_TEXT,
      &format },
    { "--scenario",
      NULL,
      { "xét cả chuỗi sự kiện trong mọi tệp, theo eventTime",
        "judge the chain of events in all files, by eventTime" },
      TC_OPTION_FLAG,
      &scenario },
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

/* An input and what was found in it. */
struct checked {
    const char *path; /* NULL: it could not be read */
    struct tc_arena *arena;
    struct tc_document_result result;
};

static int read_file(struct checked *checked, const char *path, struct tc_scenario *chain,
                     struct tc_err *err)
{
    struct tc_source source;

    if (tc_source_open(&source, path, err) < 0)
        return -1;
    checked->path = path;
    checked->arena = tc_arena_new();
    if (chain)
        tc_scenario_stream(chain, path, checked->arena, tc_source_read, &source,
                           &checked->result);
    else
        tc_document_stream(checked->arena, tc_source_read, &source, &checked->result);
    tc_source_close(&source);
    if (source.wrong.en) {
        checked->result.findings.count = 0;
        add_broken(checked->arena, &checked->result, source.wrong);
    }
    return 0;
}

static void judge_file(struct tc_judge *judge, struct checked *checked)
{
    tc_judge_add(judge, &(struct tc_judgement){ .input = checked->path,
                                                .index = 1,
                                                .events = checked->result.events,
                                                .document = &checked->result,
                                                .findings = &checked->result.findings });
    tc_arena_free(checked->arena);
}

/* One after the other; each is written as soon as it is read. */
static int check_each(struct tc_judge *judge, const struct tc_words *operands)
{
    int unread = 0;

    for (size_t i = 0; i < operands->count; i++) {
        struct checked checked = { 0 };
        struct tc_err err = { 0 };

        if (read_file(&checked, operands->items[i], NULL, &err) == 0)
            judge_file(judge, &checked);
        else
            unread = tc_cmd_fail(TC_EXIT_USAGE, &err);
    }
    return unread;
}

/* All files are one chain: what contradicts what is known when all are read. */
static int check_chain(struct tc_judge *judge, const struct tc_words *operands)
{
    static struct checked files[TC_WORDS_MAX];
    struct tc_document_result *results[TC_WORDS_MAX];
    struct tc_scenario *chain = tc_scenario_new();
    struct tc_arena *arena = tc_arena_new();
    size_t count = 0;
    int unread = 0;

    for (size_t i = 0; i < operands->count; i++) {
        struct tc_err err = { 0 };

        if (read_file(&files[count], operands->items[i], chain, &err) < 0)
            unread = tc_cmd_fail(TC_EXIT_USAGE, &err);
        else
            results[count] = &files[count].result, count++;
    }
    tc_scenario_judge(chain, arena, results, count);
    tc_scenario_free(chain);
    for (size_t i = 0; i < count; i++)
        judge_file(judge, &files[i]);
    tc_arena_free(arena);
    return unread;
}

static int check(const struct tc_words *operands)
{
    struct tc_err err = { 0 };
    struct tc_judge *judge;
    int status, unread;

    if (operands->count == 0) {
        tc_err_set(&err, "cần ít nhất một tệp, hoặc - để đọc đầu vào chuẩn",
                   "at least one file is needed, or - for standard input");
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    }
    if (tc_judging_profile(profile, &err) < 0 || !(judge = tc_judging_start(format, &err)))
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    unread = scenario ? check_chain(judge, operands) : check_each(judge, operands);
    status = tc_judge_end(judge);
    return unread ? unread : status;
}

const struct tc_command tc_command_check = {
    .name = "check",
    .synopsis = "check FILE|-... [--scenario] [--format F] [--profile P]",
    .summary = { "kiểm tra tài liệu EPCIS: 1.2/2.0 XML, 2.0 JSON, mỗi dòng một sự kiện, gzip",
                 "judge EPCIS documents: 1.2/2.0 XML, 2.0 JSON, one event a line, gzip" },
    .example = "tracecert check events.jsonld --lang vi",
    .options = options,
    .run = check,
};
