#include "validate/code/key.h"

#include <string.h>

#include "tracecert/code.h"

#define GTIN_LEN 14

bool tc_digits(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
    }
    return true;
}

/* Weights 3 and 1 alternate; the digit beside the check digit weighs 3. */
char tc_check_digit(const char *digits, size_t len)
{
    unsigned sum = 0;

    for (size_t i = 0; i < len; i++)
        sum += (unsigned)(digits[i] - '0') * ((len - i) % 2 ? 3 : 1);
    return (char)('0' + (10 - sum % 10) % 10);
}

bool tc_check_digit_holds(const char *digits, size_t len)
{
    return len > 1 && tc_check_digit(digits, len - 1) == digits[len - 1];
}

char *tc_gtin_pad(struct tc_arena *arena, const char *digits, size_t len)
{
    size_t zeros = len < GTIN_LEN ? GTIN_LEN - len : 0;
    char *padded = tc_arena_alloc(arena, zeros + len + 1);

    memset(padded, '0', zeros);
    memcpy(padded + zeros, digits, len);
    return padded;
}

void tc_expand_upc_e(const char d[8], char digits[13])
{
    /* How many of the six stand in front of the zeros that were left out. */
    int front = d[6] <= '2' ? 3 : d[6] == '3' ? 4 : d[6] == '4' ? 5 : 6;

    memset(digits, '0', 13);
    memcpy(digits + 1, d, (size_t)front);
    memcpy(digits + 6 + front, d + front, (size_t)(6 - front));
    if (front == 3)
        digits[4] = d[6];
    if (front == 6)
        digits[11] = d[6];
    digits[12] = d[7];
}
