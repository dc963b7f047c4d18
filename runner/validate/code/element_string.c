/* Reading element strings: as printed, with brackets, and as transmitted, with
 * FNC1 (GS, 0x1D, or '^'). GS1 General Specifications 7.8. */
#include <string.h>

#include "validate/code/key.h"
#include "validate/code/message.h"

static struct tc_text an_ai(void)
{
    return TC_TEXT("mã ứng dụng (AI) của GS1", "a GS1 Application Identifier");
}

/* An AI that is none, or no AI at all. */
static void report_unknown(struct tc_message *m, size_t at, size_t len)
{
    tc_message_report(
        m, "GS1-ID-01", at, an_ai(),
        tc_say(m->arena, "\"%s\"", "\"%s\"", tc_message_show(m->arena, m->text + at, len)));
    m->incomplete = true;
}

static void add_and_check(struct tc_message *m, const struct tc_ai_entry *entry, size_t ai,
                          size_t ai_len, size_t value, size_t len)
{
    struct tc_item item = { .entry = entry,
                            .ai = m->text + ai,
                            .ai_len = ai_len,
                            .value = m->text + value,
                            .len = len,
                            .at = value };
    struct tc_item *kept = tc_message_add(m, item);

    if (kept)
        tc_value_check(m, kept);
}

/* --- as transmitted ------------------------------------------------------------ */

static size_t next_fnc1(const struct tc_message *m, size_t at)
{
    while (at < m->len && !tc_is_fnc1(m->text[at]))
        at++;
    return at;
}

/* An FNC1 that cuts a value of predefined length in two: misplaced if the
 * value is whole without it. */
static bool cut_in_two(const struct tc_message *m, const struct tc_ai_entry *entry,
                       size_t value, size_t fnc1)
{
    size_t before = fnc1 - value, after = entry->max - before;
    char whole[32];

    if (fnc1 == value || entry->max > sizeof(whole) || fnc1 + 1 + after > m->len)
        return false;
    memcpy(whole, m->text + value, before);
    memcpy(whole + before, m->text + fnc1 + 1, after);
    if (!tc_digits(whole, entry->max))
        return false;
    return !(entry->parts[0].checks & (1ULL << TC_AI_CSUM)) ||
           tc_check_digit_holds(whole, entry->max);
}

/* A value of predefined length needs no FNC1 behind it and bears one. */
static size_t read_predefined(struct tc_message *m, const struct tc_ai_entry *entry, size_t ai,
                              size_t value)
{
    size_t fnc1 = next_fnc1(m, value), end = value + entry->max;
    size_t ai_len = value - ai;

    if (fnc1 >= end) {
        add_and_check(m, entry, ai, ai_len, value, entry->max);
        return end < m->len && tc_is_fnc1(m->text[end]) ? end + 1 : end;
    }
    if (fnc1 < m->len && cut_in_two(m, entry, value, fnc1)) {
        tc_message_report(m, "GS1-ID-08", fnc1,
                          TC_TEXT("không có FNC1 bên trong giá trị", "no FNC1 inside a value"),
                          tc_say(m->arena, "FNC1 trong giá trị của (%s)",
                                 "FNC1 inside the value of (%s)", entry->first));
        m->incomplete = true;
        return end + 1;
    }
    add_and_check(m, entry, ai, ai_len, value, fnc1 - value);
    return fnc1 < m->len ? fnc1 + 1 : fnc1;
}

/* Any other value goes on to the next FNC1. Of one whose length is fixed all
 * the same, what follows too early shows that the FNC1 is missing. */
static size_t read_variable(struct tc_message *m, const struct tc_ai_entry *entry, size_t ai,
                            size_t value)
{
    size_t fnc1 = next_fnc1(m, value), end = value + entry->max, next_len;

    if (entry->min == entry->max && fnc1 > end &&
        tc_ai_at(m->text + end, fnc1 - end, &next_len) && fnc1 - end > next_len) {
        add_and_check(m, entry, ai, value - ai, value, entry->max);
        tc_message_report(m, "GS1-ID-08", end,
                          tc_say(m->arena, "FNC1 sau giá trị của (%.*s)",
                                 "FNC1 behind the value of (%.*s)", (int)(value - ai),
                                 m->text + ai),
                          tc_say(m->arena, "AI tiếp theo (%.*s) ngay sau đó",
                                 "the next AI (%.*s) at once", (int)next_len, m->text + end));
        return end;
    }
    add_and_check(m, entry, ai, value - ai, value, fnc1 - value);
    return fnc1 < m->len ? fnc1 + 1 : fnc1;
}

void tc_raw_read(struct tc_message *m, size_t from)
{
    size_t at = from;

    if (at < m->len && tc_is_fnc1(m->text[at]))
        at++;
    while (at < m->len) {
        size_t ai_len;
        const struct tc_ai_entry *entry = tc_ai_at(m->text + at, m->len - at, &ai_len);

        if (tc_is_fnc1(m->text[at])) {
            tc_message_report(m, "GS1-ID-08", at, an_ai(),
                              TC_TEXT("thêm một FNC1", "another FNC1"));
            at++;
        } else if (!entry) {
            report_unknown(m, at, ai_len ? ai_len : m->len - at < 2 ? m->len - at : 2);
            at = next_fnc1(m, at);
            at += at < m->len;
        } else if (entry->flags & TC_AI_PREDEFINED) {
            at = read_predefined(m, entry, at, at + ai_len);
        } else {
            at = read_variable(m, entry, at, at + ai_len);
        }
    }
}

/* --- as printed ----------------------------------------------------------------- */

/* Length of "(AI)" at `at`, of two to four digits; 0 if there is none. */
static size_t bracket_at(const struct tc_message *m, size_t at)
{
    size_t n = 1;

    if (at >= m->len || m->text[at] != '(')
        return 0;
    while (at + n < m->len && n < 6 && tc_digits(m->text + at + n, 1))
        n++;
    return n >= 3 && n <= 5 && at + n < m->len && m->text[at + n] == ')' ? n + 1 : 0;
}

void tc_bracketed_read(struct tc_message *m)
{
    size_t at = 0;

    while (at < m->len) {
        size_t bracket = bracket_at(m, at), value = at + bracket, end = value;
        const struct tc_ai_entry *entry;

        if (!bracket) {
            report_unknown(m, at, m->len - at);
            return;
        }
        while (end < m->len && !bracket_at(m, end))
            end++;
        entry = tc_ai_find(m->text + at + 1, bracket - 2);
        if (entry)
            add_and_check(m, entry, at + 1, bracket - 2, value, end - value);
        else
            report_unknown(m, at, bracket);
        at = end;
    }
}
