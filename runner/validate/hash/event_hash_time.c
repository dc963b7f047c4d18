/* Times in a pre-hash string: UTC, three decimals. CBV 2.0, 8.9.2. */
#include <stdio.h>
#include <string.h>

#include "validate/hash/event_hash.h"
#include "validate/document/timestamp.h"

#define DAY 86400LL
#define YEAR_MAX 9999

/* The first `count` digits of the fraction as a number. */
static unsigned digits_of(const struct tc_instant *instant, size_t count)
{
    unsigned value = 0;

    for (size_t i = 0; i < count; i++)
        value = 10 * value +
                (i < instant->fraction_len ? (unsigned)(instant->fraction[i] - '0') : 0);
    return value;
}

static unsigned round_half_up(const struct tc_instant *instant)
{
    return digits_of(instant, 3) + (digits_of(instant, 4) % 10 >= 5);
}

/* As Python rounds microseconds. */
static unsigned round_half_to_even(const struct tc_instant *instant)
{
    unsigned micro = digits_of(instant, 6), milli = micro / 1000, rest = micro % 1000;

    return milli + (rest > 500 || (rest == 500 && milli % 2));
}

/* The date of a day counted from 0000-03-01, proleptic Gregorian. */
static void civil(long long day, int *year, unsigned *month, unsigned *date)
{
    long long era = day / 146097, of_era = day % 146097;
    long long y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long long of_year = of_era - (365 * y + y / 4 - y / 100);
    long long m = (5 * of_year + 2) / 153;

    *date = (unsigned)(of_year - (153 * m + 2) / 5 + 1);
    *month = (unsigned)(m < 10 ? m + 3 : m - 9);
    *year = (int)(y + 400 * era + (*month <= 2));
}

static void put_digits(char *to, unsigned value, size_t count)
{
    while (count > 0) {
        to[--count] = (char)('0' + value % 10);
        value /= 10;
    }
}

/* "2026-11-25T01:30:00.000Z"; false if the year has not four digits. */
static bool write(long long seconds, unsigned milli, char to[24])
{
    unsigned month, date, of_day;
    int year;

    if (seconds < 0)
        return false;
    civil(seconds / DAY, &year, &month, &date);
    if (year > YEAR_MAX)
        return false;
    of_day = (unsigned)(seconds % DAY);
    memcpy(to, "0000-00-00T00:00:00.000Z", 24);
    put_digits(to, (unsigned)year, 4);
    put_digits(to + 5, month, 2);
    put_digits(to + 8, date, 2);
    put_digits(to + 11, of_day / 3600, 2);
    put_digits(to + 14, of_day / 60 % 60, 2);
    put_digits(to + 17, of_day % 60, 2);
    put_digits(to + 20, milli, 3);
    return true;
}

void tc_hash_put_time(struct tc_hash_writer *w, const struct tc_hash_value *value)
{
    struct tc_instant instant;
    unsigned milli;
    char text[24];

    if (tc_timestamp_read(value->text, value->len, &instant) != TC_TIMESTAMP_RIGHT) {
        tc_hash_doubt(w, TC_DOUBT_VALUE);
        tc_hash_put(w, value->text, value->len);
        return;
    }
    if (digits_of(&instant, 4) % 10 >= 5)
        tc_hash_doubt(w, TC_DOUBT_ROUNDING);
    milli = w->rules->half_to_even ? round_half_to_even(&instant) : round_half_up(&instant);
    /* The reference implementation stops where the second is full. */
    w->impossible |= w->rules->half_to_even && milli == 1000;
    if (write(instant.seconds + milli / 1000, milli % 1000, text)) {
        tc_hash_put(w, text, sizeof(text));
        return;
    }
    tc_hash_doubt(w, TC_DOUBT_VALUE);
    tc_hash_put(w, value->text, value->len);
}
