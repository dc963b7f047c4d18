/* Dates on a page, in all the ways in which they are written in Viet Nam. */
#include <stdio.h>
#include <string.h>

#include "tracecert/page.h"
#include "validate/page/page_text.h"

/* Bytes behind a label within which its value begins. */
#define NEAR 60

#define FORMS_MAX 16

/* The forms of one date, folded as the text is. */
static size_t write_forms(int year, int month, int day, char forms[FORMS_MAX][48])
{
    static const char separators[] = "/-.";
    size_t n = 0;

    for (const char *s = separators; *s; s++) {
        snprintf(forms[n++], 48, "%02d%c%02d%c%04d", day, *s, month, *s, year);
        snprintf(forms[n++], 48, "%d%c%d%c%04d", day, *s, month, *s, year);
    }
    snprintf(forms[n++], 48, "%04d-%02d-%02d", year, month, day);
    snprintf(forms[n++], 48, "%04d/%02d/%02d", year, month, day);
    snprintf(forms[n++], 48, "%d tháng %d năm %04d", day, month, year);
    snprintf(forms[n++], 48, "%02d tháng %02d năm %04d", day, month, year);
    snprintf(forms[n++], 48, "%d tháng %d, %04d", day, month, year);
    snprintf(forms[n++], 48, "%d thg %d, %04d", day, month, year);
    snprintf(forms[n++], 48, "%02d/%02d/%02d", day, month, year % 100);
    return n;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* True if `form` stands in the text and is no part of a longer number. */
static bool stands_alone(const char *text, const char *form)
{
    for (const char *p = text; (p = strstr(p, form)); p++)
        if ((p == text || !is_digit(p[-1])) && !is_digit(p[strlen(form)]))
            return true;
    return false;
}

static bool shows_date(const char *text, const char *date)
{
    char forms[FORMS_MAX][48];
    int year, month, day;
    size_t n;

    if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3)
        return false;
    n = write_forms(year, month, day, forms);
    for (size_t i = 0; i < n; i++)
        if (stands_alone(text, forms[i]))
            return true;
    return false;
}

bool tc_page_shows_date(struct tc_arena *arena, const struct tc_page *page, const char *date)
{
    return shows_date(tc_page_fold_case(arena, page->text), date);
}

/* True if behind one of the label's places in the text there is the date, or
 * any digit when it is NULL. */
static bool shows_behind(struct tc_arena *arena, const char *text, const char *label,
                         const char *date)
{
    for (const char *p = text; (p = strstr(p, label)); p++) {
        const char *value =
            tc_arena_strndup(arena, p + strlen(label), strnlen(p + strlen(label), NEAR));

        if (date ? shows_date(value, date) : strpbrk(value, "0123456789") != NULL)
            return true;
    }
    return false;
}

bool tc_page_shows_labelled(struct tc_arena *arena, const struct tc_page *page,
                            const char *labels, const char *date)
{
    const char *text = tc_page_fold_case(arena, page->text);

    while (*labels) {
        size_t len = strcspn(labels, "|");
        const char *label = tc_page_fold_case(arena, tc_arena_strndup(arena, labels, len));

        if (*label && shows_behind(arena, text, label, date))
            return true;
        labels += len;
        labels += *labels == '|';
    }
    return false;
}
