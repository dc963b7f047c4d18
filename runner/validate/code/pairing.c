/* Which element strings belong together; judged over all carriers of one item,
 * as the GS1 Barcode Syntax Dictionary asks. */
#include <string.h>

#include "validate/code/message.h"

/* The carriers of an item. */
struct carriers {
    struct tc_message *items;
    size_t count;
};

static bool has_ai(const struct carriers *c, const char *pattern, size_t len)
{
    for (size_t i = 0; i < c->count; i++)
        if (tc_message_find(&c->items[i], pattern, len))
            return true;
    return false;
}

/* True if every AI of a group ("01+21") is there. */
static bool has_group(const struct carriers *c, const char *group, size_t len)
{
    for (size_t from = 0; from < len;) {
        size_t n = 0;

        while (from + n < len && group[from + n] != '+')
            n++;
        if (!has_ai(c, group + from, n))
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

static void check_required(const struct carriers *c, struct tc_message *m,
                           const struct tc_item *item)
{
    const char *list = item->entry->required, *group;
    size_t len;
    bool one_only;

    if (!list)
        return;
    one_only = !strchr(list, ',');
    while (tc_ai_next(&list, ",", &group, &len))
        if (has_group(c, group, len))
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

    if (!list || same_ai(item, other))
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

/* Judge an element string against an earlier one; true if there is a finding. */
static bool check_pair(struct tc_message *m, struct tc_item *item, struct tc_item *earlier)
{
    if (excludes(item, earlier) || excludes(earlier, item)) {
        report_excluded(m, item, earlier);
        item->excluded = earlier->excluded = true;
        return true;
    }
    if (!same_ai(item, earlier) || item->faulty || earlier->faulty || same_value(item, earlier))
        return false;
    report_repeated(m, item, earlier);
    return true;
}

/* Judge an element string against all before it: each pair is met once. */
static void check_against_earlier(const struct carriers *c, size_t carrier, size_t at)
{
    struct tc_message *m = &c->items[carrier];

    for (size_t i = 0; i <= carrier; i++) {
        size_t end = i < carrier ? c->items[i].count : at;

        for (size_t k = 0; k < end; k++)
            if (check_pair(m, &m->items[at], &c->items[i].items[k]))
                return;
    }
}

/* What must not stand there needs no company, and what could not be read may
 * be just what seems to be missing. */
static void check_company(const struct carriers *c, struct tc_message *m)
{
    for (size_t i = 0; i < m->count; i++)
        if (!m->items[i].excluded && !m->items[i].misplaced)
            check_required(c, m, &m->items[i]);
}

void tc_pairing_check(struct tc_message *carriers, size_t count)
{
    const struct carriers c = { carriers, count };
    bool incomplete = false;

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < carriers[i].count; k++)
            check_against_earlier(&c, i, k);
    for (size_t i = 0; i < count; i++)
        incomplete |= carriers[i].incomplete;
    for (size_t i = 0; i < count && !incomplete; i++)
        check_company(&c, &carriers[i]);
}
