#include <string.h>

#include "validate/code/content.h"
#include "validate/code/key.h"
#include "validate/code/message.h"

#define HAS(part, check) ((part)->checks & (1ULL << TC_AI_##check))
#define COMPANY_PREFIX_MIN 4 /* digits with which a company prefix begins at least */

static const char *shown(struct tc_message *m, const struct tc_item *item)
{
    return tc_message_show(m->arena, item->value, item->len);
}

static struct tc_text found(struct tc_message *m, const struct tc_item *item)
{
    return tc_say(m->arena, "%s", "%s", item->len ? shown(m, item) : "\"\"");
}

/* --- length ----------------------------------------------------------------- */

static struct tc_text length_wanted(struct tc_message *m, const struct tc_ai_entry *entry)
{
    bool digits = entry->parts[0].type == TC_AI_N && !entry->parts[1].max;
    const char *vi = digits ? "chữ số" : "ký tự", *en = digits ? "digits" : "characters";

    if (entry->min == entry->max)
        return (struct tc_text){ tc_arena_printf(m->arena, "%zu %s", entry->max, vi),
                                 tc_arena_printf(m->arena, "%zu %s", entry->max, en) };
    return (struct tc_text){
        tc_arena_printf(m->arena, "%zu đến %zu %s", entry->min, entry->max, vi),
        tc_arena_printf(m->arena, "%zu to %zu %s", entry->min, entry->max, en)
    };
}

/* A GTIN of 8, 12 or 13 digits whose check digit holds is certain: it only
 * lacks its leading zeros. */
static struct tc_text gtin_wanted(struct tc_message *m, const struct tc_item *item)
{
    bool certain = (item->len == 8 || item->len == 12 || item->len == 13) &&
                   tc_check_digit_holds(item->value, item->len);

    if (!certain)
        return TC_TEXT("14 chữ số", "14 digits");
    return tc_say(m->arena, "%s", "%s", tc_gtin_pad(m->arena, item->value, item->len));
}

static void report_length(struct tc_message *m, const struct tc_item *item)
{
    struct tc_text expected = length_wanted(m, item->entry);
    struct tc_text actual = item->len ? tc_say(m->arena, "%zu ký tự: %s", "%zu characters: %s",
                                               item->len, shown(m, item))
                                      : TC_TEXT("giá trị rỗng", "an empty value");
    const char *requirement = "GS1-ID-03";

    if (strcmp(item->entry->first, "01") == 0 && tc_digits(item->value, item->len)) {
        expected = gtin_wanted(m, item);
        if (m->link)
            requirement = "GS1-DL-01";
    }
    tc_item_report(m, item, requirement, 0, expected, actual);
}

/* --- characters --------------------------------------------------------------- */

static struct tc_text characters_of(enum tc_ai_type type)
{
    switch (type) {
    case TC_AI_N:
        return TC_TEXT("chỉ chữ số", "digits only");
    case TC_AI_Y:
        return TC_TEXT("ký tự của bộ 39 ký tự GS1", "characters of the GS1 set of 39");
    case TC_AI_Z:
        return TC_TEXT("ký tự base64url", "characters of base64url");
    default:
        return TC_TEXT("ký tự của bộ 82 ký tự GS1", "characters of the GS1 set of 82");
    }
}

static bool check_characters(struct tc_message *m, const struct tc_item *item,
                             const struct tc_ai_part *part, size_t from, size_t len)
{
    for (size_t i = from; i < from + len; i++) {
        bool fnc1 = tc_is_fnc1(item->value[i]);

        if (tc_ai_char(part->type, item->value[i]))
            continue;
        tc_item_report(m, item, fnc1 && !m->link ? "GS1-ID-08" : "GS1-ID-03", i,
                       fnc1 && !m->link ? TC_TEXT("không có FNC1 bên trong giá trị",
                                                  "no FNC1 inside a value")
                                        : characters_of(part->type),
                       tc_say(m->arena, "\"%s\"", "\"%s\"",
                              tc_message_show(m->arena, item->value + i, item->len - i)));
        return false;
    }
    return true;
}

/* --- content -------------------------------------------------------------------- */

static void check_csum(struct tc_message *m, const struct tc_item *item, size_t from,
                       size_t len)
{
    const char *digits = item->value + from;
    char *right;

    if (tc_check_digit_holds(digits, len))
        return;
    right = tc_arena_strndup(m->arena, item->value, item->len);
    right[from + len - 1] = tc_check_digit(digits, len - 1);
    tc_item_report(m, item, "GS1-ID-02", from + len - 1,
                   tc_say(m->arena, "%s (số kiểm tra %c)", "%s (check digit %c)",
                          tc_message_show(m->arena, right, item->len), right[from + len - 1]),
                   found(m, item));
}

/* A company prefix consists of digits. In a part of digits there is nothing
 * left to see. */
