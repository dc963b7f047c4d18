/* Reading the tables of suites/tables. */
#ifndef TC_ENGINE_NATIONAL_TABLES_H
#define TC_ENGINE_NATIONAL_TABLES_H

#include "validate/code/national.h"

/* Read gs1-prefixes.csv, vn-code-forms.csv and vn-provinces.csv of the folder.
 * NULL and `err` (file, line, column) for a wrong column, date, confidence,
 * prefix or pattern, and for a text missing in one language. */
const struct tc_national *tc_national_load(struct tc_arena *arena, const char *dir,
                                           struct tc_err *err);

#endif
