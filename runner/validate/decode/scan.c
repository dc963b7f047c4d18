/* Reading what a scanner sends, a symbology identifier of ISO/IEC 15424 and the
 * data of the symbol, and keys that stand without AI. */
#include <string.h>

#include "validate/code/key.h"
#include "validate/code/message.h"

/* --- keys without AI ---------------------------------------------------------------- */

#define LENGTH(n) (1ul << (n))

/* How a key without AI may look. */
struct form {
    const char *ai;        /* under which its value stands; NULL: told by its length */
    const char *shown;     /* its lengths, for people */
    unsigned long lengths; /* LENGTH(n) | ... */
};

static const struct form any_key = {
    NULL, "8, 12, 13, 14, 18", LENGTH(8) | LENGTH(12) | LENGTH(13) | LENGTH(14) | LENGTH(18)
};
static const struct form gtin = { "01", "8, 12, 13, 14",
                                  LENGTH(8) | LENGTH(12) | LENGTH(13) | LENGTH(14) };
static const struct form gln = { "414", "13", LENGTH(13) };
static const struct form sscc = { "00", "18", LENGTH(18) };
static const struct form ean_13 = { "01", "13", LENGTH(13) };
static const struct form ean_8 = { "01", "8", LENGTH(8) };
static const struct form itf_14 = { "01", "14", LENGTH(14) };

static bool fits(const struct form *form, size_t len)
{
    return len < 32 && form->lengths & LENGTH(len);
}

static void report_form(struct tc_message *m, const struct form *form, size_t at, size_t end)
{
    tc_message_report(m, "GS1-ID-03", at,
                      tc_say(m->arena, "%s chữ số", "%s digits", form->shown),
                      tc_say(m->arena, "\"%s\"", "\"%s\"",
                             tc_message_show(m->arena, m->text + at, end - at)));
}

static void check_last_digit(struct tc_message *m, size_t at, size_t end)
{
    const char *s = m->text + at;
    int len = (int)(end - at);
    char right = tc_check_digit(s, end - at - 1);

    if (m->text[end - 1] != right)
        tc_message_report(m, "GS1-ID-02", end - 1,
                          tc_say(m->arena, "%.*s%c (số kiểm tra %c)", "%.*s%c (check digit %c)",
                                 len - 1, s, right, right),
                          tc_say(m->arena, "%.*s", "%.*s", len, s));
}

/* Read the key between two places. A short GTIN is read as its 14 digits. */
static void read_key(struct tc_message *m, const struct form *form, size_t at, size_t end)
{
    const char *ai = form->ai ? form->ai : end - at == 18 ? "00" : "01";
    struct tc_item item = { .ai = ai, .ai_len = strlen(ai), .at = at, .len = end - at };

    if (!fits(form, end - at) || !tc_digits(m->text + at, end - at)) {
        report_form(m, form, at, end);
        return;
    }
    check_last_digit(m, at, end);
    item.entry = tc_ai_find(ai, item.ai_len);
    item.value = m->text + at;
    if (strcmp(ai, "01") == 0 && item.len < 14) {
        item.value = tc_gtin_pad(m->arena, m->text + at, item.len);
        item.len = 14;
    }
    tc_message_add(m, item);
}

bool tc_is_key(const char *s, size_t len)
{
    return fits(&any_key, len) && tc_digits(s, len);
}

void tc_key_read(struct tc_message *m, enum tc_code_kind kind)
{
    const struct form *form = kind == TC_CODE_GTIN   ? &gtin
                              : kind == TC_CODE_GLN  ? &gln
                              : kind == TC_CODE_SSCC ? &sscc
                                                     : &any_key;

    read_key(m, form, 0, m->len);
}

/* --- one symbol ------------------------------------------------------------------------ */

enum content {
    CONTENT_NONE,
    CONTENT_ELEMENT_STRING,
    CONTENT_PLAIN, /* text: a Digital Link, or a key */
    CONTENT_EAN_13,
    CONTENT_EAN_13_ADD_ON, /* two or five digits follow */
    CONTENT_EAN_8,
    CONTENT_ITF
};

