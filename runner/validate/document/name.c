#include "validate/document/name.h"

#include <string.h>

#include "base/suggest.h"

#define LONGEST 25

static const struct {
    const char *text;
    unsigned char len;
} names[] = {
    [TC_NAME_NONE] = { "", 0 },
    [TC_NAME_OTHER] = { "", 0 },
#define NAME(symbol, text) [TC_NAME_##symbol] = { text, sizeof(text) - 1 },
#include "validate/document/name.def"
#undef NAME
};

/* The first name that is at least so long. Filled in before main(), so that
 * looking up needs no lock. */
static unsigned char starts[LONGEST + 2];

__attribute__((constructor)) static void fill_starts(void)
{
    unsigned char name = TC_NAME_OTHER + 1;

    for (size_t len = 0; len < sizeof(starts); len++) {
        while (name < TC_NAMES && names[name].len < len)
            name++;
        starts[len] = name;
    }
}

enum tc_name tc_name_find(const char *text, size_t len)
{
    if (len > LONGEST)
        return TC_NAME_OTHER;
    for (unsigned char name = starts[len]; name < starts[len + 1]; name++)
        if (names[name].text[0] == text[0] && memcmp(names[name].text, text, len) == 0)
            return (enum tc_name)name;
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
