#include "validate/document/timestamp.h"

#include <string.h>

struct cursor {
    const char *at, *end;
};

struct parts {
    int year, month, day, hour, minute, second;
    const char *fraction;
    size_t fraction_len;
    int offset; /* minutes east of UTC */
};

/* Read `count` digits; -1 if there are fewer. */
static int digits(struct cursor *c, int count)
{
    int value = 0;

    if (c->end - c->at < count)
        return -1;
    for (; count > 0; count--, c->at++) {
        if (*c->at < '0' || *c->at > '9')
            return -1;
        value = 10 * value + (*c->at - '0');
    }
    return value;
}

static bool skip(struct cursor *c, char one, char other)
{
    if (c->at >= c->end || (*c->at != one && *c->at != other))
        return false;
    c->at++;
    return true;
}

static int days_in(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

static bool read_date(struct cursor *c, struct parts *t)
{
    t->year = digits(c, 4);
    if (t->year < 0 || !skip(c, '-', '-'))
        return false;
    t->month = digits(c, 2);
    if (t->month < 1 || t->month > 12 || !skip(c, '-', '-'))
        return false;
    t->day = digits(c, 2);
    return t->day >= 1 && t->day <= days_in(t->year, t->month);
}

static bool read_fraction(struct cursor *c, struct parts *t)
{
    if (!skip(c, '.', '.'))
        return true;
    t->fraction = c->at;
    while (c->at < c->end && *c->at >= '0' && *c->at <= '9')
        c->at++;
    t->fraction_len = (size_t)(c->at - t->fraction);
    return t->fraction_len > 0;
}

/* RFC 3339 allows second 60, xsd:dateTime the hour 24:00:00. */
static bool read_time(struct cursor *c, struct parts *t)
{
    t->hour = digits(c, 2);
    if (t->hour < 0 || t->hour > 24 || !skip(c, ':', ':'))
        return false;
    t->minute = digits(c, 2);
    if (t->minute < 0 || t->minute > 59 || !skip(c, ':', ':'))
        return false;
    t->second = digits(c, 2);
    if (t->second < 0 || t->second > 60)
        return false;
    if (t->hour == 24 && (t->minute || t->second))
        return false;
    return read_fraction(c, t);
}

static bool read_offset(struct cursor *c, int *minutes)
{
    int sign = c->at < c->end && *c->at == '-' ? -1 : 1, hour, minute;

    if (!skip(c, '+', '-'))
        return false;
    hour = digits(c, 2);
    if (hour < 0 || !skip(c, ':', ':'))
        return false;
    minute = digits(c, 2);
    *minutes = sign * (60 * hour + minute);
    return minute >= 0 && minute <= 59 && (hour <= 13 || (hour == 14 && minute == 0));
}

/* Days since 0000-03-01 of the proleptic Gregorian calendar, counted from 400
 * years before it, so that no division is of a negative number. */
static long day_number(int year, int month, int day)
{
    long y = (month > 2 ? year : year - 1) + 400, m = month > 2 ? month - 3 : month + 9;

    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 146097;
}

static void set_instant(struct tc_instant *instant, const struct parts *t)
{
    instant->seconds = 86400LL * day_number(t->year, t->month, t->day) + 3600LL * t->hour +
                       60LL * (t->minute - t->offset) + t->second;
    instant->fraction = t->fraction;
    instant->fraction_len = t->fraction_len;
    while (instant->fraction_len > 0 && t->fraction[instant->fraction_len - 1] == '0')
        instant->fraction_len--;
}

enum tc_timestamp tc_timestamp_read(const char *text, size_t len, struct tc_instant *instant)
{
    struct cursor c = { text, text + len };
    struct parts t = { 0 };

    if (!read_date(&c, &t) || !skip(&c, 'T', 't') || !read_time(&c, &t))
        return TC_TIMESTAMP_WRONG;
    if (c.at == c.end)
        return TC_TIMESTAMP_NO_ZONE;
    if ((!skip(&c, 'Z', 'z') && !read_offset(&c, &t.offset)) || c.at != c.end)
        return TC_TIMESTAMP_WRONG;
    if (instant)
        set_instant(instant, &t);
    return TC_TIMESTAMP_RIGHT;
}

int tc_instant_order(const struct tc_instant *a, const struct tc_instant *b)
{
    size_t shorter = a->fraction_len < b->fraction_len ? a->fraction_len : b->fraction_len;
    int order;

    if (a->seconds != b->seconds)
        return a->seconds < b->seconds ? -1 : 1;
    order = shorter ? memcmp(a->fraction, b->fraction, shorter) : 0;
    if (order != 0)
        return order;
    return (a->fraction_len > b->fraction_len) - (a->fraction_len < b->fraction_len);
}

bool tc_zone_offset_holds(const char *text, size_t len)
{
    struct cursor c = { text, text + len };
    int minutes;

    return read_offset(&c, &minutes) && c.at == c.end;
}
