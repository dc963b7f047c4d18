#include "validate/code/percent.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int tc_percent_at(const char *s, size_t len)
{
    if (len < 3 || s[0] != '%' || hex(s[1]) < 0 || hex(s[2]) < 0)
        return -1;
    return 16 * hex(s[1]) + hex(s[2]);
}

size_t tc_percent_decode(const char *s, size_t len, char *to)
{
    size_t n = 0;

    for (size_t i = 0; i < len; n++) {
        int byte = tc_percent_at(s + i, len - i);

        to[n] = byte < 0 ? s[i] : (char)byte;
        i += byte < 0 ? 1 : 3;
    }
    return n;
}
