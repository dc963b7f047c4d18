#include "validate/document/name.h"

#include <stdbool.h>
#include <stdint.h>
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

/* The names by what hash() makes of them; len 0: free. Filled in before main(), so
 * that looking up needs no lock. */
static struct slot {
    struct ends ends;
    size_t len;
    enum tc_name name;
} table[SLOTS];

static struct ends read_ends(const char *text, size_t len)
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
static size_t hash(struct ends e, size_t len)
{
    return (size_t)((e.head * 0xbcc99ae80f0c8a89u + e.tail * 0x202cc8284c717095u + len) >>
                    (64 - SLOT_BITS));
}

__attribute__((constructor)) static void fill_table(void)
{
    for (enum tc_name name = TC_NAME_OTHER + 1; name < TC_NAMES; name++) {
        struct slot filled = { read_ends(names[name].text, names[name].len), names[name].len,
                               name };
        size_t at = hash(filled.ends, filled.len);

        while (table[at].len != 0)
            at = (at + 1) % SLOTS;
        table[at] = filled;
    }
}

static bool holds(const struct slot *slot, struct ends e, const char *text, size_t len)
{
    return slot->len == len && slot->ends.head == e.head && slot->ends.tail == e.tail &&
           (len <= 16 || memcmp(names[slot->name].text, text, len) == 0);
}

enum tc_name tc_name_find(const char *text, size_t len)
{
    struct ends e;

    if (len == 0)
        return TC_NAME_OTHER;
    e = read_ends(text, len);
    for (size_t at = hash(e, len); table[at].len != 0; at = (at + 1) % SLOTS)
        if (holds(&table[at], e, text, len))
            return table[at].name;
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
