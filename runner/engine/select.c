#include "engine/select.h"

#include <string.h>

#include "base/suggest.h"

/* --- our own mistakes ------------------------------------------------------ */

static int check_case(const struct tc_registry_entry *entry,
                      const struct tc_catalogue *catalogue, struct tc_err *err)
{
    const struct tc_case *c = entry->tc_case;
    size_t suite = strlen(entry->suite);

    if (strncmp(c->id, entry->suite, suite) != 0 || c->id[suite] != '/' || !c->id[suite + 1]) {
        tc_err_set(err, "ca \"%s\" phải có mã dạng \"%s/…\"",
                   "case \"%s\" must have an id of the form \"%s/…\"", c->id, entry->suite);
        return -1;
    }
    if (!c->run || !c->requirements || !c->requirements[0]) {
        tc_err_set(err, "ca \"%s\" không kiểm thử yêu cầu nào",
                   "case \"%s\" tests no requirement", c->id);
        return -1;
    }
    for (const char *const *id = c->requirements; *id; id++) {
        if (!tc_catalogue_find(catalogue, *id)) {
            tc_err_set(err, "ca \"%s\" nêu yêu cầu \"%s\" không có trong danh mục",
                       "case \"%s\" names requirement \"%s\", which the catalogue lacks", c->id,
                       *id);
            return -1;
        }
    }
    return 0;
}

int tc_select_check(const struct tc_registry_entry *entries, size_t count,
                    const struct tc_catalogue *catalogue, struct tc_err *err)
{
    for (size_t i = 0; i < count; i++) {
        if (check_case(&entries[i], catalogue, err) < 0)
            return -1;
        if (i && strcmp(entries[i].tc_case->id, entries[i - 1].tc_case->id) == 0) {
            tc_err_set(err, "mã ca \"%s\" xuất hiện hai lần",
                       "the case id \"%s\" is given twice", entries[i].tc_case->id);
            return -1;
        }
    }
    return 0;
}

/* --- what a word names ----------------------------------------------------- */

struct names {
    const struct tc_registry_entry *entries;
    size_t count;
    const struct tc_catalogue *catalogue;
};

static const char *suite_at(size_t i, const void *cookie)
{
    return ((const struct names *)cookie)->entries[i].suite;
}

/* Case ids, then requirement ids. */
static const char *id_at(size_t i, const void *cookie)
{
    const struct names *names = cookie;

    return i < names->count ? names->entries[i].tc_case->id
                            : tc_catalogue_at(names->catalogue, i - names->count)->id;
}

static size_t id_count(const struct names *names)
{
    return names->count + tc_catalogue_count(names->catalogue);
}

static bool is_whole_id(const struct names *names, const char *word)
{
    for (size_t i = 0; i < id_count(names); i++)
        if (strcmp(id_at(i, names), word) == 0)
            return true;
    return false;
}

static bool id_matches(const char *id, const char *word, bool whole)
{
    return whole ? strcmp(id, word) == 0 : strncmp(id, word, strlen(word)) == 0;
}

static bool case_matches(const struct tc_case *c, const char *word, bool whole)
{
    if (id_matches(c->id, word, whole))
        return true;
    for (const char *const *id = c->requirements; *id; id++)
        if (id_matches(*id, word, whole))
            return true;
    return false;
}

static int say_unknown(struct tc_err *err, const char *option, const char *word,
                       const char *near)
{
    if (near)
        tc_err_set(err, "%s %s không khớp với mã nào; có phải ý bạn là \"%s\"?",
                   "%s %s matches nothing; did you mean \"%s\"?", option, word, near);
    else
        tc_err_set(err, "%s %s không khớp với mã nào; xem tracecert catalogue",
                   "%s %s matches nothing; see tracecert catalogue", option, word);
    return -1;
}

static int check_suites(const struct names *names, const char *const *suites,
                        struct tc_err *err)
{
    for (; suites && *suites; suites++) {
        bool known = false;

        for (size_t i = 0; i < names->count && !known; i++)
            known = strcmp(names->entries[i].suite, *suites) == 0;
        if (!known)
            return say_unknown(err, "--suite", *suites,
                               tc_suggest(*suites, names->count, suite_at, names));
    }
    return 0;
}

static int check_only(const struct names *names, const char *const *only, struct tc_err *err)
{
    for (; only && *only; only++) {
        bool known = false;

        for (size_t i = 0; i < id_count(names) && !known; i++)
            known = **only && strncmp(id_at(i, names), *only, strlen(*only)) == 0;
        if (!known)
            return say_unknown(err, "--only", *only,
                               tc_suggest(*only, id_count(names), id_at, names));
    }
    return 0;
}

static bool selected(const struct names *names, const struct tc_registry_entry *entry,
                     const struct tc_selection *selection)
{
    bool in_suite = !selection->suites || !selection->suites[0];
    bool in_only = !selection->only || !selection->only[0];

    for (const char *const *s = selection->suites; !in_suite && *s; s++)
        in_suite = strcmp(entry->suite, *s) == 0;
    for (const char *const *o = selection->only; !in_only && *o; o++)
        in_only = case_matches(entry->tc_case, *o, is_whole_id(names, *o));
    return in_suite && in_only;
}

const struct tc_registry_entry *tc_select(struct tc_arena *arena,
                                          const struct tc_registry_entry *entries, size_t count,
                                          const struct tc_catalogue *catalogue,
                                          const struct tc_selection *selection, size_t *taken,
                                          struct tc_err *err)
{
    struct names names = { entries, count, catalogue };
    struct tc_registry_entry *kept = tc_arena_alloc(arena, (count + 1) * sizeof(*kept));

    if (check_suites(&names, selection->suites, err) < 0 ||
        check_only(&names, selection->only, err) < 0)
        return NULL;
    *taken = 0;
    for (size_t i = 0; i < count; i++)
        if (selected(&names, &entries[i], selection))
            kept[(*taken)++] = entries[i];
    return kept;
}
