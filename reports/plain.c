#include "plain.h"

#include <stdbool.h>
#include <string.h>

size_t plain_char(const char *s, size_t len)
{
    const unsigned char *b = (const unsigned char *)s;
    size_t need = b[0] < 0x80 ? 1 : b[0] >= 0xf0 ? 4 : b[0] >= 0xe0 ? 3 : 2;

    if (b[0] >= 0x80 && (b[0] < 0xc2 || b[0] > 0xf4))
        return 0;
    if (need > len)
        return 0;
    for (size_t i = 1; i < need; i++)
        if ((b[i] & 0xc0) != 0x80)
            return 0;
    if ((b[0] == 0xe0 && b[1] < 0xa0) || (b[0] == 0xed && b[1] > 0x9f) ||
        (b[0] == 0xf0 && b[1] < 0x90) || (b[0] == 0xf4 && b[1] > 0x8f))
        return 0; /* overlong, surrogate, beyond U+10FFFF */
    return need;
}

static int is_control(const char *s, size_t n)
{
    unsigned char b = (unsigned char)s[0];

    return n == 0 || (n == 1 && (b < 0x20 || b == 0x7f)) ||
           (n == 2 && b == 0xc2 && (unsigned char)s[1] < 0xa0);
}

/* Bytes at the beginning that are printable ASCII: most text is. */
static size_t plain_run(const char *s, size_t len)
{
    size_t n = 0;

    while (n < len && s[n] >= 0x20 && s[n] < 0x7f)
        n++;
    return n;
}

void plain_print(FILE *out, const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        size_t run = plain_run(s + i, len - i), n;

        fwrite(s + i, 1, run, out);
        i += run;
        if (i == len)
            return;
        n = plain_char(s + i, len - i);
        if (s[i] == '\t')
            fputc(' ', out);
        else if (is_control(s + i, n))
            fprintf(out, "\\x%02X", (unsigned char)s[i]);
        else
            fwrite(s + i, 1, n, out);
        i += n && !is_control(s + i, n) ? n : 1;
    }
}

size_t plain_width(const char *s, size_t len)
{
    size_t width = 0;

    for (size_t i = 0; i < len;) {
        size_t n = plain_char(s + i, len - i);
        bool escaped = s[i] != '\t' && is_control(s + i, n);

        width += escaped ? 4 : 1;
        i += n && !escaped ? n : 1;
    }
    return width;
}

void plain_puts(FILE *out, const char *s)
{
    plain_print(out, s, strlen(s));
}
