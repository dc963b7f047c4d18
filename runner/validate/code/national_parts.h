/* What the judges of national codes share. */
#ifndef TC_VALIDATE_NATIONAL_PARTS_H
#define TC_VALIDATE_NATIONAL_PARTS_H

#include "validate/code/national.h"

/* True if the row holds on that day, "YYYY-MM-DD". */
bool tc_validity_holds(struct tc_validity valid, const char *as_of);

/* Record a finding about the whole code. */
void tc_national_report(struct tc_arena *arena, struct tc_findings *findings,
                        const char *requirement, struct tc_text expected,
                        struct tc_text actual);

#endif
