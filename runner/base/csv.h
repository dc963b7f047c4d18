/* Tables as spreadsheets save them: RFC 4180 in UTF-8, a byte order mark and
 * the semicolon as separator tolerated. */
#ifndef TC_BASE_CSV_H
#define TC_BASE_CSV_H

#include <stddef.h>

#include "tracecert/arena.h"
#include "tracecert/err.h"

struct tc_csv_cell {
    const char *text;  /* without its quotes */
    long line, column; /* where the cell begins, from 1; the column counts bytes */
};

struct tc_csv_row {
    const struct tc_csv_cell *cells; /* as many as the header has */
};

/* A table whose first line is the header. */
struct tc_csv {
    const struct tc_csv_cell *header;
    size_t columns;
    const struct tc_csv_row *rows; /* empty lines are left out */
    size_t count;
};

/* Read `len` bytes; `name` stands for the file in errors. 0, or -1 and `err`
 * with line and column: no UTF-8, a quote that is never closed or stands in
 * the middle of a cell, a line with more or fewer cells than the header. */
int tc_csv_parse(struct tc_arena *arena, const char *name, const char *bytes, size_t len,
                 struct tc_csv *csv, struct tc_err *err);

#endif
