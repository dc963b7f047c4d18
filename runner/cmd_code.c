#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "cmd.h"
#include "code_work.h"
#include "engine/national_tables.h"
#include "judging.h"

#define NAMES_MAX 32

static const char *format_name = "text", *kind_name, *profile, *as_of;
static const char *form_name;
static long prefix_len;
static bool one_item;

static const struct tc_option options[] = {
    { "--as",
      "KIND",
      { "element-string, scan, digital-link, epc-uri, key, gtin, gln, sscc, tax-code, "
        "growing-area, packing-house, admin-code (mặc định: tự nhận)",
        "element-string, scan, digital-link, epc-uri, key, gtin, gln, sscc, tax-code, "
        "growing-area, packing-house, admin-code (default: told by the code)" },
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
    { "--profile",
      "P",
      { "hồ sơ quy định: xét thêm quy định trong nước",
        "profile of rules: judge what the country asks, too" },
      TC_OPTION_TEXT,
      &profile },
    { "--as-of",
      "DATE",
      { "áp dụng bảng mã tại ngày này (mặc định hôm nay)",
        "the code tables of this day (today)" },
      TC_OPTION_TEXT,
      &as_of },
    { 0 },
};

/* --- the command line ------------------------------------------------------------- */

/* The kinds of the judge, and the national ones of the tables. */
static size_t kind_names(const struct tc_national *national, const char *names[NAMES_MAX])
{
    size_t n = 0;

    for (int i = 1; i < TC_CODE_KINDS; i++)
        names[n++] = tc_code_kind_name((enum tc_code_kind)i);
    for (size_t i = 0; i < national->shape_count && n < NAMES_MAX; i++)
        if (strcmp(names[n - 1], national->shapes[i].kind) != 0)
            names[n++] = national->shapes[i].kind;
    return n;
}

static int read_kind(struct code_work *work, struct tc_err *err)
{
    const char *names[NAMES_MAX];
    int found;

    if (!kind_name)
        return 0;
    found = tc_judging_word("--as", kind_name, names, kind_names(work->national, names), err);
    if (found < 0)
        return -1;
    if (found < TC_CODE_KINDS - 1) {
        work->as = (enum tc_code_kind)(found + 1);
        return 0;
    }
    work->national_kind = names[found];
    if (!one_item && !form_name)
        return 0;
    tc_err_set(err, "--item và --to chỉ dùng cho mã GS1, không dùng với %s",
               "--item and --to are for codes of GS1, not for %s", kind_name);
    return -1;
}

/* The tables are read where they are asked for. */
static int read_tables(struct code_work *work, struct tc_err *err)
{
    const char *today = tc_arena_strndup(work->kept, tc_clock_utc(work->kept), 10);

    work->as_of = as_of ? as_of : today;
    work->national_rules = profile != NULL;
    if (!kind_name && !profile)
        return 0;
    work->national = tc_national_load(
        work->kept, tc_arena_printf(work->kept, "%s/suites/tables", tc_file_home(work->kept)),
        err);
    return work->national ? 0 : -1;
}

static int check_as_of(struct tc_err *err)
{
    if (!as_of || (strlen(as_of) == 10 && as_of[4] == '-' && as_of[7] == '-'))
        return 0;
    tc_err_set(err, "--as-of nhận ngày dạng 2026-11-25, không phải \"%s\"",
               "--as-of takes a date such as 2026-11-25, not \"%s\"", as_of);
    return -1;
}

static int read_form(struct code_work *work, struct tc_err *err)
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
    found = tc_judging_word("--to", form_name, names, TC_FORMS, err);
    work->convert = true;
    work->form = (enum tc_code_form)found;
    work->prefix_len = (size_t)prefix_len;
    return found < 0 ? -1 : 0;
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

static int read_command_line(struct code_work *work, const struct tc_words *operands,
                             struct tc_err *err)
{
    if (check_operands(operands, err) < 0 || tc_judging_profile(profile, err) < 0 ||
        check_as_of(err) < 0 || read_tables(work, err) < 0 || read_kind(work, err) < 0)
        return -1;
    return read_form(work, err);
}

/* --- the command ------------------------------------------------------------------------ */

static int judge_all(struct code_work *work, const struct tc_words *operands,
                     struct tc_err *err)
{
    int rc = 0;

    if (one_item) {
        code_work_item(work, operands->items, operands->count);
        return 0;
    }
    for (size_t i = 0; i < operands->count; i++) {
        if (strcmp(operands->items[i], "-") == 0)
            rc |= code_work_lines(work, STDIN_FILENO, err);
        else
            code_work_operand(work, operands->items[i]);
    }
    return rc;
}

static int code(const struct tc_words *operands)
{
    struct code_work work = { .arena = tc_arena_new(), .kept = tc_arena_new() };
    struct tc_err err = { 0 };
    int status = TC_EXIT_USAGE, rc = -1;

    if (read_command_line(&work, operands, &err) == 0 &&
        (work.judge = tc_judging_start(format_name, &err)) != NULL) {
        rc = judge_all(&work, operands, &err);
        status = tc_judge_end(work.judge);
        if (rc < 0)
            status = TC_EXIT_INTERNAL;
        else if (status == TC_EXIT_PASSED && work.unconverted)
            status = TC_EXIT_INCONCLUSIVE;
    }
    tc_arena_free(work.arena);
    tc_arena_free(work.kept);
    return rc < 0 ? tc_cmd_fail(status, &err) : status;
}

const struct tc_command tc_command_code = {
    .name = "code",
    .synopsis = "code STRING|-... [--as KIND] [--item] [--to FORM] [--format F] [--profile P]",
    .summary = { "kiểm tra chuỗi phần tử GS1, Digital Link, EPC URI và các mã khác",
                 "judge GS1 element strings, Digital Links, EPC URIs and other codes" },
    .example = "tracecert code '(01)09521234000013(10)L1(17)261231'",
    .options = options,
    .run = code,
};
