/* GS1 keys: check digits. GS1 General Specifications 7.9. */
#ifndef TC_VALIDATE_KEY_H
#define TC_VALIDATE_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"

/* True if `len` bytes are all '0' to '9'; true of none. */
bool tc_digits(const char *s, size_t len);

/* True if the last of `len` digits is the check digit of those before it. */
bool tc_check_digit_holds(const char *digits, size_t len);

/* The 13 digits that the 8 of a UPC-E stand for. */
void tc_expand_upc_e(const char short_form[8], char digits[13]);

/* The digits with zeros in front up to the 14 of a GTIN; longer ones as they
 * are. */
char *tc_gtin_pad(struct tc_arena *arena, const char *digits, size_t len);

#endif
