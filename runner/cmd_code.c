#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/lines.h"
#include "base/suggest.h"
#include "cmd.h"
#include "tracecert/code.h"
#include "tracecert/judgement.h"

static const char *format_name = "text", *kind_name, *profile;
static const char *form_name;
static long prefix_len;
static bool one_item;

static const struct tc_option options[] = {
    { "--as",
      "KIND",
      { "element-string, scan, digital-link, epc-uri, key, gtin, gln hoặc sscc (mặc định: tự "
        "nhận)",
        "element-string, scan, digital-link, epc-uri, key, gtin, gln or sscc (default: told by "
        "the code)" },
      TC_OPTION_TEXT,
      &kind_name },
    { "--item",
      NULL,
      { "các mã cùng ghi trên một vật: xét chung với nhau",
        "the codes mark one item: judge them together" },
      TC_OPTION_FLAG,
      &one_item },
    { "--to",
      "FORM",
      { "chuyển thành element-string, raw, digital-link, epcis-link hoặc epc",
        "convert to element-string, raw, digital-link, epcis-link or epc" },
      TC_OPTION_TEXT,
      &form_name },
    { "--prefix-length",
      "N",
      { "số chữ số của mã doanh nghiệp GS1, cho --to epc",
        "digits of the GS1 company prefix, for --to epc" },
      TC_OPTION_NUMBER,
      &prefix_len },
    { "--format",
      "F",
      { "text, json, sarif hoặc junit (mặc định text)", "text, json, sarif or junit (text)" },
      TC_OPTION_TEXT,
      &format_name },
    { "--profile", "P", { "hồ sơ quy định", "profile of rules" }, TC_OPTION_TEXT, &profile },
    { 0 },
};

/* A command that is being carried out. */
struct work {
    struct tc_arena *arena; /* for one code */
    struct tc_judge *judge;
    enum tc_code_kind as;
    bool convert;
    enum tc_code_form form;
    bool unconverted; /* a sound code could not be converted */
};

/* --- the command line ------------------------------------------------------------- */

/* Place of the argument of an option among those that it takes, or -1 and
 * `err` with what was perhaps meant. */
static int find_word(const char *option, const char *word, const char *const *words,
                     size_t count, struct tc_err *err)
{
    const char *near = tc_suggest_of(word, words, count);

    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return (int)i;
    if (near)
        tc_err_set(err, "%s không nhận \"%s\"; có phải ý bạn là \"%s\"?",
                   "%s does not take \"%s\"; did you mean \"%s\"?", option, word, near);
    else
        tc_err_set(err, "%s không nhận \"%s\"; xem tracecert code --help",
                   "%s does not take \"%s\"; see tracecert code --help", option, word);
    return -1;
}

static int read_kind(enum tc_code_kind *kind, struct tc_err *err)
{
    const char *names[TC_CODE_KINDS - 1];
    int found;

    *kind = TC_CODE_UNKNOWN;
    if (!kind_name)
        return 0;
    for (int i = 0; i < TC_CODE_KINDS - 1; i++)
        names[i] = tc_code_kind_name((enum tc_code_kind)(i + 1));
    found = find_word("--as", kind_name, names, TC_CODE_KINDS - 1, err);
    *kind = (enum tc_code_kind)(found + 1);
    return found < 0 ? -1 : 0;
}

static int read_form(struct work *work, struct tc_err *err)
{
    const char *names[TC_FORMS];
    int found;

    if (prefix_len && !form_name) {
        tc_err_set(err, "--prefix-length đi cùng --to epc",
                   "--prefix-length goes with --to epc");
        return -1;
    }
    if (!form_name)
        return 0;
    for (int i = 0; i < TC_FORMS; i++)
        names[i] = tc_code_form_name((enum tc_code_form)i);
    found = find_word("--to", form_name, names, TC_FORMS, err);
    work->convert = true;
    work->form = (enum tc_code_form)found;
    return found < 0 ? -1 : 0;
}

static int check_profile(struct tc_arena *arena, struct tc_err *err)
{
    const char *dir;

    if (!profile)
        return 0;
    dir = tc_arena_printf(arena, "%s/suites/profiles/%s", tc_file_home(arena), profile);
    if (*profile && !strchr(profile, '/') && access(dir, R_OK) == 0)
        return 0;
    tc_err_set(err, "không có hồ sơ \"%s\"", "there is no profile \"%s\"", profile);
    return -1;
}

static int check_operands(const struct tc_words *operands, struct tc_err *err)
{
    for (size_t i = 0; one_item && i < operands->count; i++) {
        if (strcmp(operands->items[i], "-") == 0) {
            tc_err_set(err, "--item nhận các mã trên dòng lệnh, không nhận -",
                       "--item takes codes of the command line, not -");
            return -1;
        }
    }
    if (operands->count > 0)
        return 0;
    tc_err_set(err, "cần ít nhất một mã, hoặc - để đọc mỗi dòng một mã; xem --help",
               "at least one code is needed, or - to read one a line; see --help");
    return -1;
}

/* --- judging ------------------------------------------------------------------------ */

