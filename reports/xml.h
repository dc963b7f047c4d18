/* Writing text into XML and HTML. */
#ifndef REPORTS_XML_H
#define REPORTS_XML_H

#include <stddef.h>
#include <stdio.h>

/* Print bytes as character data or attribute value: markup escaped, what XML
 * does not allow (control characters, broken UTF-8) as U+FFFD. */
void xml_print(FILE *out, const char *s, size_t len);
void xml_puts(FILE *out, const char *s);

#endif
