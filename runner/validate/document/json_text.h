/* The strings of JSON: RFC 8259 7, in UTF-8 (RFC 3629). */
#ifndef TC_VALIDATE_JSON_TEXT_H
#define TC_VALIDATE_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

static inline bool tc_json_is_plain(char c)
{
    return (signed char)c >= 0x20 && c != '"' && c != '\\';
}

/* Behind the bytes at `at` that stand in a string for themselves: ASCII, no
 * quote, no backslash, no control character. */
static inline const char *tc_json_text_plain(const char *at, const char *end)
{
#ifdef __SSE2__
    for (; end - at >= 16; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)at);
        /* What is above ASCII is negative, and so below the space as well. */
        __m128i below = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));
        __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
        __m128i escape = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
        int special = _mm_movemask_epi8(_mm_or_si128(below, _mm_or_si128(quote, escape)));

        if (special)
            return at + __builtin_ctz((unsigned)special);
    }
#endif
    while (at < end && tc_json_is_plain(*at))
        at++;
    return at;
}

#endif
