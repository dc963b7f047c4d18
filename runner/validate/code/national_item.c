/* What the country asks of the GS1 codes of one item. */
#include <string.h>

#include "validate/code/key.h"
#include "validate/code/message.h"
#include "validate/code/national.h"
#include "validate/code/national_parts.h"

#define PREFIX 3
#define DATE_DIGITS 8

/* The 13 digits of a GTIN or GLN at whose beginning the prefix stands; NULL if
 * the AI has none or its value is no such number. */
static const char *number_of(const struct tc_ai *ai)
{
    size_t len = strlen(ai->value);

    if ((strcmp(ai->ai, "01") == 0 || strcmp(ai->ai, "02") == 0) && len == 14 &&
        tc_digits(ai->value, len))
        return ai->value + 1;
    if (strncmp(ai->ai, "41", 2) == 0 && len == 13 && tc_digits(ai->value, len))
        return ai->value;
    return NULL;
}

static const struct tc_prefix *find_prefix(const struct tc_national *national,
                                           const char *as_of, const char *number)
{
    for (size_t i = 0; i < national->prefix_count; i++) {
        const struct tc_prefix *p = &national->prefixes[i];

        if (memcmp(p->from, number, PREFIX) <= 0 && memcmp(number, p->to, PREFIX) <= 0 &&
            tc_validity_holds(p->valid, as_of))
            return p;
    }
    return NULL;
}

/* A GTIN-8 has prefixes of its own. */
static bool is_short(const char *number)
{
    return memcmp(number, "00000", 5) == 0;
}

const struct tc_prefix *tc_national_prefix(const struct tc_national *national,
                                           const char *as_of, const struct tc_code_result *code)
{
    for (size_t i = 0; i < code->count; i++) {
        const char *number = number_of(&code->ais[i]);

        if (number)
            return is_short(number) ? NULL : find_prefix(national, as_of, number);
    }
    return NULL;
}

static void check_prefix(struct tc_arena *arena, const struct tc_national *national,
                         const char *as_of, struct tc_code_result *result)
{
    const struct tc_prefix *prefix = tc_national_prefix(national, as_of, result);

    if (prefix &&
        (strcmp(prefix->kind, "restricted") == 0 || strcmp(prefix->kind, "coupon") == 0))
        tc_national_report(arena, &result->findings, "GS1-NUM-01",
                           TC_TEXT("mã do tổ chức GS1 cấp cho doanh nghiệp",
                                   "a number that GS1 has allocated to a company"),
                           prefix->text);
}

static bool has_gln(const struct tc_code_result *result, const char *number)
{
    for (size_t i = 0; i < result->count; i++)
        if (strncmp(result->ais[i].ai, "41", 2) == 0 &&
            strcmp(result->ais[i].value, number) == 0)
            return true;
    return false;
}

/* An item and a place are never the same number. */
static void check_gtin_is_no_gln(struct tc_arena *arena, struct tc_code_result *results,
                                 size_t count, struct tc_code_result *result)
{
    const char *gtin = tc_code_value(result, "01");

    if (!gtin || strlen(gtin) != 14 || *gtin != '0')
        return;
    for (size_t i = 0; i < count; i++)
        if (has_gln(&results[i], gtin + 1)) {
            tc_national_report(arena, &result->findings, "VN-ID-07",
                               TC_TEXT("GLN khác với GTIN", "a GLN that differs from the GTIN"),
                               tc_say(arena, "cùng là %s", "both are %s", gtin + 1));
            return;
        }
}

static bool is_day(const char *year, const char *month, const char *day)
{
    int y = 0, m = 10 * (month[0] - '0') + month[1] - '0',
        d = 10 * (day[0] - '0') + day[1] - '0';

    for (int i = 0; i < 4; i++)
        y = 10 * y + year[i] - '0';
    return y >= 2010 && y <= 2049 && m >= 1 && m <= 12 && d >= 1 && d <= 31;
}

/* Eight digits by themselves that are a day of these years, its year first or last, or NULL.
 * Of a longer number nobody can tell. */
static const char *find_date(const char *value)
{
    while (*value) {
        size_t digits = strspn(value, "0123456789");

        if (digits == DATE_DIGITS &&
            (is_day(value, value + 4, value + 6) || is_day(value + 4, value + 2, value)))
            return value;
        value += digits ? digits : 1;
    }
    return NULL;
}

/* A code names its item and tells nothing about it. */
static void check_serial_is_mute(struct tc_arena *arena, struct tc_code_result *result)
{
    const char *serial = tc_code_value(result, "21"), *date = serial ? find_date(serial) : NULL;

    if (date)
        tc_national_report(
            arena, &result->findings, "VN-ID-08",
            TC_TEXT("số sê-ri không chứa ngày tháng", "a serial without a date"),
            tc_say(arena, "%.*s trong %s", "%.*s in %s", DATE_DIGITS, date, serial));
}

void tc_national_check_item(struct tc_arena *arena, const struct tc_national *national,
                            const char *as_of, struct tc_code_result *results, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        check_prefix(arena, national, as_of, &results[i]);
        check_gtin_is_no_gln(arena, results, count, &results[i]);
        check_serial_is_mute(arena, &results[i]);
    }
}
