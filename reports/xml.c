#include "xml.h"

#include <string.h>

#include "plain.h"

static const char *escape_of(char c)
{
    switch (c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

static int forbidden(const char *s, size_t n)
{
    unsigned char b = (unsigned char)s[0];

    if (n == 1)
        return (b < 0x20 && b != '\t' && b != '\n' && b != '\r') || b == 0x7f;
    return n == 0 || (n == 3 && b == 0xef && (unsigned char)s[1] == 0xbf &&
                      (unsigned char)s[2] >= 0xbe); /* U+FFFE, U+FFFF */
}

void xml_print(FILE *out, const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        size_t n = plain_char(s + i, len - i);
        const char *escaped = n == 1 ? escape_of(s[i]) : NULL;

        if (escaped)
            fputs(escaped, out);
        else if (forbidden(s + i, n))
            fputs("\xef\xbf\xbd", out);
        else
            fwrite(s + i, 1, n, out);
        i += n ? n : 1;
    }
}

void xml_puts(FILE *out, const char *s)
{
    xml_print(out, s, strlen(s));
}
