#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/suggest.h"
#include "cmd.h"

#define COMMANDS(X)                                                                            \
    X(run)                                                                                     \
    X(doctor)                                                                                  \
    X(check)                                                                                   \
    X(code)                                                                                    \
    X(hash)                                                                                    \
    X(label)                                                                                   \
    X(explain)                                                                                 \
    X(catalogue)                                                                               \
    X(portal)                                                                                  \
    X(report)

#define DECLARE(name) extern const struct tc_command tc_command_##name;
#define ENTRY(name) &tc_command_##name,

COMMANDS(DECLARE)

static const struct tc_command *const commands[] = { COMMANDS(ENTRY) };

#define COUNT (sizeof(commands) / sizeof(commands[0]))
#define OPTIONS_MAX 32

static const char *lang_option;

enum tc_lang tc_cmd_lang(void)
{
    static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

    if (lang_option)
        return strcmp(lang_option, "vi") == 0 ? TC_VI : TC_EN;
    for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
        const char *value = getenv(variables[i]);

        if (value && *value)
            return strncmp(value, "vi", 2) == 0 ? TC_VI : TC_EN;
    }
    return TC_EN;
}

int tc_cmd_fail(int status, const struct tc_err *err)
{
    struct tc_arena *arena = tc_arena_new();

    fflush(stdout);
    fprintf(stderr, "tracecert: %s\n", tc_err_show(err, tc_cmd_lang(), arena));
    tc_arena_free(arena);
    return status;
}

const struct tc_catalogue *tc_cmd_catalogue(void)
{
    static struct tc_catalogue *catalogue;
    struct tc_arena *arena = tc_arena_new();
    struct tc_err err = { 0 };

    if (!catalogue)
        catalogue = tc_catalogue_load(
            tc_arena_printf(arena, "%s/suites/requirements", tc_file_home(arena)), &err);
    tc_arena_free(arena);
    if (!catalogue)
        exit(tc_cmd_fail(TC_EXIT_INTERNAL, &err));
    return catalogue;
}

static void print_overview(FILE *out)
{
    enum tc_lang lang = tc_cmd_lang();

    fprintf(out, "%s\n\n",
            lang == TC_VI
                ? "tracecert: bộ kiểm thử sự phù hợp cho hệ thống truy xuất nguồn gốc"
                : "tracecert: conformance tests and certification for traceability systems");
    for (size_t i = 0; i < COUNT; i++)
        fprintf(out, "  %-10s %s\n", commands[i]->name, tc_text_in(commands[i]->summary, lang));
    fprintf(out, "\n%s\n",
            lang == TC_VI ? "Chi tiết và ví dụ: tracecert LỆNH --help"
                          : "Details and an example: tracecert COMMAND --help");
}

static void print_help(const struct tc_command *command)
{
    enum tc_lang lang = tc_cmd_lang();

    printf("tracecert %s\n\n%s\n", command->synopsis, tc_text_in(command->summary, lang));
    if (command->options[0].name)
        printf("\n");
    for (const struct tc_option *o = command->options; o->name; o++) {
        struct tc_arena *arena = tc_arena_new();

        printf("  %-22s %s\n",
               tc_arena_printf(arena, "%s%s%s", o->name, o->argument ? " " : "",
                               o->argument ? o->argument : ""),
               tc_text_in(o->help, lang));
        tc_arena_free(arena);
    }
    printf("  %-22s %s\n", "--lang vi|en",
           lang == TC_VI ? "ngôn ngữ của kết quả" : "language of what is printed");
    printf("\n%s\n  %s\n", lang == TC_VI ? "Ví dụ:" : "Example:", command->example);
}

static const char *command_name(size_t i, const void *cookie)
{
    (void)cookie;
    return commands[i]->name;
}

static int unknown_command(const char *word)
{
    struct tc_err err = { 0 };
    const char *near = tc_suggest(word, COUNT, command_name, NULL);

    if (near)
        tc_err_set(&err, "không có lệnh \"%s\"; có phải ý bạn là \"%s\"?",
                   "there is no command \"%s\"; did you mean \"%s\"?", word, near);
    else
        tc_err_set(&err, "không có lệnh \"%s\"; xem tracecert --help",
                   "there is no command \"%s\"; see tracecert --help", word);
    return tc_cmd_fail(TC_EXIT_USAGE, &err);
}

/* The command's own options and those that all commands share. */
static void all_options(const struct tc_command *command, struct tc_option *all)
{
    size_t n = 0;

    while (command->options[n].name && n < OPTIONS_MAX - 2) {
        all[n] = command->options[n];
        n++;
    }
    all[n++] = (struct tc_option){
        .name = "--lang", .argument = "vi|en", .kind = TC_OPTION_TEXT, .to = &lang_option
    };
    all[n] = (struct tc_option){ 0 };
}

static int run_command(const struct tc_command *command, int argc, char **argv)
{
    struct tc_option options[OPTIONS_MAX];
    static struct tc_words operands;
    struct tc_err err = { 0 };

    all_options(command, options);
    if (tc_options_help_wanted(argc, argv)) {
        print_help(command);
        return TC_EXIT_PASSED;
    }
    if (tc_options_parse(argc, argv, options, &operands, &err) < 0)
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    if (lang_option && strcmp(lang_option, "vi") != 0 && strcmp(lang_option, "en") != 0) {
        tc_err_set(&err, "--lang nhận vi hoặc en, không phải \"%s\"",
                   "--lang takes vi or en, not \"%s\"", lang_option);
        return tc_cmd_fail(TC_EXIT_USAGE, &err);
    }
    return command->run(&operands);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGCHLD, SIG_DFL); /* an inherited "ignored" would hide how processes end */
    if (argc < 2) {
        print_overview(stderr);
        return TC_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("tracecert %s\n", TC_VERSION);
        return TC_EXIT_PASSED;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_overview(stdout);
        return TC_EXIT_PASSED;
    }
    for (size_t i = 0; i < COUNT; i++) {
        if (strcmp(argv[1], commands[i]->name) == 0) {
            int status = run_command(commands[i], argc - 1, argv + 1);

            /* What could not be written was not reported: never 0. */
            if (fflush(stdout) != 0 || ferror(stdout))
                return status == TC_EXIT_PASSED ? TC_EXIT_INTERNAL : status;
            return status;
        }
    }
    return unknown_command(argv[1]);
}
