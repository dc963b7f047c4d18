/* Percent-escapes of URIs, decoded exactly once. RFC 3986, 2.1. */
#ifndef TC_VALIDATE_PERCENT_H
#define TC_VALIDATE_PERCENT_H

#include <stdbool.h>
#include <stddef.h>

/* The byte of the escape at `s`, or -1 if it is no escape. */
int tc_percent_at(const char *s, size_t len);

/* Decode into `to` (at least `len` bytes); the decoded length. Escapes must be
 * well-formed. */
size_t tc_percent_decode(const char *s, size_t len, char *to);

/* True for A-Z a-z 0-9 - . _ ~, which never need an escape. */
static inline bool tc_percent_unreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '.' || c == '_' || c == '~';
}

#endif
