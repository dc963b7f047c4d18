/* What the bits of a DataBar Expanded say: a compressed GTIN with what often goes
 * with it, then general text in three modes. ISO/IEC 24724. */
#include <stdio.h>
#include <string.h>

#include "tracecert/code.h"
#include "validate/decode/scan_expanded.h"

#define BITS 12 /* of a character */
#define GS 0x1d
#define NO_DATE 38400

struct bits {
    const int *values;
    int at, end;
    struct tc_scan_reading *to;
    bool full;
};

static int left(const struct bits *b)
{
    return b->end - b->at;
}

/* The next bits as a number, without taking them. */
static int peek(const struct bits *b, int n)
{
    int value = 0;

    for (int i = b->at; i < b->at + n; i++)
        value =
            value << 1 | (i < b->end ? b->values[i / BITS] >> (BITS - 1 - i % BITS) & 1 : 0);
    return value;
}

static int take(struct bits *b, int n)
{
    int value = peek(b, n);

    b->at += n;
    return value;
}

static void put(struct bits *b, int c)
{
    if (b->to->len < TC_SCAN_DATA_MAX)
        b->to->data[b->to->len++] = (char)c;
    else
        b->full = true;
}

static void put_number(struct bits *b, int value, int digits)
{
    char text[16];

    snprintf(text, sizeof(text), "%0*d", digits, value);
    for (const char *c = text; *c; c++)
        put(b, *c);
}

/* --- general text ------------------------------------------------------------------ */

enum mode { NUMERIC, ALPHANUMERIC, ISO_646 };

static void put_numeric(struct bits *b, int digit)
{
    put(b, digit == 10 ? GS : '0' + digit);
}

/* Two digits, or FNC1 in place of one. False at the end. */
static bool read_numeric(struct bits *b, enum mode *mode)
{
    if (left(b) < 7) {
        int digit = left(b) >= 4 ? take(b, 4) : 0;

        if (digit > 0 && digit <= 10)
            put(b, '0' + digit - 1);
        return false;
    }
    if (peek(b, 4) == 0) {
        b->at += 4;
        *mode = ALPHANUMERIC;
        return true;
    }
    put_numeric(b, (peek(b, 7) - 8) / 11);
    put_numeric(b, (take(b, 7) - 8) % 11);
    return true;
}

/* What both text modes have: digits, FNC1 and changes of mode. */
static bool read_common(struct bits *b, enum mode *mode)
{
    int five = peek(b, 5);

    if (left(b) < 3)
        return false;
    if (peek(b, 3) == 0) {
        b->at += 3;
        *mode = NUMERIC;
        return true;
    }
    if (left(b) < 5)
        return false;
    if (five == 4) {
        b->at += 5;
        *mode = *mode == ALPHANUMERIC ? ISO_646 : ALPHANUMERIC;
    } else if (five >= 5 && five <= 14) {
        b->at += 5;
        put(b, '0' + five - 5);
    } else if (five == 15) {
        b->at += 5;
        put(b, GS);
        *mode = NUMERIC;
    } else {
        return false;
    }
    return true;
}

static bool read_alphanumeric(struct bits *b)
{
    int six = peek(b, 6);

    if (left(b) < 6 || six < 32 || six > 62)
        return false;
    b->at += 6;
    put(b, six < 58 ? six + 33 : "*,-./"[six - 58]);
    return true;
}

static bool read_iso_646(struct bits *b)
{
    static const char signs[] = "!\"%&'()*+,-./:;<=>?_ ";
    int seven = peek(b, 7), eight = peek(b, 8);

    if (left(b) >= 7 && seven >= 64 && seven < 116) {
        b->at += 7;
        put(b, seven < 90 ? seven + 1 : seven + 7);
        return true;
    }
    if (left(b) < 8 || eight < 232 || eight > 252)
        return false;
    b->at += 8;
    put(b, signs[eight - 232]);
    return true;
}

static bool read_step(struct bits *b, enum mode *mode)
{
    if (*mode == NUMERIC)
        return read_numeric(b, mode);
    return read_common(b, mode) ||
           (*mode == ALPHANUMERIC ? read_alphanumeric(b) : read_iso_646(b));
}

/* Until the bits are used up. An odd last digit may be filled up with FNC1. */
static void read_general(struct bits *b)
{
    enum mode mode = NUMERIC;

    while (left(b) > 0 && !b->full && read_step(b, &mode))
        ;
    if (b->to->len > 0 && b->to->data[b->to->len - 1] == GS)
        b->to->len--;
}

/* --- compressed fields ------------------------------------------------------------- */

/* (01) and 13 digits: the first as given, four times three of ten bits. */
static void read_gtin(struct bits *b, int first)
{
    put_number(b, 1, 2);
    put_number(b, first, 1);
    for (int i = 0; i < 4; i++)
        put_number(b, take(b, 10), 3);
    put(b, tc_check_digit(b->to->data + b->to->len - 13, 13));
}

/* A weight with its AI, whose last digit tells the decimals. */
static void put_weight(struct bits *b, int ai, int value)
{
    put_number(b, ai, 4);
    put_number(b, value, 6);
}

static void read_weight_15(struct bits *b, bool pounds)
{
    int value = take(b, 15);

    if (!pounds)
        put_weight(b, 3103, value);
    else if (value < 10000)
        put_weight(b, 3202, value);
    else
        put_weight(b, 3203, value - 10000);
}

/* Kinds 0 to 7: kilograms or pounds by the last bit, the date's AI by the others. */
static void read_weight_and_date(struct bits *b, int kind)
{
    int value = take(b, 20), date = take(b, 16);

    put_weight(b, (kind % 2 ? 3200 : 3100) + value / 100000, value % 100000);
    if (date >= NO_DATE)
        return;
    put_number(b, 11 + kind / 2 * 2, 2);
    put_number(b, date / 384, 2);
    put_number(b, date / 32 % 12 + 1, 2);
    put_number(b, date % 32, 2);
}

static void read_price(struct bits *b, bool with_currency)
{
    put_number(b, (with_currency ? 3930 : 3920) + take(b, 2), 4);
    if (with_currency)
        put_number(b, take(b, 10), 3);
    read_general(b);
}

/* --- the methods ------------------------------------------------------------------- */

/* Methods whose GTIN begins with 9. */
static bool read_measure(struct bits *b)
{
    if (peek(b, 3) == 2) { /* 0100, 0101 */
        bool pounds = take(b, 4) == 5;

        read_gtin(b, 9);
        read_weight_15(b, pounds);
        return true;
    }
    if (peek(b, 5) == 12 || peek(b, 5) == 13) { /* 01100, 01101 and the length */
        bool with_currency = take(b, 7) >> 2 == 13;

        read_gtin(b, 9);
        read_price(b, with_currency);
        return true;
    }
    if (peek(b, 4) == 7) { /* 0111xxx */
        int kind = take(b, 7) & 7;

        read_gtin(b, 9);
        read_weight_and_date(b, kind);
        return true;
    }
    return false;
}

bool tc_expanded_text(const int *values, int count, struct tc_scan_reading *reading)
{
    struct bits b = {
        .values = values, .at = 1 /* linkage */, .end = count * BITS, .to = reading
    };

    reading->len = 0;
    if (peek(&b, 1) == 1) {
        b.at += 3; /* with the length */
        read_gtin(&b, take(&b, 4));
        read_general(&b);
    } else if (peek(&b, 2) == 0) {
        b.at += 4;
        read_general(&b);
    } else if (!read_measure(&b)) {
        return false;
    }
    return !b.full && reading->len > 0 && b.at <= b.end;
}
