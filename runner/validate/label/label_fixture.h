/* Labels drawn from a table of fixtures/labels, for the tests. Lines of the same label
 * stand on one sheet. */
#ifndef TC_VALIDATE_LABEL_FIXTURE_H
#define TC_VALIDATE_LABEL_FIXTURE_H

#include "base/csv.h"
#include "tracecert/label.h"
#include "validate/decode/label_draw.h"

/* Draw one symbol, damage it ("none": leave it) and judge the label; as
 * tc_label_check_as(). */
int tc_label_fixture_read(struct tc_arena *arena, const struct tc_drawn *drawn,
                          const char *damage, const struct tc_label_options *options,
                          struct tc_label_result *result, struct tc_err *err);

/* Read the table of that name. 0, or -1 and `err`. */
int tc_label_fixture_load(struct tc_arena *arena, const char *name, struct tc_csv *table,
                          struct tc_err *err);

/* The cell of a row under a title of the header; "" where the table has no such column. */
const char *tc_label_fixture_cell(const struct tc_csv *table, size_t row, const char *title);

/* The same as a number; 0 where there is none. */
double tc_label_fixture_number(const struct tc_csv *table, size_t row, const char *title);

/* What is wrong with the judgement of the PNG that begins in `row`; "" for nothing. */
typedef const char *tc_label_fixture_judge(struct tc_arena *arena, const struct tc_csv *table,
                                           size_t row, const char *png, size_t len);

/* Draw the labels of the table, one of every `stride`, and judge them; what is wrong with
 * any, or "". */
const char *tc_label_fixture_each(struct tc_arena *arena, const struct tc_csv *table,
                                  size_t stride, tc_label_fixture_judge *judge);

/* The requirements that were found broken, a blank between them. */
const char *tc_label_fixture_found(struct tc_arena *arena,
                                   const struct tc_label_result *result);

#endif
