#include "base/digest.h"

#include <openssl/evp.h>
#include <stdlib.h>

void tc_sha256_hex(const void *bytes, size_t len, char hex[TC_SHA256_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;

    if (!EVP_Digest(bytes, len, digest, &size, EVP_sha256(), NULL))
        abort();
    for (unsigned i = 0; i < size; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[2 * size] = '\0';
}
