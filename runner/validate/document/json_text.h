/* The strings of JSON: RFC 8259 7, in UTF-8 (RFC 3629). */
#ifndef TC_VALIDATE_JSON_TEXT_H
#define TC_VALIDATE_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "tracecert/arena.h"
#include "tracecert/text.h"

struct tc_json_text {
    const char *text; /* without escapes: the bytes of the input; NULL when wrong or cut */
    size_t len;
    const char *end;   /* behind the closing quote */
    const char *wrong; /* where it is wrong, and what was expected there */
    struct tc_text expected, actual;
    bool cut; /* the input ends within it */
};

/* Read the string whose opening quote is at `at`. A string with escapes is
 * decoded into the arena. U+0000 and half surrogate pairs are refused. */
struct tc_json_text tc_json_text_read(struct tc_arena *arena, const char *at, const char *end);

/* Sixteen bytes, and what comparing them gives: a byte of all ones for each that is so. */
typedef signed char tc_json_bytes __attribute__((vector_size(16)));
typedef uint64_t tc_json_halves __attribute__((vector_size(16)));

static inline bool tc_json_is_plain(char c)
{
    return (signed char)c >= 0x20 && c != '"' && c != '\\';
}

/* Behind the bytes at `at` that stand in a string for themselves: ASCII, no
 * quote, no backslash, no control character. */
static inline const char *tc_json_text_plain(const char *at, const char *end)
{
    const bool first_is_lowest = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;

    for (; first_is_lowest && end - at >= 16; at += 16) {
        tc_json_bytes bytes;
        tc_json_halves special;

        memcpy(&bytes, at, sizeof(bytes));
        /* What is above ASCII is negative, and so below the space as well. */
        special = (tc_json_halves)((bytes < 0x20) | (bytes == '"') | (bytes == '\\'));
        if (special[0])
            return at + __builtin_ctzll(special[0]) / 8;
        if (special[1])
            return at + 8 + __builtin_ctzll(special[1]) / 8;
    }
    while (at < end && tc_json_is_plain(*at))
        at++;
    return at;
}

#endif
