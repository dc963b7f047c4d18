/* The content of a value beyond its length and characters: check characters
 * and coded values. One function a check of the GS1 Barcode Syntax Dictionary. */
#ifndef TC_VALIDATE_CONTENT_H
#define TC_VALIDATE_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/text.h"
#include "validate/code/ai.h"

/* A check of a part of a value. */
struct tc_content_check {
    enum tc_ai_check check;
    const char *requirement;
    struct tc_text expected;
    bool (*holds)(const char *s, size_t len);
};

/* Those that need the part alone; the last has a NULL function. */
extern const struct tc_content_check tc_content_checks[];

/* The two check characters behind `len` characters of a Global Model Number;
 * GS1 General Specifications 7.9.5. */
void tc_check_pair(const char *s, size_t len, char pair[2]);

/* Structures of North American coupons, AI (8110) and (8112). */
bool tc_coupon_holds(const char *s, size_t len);
bool tc_coupon_offer_holds(const char *s, size_t len);

#endif
