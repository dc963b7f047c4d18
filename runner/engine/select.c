#include "engine/select.h"

#include <string.h>

#include "base/suggest.h"

static bool starts_with(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool is_named(const struct tc_registry_entry *entry, const char *word)
{
    if (starts_with(entry->tc_case->id, word))
        return true;
    for (const char *const *r = entry->tc_case->requirements; *r; r++)
        if (starts_with(*r, word))
            return true;
    return false;
}

static bool is_chosen(const struct tc_registry_entry *entry, const struct tc_words *suites,
                      const struct tc_words *only)
{
    bool chosen = suites->count == 0 && only->count == 0;

    for (size_t i = 0; i < suites->count; i++)
        chosen = chosen || strcmp(entry->suite, suites->items[i]) == 0;
    for (size_t i = 0; i < only->count; i++)
        chosen = chosen || is_named(entry, only->items[i]);
    return chosen;
}

struct names {
    const struct tc_registry_entry *entries;
    bool suites;
};

static const char *name_at(size_t i, const void *cookie)
{
    const struct names *names = cookie;

    return names->suites ? names->entries[i].suite : names->entries[i].tc_case->id;
}

/* Refuse a word that names no case. */
static int check_word(const char *word, bool is_suite, const struct tc_registry_entry *entries,
                      size_t count, struct tc_err *err)
{
    struct names names = { entries, is_suite };
    const char *near;

    for (size_t i = 0; i < count; i++)
        if (is_suite ? strcmp(entries[i].suite, word) == 0 : is_named(&entries[i], word))
            return 0;
    near = tc_suggest(word, count, name_at, &names);
    if (near)
        tc_err_set(err, "không có \"%s\"; có phải ý bạn là \"%s\"?",
                   "there is no \"%s\"; did you mean \"%s\"?", word, near);
    else
        tc_err_set(
            err, "không có nhóm, ca hay yêu cầu nào tên \"%s\"; xem tracecert catalogue",
            "there is no suite, case or requirement named \"%s\"; see tracecert catalogue",
            word);
    return -1;
}

int tc_select(struct tc_arena *arena, const struct tc_words *suites,
              const struct tc_words *only, struct tc_selection *selection, struct tc_err *err)
{
    size_t count;
    const struct tc_registry_entry *entries = tc_registry(arena, &count);

    for (size_t i = 0; i < suites->count; i++)
        if (check_word(suites->items[i], true, entries, count, err) < 0)
            return -1;
    for (size_t i = 0; i < only->count; i++)
        if (check_word(only->items[i], false, entries, count, err) < 0)
            return -1;
    selection->count = 0;
    selection->chosen = tc_arena_alloc(arena, (count + 1) * sizeof(*selection->chosen));
    for (size_t i = 0; i < count; i++)
        if (is_chosen(&entries[i], suites, only))
            selection->chosen[selection->count++] = &entries[i];
    return 0;
}

static bool any_in_force(const struct tc_case *c, const struct tc_catalogue *catalogue,
                         const char *as_of)
{
    for (const char *const *id = c->requirements; *id; id++) {
        const struct tc_requirement *r = tc_catalogue_find(catalogue, *id);

        if (r && tc_requirement_in_force(r, as_of))
            return true;
    }
    return false;
}

static enum tc_verdict by_statement(struct tc_arena *arena, const struct tc_case *c,
                                    const struct tc_system *system, struct tc_text *reason)
{
    enum tc_statement says = tc_system_stated(system, c->statement);

    if (says == TC_STATEMENT_LEFT_OUT) {
        *reason =
            tc_say(arena, "bản khai không có dòng \"%s\"; hãy ghi \"yes\" hoặc \"no\"",
                   "the statement has no line \"%s\"; say \"yes\" or \"no\"", c->statement);
        return TC_INCONCLUSIVE;
    }
    if ((says == TC_STATEMENT_YES) == (c->when == TC_STATED_YES))
        return TC_PASS;
    *reason = tc_say(arena, "theo bản khai: \"%s\": \"%s\"", "by the statement: \"%s\": \"%s\"",
                     c->statement, says == TC_STATEMENT_YES ? "yes" : "no");
    return TC_NOT_APPLICABLE;
}

enum tc_verdict tc_select_verdict(struct tc_arena *arena, const struct tc_case *c,
                                  const struct tc_system *system,
                                  const struct tc_catalogue *catalogue, const char *as_of,
                                  struct tc_text *reason)
{
    if (!system->roles[c->role]) {
        *reason = tc_say(arena, "hệ thống không nhận vai trò %s",
                         "the system does not claim the role %s", tc_role_name(c->role));
        return TC_NOT_APPLICABLE;
    }
    if (!any_in_force(c, catalogue, as_of)) {
        *reason = tc_say(arena, "quy định không có hiệu lực vào ngày %s",
                         "the rule is not in force on %s", as_of);
        return TC_NOT_APPLICABLE;
    }
    if (c->statement) {
        enum tc_verdict verdict = by_statement(arena, c, system, reason);

        if (verdict != TC_PASS)
            return verdict;
    }
    if (c->needs & ~tc_system_offers(system)) {
        *reason =
            tc_say(arena,
                   "đã nhận vai trò %s nhưng chưa khai báo giao diện mà ca này cần trong "
                   "\"interfaces\"",
                   "the role %s is claimed, but an interface that the case needs is missing "
                   "in \"interfaces\"",
                   tc_role_name(c->role));
        return TC_SETUP;
    }
    return TC_PASS;
}