/* Write the code in the form asked for. A code at fault stays as it is. */
static void convert(struct work *work, const struct tc_code_result *result,
                    struct tc_judgement *judgement)
{
    struct tc_err err = { 0 };

    judgement->converted =
        tc_code_convert(work->arena, result, work->form, (size_t)prefix_len, &err);
    if (judgement->converted)
        return;
    judgement->unconverted.vi = tc_arena_strdup(work->arena, err.vi);
    judgement->unconverted.en = tc_arena_strdup(work->arena, err.en);
    work->unconverted |= result->findings.count == 0;
}

static void add_judgement(struct work *work, const char *input, size_t index,
                          const struct tc_code_input *code, const struct tc_code_result *result)
{
    struct tc_judgement judgement = {
        .input = input,
        .index = index,
        .shown = tc_arena_strndup(work->arena, code->code, code->len),
        .code = result,
        .findings = &result->findings,
    };

    judgement.corrected = tc_code_correct(work->arena, code, result);
    if (work->convert)
        convert(work, result, &judgement);
    tc_judge_add(work->judge, &judgement);
}

/* Judge one code; `line` is its place in standard input, 0: an operand. */
static void judge_code(struct work *work, const char *input, size_t index, size_t line,
                       const char *code, size_t len)
{
    const struct tc_code_input as_given = { code, len, work->as };
    struct tc_code_result result;

    tc_code_check(work->arena, code, len, work->as, &result);
    for (size_t i = 0; line && i < result.findings.count; i++) {
        struct tc_where *where = &result.findings.items[i].where;

        where->line = (long)line;
        where->column = where->offset;
    }
    add_judgement(work, input, index, &as_given, &result);
    tc_arena_reset(work->arena);
}

/* One code a line; empty lines are none. */
static int judge_lines(struct work *work, struct tc_err *err)
{
    struct tc_lines *lines = malloc(sizeof(*lines));
    const char *line;
    size_t len, index = 0;
    int error;

    if (!lines)
        abort();
    tc_lines_init(lines, STDIN_FILENO);
    while (tc_lines_next(lines, &line, &len))
        if (len > 0)
            judge_code(work, "-", ++index, lines->number, line, len);
    error = lines->error;
    free(lines);
    if (!error)
        return 0;
    tc_err_set(err, "không đọc được đầu vào chuẩn: %s", "cannot read standard input: %s",
               strerror(error));
    return -1;
}

static void judge_item(struct work *work, const struct tc_words *operands)
{
    static struct tc_code_input codes[TC_WORDS_MAX];
    static struct tc_code_result results[TC_WORDS_MAX];

    for (size_t i = 0; i < operands->count; i++)
        codes[i] =
            (struct tc_code_input){ operands->items[i], strlen(operands->items[i]), work->as };
    tc_code_check_item(work->arena, codes, operands->count, results);
    for (size_t i = 0; i < operands->count; i++)
        add_judgement(work, operands->items[i], 1, &codes[i], &results[i]);
}

static int judge_all(struct work *work, const struct tc_words *operands, struct tc_err *err)
{
    int rc = 0;

    if (one_item) {
        judge_item(work, operands);
        return 0;
    }
    for (size_t i = 0; i < operands->count; i++) {
        const char *code = operands->items[i];

        if (strcmp(code, "-") == 0)
            rc |= judge_lines(work, err);
        else
            judge_code(work, code, 1, 0, code, strlen(code));
    }
    return rc;
}

static int code(const struct tc_words *operands)
{
    static const char *const formats[] = { "text", "json", "sarif", "junit" };
    struct work work = { .arena = tc_arena_new() };
    struct tc_err err = { 0 };
    int format = find_word("--format", format_name, formats, 4, &err), status, rc;

    if (format < 0 || read_kind(&work.as, &err) < 0 || read_form(&work, &err) < 0 ||
        check_profile(work.arena, &err) < 0 || check_operands(operands, &err) < 0) {
        tc_arena_free(work.arena);
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    }
    work.judge =
        tc_judge_new(stdout, (enum tc_judgement_format)tc_judgement_format(formats[format]),
                     tc_cmd_lang(), isatty(STDOUT_FILENO), tc_cmd_catalogue());
    rc = judge_all(&work, operands, &err);
    status = tc_judge_end(work.judge);
    tc_arena_free(work.arena);
    if (status == TC_EXIT_PASSED && work.unconverted)
        status = TC_EXIT_INCONCLUSIVE;
    return rc < 0 ? tc_cmd_fail(TC_EXIT_INTERNAL, &err) : status;
}

const struct tc_command tc_command_code = {
    .name = "code",
    .synopsis = "code STRING|-... [--as KIND] [--item] [--to FORM] [--format F] [--profile P]",
    .summary = { "kiểm tra chuỗi phần tử GS1, Digital Link, EPC URI và mã trần",
                 "judge GS1 element strings, Digital Links, EPC URIs and bare keys" },
    .example = "tracecert code '(01)09521234000013(10)L1(17)261231'",
    .options = options,
    .run = code,
};
