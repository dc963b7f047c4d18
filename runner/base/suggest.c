#include "base/suggest.h"

#include <string.h>

#define LONGEST 64

static size_t min3(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;

    return least < c ? least : c;
}

/* Levenshtein distance; names longer than LONGEST are never near. */
static size_t distance(const char *a, const char *b)
{
    size_t la = strlen(a), lb = strlen(b), row[LONGEST + 1];

    if (la > LONGEST || lb > LONGEST)
        return LONGEST + 1;
    for (size_t j = 0; j <= lb; j++)
        row[j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t above = row[j];

            row[j] = min3(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[lb];
}

const char *tc_suggest(const char *word, size_t count,
                       const char *(*name_at)(size_t i, const void *cookie), const void *cookie)
{
    size_t least = strlen(word) / 3 + 2; /* farther is another word */
    const char *nearest = NULL;

    for (size_t i = 0; i < count; i++) {
        const char *name = name_at(i, cookie);
        size_t d = distance(word, name);

        if (d < least) {
            least = d;
            nearest = name;
        }
    }
    return nearest;
}

static const char *in_array(size_t i, const void *cookie)
{
    return ((const char *const *)cookie)[i];
}

const char *tc_suggest_of(const char *word, const char *const *names, size_t count)
{
    return tc_suggest(word, count, in_array, names);
}
