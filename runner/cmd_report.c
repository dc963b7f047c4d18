#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "cmd.h"
#include "tracecert/result.h"

static const char *format_name = "html";

static const struct tc_option options[] = {
    { "--format",
      "F",
      { "html, json hoặc junit (mặc định html)", "html, json or junit (html)" },
      TC_OPTION_TEXT,
      &format_name },
    { 0 },
};

static const struct tc_report_format *find_format(struct tc_err *err)
{
    const char *names[8];
    size_t count = 0;

    for (const struct tc_report_format *f = tc_report_formats; f->name; f++) {
        if (strcmp(f->name, format_name) == 0)
            return f;
        names[count++] = f->name;
    }
    tc_err_set(err, "không có định dạng \"%s\"; có phải ý bạn là \"%s\"?",
               "there is no format \"%s\"; did you mean \"%s\"?", format_name,
               tc_suggest_of(format_name, names, count)
                   ? tc_suggest_of(format_name, names, count)
                   : names[0]);
    return NULL;
}

static int report(const struct tc_words *operands)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_err err = { 0 };
    const struct tc_report_format *format = find_format(&err);
    const struct tc_run *run;
    int status = TC_EXIT_PASSED;

    if (format && operands->count != 1)
        tc_err_set(&err, "cần đúng một thư mục kết quả, ví dụ runs/latest",
                   "exactly one run folder is needed, such as runs/latest");
    if (!format || operands->count != 1) {
        tc_arena_free(arena);
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    }
    run = tc_run_load(arena, operands->items[0], tc_cmd_catalogue(), &err);
    if (!run) {
        status = tc_cmd_fail(TC_EXIT_BUNDLE_INVALID, &err);
    } else if (format->write(run, stdout) < 0) {
        tc_err_set(&err, "không ghi được báo cáo: %s", "cannot write the report: %s",
                   strerror(errno));
        status = tc_cmd_fail(TC_EXIT_INTERNAL, &err);
    }
    tc_arena_free(arena);
    return status;
}

const struct tc_command tc_command_report = {
    .name = "report",
    .synopsis = "report RUN [--format F]",
    .summary = { "viết lại báo cáo từ thư mục kết quả của một lần chạy",
                 "write a report again from the folder of a run" },
    .example = "tracecert report runs/latest --format junit > junit.xml",
    .options = options,
    .run = report,
};
