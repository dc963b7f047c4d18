#include "validate/page/page_text.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "tracecert/page.h"

bool tc_page_is_utf8(const void *bytes, size_t len)
{
    return u8_check(bytes, len) == NULL;
}

/* Zero width space and joiners, soft hyphen, byte order mark. */
static bool invisible(ucs4_t c)
{
    return c == 0x00AD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

/* White space folded; `to` has room for 3 times the input. */
static size_t fold_space(const uint8_t *from, size_t len, uint8_t *to)
{
    const uint8_t *end = from + len;
    uint8_t *start = to;
    bool gap = false;

    while (from < end) {
        ucs4_t c;

        from += u8_mbtouc(&c, from, (size_t)(end - from));
        if (invisible(c))
            continue;
        if (c < 0x20 || uc_is_property_white_space(c)) {
            gap = true;
            continue;
        }
        if (gap && to > start)
            *to++ = ' ';
        gap = false;
        to += u8_uctomb(to, c, 6);
    }
    return (size_t)(to - start);
}

static char *take(struct tc_arena *arena, uint8_t *text, size_t len)
{
    char *copy = text ? tc_arena_strndup(arena, (const char *)text, len) : NULL;

    if (!copy)
        abort(); /* out of memory: nothing else fails on UTF-8 */
    free(text);
    return copy;
}

char *tc_page_fold(struct tc_arena *arena, const char *text)
{
    size_t len = strlen(text), folded_len;
    uint8_t *folded = malloc(3 * len + 8), *normal;

    if (!folded)
        abort();
    folded_len = fold_space((const uint8_t *)text, len, folded);
    normal = u8_normalize(UNINORM_NFC, folded, folded_len, NULL, &len);
    free(folded);
    return take(arena, normal, normal ? len : 0);
}

char *tc_page_fold_case(struct tc_arena *arena, const char *text)
{
    char *folded = tc_page_fold(arena, text);
    size_t len;
    uint8_t *lower =
        u8_casefold((const uint8_t *)folded, strlen(folded), NULL, UNINORM_NFC, NULL, &len);

    return take(arena, lower, lower ? len : 0);
}

char *tc_page_squash(struct tc_arena *arena, const char *text)
{
    char *squashed = tc_page_fold_case(arena, text), *to = squashed;

    for (const char *from = squashed; *from; from++)
        if (*from != ' ')
            *to++ = *from;
    *to = '\0';
    return squashed;
}

bool tc_page_shows(struct tc_arena *arena, const struct tc_page *page, const char *phrase)
{
    const char *wanted = tc_page_fold_case(arena, phrase);

    return *wanted && strstr(tc_page_fold_case(arena, page->text), wanted) != NULL;
}

static size_t count_in(const char *text, const char *wanted)
{
    size_t n = 0;

    for (const char *p = text; (p = strstr(p, wanted)); p += strlen(wanted))
        n++;
    return n;
}

size_t tc_page_count(struct tc_arena *arena, const struct tc_page *page, const char *phrase)
{
    const char *wanted = tc_page_squash(arena, phrase);
    size_t n;

    if (!*wanted)
        return 0;
    n = count_in(tc_page_squash(arena, page->text), wanted);
    for (const char *const *link = page->links; *link; link++)
        n += count_in(tc_page_squash(arena, *link), wanted);
    return n;
}
