#include "validate/document/timestamp.h"

#include <string.h>

#define DATE_AND_TIME (sizeof("YYYY-MM-DDTHH:MM:SS") - 1)

struct cursor {
    const char *at, *end;
};

struct parts {
    int year, month, day, hour, minute, second;
    const char *fraction;
    size_t fraction_len;
    int offset; /* minutes east of UTC */
};

/* Two digits as a number; -1 if they are none. */
static inline int two(const char *s)
{
    unsigned tens = (unsigned char)s[0] - (unsigned)'0',
             ones = (unsigned char)s[1] - (unsigned)'0';

    return tens <= 9 && ones <= 9 ? (int)(10 * tens + ones) : -1;
}

static int days_in(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

/* YYYY-MM-DD */
static bool read_date(const char *s, struct parts *t)
{
    int century = two(s), year = two(s + 2);

    t->year = 100 * century + year;
    t->month = two(s + 5);
    t->day = two(s + 8);
    return century >= 0 && year >= 0 && s[4] == '-' && t->month >= 1 && t->month <= 12 &&
           s[7] == '-' && t->day >= 1 && t->day <= days_in(t->year, t->month);
}

static bool read_fraction(struct cursor *c, struct parts *t)
{
    if (c->at == c->end || *c->at != '.')
        return true;
    t->fraction = ++c->at;
    while (c->at < c->end && *c->at >= '0' && *c->at <= '9')
        c->at++;
    t->fraction_len = (size_t)(c->at - t->fraction);
    return t->fraction_len > 0;
}

/* HH:MM:SS. RFC 3339 allows second 60, xsd:dateTime the hour 24:00:00. */
static bool read_time(const char *s, struct parts *t)
{
    t->hour = two(s);
    t->minute = two(s + 3);
    t->second = two(s + 6);
    return t->hour >= 0 && t->hour <= 24 && s[2] == ':' && t->minute >= 0 && t->minute <= 59 &&
           s[5] == ':' && t->second >= 0 && t->second <= 60 &&
           (t->hour < 24 || (t->minute == 0 && t->second == 0));
}

static bool is_utc(const struct cursor *c)
{
    return c->end - c->at == 1 && (*c->at == 'Z' || *c->at == 'z');
}

/* +HH:MM, and nothing behind it. */
static bool read_offset(const char *s, size_t len, int *minutes)
{
    int hour, minute;

    if (len != 6 || (s[0] != '+' && s[0] != '-') || s[3] != ':')
        return false;
    hour = two(s + 1);
    minute = two(s + 4);
    *minutes = (s[0] == '-' ? -1 : 1) * (60 * hour + minute);
    return hour >= 0 && minute >= 0 && minute <= 59 &&
           (hour <= 13 || (hour == 14 && minute == 0));
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
    struct parts t = { 0 };
    struct cursor c;

    if (len < DATE_AND_TIME || !read_date(text, &t) || (text[10] != 'T' && text[10] != 't') ||
        !read_time(text + 11, &t))
        return TC_TIMESTAMP_WRONG;
    c = (struct cursor){ text + DATE_AND_TIME, text + len };
    if (!read_fraction(&c, &t))
        return TC_TIMESTAMP_WRONG;
    if (c.at == c.end)
        return TC_TIMESTAMP_NO_ZONE;
    if (!is_utc(&c) && !read_offset(c.at, (size_t)(c.end - c.at), &t.offset))
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
    int minutes;

    return read_offset(text, len, &minutes);
}