static enum content content_of(const char *identifier)
{
    static const struct {
        char name[4];
        enum content content;
    } known[] = {
        { "]C1", CONTENT_ELEMENT_STRING },
        { "]e0", CONTENT_ELEMENT_STRING },
        { "]d2", CONTENT_ELEMENT_STRING },
        { "]Q3", CONTENT_ELEMENT_STRING },
        { "]J1", CONTENT_ELEMENT_STRING },
        { "]C0", CONTENT_PLAIN },
        { "]d1", CONTENT_PLAIN },
        { "]d4", CONTENT_PLAIN },
        { "]Q1", CONTENT_PLAIN },
        { "]Q2", CONTENT_PLAIN },
        { "]J0", CONTENT_PLAIN },
        { "]E0", CONTENT_EAN_13 },
        { "]E3", CONTENT_EAN_13_ADD_ON },
        { "]E4", CONTENT_EAN_8 },
        { "]I0", CONTENT_ITF },
        { "]I1", CONTENT_ITF },
    };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (memcmp(known[i].name, identifier, 3) == 0)
            return known[i].content;
    return CONTENT_NONE;
}

/* Data without FNC1 in first position that all the same begins with a right
 * (01) or (00): whoever made the symbol meant element strings. */
static bool lacks_fnc1(const char *s, size_t len)
{
    return (len >= 16 && memcmp(s, "01", 2) == 0 && tc_digits(s, 16) &&
            tc_check_digit_holds(s + 2, 14)) ||
           (len >= 20 && memcmp(s, "00", 2) == 0 && tc_digits(s, 20) &&
            tc_check_digit_holds(s + 2, 18));
}

static void read_plain(struct tc_message *m, size_t at)
{
    struct tc_link link;

    if (tc_link_split(m->text + at, m->len - at, &link)) {
        m->text += at;
        m->len -= at;
        m->skipped += at;
        tc_link_judge(m, TC_LINK_SAID);
    } else if (lacks_fnc1(m->text + at, m->len - at)) {
        tc_message_report(
            m, "GS1-ID-08", at,
            TC_TEXT("FNC1 ở vị trí đầu của mã vạch",
                    "FNC1 in the first position of the symbol"),
            TC_TEXT("chuỗi phần tử GS1 không có FNC1", "GS1 element strings without FNC1"));
        tc_raw_read(m, at);
    } else {
        read_key(m, &any_key, at, m->len);
    }
}

static void read_with_add_on(struct tc_message *m, size_t at)
{
    size_t len = m->len - at;
    bool whole = (len == 15 || len == 18) && tc_digits(m->text + at, len);

    if (whole)
        read_key(m, &ean_13, at, at + 13);
    else
        tc_message_report(
            m, "GS1-ID-03", at,
            TC_TEXT("13 chữ số và 2 hoặc 5 chữ số phụ", "13 digits and an add-on of 2 or 5"),
            tc_say(m->arena, "\"%s\"", "\"%s\"", tc_message_show(m->arena, m->text + at, len)));
}

static void report_identifier(struct tc_message *m)
{
    tc_message_report(m, "GS1-ID-01", 0,
                      TC_TEXT("ký hiệu nhận dạng của loại mã vạch GS1, như ]C1, ]d2, ]Q3",
                              "a symbology identifier of GS1, such as ]C1, ]d2, ]Q3"),
                      tc_say(m->arena, "\"%s\"", "\"%s\"",
                             tc_message_show(m->arena, m->text, m->len < 3 ? m->len : 3)));
}

static void read_symbol(struct tc_message *m)
{
    switch (m->len < 3 ? CONTENT_NONE : content_of(m->text)) {
    case CONTENT_ELEMENT_STRING:
        tc_raw_read(m, 3);
        break;
    case CONTENT_PLAIN:
        read_plain(m, 3);
        break;
    case CONTENT_EAN_13:
        read_key(m, &ean_13, 3, m->len);
        break;
    case CONTENT_EAN_13_ADD_ON:
        read_with_add_on(m, 3);
        break;
    case CONTENT_EAN_8:
        read_key(m, &ean_8, 3, m->len);
        break;
    case CONTENT_ITF:
        read_key(m, &itf_14, 3, m->len);
        break;
    case CONTENT_NONE:
        report_identifier(m);
        break;
    }
}

/* --- composites ----------------------------------------------------------------------------
 */

/* Where the composite component of a symbol begins: "]E0…|]e0…"; NULL: there is
 * none. */
static const char *component(const char *s, size_t len)
{
    for (size_t i = 0; i + 4 <= len; i++)
        if (memcmp(s + i, "|]e0", 4) == 0)
            return s + i;
    return NULL;
}

/* A linear symbol and its composite component are one message. */
void tc_scan_read(struct tc_message *m)
{
    const char *code = m->text, *second = component(m->text, m->len);
    size_t len = m->len;

    if (second)
        m->len = (size_t)(second - code);
    read_symbol(m);
    if (!second)
        return;
    m->skipped = (size_t)(second - code) + 1;
    m->text = second + 1;
    m->len = len - m->skipped;
    read_symbol(m);
}
