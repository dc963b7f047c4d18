/* The layers of the house: each folder may use only those below it. Of a folder
 * within a folder the name is "validate/code". */
#include "base/check_main.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"

#define MAX_SOURCE ((size_t)1 << 20)

struct layer {
    const char *folder;
    const char *may_use; /* folders of #include "folder/...", with blanks around */
};

static const struct layer layers[] = {
    { "runner/base", " base tracecert " },
    { "runner/validate/code", " base validate/code tracecert " },
    { "runner/validate/page", " base validate/page tracecert " },
    { "runner/validate/document", " base validate/code validate/document tracecert " },
    { "runner/validate/hash",
      " base validate/code validate/document validate/hash tracecert " },
    { "runner/validate/scenario",
      " base validate/code validate/document validate/scenario tracecert " },
    { "runner/validate/decode", " base validate/code validate/decode tracecert " },
    { "runner/validate/label",
      " base validate/code validate/decode validate/label tracecert " },
    { "runner/net", " base net tracecert " },
    { "runner/engine", " base validate/code net engine tracecert " },
    { "runner/sut", " base engine sut tracecert " },
    { "runner/portal", " base validate/code validate/document net engine portal tracecert " },
    { "reports", " tracecert " },
};

static struct tc_arena *arena;
static const char *wrong = "";

/* The folder of an #include "folder/file", or NULL for anything else. */
static const char *folder_of(const char *line)
{
    const char *name = line + strlen("#include \""), *end, *slash;

    if (strncmp(line, "#include \"", strlen("#include \"")) != 0)
        return NULL;
    end = strchr(name, '"');
    slash = end;
    while (slash && slash > name && *slash != '/')
        slash--;
    return slash && slash > name ? tc_arena_strndup(arena, name, (size_t)(slash - name)) : NULL;
}

static void check_file(const struct layer *layer, const char *path)
{
    struct tc_err err = { 0 };
    size_t len;
    char *text = tc_file_read(arena, path, MAX_SOURCE, &len, &err), *line;

    ck_assert_msg(text != NULL, "%s", err.en);
    while ((line = strsep(&text, "\n")) != NULL) {
        const char *folder = folder_of(line);

        if (folder && !strstr(layer->may_use, tc_arena_printf(arena, " %s ", folder)))
            wrong = tc_arena_printf(arena, "%s\n  %s: %s", wrong, path, line);
    }
}

static bool is_source(const char *name)
{
    size_t len = strlen(name);

    return len > 2 && name[len - 2] == '.' && strchr("ch", name[len - 1]);
}

static size_t check_folder(const struct layer *layer, const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    size_t files = 0;

    while (dir && (entry = readdir(dir)) != NULL) {
        if (!is_source(entry->d_name))
            continue;
        check_file(layer, tc_arena_printf(arena, "%s/%s", folder, entry->d_name));
        files++;
    }
    if (dir)
        closedir(dir);
    return files;
}

START_TEST(each_layer_uses_only_those_below_it)
{
    size_t files = 0;

    arena = tc_arena_new();
    for (size_t i = 0; i < sizeof(layers) / sizeof(layers[0]); i++)
        files += check_folder(
            &layers[i], tc_arena_printf(arena, "%s/%s", tc_file_home(arena), layers[i].folder));
    ck_assert_uint_gt(files, 100);
    ck_assert_msg(!*wrong, "these reach upwards:%s", wrong);
    tc_arena_free(arena);
}
END_TEST

START_TEST(suites_see_the_contracts_alone)
{
    static const struct layer suite = { "suites", " tracecert " };
    DIR *dir;
    struct dirent *entry;
    size_t files = 0;

    arena = tc_arena_new();
    dir = opendir(tc_arena_printf(arena, "%s/suites", tc_file_home(arena)));
    ck_assert_ptr_nonnull(dir);
    while ((entry = readdir(dir)) != NULL)
        if (entry->d_name[0] != '.')
            files += check_folder(&suite, tc_arena_printf(arena, "%s/suites/%s",
                                                          tc_file_home(arena), entry->d_name));
    closedir(dir);
    ck_assert_uint_gt(files, 0);
    ck_assert_msg(!*wrong, "these reach into the runner:%s", wrong);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("layers", each_layer_uses_only_those_below_it, suites_see_the_contracts_alone)
