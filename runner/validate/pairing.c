/* Which element strings belong together; judged over one message. */
#include <string.h>

#include "validate/message.h"

/* True if every AI of a group ("01+21") is there. */
static bool has_group(const struct tc_message *m, const char *group, size_t len)
{
    for (size_t from = 0; from < len;) {
        size_t n = 0;

        while (from + n < len && group[from + n] != '+')
            n++;
        if (!tc_message_find(m, group + from, n))
            return false;
        from += n + 1;
    }
    return true;
}

/* "01,8006+21" as people write it: "(01), (8006)+(21)". */
static const char *list_shown(struct tc_arena *arena, const char *list)
{
    char *text = tc_arena_alloc(arena, 4 * strlen(list) + 3), *to = text;

    *to++ = '(';
    for (; *list; list++) {
        if (*list == ',' || *list == '+') {
            *to++ = ')';
            *to++ = *list;
            if (*list == ',')
                *to++ = ' ';
            *to++ = '(';
        } else {
            *to++ = *list;
        }
    }
    *to++ = ')';
    return text;
}

static void check_required(struct tc_message *m, const struct tc_item *item)
{
    const char *list = item->entry->required, *group;
    size_t len;
    bool one_only;

    if (!list)
        return;
    one_only = !strchr(list, ',');
    while (tc_ai_next(&list, ",", &group, &len))
        if (has_group(m, group, len))
            return;
    list = list_shown(m->arena, item->entry->required);
    tc_item_report(
        m, item, "GS1-ID-05", 0,
        one_only ? tc_say(m->arena, "có %s đi kèm", "%s beside it", list)
                 : tc_say(m->arena, "một trong %s đi kèm", "one of %s beside it", list),
        tc_say(m->arena, "chỉ có (%.*s)", "(%.*s) without it", (int)item->ai_len, item->ai));
}

static bool same_ai(const struct tc_item *a, const struct tc_item *b)
{
    return a->ai_len == b->ai_len && memcmp(a->ai, b->ai, a->ai_len) == 0;
}

/* An AI never excludes itself, though a pattern of its own may fit it. */
static bool excludes(const struct tc_item *item, const struct tc_item *other)
{
    const char *list = item->entry->excluded, *pattern;
    size_t len;

    if (same_ai(item, other))
        return false;
    while (tc_ai_next(&list, ",", &pattern, &len))
        if (tc_ai_fits(pattern, len, other->ai, other->ai_len))
            return true;
    return false;
}

static void report_excluded(struct tc_message *m, const struct tc_item *item,
                            const struct tc_item *earlier)
{
    tc_item_report(m, item, "GS1-ID-06", 0,
                   tc_say(m->arena, "không có (%.*s) cùng (%.*s)",
                          "no (%.*s) together with (%.*s)", (int)item->ai_len, item->ai,
                          (int)earlier->ai_len, earlier->ai),
                   TC_TEXT("có cả hai", "both"));
}

static bool same_value(const struct tc_item *a, const struct tc_item *b)
{
    return a->len == b->len && memcmp(a->value, b->value, a->len) == 0;
}

static void report_repeated(struct tc_message *m, const struct tc_item *item,
                            const struct tc_item *earlier)
{
    tc_item_report(
        m, item, "GS1-ID-07", 0,
        tc_say(m->arena, "%s", "%s", tc_message_show(m->arena, earlier->value, earlier->len)),
        tc_say(m->arena, "%s", "%s", tc_message_show(m->arena, item->value, item->len)));
}

/* Judge an element string against those before it: each pair is met once. */
static void check_against_earlier(struct tc_message *m, size_t at, bool *excluded)
{
    const struct tc_item *item = &m->items[at];

    for (size_t i = 0; i < at; i++) {
        const struct tc_item *earlier = &m->items[i];

        if (excludes(item, earlier) || excludes(earlier, item)) {
            report_excluded(m, item, earlier);
            excluded[i] = excluded[at] = true;
            return;
        }
        if (same_ai(item, earlier) && !item->unreadable && !earlier->unreadable &&
            !same_value(item, earlier)) {
            report_repeated(m, item, earlier);
            return;
        }
    }
}

/* What must not stand there needs no company, and what could not be read may
 * be just what seems to be missing. */
void tc_pairing_check(struct tc_message *m)
{
    bool excluded[TC_ITEMS_MAX] = { false };

    for (size_t i = 0; i < m->count; i++)
        check_against_earlier(m, i, excluded);
    for (size_t i = 0; i < m->count && !m->incomplete; i++)
        if (!excluded[i] && !m->items[i].misplaced)
            check_required(m, &m->items[i]);
}
