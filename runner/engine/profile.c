#include "tracecert/profile.h"

#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/suggest.h"
#include "engine/test.h"

#define MAX_FILE ((size_t)1 << 20)
#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

enum column { ID, REQUIREMENT, LABEL_VI, LABEL_EN, SOURCE, CONDITION, CHECK, ARGUMENT };

static const char *const columns[] = { "id",     "requirement", "label_vi", "label_en",
                                       "source", "condition",   "check",    "argument" };
static const char *const sources[] = { "page", "events" };
static const char *const checks[] = {
    [TC_CHECK_TEXT_SHOWN] = "text-shown",       [TC_CHECK_CODE_SHOWN] = "code-shown",
    [TC_CHECK_IMAGE_LOADS] = "image-loads",     [TC_CHECK_LABELLED] = "labelled",
    [TC_CHECK_LABELLED_DATE] = "labelled-date", [TC_CHECK_STAGES_SHOWN] = "stages-shown",
    [TC_CHECK_STAGE_PLACE] = "stage-place",     [TC_CHECK_STAGE_TIME] = "stage-time",
    [TC_CHECK_STAGE_PRODUCT] = "stage-product",
};

static int wrong(const char *file, const struct tc_csv_cell *cell, const char *near,
                 struct tc_err *err)
{
    tc_err_at(err, file, cell->line, cell->column);
    if (near)
        tc_err_set(err, "không có \"%s\"; có phải ý bạn là \"%s\"?",
                   "there is no \"%s\"; did you mean \"%s\"?", cell->text, near);
    else
        tc_err_set(err, "giá trị \"%s\" không dùng được ở đây",
                   "the value \"%s\" cannot be used here", cell->text);
    return -1;
}

/* The number of a word of a closed set, or -1 and `err`. */
static int word_of(const char *file, const struct tc_csv_cell *cell, const char *const *words,
                   size_t count, struct tc_err *err)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], cell->text) == 0)
            return (int)i;
    return wrong(file, cell, tc_suggest_of(cell->text, words, count), err);
}

static int read_condition(const char *file, const struct tc_csv_cell *cell, struct tc_row *row,
                          struct tc_err *err)
{
    static const char prefix[] = "if-declared ";

    if (!*cell->text)
        return 0;
    if (strncmp(cell->text, prefix, strlen(prefix)) != 0 || !cell->text[strlen(prefix)])
        return wrong(file, cell, "if-declared NAME", err);
    row->if_declared = cell->text + strlen(prefix);
    return 0;
}

static int read_row(const char *file, const struct tc_csv_cell *cells, struct tc_row *row,
                    struct tc_err *err)
{
    int source = word_of(file, &cells[SOURCE], sources, LENGTH(sources), err);
    int check = source < 0 ? -1 : word_of(file, &cells[CHECK], checks, LENGTH(checks), err);

    if (check < 0 || read_condition(file, &cells[CONDITION], row, err) < 0)
        return -1;
    if (!*cells[ID].text || !*cells[REQUIREMENT].text || !*cells[LABEL_VI].text ||
        !*cells[LABEL_EN].text)
        return wrong(file, &cells[ID], NULL, err);
    row->id = cells[ID].text;
    row->requirement = cells[REQUIREMENT].text;
    row->label = (struct tc_text){ cells[LABEL_VI].text, cells[LABEL_EN].text };
    row->source = (enum tc_row_source)source;
    row->check = (enum tc_row_check)check;
    row->argument = cells[ARGUMENT].text;
    row->line = cells[ID].line;
    return 0;
}

static int check_header(const char *file, const struct tc_csv *csv, struct tc_err *err)
{
    for (size_t i = 0; i < csv->columns; i++)
        if (i >= LENGTH(columns) || strcmp(csv->header[i].text, columns[i]) != 0)
            return wrong(file, &csv->header[i], i < LENGTH(columns) ? columns[i] : NULL, err);
    return csv->columns == LENGTH(columns) ? 0 : wrong(file, &csv->header[0], NULL, err);
}

const struct tc_row *tc_profile_load(struct tc_arena *arena, const char *dir, size_t *count,
                                     struct tc_err *err)
{
    const char *file = tc_arena_printf(arena, "%s/rows.csv", dir);
    struct tc_csv csv;
    struct tc_row *rows;
    size_t len;
    char *bytes = tc_file_read(arena, file, MAX_FILE, &len, err);

    if (!bytes || tc_csv_parse(arena, file, bytes, len, &csv, err) < 0 ||
        check_header(file, &csv, err) < 0)
        return NULL;
    rows = tc_arena_alloc(arena, (csv.count + 1) * sizeof(*rows));
    for (size_t i = 0; i < csv.count; i++)
        if (read_row(file, csv.rows[i].cells, &rows[i], err) < 0)
            return NULL;
    *count = csv.count;
    return rows;
}

const struct tc_row *tc_profile_rows(struct tc_test *t, size_t *count)
{
    const char *dir = tc_test_profile_dir(t);
    struct tc_err err = { 0 };
    const struct tc_row *rows =
        dir ? tc_profile_load(tc_test_arena(t), dir, count, &err) : NULL;

    if (!dir)
        tc_stop_setup(t, TC_TEXT("lần chạy không có hồ sơ quy định (--profile)",
                                 "the run has no profile (--profile)"));
    if (!rows)
        tc_stop_setup(t, TC_TEXT(tc_arena_strdup(tc_test_arena(t),
                                                 tc_err_show(&err, TC_VI, tc_test_arena(t))),
                                 tc_arena_strdup(tc_test_arena(t),
                                                 tc_err_show(&err, TC_EN, tc_test_arena(t)))));
    return rows;
}
