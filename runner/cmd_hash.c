#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "hash_lines.h"
#include "judging.h"
#include "source.h"

static const char *reading = "text", *format = "text";
static bool prehash;

static const struct tc_option options[] = {
    { "--reading",
      "R",
      { "cách đọc quy tắc: text, reference, openepcis-2.0 hoặc openepcis-2.1 (text)",
        "reading of the rules: text, reference, openepcis-2.0 or openepcis-2.1 (text)" },
      TC_OPTION_TEXT,
      &reading },
    { "--prehash",
      NULL,
      { "in cả chuỗi được băm; dạng text: in thay cho mã băm",
        "print what is hashed, too; as text: instead of the hash" },
      TC_OPTION_FLAG,
      &prehash },
    { "--format",
      "F",
      { "text hoặc json, mỗi sự kiện một dòng (text)", "text or json, a line an event (text)" },
      TC_OPTION_TEXT,
      &format },
    { 0 },
};

/* An input that ends before its time, or is no document of events. */
static int hash_file(struct tc_hash_lines *lines, const char *path, struct tc_err *err)
{
    struct tc_hash_request request = { .readings = 1U << lines->reading,
                                       .doubtful = TC_HASH_ALL,
                                       .take = tc_hash_line,
                                       .cookie = lines };
    struct tc_source source;
    int status;

    if (tc_source_open(&source, path, err) < 0)
        return -1;
    lines->path = path;
    tc_err_at(err, path, 0, 0);
    status = tc_hash_stream(tc_source_read, &source, &request, err);
    tc_source_close(&source);
    if (source.wrong.en) {
        tc_err_at(err, path, 0, 0);
        snprintf(err->vi, sizeof(err->vi), "%s", source.wrong.vi);
        snprintf(err->en, sizeof(err->en), "%s", source.wrong.en);
        return -1;
    }
    return status;
}

/* On standard error, so that the lines stay one an event. */
static void print_summary(const struct tc_hash_lines *lines)
{
    fflush(stdout);
    fprintf(stderr,
            tc_cmd_lang() == TC_VI
                ? "%zu sự kiện: %zu chắc chắn, %zu chưa chắc chắn, %zu không có mã băm; "
                  "%zu có eventID là mã băm sai\n"
                : "%zu events: %zu certain, %zu uncertain, %zu without a hash; "
                  "%zu whose eventID is a wrong hash\n",
            lines->events, lines->events - lines->uncertain, lines->uncertain, lines->without,
            lines->contradicted);
}

static int status_of(const struct tc_hash_lines *lines, bool unread)
{
    if (lines->contradicted)
        return TC_EXIT_FAILED;
    if (unread)
        return TC_EXIT_SETUP;
    if (lines->events == 0)
        return TC_EXIT_NOTHING_TESTED;
    return lines->without ? TC_EXIT_INCONCLUSIVE : TC_EXIT_PASSED;
}

/* What the options ask for; -1 and `err`. */
static int set_lines(struct tc_hash_lines *lines, struct tc_err *err)
{
    static const char *const formats[] = { "text", "json" };
    const char *names[TC_HASH_READINGS];
    int found, wanted;

    for (unsigned r = 0; r < TC_HASH_READINGS; r++)
        names[r] = tc_hash_reading_name((enum tc_hash_reading)r);
    found = tc_judging_word("--reading", reading, names, TC_HASH_READINGS, err);
    wanted = found < 0 ? -1 : tc_judging_word("--format", format, formats, 2, err);
    if (wanted < 0)
        return -1;
    *lines = (struct tc_hash_lines){ .reading = (enum tc_hash_reading)found,
                                     .json = wanted == 1,
                                     .prehash = prehash,
                                     .lang = tc_cmd_lang() };
    return 0;
}

static int hash(const struct tc_words *operands)
{
    struct tc_hash_lines lines;
    struct tc_err err = { 0 };
    bool unread = false;

    if (operands->count == 0) {
        tc_err_set(&err, "cần ít nhất một tệp, hoặc - để đọc đầu vào chuẩn",
                   "at least one file is needed, or - for standard input");
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    }
    if (set_lines(&lines, &err) < 0)
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    for (size_t i = 0; i < operands->count; i++) {
        if (hash_file(&lines, operands->items[i], &err) == 0)
            continue;
        tc_cmd_fail(TC_EXIT_SETUP, &err);
        unread = true;
    }
    print_summary(&lines);
    return status_of(&lines, unread);
}

const struct tc_command tc_command_hash = {
    .name = "hash",
    .synopsis = "hash FILE|-... [--reading R] [--prehash] [--format F]",
    .summary = { "tính mã băm sự kiện (CBV 2.0), và cho biết mã băm nào chắc chắn",
                 "event hash ids (CBV 2.0), and which of them are certain" },
    .example = "tracecert hash events.jsonld --reading text",
    .options = options,
    .run = hash,
};
