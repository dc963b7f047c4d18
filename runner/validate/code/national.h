/* Codes of Viet Nam, and what the country adds to GS1's: judged by tables that
 * staff keep (suites/tables), each row with its dates and how well it is known. */
#ifndef TC_VALIDATE_NATIONAL_H
#define TC_VALIDATE_NATIONAL_H

#include <stddef.h>

#include "tracecert/code.h"

/* When a row holds: "YYYY-MM-DD", "": no bound. */
struct tc_validity {
    const char *from, *to;
};

/* A range of the first three digits of a GS1 key (of its GTIN-13, GLN, ...). */
struct tc_prefix {
    const char *from, *to, *kind;
    struct tc_text text;
    struct tc_validity valid;
    char confidence;
};

/* A way in which a kind of code is written. */
struct tc_code_shape {
    const char *kind, *requirement, *pattern; /* an extended regular expression */
    struct tc_text text;
    struct tc_validity valid;
};

struct tc_province {
    const char *code;
    struct tc_validity valid;
};

struct tc_national {
    const struct tc_prefix *prefixes;
    size_t prefix_count;
    const struct tc_code_shape *shapes;
    size_t shape_count;
    const struct tc_province *provinces;
    size_t province_count;
};

/* True if the kind ("tax-code", "growing-area", ...) is one of the table. */
bool tc_national_has(const struct tc_national *national, const char *kind);

/* Judge a code of such a kind as of "YYYY-MM-DD". */
void tc_national_check(struct tc_arena *arena, const struct tc_national *national,
                       const char *kind, const char *as_of, const char *code, size_t len,
                       struct tc_findings *findings);

/* Judge what the country asks of the codes of one item beyond GS1: findings go
 * to the result that gives cause. */
void tc_national_check_item(struct tc_arena *arena, const struct tc_national *national,
                            const char *as_of, struct tc_code_result *results, size_t count);

/* What the prefix of the first key of the code says, or NULL. */
const struct tc_prefix *tc_national_prefix(const struct tc_national *national,
                                           const char *as_of,
                                           const struct tc_code_result *code);

#endif
