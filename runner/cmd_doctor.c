#include <stdio.h>

#include "cmd.h"
#include "engine/doctor.h"
#include "engine/secrets.h"

static const struct tc_option options[] = { { 0 } };

/* Where a line is printed; secrets are removed from what a system answered. */
struct page {
    struct tc_arena *arena;
    enum tc_lang lang;
};

static const char *text(const struct page *page, struct tc_text both)
{
    return tc_secrets_redact_text(page->arena, tc_text_in(both, page->lang));
}

static void print_line(const struct page *page, const struct tc_doctor_line *line)
{
    static const char *const words[] = { "OK", "NOTE", "SETUP" };

    printf("  %-6s %-24s %s\n", words[line->diagnosis], line->where, text(page, line->found));
    if (line->mend.en)
        printf("  %-6s %-24s -> %s\n", "", "", text(page, line->mend));
}

static unsigned count_setup(const struct tc_doctor_report *report)
{
    unsigned n = 0;

    for (size_t i = 0; i < report->count; i++)
        n += report->lines[i].diagnosis == TC_DIAGNOSIS_SETUP;
    return n;
}

static int examine(const struct page *page, const char *path)
{
    struct tc_doctor_report report;
    struct tc_err err = { 0 };
    struct tc_system *system = tc_system_load(page->arena, path, &err);
    bool vi = page->lang == TC_VI;

    if (!system)
        return tc_cmd_fail(TC_EXIT_SETUP, &err);
    printf("%s %s (%s)\n\n", system->name, system->version, system->vendor);
    tc_doctor(page->arena, system, &report);
    for (size_t i = 0; i < report.count; i++)
        print_line(page, &report.lines[i]);
    if (report.setup)
        printf(vi ? "\nCần sửa %u điều (SETUP) trước khi kiểm thử. Đây chưa phải lỗi của sản "
                    "phẩm.\n"
                  : "\n%u to mend (SETUP) before testing. None of this is a verdict on the "
                    "product.\n",
               count_setup(&report));
    else
        printf(vi ? "\nCài đặt đúng. Tiếp theo: tracecert run %s\n"
                  : "\nThe set-up is right. Next: tracecert run %s\n",
               path);
    tc_system_free(system);
    return report.setup ? TC_EXIT_SETUP : TC_EXIT_PASSED;
}

static int run(const struct tc_words *operands)
{
    struct page page = { .arena = tc_arena_new(), .lang = tc_cmd_lang() };
    struct tc_err err = { 0 };
    int status;

    if (operands->count != 1) {
        tc_err_set(&err, "cần đúng một tệp mô tả hệ thống", "exactly one system description");
        status = tc_cmd_fail(TC_EXIT_USAGE, &err);
    } else {
        status = examine(&page, operands->items[0]);
    }
    tc_arena_free(page.arena);
    return status;
}

const struct tc_command tc_command_doctor = {
    .name = "doctor",
    .synopsis = "doctor SYSTEM.json",
    .summary = { "xem cài đặt có đúng không, trước mọi kết luận",
                 "is the set-up right? before any verdict" },
    .example = "tracecert doctor system.json",
    .options = options,
    .run = run,
};
