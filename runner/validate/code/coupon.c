/* The structure of North American coupons: AI (8110) and (8112). A length
 * digit stands before each field whose length differs. */
#include "validate/code/content.h"

#include <string.h>

#include "validate/code/key.h"

struct reading {
    const char *at, *end;
    bool broken;
};

/* Take `len` digits; the first of them, or '\0' when they are not there. */
static char take(struct reading *r, size_t len)
{
    char first;

    if (r->broken || (size_t)(r->end - r->at) < len || !tc_digits(r->at, len)) {
        r->broken = true;
        return '\0';
    }
    first = len ? *r->at : '0';
    r->at += len;
    return first;
}

/* Take one digit that is one of these. */
static char take_of(struct reading *r, const char *allowed)
{
    char c = take(r, 1);

    if (c && !strchr(allowed, c))
        r->broken = true;
    return c;
}

/* Take a length digit of these, and as many digits more than `base`. */
static void take_field(struct reading *r, const char *lengths, size_t base)
{
    char length = take_of(r, lengths);

    if (!r->broken)
        take(r, base + (size_t)(length - '0'));
}

static void take_date(struct reading *r)
{
    const char *s = r->at;

    take(r, 6);
    if (!r->broken && (memcmp(s + 2, "01", 2) < 0 || memcmp(s + 2, "12", 2) > 0 ||
                       memcmp(s + 4, "01", 2) < 0 || memcmp(s + 4, "31", 2) > 0))
        r->broken = true;
}

/* What must be bought: how much, of what measure, of which family. */
static void take_requirement(struct reading *r)
{
    take_field(r, "12345", 0);
    take_of(r, "012349");
    take(r, 3);
}

static void take_other_purchase(struct reading *r)
{
    take_requirement(r);
    if (r->at < r->end && *r->at == '9')
        take(r, 1); /* the company of the first purchase */
    else
        take_field(r, "0123456", 6);
}

static void take_optional(struct reading *r, char field)
{
    switch (field) {
    case '1':
        take_of(r, "0123");
        take_other_purchase(r);
        break;
    case '2':
        take_other_purchase(r);
        break;
    case '3':
    case '4':
        take_date(r);
        break;
    case '5':
        take_field(r, "0123456789", 6);
        break;
    case '6':
        take_field(r, "1234567", 6);
        break;
    case '9':
        take_of(r, "01256");
        take_of(r, "012");
        take(r, 1);
        take_of(r, "01");
        break;
    default:
        r->broken = true;
    }
}

bool tc_coupon_holds(const char *s, size_t len)
{
    struct reading r = { .at = s, .end = s + len };
    char last = '0';

    take_field(&r, "0123456", 6); /* company */
    take(&r, 6);                  /* offer */
    take_field(&r, "12345", 0);   /* what is saved */
    take_requirement(&r);
    while (!r.broken && r.at < r.end) {
        char field = take(&r, 1);

        if (field <= last)
            return false;
        take_optional(&r, field);
        last = field;
    }
    return !r.broken;
}

bool tc_coupon_offer_holds(const char *s, size_t len)
{
    struct reading r = { .at = s, .end = s + len };

    take_of(&r, "01");
    take_field(&r, "0123456", 6);    /* who pays */
    take(&r, 6);                     /* offer */
    take_field(&r, "0123456789", 6); /* serial */
    return !r.broken && r.at == r.end;
}
