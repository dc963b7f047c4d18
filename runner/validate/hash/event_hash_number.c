/* Numbers in a pre-hash string. CBV 2.0, 8.9.2: no zeros at the end. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "validate/hash/event_hash.h"

#define EXPONENT_MAX 400 /* beyond, a number is left as it is written */
#define LOOSE_LONGEST 128

/* A decimal number as it is written. */
struct decimal {
    bool negative;
    const char *whole, *fraction; /* their digits */
    size_t whole_len, fraction_len;
    long exponent;
};

static size_t count_digits(const char *at, const char *end)
{
    size_t n = 0;

    while (at + n < end && at[n] >= '0' && at[n] <= '9')
        n++;
    return n;
}

static bool read_exponent(const char **at, const char *end, long *exponent)
{
    bool negative;
    size_t n;

    if (*at == end || (**at != 'e' && **at != 'E'))
        return true;
    ++*at;
    negative = *at < end && **at == '-';
    *at += *at < end && (**at == '-' || **at == '+');
    n = count_digits(*at, end);
    for (size_t i = 0; i < n; i++)
        if (*exponent <= EXPONENT_MAX)
            *exponent = 10 * *exponent + ((*at)[i] - '0');
    *at += n;
    if (negative)
        *exponent = -*exponent;
    return n > 0;
}

/* xsd:decimal, xsd:double and the numbers of JSON, infinity apart. */
static bool read_decimal(const char *at, size_t len, struct decimal *d)
{
    const char *end = at + len;

    *d = (struct decimal){ .negative = len > 0 && *at == '-' };
    at += len > 0 && (*at == '-' || *at == '+');
    d->whole = at;
    d->whole_len = count_digits(at, end);
    at += d->whole_len;
    if (at < end && *at == '.') {
        d->fraction = ++at;
        d->fraction_len = count_digits(at, end);
        at += d->fraction_len;
    }
    return d->whole_len + d->fraction_len > 0 && read_exponent(&at, end, &d->exponent) &&
           at == end;
}

/* Digit `i` of the number, the first of the whole part being 0. */
static char digit(const struct decimal *d, long i)
{
    if (i < 0)
        return '0';
    if (i < (long)d->whole_len)
        return d->whole[i];
    i -= (long)d->whole_len;
    return i < (long)d->fraction_len ? d->fraction[i] : '0';
}

/* The digits from `first` to `last`, zeros at both ends left out, with the
 * point before digit `point`. */
static void put_decimal(struct tc_hash_writer *w, const struct decimal *d, long first,
                        long last, long point)
{
    if (d->negative && first < last)
        tc_hash_put(w, "-", 1);
    if (first >= point || first == last)
        tc_hash_put(w, "0", 1);
    for (long i = first; first < last && i < point; i++)
        tc_hash_put(w, (char[]){ digit(d, i) }, 1);
    if (first < last && last > point)
        tc_hash_put(w, ".", 1);
    for (long i = point; first < last && i < last; i++)
        tc_hash_put(w, (char[]){ digit(d, i) }, 1);
}

void tc_hash_put_number(struct tc_hash_writer *w, const char *text, size_t len)
{
    struct decimal d;
    long point, first = 0, last;

    if (!read_decimal(text, len, &d) || labs(d.exponent) > EXPONENT_MAX) {
        tc_hash_doubt(w, TC_DOUBT_VALUE);
        tc_hash_put(w, text, len);
        return;
    }
    point = (long)d.whole_len + d.exponent; /* digits before the point */
    last = (long)(d.whole_len + d.fraction_len);
    while (last > 0 && digit(&d, last - 1) == '0')
        last--;
    while (first < last && digit(&d, first) == '0')
        first++;
    put_decimal(w, &d, first, last, point);
}

/* --- as Python reads them --------------------------------------------------------- */

/* The text without the underscores that Python allows between digits; false if
 * one stands elsewhere. */
static bool without_underscores(const char *text, size_t len, char *to)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (text[i] != '_') {
            to[n++] = text[i];
            continue;
        }
        if (i == 0 || i + 1 == len || !strchr("0123456789", text[i - 1]) ||
            !strchr("0123456789", text[i + 1]))
            return false;
    }
    to[n] = '\0';
    return true;
}

static bool is_endless(const char *text)
{
    text += *text == '-' || *text == '+';
    return strcasecmp(text, "inf") == 0 || strcasecmp(text, "infinity") == 0 ||
           strcasecmp(text, "nan") == 0;
}

/* As Python's repr: the shortest text that gives the same number. */
static void write_shortest(double value, char to[TC_LOOSE_SIZE])
{
    for (int precision = 1; precision <= 17; precision++) {
        snprintf(to, TC_LOOSE_SIZE, "%.*g", precision, value);
        if (strtod(to, NULL) == value)
            return;
    }
}

/* Whole numbers that Python gives back as they are. */
static bool is_plain(const char *text, size_t len)
{
    return len > 0 && len <= 15 && count_digits(text, text + len) == len &&
           (text[0] != '0' || len == 1);
}

static bool may_be_number(const char *text, size_t len)
{
    return len > 0 && len <= LOOSE_LONGEST && text[0] && strchr("0123456789+-.iInN", text[0]) &&
           !memchr(text, '\0', len);
}

enum tc_hash_loose tc_hash_loose_number(const char *text, size_t len, char to[TC_LOOSE_SIZE])
{
    char plain[LOOSE_LONGEST + 1];
    struct decimal d;
    double value;

    if (is_plain(text, len) || !may_be_number(text, len) ||
        !without_underscores(text, len, plain))
        return TC_LOOSE_NONE;
    if (is_endless(plain))
        return TC_LOOSE_IMPOSSIBLE;
    if (!read_decimal(plain, strlen(plain), &d))
        return TC_LOOSE_NONE;
    value = strtod(plain, NULL);
    if (!isfinite(value))
        return TC_LOOSE_IMPOSSIBLE;
    if (value == floor(value))
        snprintf(to, TC_LOOSE_SIZE, "%.0f", value == 0 ? 0.0 : value);
    else
        write_shortest(value, to);
    return TC_LOOSE_NUMBER;
}
