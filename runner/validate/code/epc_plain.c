#include "validate/code/epc_plain.h"

#include <string.h>

#define SCHEME "https://"
#define GS1 "id.gs1.org"
#define LONGEST_VALUE 20

/* What a byte may be part of: the name of a host; a value, in which it stands for
 * itself as it does in a URI. */
enum { OF_HOST = 1, OF_VALUE = 2 };

static const unsigned char classes[256] = {
    ['a' ... 'z'] = OF_HOST | OF_VALUE, ['0' ... '9'] = OF_HOST | OF_VALUE,
    ['A' ... 'Z'] = OF_VALUE,           ['-'] = OF_HOST | OF_VALUE,
    ['.'] = OF_HOST | OF_VALUE,         ['_'] = OF_VALUE
};

static bool is(char c, unsigned class)
{
    return (classes[(unsigned char)c] & class) != 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static unsigned digit(char c)
{
    return (unsigned)c - (unsigned)'0';
}

/* `len` digits of which the last is the check digit. GS1 General
 * Specifications, 7.9. */
static bool is_key(const char *text, size_t len)
{
    const char *at = text, *end = text + len;
    unsigned sum = 0;

    if (len % 2) {
        if (!is_digit(*at))
            return false;
        sum = digit(*at++);
    }
    for (; at < end; at += 2) {
        if (!is_digit(at[0]) || !is_digit(at[1]))
            return false;
        sum += 3 * digit(at[0]) + digit(at[1]);
    }
    return sum % 10 == 0;
}

static inline bool starts(const char *at, const char *end, const char *with, size_t len)
{
    return (size_t)(end - at) >= len && memcmp(at, with, len) == 0;
}

/* Behind "https://": where the path begins, or NULL if it is no plain host. */
static const char *find_path(const char *at, const char *end)
{
    const char *start = at;

    if (starts(at, end, GS1, sizeof(GS1) - 1))
        at += sizeof(GS1) - 1; /* the commonest one */
    while (at < end && is(*at, OF_HOST))
        at++;
    return at > start && at < end && *at == '/' ? at : NULL;
}

static bool is_value(const char *at, const char *end)
{
    size_t len = (size_t)(end - at);

    if (len == 0 || len > LONGEST_VALUE)
        return false;
    /* A lone "." or ".." would be a step of the path. */
    if (*at == '.')
        return false;
    for (; at < end; at++)
        if (!is(*at, OF_VALUE))
            return false;
    return true;
}

/* Behind "/01/GTIN": nothing, "/21/SERIAL" or "/10/LOT". */
static bool is_item(const char *at, const char *end, enum tc_epc_names *names)
{
    *names = TC_EPC_CLASS;
    if (at == end)
        return true;
    if (end - at <= 4 || at[0] != '/' || at[3] != '/')
        return false;
    if (at[1] == '2' && at[2] == '1')
        *names = TC_EPC_INSTANCE;
    else if (at[1] != '1' || at[2] != '0')
        return false;
    return is_value(at + 4, end);
}

/* A GIAI: digits of a company prefix, then its own reference. */
static bool is_asset(const char *at, const char *end)
{
    const char *p = at;

    while (p < end && is_digit(*p))
        p++;
    return p - at >= 7 && end - at <= 20 && is_value(at, end);
}

bool tc_epc_is_plain(const char *uri, size_t len, enum tc_epc_names *names)
{
    const char *end = uri + len, *at;

    if (len < sizeof(SCHEME) || memcmp(uri, SCHEME, sizeof(SCHEME) - 1) != 0)
        return false;
    at = find_path(uri + sizeof(SCHEME) - 1, end);
    if (!at)
        return false;
    /* A GTIN that begins with 9 is of variable measure: other rules. */
    if (starts(at, end, "/01/", 4) && end - at >= 18 && at[4] != '9' && is_key(at + 4, 14))
        return is_item(at + 18, end, names);
    *names = TC_EPC_INSTANCE;
    if (starts(at, end, "/00/", 4))
        return end - at == 22 && is_key(at + 4, 18);
    if (starts(at, end, "/8004/", 6))
        return is_asset(at + 6, end);
    *names = TC_EPC_LOCATION;
    if (starts(at, end, "/414/", 5))
        return end - at == 18 && is_key(at + 5, 13);
    *names = TC_EPC_PARTY;
    return starts(at, end, "/417/", 5) && end - at == 18 && is_key(at + 5, 13);
}
