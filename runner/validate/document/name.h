/* The names of EPCIS as numbers, so that rules are a switch and not strings. */
#ifndef TC_VALIDATE_NAME_H
#define TC_VALIDATE_NAME_H

#include <stddef.h>

enum tc_name {
    TC_NAME_NONE,  /* no name: an element of a list, the root */
    TC_NAME_OTHER, /* a name that EPCIS does not have */
#define NAME(symbol, text) TC_NAME_##symbol,
#include "validate/document/name.def"
#undef NAME
    TC_NAMES
};

/* The number of a name of `len` bytes; TC_NAME_OTHER if EPCIS does not have it. */
enum tc_name tc_name_find(const char *text, size_t len);

/* The text of a number; "" for NONE and OTHER. */
const char *tc_name_text(enum tc_name name);

/* The name of EPCIS that was probably meant, or NULL. */
const char *tc_name_near(const char *text);

#endif
