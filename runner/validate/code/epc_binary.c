#include "validate/code/epc_binary.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MARK 2      /* "eh" */
#define HEX_MIN 24  /* digits of 96 bits */
#define HEADER 8    /* bits of the header ... */
#define FILTER 3    /* ... of the filter value ... */
#define PARTITION 3 /* ... and of the partition, which tells the prefix */
#define PARTITIONS 7
#define CHARACTER 7 /* bits of a character of a serial */
#define CHARACTERS_MAX 20

/* GS1 EPC Tag Data Standard, binary encodings: bits of company prefix and
 * reference together, digits of both, and the serial: a number of so many bits,
 * or so many characters. */
static const struct encoding {
    unsigned header;
    const char *scheme;
    unsigned key_bits, digits, serial_bits, serial_characters;
} encodings[] = {
    { 0x2C, "gdti", 41, 12, 41, 0 },  { 0x2D, "gsrn", 58, 17, 0, 0 },
    { 0x2E, "gsrnp", 58, 17, 0, 0 },  { 0x30, "sgtin", 44, 13, 38, 0 },
    { 0x31, "sscc", 58, 17, 0, 0 },   { 0x32, "sgln", 41, 12, 41, 0 },
    { 0x33, "grai", 44, 12, 38, 0 },  { 0x34, "giai", 82, 0, 0, 0 },
    { 0x36, "sgtin", 44, 13, 0, 20 }, { 0x37, "grai", 44, 12, 0, 16 },
    { 0x39, "sgln", 41, 12, 0, 20 },  { 0x3E, "gdti", 41, 12, 0, 17 },
};

static const unsigned prefix_bits[PARTITIONS] = { 40, 37, 34, 30, 27, 24, 20 };

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool tc_epc_binary_is(const char *segment, size_t len)
{
    if (len < MARK + HEX_MIN || memcmp(segment, "eh", MARK) != 0)
        return false;
    for (size_t i = MARK; i < len; i++)
        if (hex(segment[i]) < 0)
            return false;
    return true;
}

/* Take `n` bits (at most 64) at *at. */
static uint64_t take(const char *digits, unsigned *at, unsigned n)
{
    uint64_t value = 0;

    for (unsigned i = 0; i < n; i++, (*at)++)
        value = value << 1 | ((unsigned)hex(digits[*at / 4]) >> (3 - *at % 4) & 1);
    return value;
}

static const struct encoding *find_encoding(unsigned header)
{
    for (size_t i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++)
        if (encodings[i].header == header)
            return &encodings[i];
    return NULL;
}

/* A number with exactly so many digits ("" for none), or NULL if it has more. */
static const char *padded(struct tc_arena *arena, uint64_t value, unsigned digits)
{
    const char *text = tc_arena_printf(arena, "%0*llu", (int)digits, (unsigned long long)value);

    if (digits == 0)
        return value == 0 ? "" : NULL;
    return strlen(text) == digits ? text : NULL;
}

/* Hexadecimal digits that the encoding takes. */
static size_t length_of(const struct encoding *e)
{
    size_t bits = HEADER + FILTER + PARTITION + e->key_bits + e->serial_bits +
                  CHARACTER * e->serial_characters;

    return bits <= 4 * HEX_MIN ? HEX_MIN : (bits + 3) / 4;
}

/* The characters of a serial, escaped as in an EPC URI; zeros end it. */
static const char *serial_text(struct tc_arena *arena, const char *digits, unsigned *at,
                               unsigned count)
{
    char *text = tc_arena_alloc(arena, 3 * CHARACTERS_MAX + 1), *to = text;

    for (unsigned i = 0; i < count; i++) {
        int c = (int)take(digits, at, CHARACTER);

        if (c == 0)
            break;
        if (c < 0x20 || strchr("\"%&/<>?#", c))
            to += sprintf(to, "%%%02X", (unsigned)c);
        else
            *to++ = (char)c;
    }
    return text;
}

static const char *serial_of(struct tc_arena *arena, const struct encoding *e,
                             const char *digits, unsigned *at)
{
    if (e->serial_characters)
        return serial_text(arena, digits, at, e->serial_characters);
    return tc_arena_printf(arena, "%llu", (unsigned long long)take(digits, at, e->serial_bits));
}

const char *tc_epc_binary_uri(struct tc_arena *arena, const char *segment, size_t len)
{
    const char *digits = segment + MARK, *prefix, *reference;
    unsigned at = 0, partition, reference_bits;
    const struct encoding *e;

    if (!tc_epc_binary_is(segment, len))
        return NULL;
    e = find_encoding((unsigned)take(digits, &at, HEADER));
    take(digits, &at, FILTER);
    partition = (unsigned)take(digits, &at, PARTITION);
    if (!e || len < MARK + length_of(e) || partition >= PARTITIONS)
        return NULL;
    prefix = padded(arena, take(digits, &at, prefix_bits[partition]), 12 - partition);
    reference_bits = e->key_bits - prefix_bits[partition];
    reference =
        e->digits
            ? padded(arena, take(digits, &at, reference_bits), e->digits - (12 - partition))
            : tc_arena_printf(arena, "%llu",
                              (unsigned long long)take(digits, &at, reference_bits));
    if (!prefix || !reference)
        return NULL;
    if (!e->serial_bits && !e->serial_characters)
        return tc_arena_printf(arena, "urn:epc:id:%s:%s.%s", e->scheme, prefix, reference);
    return tc_arena_printf(arena, "urn:epc:id:%s:%s.%s.%s", e->scheme, prefix, reference,
                           serial_of(arena, e, digits, &at));
}
