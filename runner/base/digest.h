/* SHA-256. */
#ifndef TC_BASE_DIGEST_H
#define TC_BASE_DIGEST_H

#include <stddef.h>

#define TC_SHA256_HEX 64

/* Hex SHA-256 of `len` bytes, lower case, into `hex` with a NUL. */
void tc_sha256_hex(const void *bytes, size_t len, char hex[TC_SHA256_HEX + 1]);

#endif
