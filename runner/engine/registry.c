#include "engine/registry.h"

#include <stdlib.h>
#include <string.h>

/* The bounds of the section; absent when no suite is linked. */
extern const struct tc_suite *const __start_tc_suites[] __attribute__((weak));
extern const struct tc_suite *const __stop_tc_suites[] __attribute__((weak));

static int by_id(const void *a, const void *b)
{
    const struct tc_registry_entry *left = a, *right = b;

    return strcmp(left->tc_case->id, right->tc_case->id);
}

const struct tc_registry_entry *tc_registry(struct tc_arena *arena, size_t *count)
{
    struct tc_registry_entry *entries;
    size_t n = 0;

    for (const struct tc_suite *const *s = __start_tc_suites; s < __stop_tc_suites; s++)
        n += (*s)->count;
    entries = tc_arena_alloc(arena, n * sizeof(*entries));
    *count = n;
    n = 0;
    for (const struct tc_suite *const *s = __start_tc_suites; s < __stop_tc_suites; s++)
        for (size_t i = 0; i < (*s)->count; i++)
            entries[n++] = (struct tc_registry_entry){ (*s)->name, &(*s)->cases[i] };
    qsort(entries, n, sizeof(*entries), by_id);
    return entries;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *tc_registry_statement_lines(struct tc_arena *arena, size_t *count)
{
    size_t cases, n = 0, kept = 0;
    const struct tc_registry_entry *entries = tc_registry(arena, &cases);
    const char **lines = tc_arena_alloc(arena, (cases + 1) * sizeof(*lines));

    for (size_t i = 0; i < cases; i++)
        if (entries[i].tc_case->statement)
            lines[n++] = entries[i].tc_case->statement;
    qsort(lines, n, sizeof(*lines), by_text);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(lines[i], lines[kept - 1]) != 0)
            lines[kept++] = lines[i];
    lines[kept] = NULL;
    *count = kept;
    return lines;
}
