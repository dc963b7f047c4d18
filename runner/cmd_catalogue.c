#include <string.h>

#include "base/file.h"
#include "base/suggest.h"
#include "catalogue_writers.h"
#include "cmd.h"
#include "engine/registry.h"

static const char *format = "text";

static const struct tc_option options[] = {
    { "--format",
      "F",
      { "text, json hoặc markdown (mặc định text)", "text, json or markdown (text)" },
      TC_OPTION_TEXT,
      &format },
    { 0 },
};

static const char *const format_names[] = { "text", "json", "markdown" };

#define FORMATS (sizeof(format_names) / sizeof(format_names[0]))

/* The writer of that name, or NULL and `err`. */
static void (*find_writer(struct tc_err *err))(const struct tc_catalogue_page *)
{
    static void (*const writers[])(const struct tc_catalogue_page *) = {
        tc_catalogue_text, tc_catalogue_json, tc_catalogue_markdown
    };
    const char *near;

    for (size_t i = 0; i < FORMATS; i++)
        if (strcmp(format, format_names[i]) == 0)
            return writers[i];
    near = tc_suggest_of(format, format_names, FORMATS);
    tc_err_set(err, "không có định dạng \"%s\"; có phải ý bạn là \"%s\"?",
               "there is no format \"%s\"; did you mean \"%s\"?", format,
               near ? near : format_names[0]);
    return NULL;
}

static int write_catalogue(struct tc_arena *arena, struct tc_err *err)
{
    void (*write)(const struct tc_catalogue_page *) = find_writer(err);
    struct tc_catalogue_page page = { .arena = arena, .lang = tc_cmd_lang() };
    struct tc_uses uses;
    size_t count;
    const struct tc_registry_entry *cases = tc_registry(arena, &count);

    if (!write)
        return tc_cmd_fail(TC_EXIT_USAGE, err);
    page.catalogue = tc_cmd_catalogue();
    page.uses = &uses;
    if (tc_uses_gather(arena, tc_file_home(arena), cases, count, &uses, err) < 0)
        return tc_cmd_fail(TC_EXIT_INTERNAL, err);
    write(&page);
    return TC_EXIT_PASSED;
}

static int run(const struct tc_words *operands)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_err err = { 0 };
    int status;

    if (operands->count) {
        tc_err_set(&err, "lệnh này không nhận \"%s\"; ý bạn là tracecert explain %s?",
                   "this command takes no \"%s\"; did you mean tracecert explain %s?",
                   operands->items[0], operands->items[0]);
        status = tc_cmd_fail(TC_EXIT_USAGE, &err);
    } else {
        status = write_catalogue(arena, &err);
    }
    tc_arena_free(arena);
    return status;
}

const struct tc_command tc_command_catalogue = {
    .name = "catalogue",
    .synopsis = "catalogue [--format text|json|markdown]",
    .summary = { "mọi yêu cầu: điều gì được kiểm thử, điều gì chưa và vì sao",
                 "everything that is tested, and what is not and why" },
    .example = "tracecert catalogue --lang vi",
    .options = options,
    .run = run,
};