static void check_company_prefix(struct tc_message *m, const struct tc_item *item,
                                 const struct tc_ai_part *part, size_t from, size_t len)
{
    size_t skip = HAS(part, GCPPOS2) ? 1 : 0;

    if (part->type == TC_AI_N)
        return;
    if (len < skip + COMPANY_PREFIX_MIN ||
        !tc_digits(item->value + from + skip, COMPANY_PREFIX_MIN))
        tc_item_report(m, item, "GS1-ID-03", from,
                       TC_TEXT("mã doanh nghiệp GS1 (chữ số) ở đầu",
                               "a GS1 company prefix (digits) at the start"),
                       found(m, item));
}

static int two(const char *digits)
{
    return 10 * (digits[0] - '0') + (digits[1] - '0');
}

/* Two digits mean a year of the century around the year 2000, which was a leap
 * year; only a written century can name one that was not. */
static bool day_exists(const char *yymmdd, int century, bool day_may_be_00)
{
    static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int year = two(yymmdd), month = two(yymmdd + 2), day = two(yymmdd + 4);
    bool leap = year % 4 == 0 && !(year == 0 && century % 4 != 0);

    if (month < 1 || month > 12)
        return false;
    if (day == 0)
        return day_may_be_00;
    return day <= days[month - 1] && (month != 2 || day < 29 || leap);
}

static bool time_exists(const struct tc_ai_part *part, const char *s)
{
    if (HAS(part, HHMI))
        return two(s) < 24 && two(s + 2) < 60;
    if (HAS(part, HH))
        return two(s) < 24;
    return !(HAS(part, MI) || HAS(part, SS)) || two(s) < 60;
}

static void check_date(struct tc_message *m, const struct tc_item *item,
                       const struct tc_ai_part *part, size_t from)
{
    const char *s = item->value + from;
    bool date = true;

    if (HAS(part, YYMMDD) || HAS(part, YYMMD0))
        date = day_exists(s, 20, HAS(part, YYMMD0));
    else if (HAS(part, YYYYMMDD))
        date = day_exists(s + 2, two(s), false);
    if (!date)
        tc_item_report(m, item, "GS1-ID-04", from,
                       HAS(part, YYYYMMDD)
                           ? TC_TEXT("ngày có thật, dạng năm-tháng-ngày YYYYMMDD",
                                     "a date of the calendar as YYYYMMDD")
                           : TC_TEXT("ngày có thật, dạng năm-tháng-ngày YYMMDD",
                                     "a date of the calendar as YYMMDD"),
                       found(m, item));
    else if (!time_exists(part, s))
        tc_item_report(m, item, "GS1-ID-04", from,
                       TC_TEXT("giờ có thật, từ 0000 đến 2359", "a time of day, 0000 to 2359"),
                       found(m, item));
}

/* A wrong pair of check characters can be told rightly. */
static struct tc_text coded_wanted(struct tc_message *m, const struct tc_item *item,
                                   const struct tc_content_check *check)
{
    char pair[2];

    if (check->check != TC_AI_CSUMALPHA || item->len < 3)
        return check->expected;
    tc_check_pair(item->value, item->len - 2, pair);
    return tc_say(m->arena, "%s%.2s (hai ký tự kiểm tra %.2s)",
                  "%s%.2s (check characters %.2s)",
                  tc_message_show(m->arena, item->value, item->len - 2), pair, pair);
}

static void check_coded(struct tc_message *m, const struct tc_item *item,
                        const struct tc_ai_part *part, size_t from, size_t len)
{
    for (const struct tc_content_check *c = tc_content_checks; part->checks && c->holds; c++)
        if (part->checks & (1ULL << c->check) && !c->holds(item->value + from, len))
            tc_item_report(m, item, c->requirement, from, coded_wanted(m, item, c),
                           tc_say(m->arena, "\"%s\"", "\"%s\"",
                                  tc_message_show(m->arena, item->value + from, len)));
}

static void check_content(struct tc_message *m, const struct tc_item *item,
                          const struct tc_ai_part *part, size_t from, size_t len)
{
    if (HAS(part, CSUM))
        check_csum(m, item, from, len);
    if (HAS(part, GCPPOS1) || HAS(part, GCPPOS2))
        check_company_prefix(m, item, part, from, len);
    check_coded(m, item, part, from, len);
    check_date(m, item, part, from);
}

static void check_value(struct tc_message *m, const struct tc_item *item)
{
    size_t from = 0;

    if (item->len < item->entry->min || item->len > item->entry->max) {
        report_length(m, item);
        return;
    }
    for (const struct tc_ai_part *part = item->entry->parts; part->max; part++) {
        size_t left = item->len - from, len = left < part->max ? left : part->max;

        if (part->optional && left == 0)
            return;
        if (len < part->min) {
            report_length(m, item);
            return;
        }
        if (!check_characters(m, item, part, from, len))
            return;
        check_content(m, item, part, from, len);
        from += len;
    }
}

void tc_value_check(struct tc_message *m, struct tc_item *item)
{
    size_t before = m->findings->count;

    if (item->faulty)
        return;
    check_value(m, item);
    item->faulty = m->findings->count > before;
}
