/* Labels that an encoder other than zint drew (bwip-js, from npm) are read rightly: with one
 * encoder alone, a fault of it and of a decoder could cancel. Skipped, and says so, where
 * node or bwip-js is missing; `make second-encoder` fetches it. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check_main.h"
#include "base/csv.h"
#include "base/file.h"
#include "tracecert/code.h"
#include "tracecert/label.h"

#define FILE_MAX ((size_t)1 << 22)

enum column { FILE_NAME, SYMBOLOGY, DATA };

static struct tc_arena *arena;
static char folder[] = "/tmp/second-encoder-XXXXXX";

/* --- drawing ------------------------------------------------------------------------- */

static bool has_encoder(const char *modules)
{
    return access(tc_arena_printf(arena, "%s/bwip-js/package.json", modules), R_OK) == 0 &&
           system("node --version > /dev/null 2>&1") == 0;
}

static void draw(const char *home, const char *modules)
{
    int status;
    pid_t pid;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    pid = fork();
    if (pid == 0) {
        execlp("node", "node",
               tc_arena_printf(arena, "%s/fixtures/labels/second_encoder.js", home), modules,
               folder, (char *)NULL);
        _exit(127);
    }
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_int_eq(status, 0);
}

/* --- reading ------------------------------------------------------------------------- */

/* As a scanner sends it: element strings without brackets. */
static const char *message_of(struct tc_arena *mine, const char *data)
{
    struct tc_code_result code;
    struct tc_err err = { 0 };

    if (*data != '(')
        return data;
    tc_code_check(mine, data, strlen(data), TC_CODE_ELEMENT_STRING, &code);
    ck_assert_msg(code.findings.count == 0, "%s", data);
    return tc_code_convert(mine, &code, TC_FORM_RAW, 0, &err);
}

/* What is wrong with the reading of a label, or "". */
static const char *judge(struct tc_arena *mine, const struct tc_csv_row *row)
{
    const char *name = row->cells[FILE_NAME].text, *data = row->cells[DATA].text;
    const char *wanted = message_of(mine, data), *bytes;
    struct tc_label_result result;
    struct tc_err err = { 0 };
    size_t len;

    bytes =
        tc_file_read(mine, tc_arena_printf(mine, "%s/%s", folder, name), FILE_MAX, &len, &err);
    ck_assert_msg(bytes && wanted, "%s: %s", name, err.en);
    if (tc_label_check(mine, bytes, len, &result, &err) < 0)
        return tc_arena_printf(arena, "%s %s: %s\n", name, data, err.en);
    if (result.count != 1 || result.symbols[0].unsure ||
        strcmp(result.symbols[0].symbology, row->cells[SYMBOLOGY].text) != 0 ||
        strcmp(result.symbols[0].data, wanted) != 0)
        return tc_arena_printf(arena, "%s %s: %zu symbols, the first %s%s \"%s\"\n", name, data,
                               result.count, result.count ? result.symbols[0].symbology : "",
                               result.count && result.symbols[0].unsure ? " (unsure)" : "",
                               result.count ? result.symbols[0].data : "");
    return "";
}

static const char *judge_all(size_t *count)
{
    struct tc_err err = { 0 };
    struct tc_csv table;
    const char *wrong = "", *path = tc_arena_printf(arena, "%s/manifest.csv", folder), *text;
    size_t len;

    text = tc_file_read(arena, path, FILE_MAX, &len, &err);
    ck_assert_msg(text && tc_csv_parse(arena, path, text, len, &table, &err) == 0, "%s",
                  err.en);
    *count = table.count;
    for (size_t i = 0; i < TC_TRIALS(table.count); i++) {
        struct tc_arena *mine = tc_arena_new();

        wrong = tc_arena_printf(arena, "%s%s", wrong, judge(mine, &table.rows[i]));
        tc_arena_free(mine);
    }
    return wrong;
}

START_TEST(labels_of_a_second_encoder_are_read)
{
    const char *home, *modules, *wrong;
    size_t count;

    arena = tc_arena_new();
    home = tc_file_home(arena);
    modules = tc_arena_printf(arena, "%s/build/npm/node_modules", home);
    if (!has_encoder(modules)) {
        fprintf(stderr, "SKIPPED: labels of a second encoder; node or bwip-js is missing "
                        "(make second-encoder)\n");
        return;
    }
    draw(home, modules);
    wrong = judge_all(&count);
    ck_assert_int_eq(system(tc_arena_printf(arena, "rm -r %s", folder)), 0);
    ck_assert_msg(*wrong == 0, "\n%s", wrong);
    ck_assert_uint_gt(count, 200);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("second encoder", labels_of_a_second_encoder_are_read)
