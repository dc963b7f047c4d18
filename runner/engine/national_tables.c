#include "engine/national_tables.h"

#include <regex.h>
#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "validate/code/key.h"

#define MAX_FILE ((size_t)1 << 20)

static const char *const prefix_columns[] = { "from",     "to",         "kind",
                                              "vi",       "en",         "valid_from",
                                              "valid_to", "confidence", NULL };
static const char *const shape_columns[] = { "kind",     "requirement", "pattern",
                                             "vi",       "en",          "valid_from",
                                             "valid_to", "confidence",  NULL };
static const char *const province_columns[] = { "code", "valid_from", "valid_to", "confidence",
                                                NULL };

/* --- cells ---------------------------------------------------------------------- */

static bool is_date(const char *s)
{
    return strlen(s) == 10 && tc_digits(s, 4) && s[4] == '-' && tc_digits(s + 5, 2) &&
           s[7] == '-' && tc_digits(s + 8, 2);
}

static bool is_pattern(const char *s)
{
    regex_t regex;

    if (*s != '^' || regcomp(&regex, s, REG_EXTENDED | REG_NOSUB) != 0)
        return false;
    regfree(&regex);
    return s[strlen(s) - 1] == '$';
}

/* What may stand in a column of that name. */
static bool cell_holds(const char *column, const char *s)
{
    if (strncmp(column, "valid_", 6) == 0)
        return !*s || is_date(s);
    if (strcmp(column, "from") == 0 || strcmp(column, "to") == 0)
        return strlen(s) == 3 && tc_digits(s, 3);
    if (strcmp(column, "confidence") == 0)
        return strlen(s) == 1 && strchr("PSCEM?", *s);
    if (strcmp(column, "pattern") == 0)
        return is_pattern(s);
    return *s != '\0';
}

static int check_row(const char *file, const char *const *columns,
                     const struct tc_csv_cell *cells, struct tc_err *err)
{
    for (size_t i = 0; columns[i]; i++) {
        if (cell_holds(columns[i], cells[i].text))
            continue;
        tc_err_at(err, file, cells[i].line, cells[i].column);
        tc_err_set(err, "\"%s\" không đứng được ở cột %s",
                   "\"%s\" cannot stand in the column %s", cells[i].text, columns[i]);
        return -1;
    }
    return 0;
}

/* --- tables --------------------------------------------------------------------- */

static int check_header(const char *file, const char *const *columns, const struct tc_csv *csv,
                        struct tc_err *err)
{
    size_t n = 0;

    while (n < csv->columns && columns[n] && strcmp(csv->header[n].text, columns[n]) == 0)
        n++;
    if (n == csv->columns && !columns[n])
        return 0;
    tc_err_at(err, file, 1, n < csv->columns ? csv->header[n].column : 1);
    if (columns[n])
        tc_err_set(err, "cột thứ %zu phải là %s", "column %zu must be %s", n + 1, columns[n]);
    else
        tc_err_set(err, "thừa cột thứ %zu", "column %zu is too many", n + 1);
    return -1;
}

static int read_table(struct tc_arena *arena, const char *dir, const char *name,
                      const char *const *columns, struct tc_csv *csv, struct tc_err *err)
{
    const char *file = tc_arena_printf(arena, "%s/%s", dir, name);
    size_t len;
    char *bytes = tc_file_read(arena, file, MAX_FILE, &len, err);

    if (!bytes || tc_csv_parse(arena, file, bytes, len, csv, err) < 0 ||
        check_header(file, columns, csv, err) < 0)
        return -1;
    for (size_t i = 0; i < csv->count; i++)
        if (check_row(file, columns, csv->rows[i].cells, err) < 0)
            return -1;
    return 0;
}

static void take_prefixes(struct tc_arena *arena, const struct tc_csv *csv,
                          struct tc_national *national)
{
    struct tc_prefix *prefixes = tc_arena_alloc(arena, (csv->count + 1) * sizeof(*prefixes));

    for (size_t i = 0; i < csv->count; i++) {
        const struct tc_csv_cell *c = csv->rows[i].cells;

        prefixes[i] = (struct tc_prefix){ .from = c[0].text,
                                          .to = c[1].text,
                                          .kind = c[2].text,
                                          .text = { c[3].text, c[4].text },
                                          .valid = { c[5].text, c[6].text },
                                          .confidence = *c[7].text };
    }
    national->prefixes = prefixes;
    national->prefix_count = csv->count;
}

static void take_shapes(struct tc_arena *arena, const struct tc_csv *csv,
                        struct tc_national *national)
{
    struct tc_code_shape *shapes = tc_arena_alloc(arena, (csv->count + 1) * sizeof(*shapes));

    for (size_t i = 0; i < csv->count; i++) {
        const struct tc_csv_cell *c = csv->rows[i].cells;

        shapes[i] = (struct tc_code_shape){ .kind = c[0].text,
                                            .requirement = c[1].text,
                                            .pattern = c[2].text,
                                            .text = { c[3].text, c[4].text },
                                            .valid = { c[5].text, c[6].text } };
    }
    national->shapes = shapes;
    national->shape_count = csv->count;
}

static void take_provinces(struct tc_arena *arena, const struct tc_csv *csv,
                           struct tc_national *national)
{
    struct tc_province *provinces =
        tc_arena_alloc(arena, (csv->count + 1) * sizeof(*provinces));

    for (size_t i = 0; i < csv->count; i++) {
        const struct tc_csv_cell *c = csv->rows[i].cells;

        provinces[i] =
            (struct tc_province){ .code = c[0].text, .valid = { c[1].text, c[2].text } };
    }
    national->provinces = provinces;
    national->province_count = csv->count;
}

const struct tc_national *tc_national_load(struct tc_arena *arena, const char *dir,
                                           struct tc_err *err)
{
    struct tc_national *national = tc_arena_alloc(arena, sizeof(*national));
    struct tc_csv csv;

    if (read_table(arena, dir, "gs1-prefixes.csv", prefix_columns, &csv, err) < 0)
        return NULL;
    take_prefixes(arena, &csv, national);
    if (read_table(arena, dir, "vn-code-forms.csv", shape_columns, &csv, err) < 0)
        return NULL;
    take_shapes(arena, &csv, national);
    if (read_table(arena, dir, "vn-provinces.csv", province_columns, &csv, err) < 0)
        return NULL;
    take_provinces(arena, &csv, national);
    return national;
}
