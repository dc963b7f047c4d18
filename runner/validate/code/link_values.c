#include "validate/code/link_values.h"

#include <string.h>

#include "validate/code/percent.h"

/* The reserved characters of RFC 3986, and what begins an escape. */
static const bool reserved[256] = {
    ['!'] = true, ['$'] = true, ['&'] = true, ['\''] = true, ['('] = true,
    [')'] = true, ['*'] = true, ['+'] = true, [','] = true,  [';'] = true,
    ['='] = true, [':'] = true, ['@'] = true, ['/'] = true,  ['?'] = true,
    ['#'] = true, ['['] = true, [']'] = true, ['%'] = true,
};

static bool uri_char(char c)
{
    return tc_percent_unreserved(c) || reserved[(unsigned char)c];
}

static bool good_at(const char *s, size_t len)
{
    return uri_char(*s) && (*s != '%' || tc_percent_at(s, len) >= 0);
}

static void report_writing(struct tc_message *m, const char *requirement, size_t at, size_t end,
                           struct tc_text expected)
{
    const char *shown = tc_message_show(m->arena, m->text + at, end - at < 12 ? end - at : 12);

    tc_message_report(m, requirement, at, expected,
                      tc_say(m->arena, "\"%s\"", "\"%s\"", shown));
}

void tc_link_check_writing(struct tc_message *m, size_t from, size_t end)
{
    for (size_t at = from; at < end; at++) {
        if (tc_percent_unreserved(m->text[at]) || good_at(m->text + at, end - at))
            continue;
        report_writing(
            m, "GS1-DL-04", at, end,
            m->text[at] == '%'
                ? TC_TEXT("% và hai chữ số thập lục phân", "% and two hexadecimal digits")
                : TC_TEXT("ký tự này viết dưới dạng %XX", "this character as %XX"));
        return;
    }
}

/* A reserved character of a value that stands there unescaped. True if it still says which
 * value is meant: a + of the path, which GS1's own reader takes as it is. */
static bool report_unescaped(struct tc_message *m, size_t at, size_t end)
{
    bool plus = m->text[at] == '+' && !memchr(m->text, '?', at);

    report_writing(m, plus ? "GS1-DL-08" : "GS1-DL-04", at, end,
                   tc_say(m->arena, "%%%02X thay cho %c", "%%%02X in place of %c",
                          (unsigned char)m->text[at], m->text[at]));
    return plus;
}

/* A character of a value that must be escaped, an escaped NUL. True if there
 * is neither. What no URI may contain has been reported already. */
static bool check_value_writing(struct tc_message *m, struct tc_span value)
{
    const char *s = m->text + value.at;

    for (size_t i = 0; i < value.len; i++) {
        if (tc_percent_unreserved(s[i]))
            continue;
        if (!good_at(s + i, value.len - i))
            return false;
        if (tc_percent_at(s + i, value.len - i) == 0) {
            report_writing(m, "GS1-DL-04", value.at + i, value.at + value.len,
                           TC_TEXT("không có byte 0", "no NUL byte"));
            return false;
        }
        if (s[i] != '%' && tc_ai_char(TC_AI_X, s[i]) &&
            !report_unescaped(m, value.at + i, value.at + value.len))
            return false;
    }
    return true;
}

static bool check_utf8(struct tc_message *m, const struct tc_item *item)
{
    for (size_t i = 0; i < item->len;) {
        size_t n = tc_utf8_len(item->value + i, item->len - i);

        if (n == 0) {
            tc_item_report(m, item, "GS1-DL-04", i, TC_TEXT("văn bản UTF-8", "text in UTF-8"),
                           TC_TEXT("byte không phải UTF-8", "bytes that are no UTF-8"));
            return false;
        }
        i += n;
    }
    return true;
}

/* An escape that is left in a decoded value and stands for a reserved character: the value was
 * encoded twice, most likely. */
static void check_encoded_once(struct tc_message *m, const struct tc_item *item)
{
    for (size_t i = 0; i + 2 < item->len; i++) {
        int byte = tc_percent_at(item->value + i, item->len - i);

        if (byte < 0 || !reserved[byte])
            continue;
        tc_item_report(m, item, "GS1-DL-09", i,
                       tc_say(m->arena, "%%%02X thay cho %%25%02X",
                              "%%%02X in place of %%25%02X", (unsigned)byte, (unsigned)byte),
                       tc_say(m->arena, "\"%s\"", "\"%s\"",
                              tc_message_show(m->arena, item->value, item->len)));
        return;
    }
}

/* Most values have no escape and need no copy. */
static void decode(struct tc_message *m, struct tc_span value, struct tc_item *item)
{
    char *decoded;

    item->escaped = memchr(m->text + value.at, '%', value.len) != NULL;
    if (!item->escaped)
        return;
    decoded = tc_arena_alloc(m->arena, value.len);
    item->len = tc_percent_decode(m->text + value.at, value.len, decoded);
    item->value = decoded;
}

void tc_link_add_value(struct tc_message *m, struct tc_span ai, struct tc_span value,
                       bool misplaced)
{
    struct tc_item item = { .entry = tc_ai_find(m->text + ai.at, ai.len),
                            .ai = m->text + ai.at,
                            .ai_len = ai.len,
                            .value = m->text + value.at,
                            .len = value.len,
                            .at = value.at,
                            .text = m->text,
                            .skipped = m->skipped,
                            .misplaced = misplaced };

    if (!item.entry)
        return;
    if (value.len == 0) {
        tc_message_report(
            m, "GS1-DL-05", value.at,
            tc_say(m->arena, "giá trị của AI %.*s", "a value of AI %.*s", (int)ai.len, item.ai),
            TC_TEXT("giá trị rỗng", "an empty value"));
        item.faulty = true;
    } else if (!check_value_writing(m, value)) {
        item.faulty = true;
    } else {
        decode(m, value, &item);
        item.faulty = item.escaped && !check_utf8(m, &item);
        if (item.escaped && !item.faulty)
            check_encoded_once(m, &item);
    }
    tc_message_add(m, item);
}

/* "22,10,21|235" as "22, 10, 21 or 235". */
struct tc_text tc_link_qualifiers_shown(struct tc_arena *arena, const struct tc_ai_entry *key)
{
    const char *list = key->qualifiers, *first, *second;
    size_t first_len, second_len;

    if (!tc_ai_next(&list, "|", &first, &first_len))
        return tc_say(arena, "không có gì sau khóa %s", "nothing behind the key %s",
                      key->first);
    if (!tc_ai_next(&list, "|", &second, &second_len))
        return tc_say(arena, "sau khóa %s theo thứ tự: %.*s",
                      "behind the key %s in this order: %.*s", key->first, (int)first_len,
                      first);
    return tc_say(arena, "sau khóa %s theo thứ tự: %.*s; hoặc %.*s",
                  "behind the key %s in this order: %.*s; or %.*s", key->first, (int)first_len,
                  first, (int)second_len, second);
}
