#include "validate/document/name.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"

#define SLOT_BITS 10
#define SLOTS (1u << SLOT_BITS) /* with room between the names */

static const struct {
    const char *text;
    size_t len;
} names[] = {
    [TC_NAME_NONE] = { "", 0 },
    [TC_NAME_OTHER] = { "", 0 },
#define NAME(symbol, text) [TC_NAME_##symbol] = { text, sizeof(text) - 1 },
#include "validate/document/name.def"
#undef NAME
};

/* The beginning and the end of a name, as numbers: up to 16 bytes, they are all of it. */
struct ends {
    uint64_t head, tail;
};

/* The names by what hash() makes of them, each in a place of its own; len 0: free.
 * Filled in before main(), so that looking up needs no lock. */
static struct slot {
    struct ends ends;
    const char *text;
    unsigned len;
    enum tc_name name;
} table[SLOTS];

static inline struct ends read_ends(const char *text, size_t len)
{
    struct ends e = { 0, 0 };

    if (len >= 8) {
        memcpy(&e.head, text, 8);
        memcpy(&e.tail, text + len - 8, 8);
    } else if (len >= 4) {
        memcpy(&e.head, text, 4);
        memcpy(&e.tail, text + len - 4, 4);
    } else {
        memcpy(&e.head, text, 1);
        memcpy(&e.tail, text + len / 2, 1);
        e.tail = e.tail << 8 | (unsigned char)text[len - 1];
    }
    return e;
}

/* Factors with which no name meets another one. */
static inline size_t hash(struct ends e, size_t len)
{
    return (size_t)((e.head * 0xbcc99ae80f0c8a89u + e.tail * 0x202cc8284c717095u + len) >>
                    (64 - SLOT_BITS));
}

__attribute__((constructor)) static void fill_table(void)
{
    for (enum tc_name name = TC_NAME_OTHER + 1; name < TC_NAMES; name++) {
        const char *text = names[name].text;
        size_t len = names[name].len;
        struct ends e = read_ends(text, len);
        struct slot *slot = &table[hash(e, len)];

        if (slot->len)
            abort(); /* a new name meets another one: hash() needs other factors */
        *slot = (struct slot){ e, text, (unsigned)len, name };
    }
}

enum tc_name tc_name_find(const char *text, size_t len)
{
    const struct slot *slot;
    struct ends e;

    if (len == 0)
        return TC_NAME_OTHER;
    e = read_ends(text, len);
    slot = &table[hash(e, len)];
    if (slot->len != len || slot->ends.head != e.head || slot->ends.tail != e.tail)
        return TC_NAME_OTHER;
    if (len > 16 && memcmp(slot->text, text, len) != 0)
        return TC_NAME_OTHER;
    return slot->name;
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
