#include "validate/code/message.h"

#include <string.h>

#define SHOWN_MAX 80 /* bytes of a value that a finding shows */

void tc_message_init(struct tc_message *m, struct tc_arena *arena, const char *text, size_t len,
                     struct tc_findings *findings)
{
    m->arena = arena;
    m->text = text;
    m->len = len;
    m->skipped = 0;
    m->link = false;
    m->incomplete = false;
    m->prefix_len = 0;
    m->findings = findings;
    m->count = 0;
}

struct tc_item *tc_message_add(struct tc_message *m, struct tc_item item)
{
    if (m->count == TC_ITEMS_MAX) {
        if (!m->incomplete)
            tc_message_report(m, "GS1-ID-01", item.at,
                              TC_TEXT("tối đa 64 chuỗi phần tử", "at most 64 element strings"),
                              TC_TEXT("nhiều hơn", "more of them"));
        m->incomplete = true;
        return NULL;
    }
    item.text = m->text;
    item.skipped = m->skipped;
    m->items[m->count] = item;
    return &m->items[m->count++];
}

const struct tc_item *tc_message_find(const struct tc_message *m, const char *pattern,
                                      size_t len)
{
    for (size_t i = 0; i < m->count; i++)
        if (tc_ai_fits(pattern, len, m->items[i].ai, m->items[i].ai_len))
            return &m->items[i];
    return NULL;
}

void tc_message_report(struct tc_message *m, const char *requirement, size_t at,
                       struct tc_text expected, struct tc_text actual)
{
    tc_findings_add(m->findings, m->arena,
                    (struct tc_finding){ .requirement = requirement,
                                         .where = { .offset = (long)(m->skipped + at) + 1 },
                                         .expected = expected,
                                         .actual = actual });
}

/* Where the character `index` of a decoded value stands in the code. */
static size_t place_in_code(const struct tc_item *item, size_t index)
{
    size_t at = item->at;

    if (!item->escaped)
        return item->skipped + at + index;
    for (; index > 0; index--)
        at += item->text[at] == '%' ? 3 : 1;
    return item->skipped + at;
}

void tc_item_report(struct tc_message *m, const struct tc_item *item, const char *requirement,
                    size_t index, struct tc_text expected, struct tc_text actual)
{
    const char *part = tc_arena_printf(m->arena, "AI %.*s", (int)item->ai_len, item->ai);

    tc_findings_add(
        m->findings, m->arena,
        (struct tc_finding){
            .requirement = requirement,
            .where = { .part = part, .offset = (long)place_in_code(item, index) + 1 },
            .expected = expected,
            .actual = actual });
}

/* Append one character of `s` to `to`; gives the bytes taken from `s`. */
static size_t show_one(char *to, const char *s, size_t len)
{
    static const char hex[] = "0123456789ABCDEF";
    unsigned char c = (unsigned char)s[0];
    size_t n = tc_utf8_len(s, len);

    if (c == 0x1d) {
        strcpy(to, "<GS>");
    } else if (n == 0 || c < 0x20 || c == 0x7f ||
               (n == 2 && c == 0xc2 && (s[1] & 0xe0) == 0x80)) {
        strcpy(to, "\\x..");
        to[2] = hex[c >> 4];
        to[3] = hex[c & 15];
        n = 1;
    } else {
        memcpy(to, s, n);
        to[n] = '\0';
    }
    return n ? n : 1;
}

const char *tc_message_show(struct tc_arena *arena, const char *s, size_t len)
{
    size_t shown = len < SHOWN_MAX ? len : SHOWN_MAX, i = 0;
    char *text = tc_arena_alloc(arena, 4 * shown + sizeof("…"));
    char *end = text;

    while (i < shown) {
        i += show_one(end, s + i, len - i);
        end += strlen(end);
    }
    if (i < len)
        strcpy(end, "…");
    return text;
}
