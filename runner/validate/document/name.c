#include "validate/document/name.h"

#include <string.h>

#include "base/suggest.h"

#define SLOTS 512 /* a power of two, with room between the names */

#define LONGEST 30 /* bytes: no name is longer */

static const struct {
    unsigned char len;
    char text[LONGEST + 1];
} names[] = {
    [TC_NAME_NONE] = { 0, "" },
    [TC_NAME_OTHER] = { 0, "" },
#define NAME(symbol, text) [TC_NAME_##symbol] = { sizeof(text) - 1, text },
#include "validate/document/name.def"
#undef NAME
};

/* The names by what hash() makes of them; TC_NAME_NONE: free. Filled in before
 * main(), so that looking up needs no lock. */
static unsigned char table[SLOTS];

/* Factors with which only two names meet another one. */
static size_t hash(const char *text, size_t len)
{
    const unsigned char *t = (const unsigned char *)text;

    return (t[0] * 50u + t[len / 2] * 299u + t[len - 1] * 137u + len * 258u) % SLOTS;
}

__attribute__((constructor)) static void fill_table(void)
{
    for (unsigned char name = TC_NAME_OTHER + 1; name < TC_NAMES; name++) {
        size_t slot = hash(names[name].text, names[name].len);

        while (table[slot] != TC_NAME_NONE)
            slot = (slot + 1) % SLOTS;
        table[slot] = name;
    }
}

enum tc_name tc_name_find(const char *text, size_t len)
{
    if (len == 0)
        return TC_NAME_OTHER;
    for (size_t slot = hash(text, len); table[slot] != TC_NAME_NONE; slot = (slot + 1) % SLOTS)
        if (names[table[slot]].len == len && memcmp(names[table[slot]].text, text, len) == 0)
            return (enum tc_name)table[slot];
    return TC_NAME_OTHER;
}

const char *tc_name_text(enum tc_name name)
{
    return names[name].text;
}

static const char *name_at(size_t i, const void *cookie)
{
    (void)cookie;
    return names[TC_NAME_OTHER + 1 + i].text;
}

const char *tc_name_near(const char *text)
{
    return tc_suggest(text, TC_NAMES - TC_NAME_OTHER - 1, name_at, NULL);
}
