/* Text of others on a terminal or in a log: no control character survives. */
#ifndef REPORTS_PLAIN_H
#define REPORTS_PLAIN_H

#include <stddef.h>
#include <stdio.h>

/* Print `len` bytes of UTF-8; control characters (C0, DEL, C1) and broken
 * UTF-8 appear as \xNN, a tab as one blank. */
void plain_print(FILE *out, const char *s, size_t len);

/* The same for a string. */
void plain_puts(FILE *out, const char *s);

/* Bytes of the UTF-8 character at `s` (at most `len` there), 0 if broken. */
size_t plain_char(const char *s, size_t len);

/* Columns that plain_print takes for the bytes. */
size_t plain_width(const char *s, size_t len);

#endif
