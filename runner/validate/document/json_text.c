#include "validate/document/json_text.h"

#include <string.h>

#include "base/utf8.h"

static struct tc_json_text wrong(const char *at, struct tc_text expected, struct tc_text actual)
{
    return (struct tc_json_text){ .wrong = at, .expected = expected, .actual = actual };
}

/* Four hexadecimal digits, or -1. */
static long read_hex(const char *at, const char *end)
{
    long value = 0;

    if (end - at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        static const char digits[] = "0123456789abcdef";
        char lower = (char)(at[i] >= 'A' && at[i] <= 'F' ? at[i] + 32 : at[i]);
        const char *digit = lower ? strchr(digits, lower) : NULL;

        if (!digit)
            return -1;
        value = 16 * value + (digit - digits);
    }
    return value;
}

static char *put_utf8(char *to, long code)
{
    if (code < 0x80) {
        *to++ = (char)code;
    } else if (code < 0x800) {
        *to++ = (char)(0xc0 | code >> 6);
        *to++ = (char)(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        *to++ = (char)(0xe0 | code >> 12);
        *to++ = (char)(0x80 | (code >> 6 & 0x3f));
        *to++ = (char)(0x80 | (code & 0x3f));
    } else {
        *to++ = (char)(0xf0 | code >> 18);
        *to++ = (char)(0x80 | (code >> 12 & 0x3f));
        *to++ = (char)(0x80 | (code >> 6 & 0x3f));
        *to++ = (char)(0x80 | (code & 0x3f));
    }
    return to;
}

/* The code point of the \u escape at *at, and *at moved behind it; -1 if it is
 * none, -2 for half of a surrogate pair. */
static long read_code_point(const char **at, const char *end)
{
    long high = read_hex(*at + 2, end), low;

    if (high < 0)
        return -1;
    *at += 6;
    if (high < 0xd800 || high > 0xdfff)
        return high;
    if (high > 0xdbff || end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u')
        return -2;
    low = read_hex(*at + 2, end);
    if (low < 0xdc00 || low > 0xdfff)
        return -2;
    *at += 6;
    return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/* Decode the escape at *at into *to. */
static struct tc_json_text read_escape(const char **at, const char *end, char **to)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    const char *start = *at, *known;
    long code;

    if (end - start >= 2 && start[1] != 'u') {
        known = start[1] ? strchr(names, start[1]) : NULL;
        if (!known)
            return wrong(start, TC_TEXT("một ký tự thoát của JSON", "an escape of JSON"),
                         TC_TEXT("ký tự thoát lạ", "an unknown escape"));
        *(*to)++ = values[known - names];
        *at += 2;
        return (struct tc_json_text){ 0 };
    }
    code = read_code_point(at, end);
    if (code == -2)
        return wrong(start, TC_TEXT("một cặp surrogate đầy đủ", "a whole surrogate pair"),
                     TC_TEXT("nửa cặp surrogate", "half of one"));
    if (code <= 0)
        return wrong(start, TC_TEXT("\\u và bốn chữ số hệ 16", "\\u and four hex digits"),
                     code == 0 ? TC_TEXT("ký tự U+0000", "the character U+0000")
                               : TC_TEXT("giá trị khác", "something else"));
    *to = put_utf8(*to, code);
    return (struct tc_json_text){ 0 };
}

/* What is wrong with the byte at `at`, which may not stand in a string. */
static struct tc_json_text wrong_byte(const char *at)
{
    if ((unsigned char)*at < 0x20)
        return wrong(
            at,
            TC_TEXT("ký tự điều khiển được viết bằng ký tự thoát",
                    "control characters as escapes"),
            TC_TEXT("ký tự điều khiển trong chuỗi", "a control character in a string"));
    return wrong(at, TC_TEXT("văn bản UTF-8", "text in UTF-8"),
                 TC_TEXT("byte không phải UTF-8", "a byte that is no UTF-8"));
}

/* A character that the end of the held input may have cut. */
static struct tc_json_text cut_or_wrong(const char *at, const char *end)
{
    for (const char *p = at + 1; p < end; p++)
        if (((unsigned char)*p & 0xc0) != 0x80)
            return wrong_byte(at);
    return (struct tc_json_text){ .cut = true };
}

/* What a byte of a string is. */
enum { PLAIN, QUOTE, BACKSLASH, CONTROL, HIGH };

static const unsigned char classes[256] = {
    [0 ... 0x1f] = CONTROL, ['"'] = QUOTE, ['\\'] = BACKSLASH, [0x80 ... 0xff] = HIGH
};

/* Check the string without decoding it; gives its end and if it has escapes. */
static struct tc_json_text scan(const char *at, const char *end, bool *escaped)
{
    at++;
    for (;;) {
        at = tc_json_text_plain(at, end);
        if (at >= end)
            return (struct tc_json_text){ .cut = true };
        switch (classes[(unsigned char)*at]) {
        case QUOTE:
            return (struct tc_json_text){ .end = at + 1 };
        case BACKSLASH:
            *escaped = true;
            if (end - at < 2)
                return (struct tc_json_text){ .cut = true };
            at += classes[(unsigned char)at[1]] < CONTROL ? 2 : 1;
            break;
        case CONTROL:
            return wrong_byte(at);
        default:
            if (tc_utf8_len(at, (size_t)(end - at)) == 0)
                return end - at < 4 ? cut_or_wrong(at, end) : wrong_byte(at);
            at += tc_utf8_len(at, (size_t)(end - at));
        }
    }
}

struct tc_json_text tc_json_text_read(struct tc_arena *arena, const char *at, const char *end)
{
    bool escaped = false;
    struct tc_json_text text = scan(at, end, &escaped);
    const char *close;
    char *decoded, *to;

    if (text.wrong || text.cut)
        return text;
    close = text.end - 1;
    text.text = ++at;
    text.len = (size_t)(close - at);
    if (!escaped)
        return text;
    decoded = to = tc_arena_alloc(arena, text.len + 1);
    while (at < close) {
        if (*at == '\\') {
            struct tc_json_text escape = read_escape(&at, close, &to);

            if (escape.wrong)
                return escape;
        } else {
            *to++ = *at++;
        }
    }
    text.text = decoded;
    text.len = (size_t)(to - decoded);
    return text;
}
