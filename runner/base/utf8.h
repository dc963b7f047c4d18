/* UTF-8: RFC 3629. */
#ifndef TC_BASE_UTF8_H
#define TC_BASE_UTF8_H

#include <stddef.h>

/* Bytes of the character at the beginning of `bytes`, of which there are `len`
 * (at least 1); 0 if there is no whole and right one. */
size_t tc_utf8_len(const char *bytes, size_t len);

#endif
