#include "engine/uses.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/file.h"
#include "engine/mutant_file.h"

#define MAX_FILE ((size_t)4 << 20)
#define FIRST_CAPACITY 128
#define LONGEST_ID 40

struct gathering {
    struct tc_arena *arena;
    const char *home;
    struct tc_uses *uses;
    struct tc_err *err;
};

static void add(struct gathering *g, struct tc_use use)
{
    struct tc_uses *uses = g->uses;

    if (uses->count == uses->capacity) {
        size_t capacity = uses->capacity ? 2 * uses->capacity : FIRST_CAPACITY;
        struct tc_use *grown = tc_arena_alloc(g->arena, capacity * sizeof(*grown));

        if (uses->count)
            memcpy(grown, uses->items, uses->count * sizeof(*grown));
        uses->items = grown;
        uses->capacity = capacity;
    }
    uses->items[uses->count++] = use;
}

/* --- folders --------------------------------------------------------------------- */

static int not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* By bytes, whatever the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Call `each` with every entry of home/`dir` in the order of names; a folder that
 * is not there has none. Stops at the first -1. */
static int for_each_entry(struct gathering *g, const char *dir,
                          int (*each)(struct gathering *g, const char *dir, const char *name))
{
    struct dirent **names = NULL;
    const char *path = tc_arena_printf(g->arena, "%s/%s", g->home, dir);
    int count = scandir(path, &names, not_hidden, by_name), rc = 0;

    for (int i = 0; i < count; i++) {
        if (rc == 0)
            rc = each(g, dir, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    return rc;
}

/* The text of home/`path`; "" if it is not there; NULL and err. */
static const char *read_text(struct gathering *g, const char *path, size_t *len)
{
    const char *full = tc_arena_printf(g->arena, "%s/%s", g->home, path);

    *len = 0;
    return access(full, F_OK) == 0 ? tc_file_read(g->arena, full, MAX_FILE, len, g->err) : "";
}

/* --- each kind --------------------------------------------------------------------- */

static void gather_cases(struct gathering *g, const struct tc_registry_entry *cases,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct tc_case *c = cases[i].tc_case;

        for (const char *const *id = c->requirements; *id; id++)
            add(g, (struct tc_use){ .kind = TC_USE_CASE, .requirement = *id, .name = c->id });
    }
}

/* One profile: each row names its requirement in the column "requirement". */
static int gather_profile(struct gathering *g, const char *dir, const char *name)
{
    const char *path = tc_arena_printf(g->arena, "%s/%s/rows.csv", dir, name);
    struct tc_csv csv;
    size_t len, column = 0;
    const char *text = read_text(g, path, &len);

    if (!text)
        return -1;
    if (len == 0)
        return 0;
    if (tc_csv_parse(g->arena, path, text, len, &csv, g->err) < 0)
        return -1;
    while (column < csv.columns && strcmp(csv.header[column].text, "requirement") != 0)
        column++;
    if (column == csv.columns) {
        tc_err_at(g->err, path, 1, 1);
        tc_err_set(g->err, "bảng không có cột \"requirement\"",
                   "the table has no column \"requirement\"");
        return -1;
    }
    for (size_t i = 0; i < csv.count; i++) {
        const struct tc_csv_cell *cell = &csv.rows[i].cells[column];

        add(g,
            (struct tc_use){ .kind = TC_USE_ROW,
                             .requirement = cell->text,
                             .name = tc_arena_printf(g->arena, "%s:%ld", path, cell->line) });
    }
    return 0;
}

static int gather_fixture(struct gathering *g, const char *dir, const char *name)
{
    const char *hyphens = strstr(name, "--");
    size_t len = hyphens ? (size_t)(hyphens - name) : strlen(name);

    add(g, (struct tc_use){ .kind = TC_USE_FIXTURE,
                            .requirement = tc_arena_strndup(g->arena, name, len),
                            .name = tc_arena_printf(g->arena, "%s/%s", dir, name) });
    return 0;
}

/* One kind of fixture; descriptions of systems test no requirement. */
static int gather_fixtures(struct gathering *g, const char *dir, const char *name)
{
    if (strcmp(name, "systems") == 0 || strcmp(name, "reference") == 0)
        return 0;
    return for_each_entry(g, tc_arena_printf(g->arena, "%s/%s/bad", dir, name), gather_fixture);
}

static int gather_mutants(struct gathering *g, const char *dir, const char *name)
{
    const char *dot = strrchr(name, '.'), *text, *at;
    struct tc_mutant_entry mutant;
    size_t len;

    if (strncmp(name, "mutants_", 8) != 0 || !dot || strcmp(dot, ".def") != 0)
        return 0;
    text = read_text(g, tc_arena_printf(g->arena, "%s/%s", dir, name), &len);
    if (!text)
        return -1;
    for (at = text; tc_mutant_next(g->arena, &at, &mutant);) {
        const char *point = strrchr(mutant.id, '.');
        size_t id_len = point ? (size_t)(point - mutant.id) : strlen(mutant.id);

        add(g, (struct tc_use){ .kind = TC_USE_MUTANT,
                                .requirement = tc_arena_strndup(g->arena, mutant.id, id_len),
                                .name = mutant.id,
                                .text = mutant.text });
    }
    return 0;
}

/* The id at `at`, or NULL: capitals, digits and hyphens with a hyphen in it. */
static const char *id_at(struct tc_arena *arena, const char *at, size_t *len)
{
    *len = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    while (*len && at[*len - 1] == '-')
        --*len;
    if (*len == 0 || *len > LONGEST_ID || !memchr(at, '-', *len))
        return NULL;
    return tc_arena_strndup(arena, at, *len);
}

static bool is_ruling_known(const struct gathering *g, const char *id, const char *heading)
{
    for (size_t i = g->uses->count; i-- > 0 && g->uses->items[i].kind == TC_USE_RULING;) {
        if (strcmp(g->uses->items[i].requirement, id) == 0 &&
            strcmp(g->uses->items[i].name, heading) == 0)
            return true;
    }
    return false;
}

/* docs/rulings.md: the ids that stand below each heading. */
static int gather_rulings(struct gathering *g)
{
    size_t len, id_len;
    const char *text = read_text(g, "docs/rulings.md", &len), *heading = NULL;

    for (const char *at = text; at && *at; at += id_len ? id_len : 1) {
        const char *id = id_at(g->arena, at, &id_len);

        if (*at == '#' && (at == text || at[-1] == '\n')) {
            size_t hashes = strspn(at, "# ");

            heading = tc_arena_strndup(g->arena, at + hashes, strcspn(at + hashes, "\r\n"));
        } else if (id && heading && !is_ruling_known(g, id, heading)) {
            add(g,
                (struct tc_use){ .kind = TC_USE_RULING, .requirement = id, .name = heading });
        }
    }
    return text ? 0 : -1;
}

int tc_uses_gather(struct tc_arena *arena, const char *home,
                   const struct tc_registry_entry *cases, size_t count, struct tc_uses *uses,
                   struct tc_err *err)
{
    struct gathering g = { arena, home, uses, err };

    *uses = (struct tc_uses){ 0 };
    gather_cases(&g, cases, count);
    if (for_each_entry(&g, "suites/profiles", gather_profile) < 0 ||
        for_each_entry(&g, "fixtures", gather_fixtures) < 0 ||
        for_each_entry(&g, "fixtures/reference", gather_mutants) < 0)
        return -1;
    return gather_rulings(&g);
}

size_t tc_uses_tests(const struct tc_uses *uses, const char *requirement)
{
    size_t n = 0;

    for (size_t i = 0; i < uses->count; i++) {
        const struct tc_use *use = &uses->items[i];

        n += use->kind <= TC_USE_FIXTURE && strcmp(use->requirement, requirement) == 0;
    }
    return n;
}
