/* Interned names: texts in large blocks, numbers in an open hash table. */
#include "validate/scenario/scenario_names.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "tracecert/code.h"
#include "validate/code/epc.h"

#define BLOCK ((size_t)1 << 20)
#define FIRST_TABLE 1024 /* a power of two */
#define WRONG UINT32_MAX /* as a thing: an identifier that is not right */

static void *must(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

void tc_names_start(struct tc_names *names)
{
    *names = (struct tc_names){ .count = 1, .room = FIRST_TABLE, .table_size = FIRST_TABLE };
    names->entries = must(calloc(names->room, sizeof(*names->entries)));
    names->entries[0].text = "";
    names->table = must(calloc(names->table_size, sizeof(*names->table)));
    names->thing_count = 1;
    names->thing_room = FIRST_TABLE;
    names->things = must(calloc(names->thing_room, sizeof(*names->things)));
    names->blocks = tc_arena_new();
    names->work = tc_arena_new();
    /* Nobody may choose texts that all fall on one place of the table. */
    if (getrandom(&names->seed, sizeof(names->seed), 0) != (ssize_t)sizeof(names->seed))
        abort();
}

void tc_names_end(struct tc_names *names)
{
    free(names->entries);
    free(names->table);
    free(names->things);
    tc_arena_free(names->blocks);
    tc_arena_free(names->work);
}

/* FNV-1a from a seed of this run, its bits mixed once more. */
static uint32_t hash_of(const struct tc_names *names, const char *text, size_t len)
{
    uint64_t h = names->seed;

    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)text[i]) * 0x100000001b3u;
    h = (h ^ (h >> 32)) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(h >> 32);
}

static const char *keep(struct tc_names *names, const char *text, size_t len)
{
    char *to;

    if (len + 1 > BLOCK / 4)
        return tc_arena_strndup(names->blocks, text, len);
    if (len + 1 > names->block_left) {
        names->block = tc_arena_alloc(names->blocks, BLOCK);
        names->block_left = BLOCK;
    }
    to = names->block;
    memcpy(to, text, len);
    to[len] = '\0';
    names->block += len + 1;
    names->block_left -= len + 1;
    return to;
}

static void enter(struct tc_names *names, uint32_t number)
{
    size_t at = names->entries[number].hash & (names->table_size - 1);

    while (names->table[at])
        at = (at + 1) & (names->table_size - 1);
    names->table[at] = number;
}

/* One more name: at most half of the table is in use. */
static void make_room(struct tc_names *names)
{
    if (names->count >= UINT32_MAX / 2)
        abort();
    if (names->count == names->room) {
        names->room *= 2;
        names->entries = must(realloc(names->entries, names->room * sizeof(*names->entries)));
    }
    if (2 * (names->count + 1) <= names->table_size)
        return;
    free(names->table);
    names->table_size *= 2;
    names->table = must(calloc(names->table_size, sizeof(*names->table)));
    for (uint32_t i = 1; i < names->count; i++)
        enter(names, i);
}

static uint32_t find(const struct tc_names *names, const char *text, size_t len, uint32_t hash)
{
    size_t at = hash & (names->table_size - 1);

    for (; names->table[at]; at = (at + 1) & (names->table_size - 1)) {
        const struct tc_name_entry *entry = &names->entries[names->table[at]];

        if (entry->hash == hash && entry->len == len && memcmp(entry->text, text, len) == 0)
            return names->table[at];
    }
    return 0;
}

uint32_t tc_names_put(struct tc_names *names, const char *text, size_t len)
{
    uint32_t hash = hash_of(names, text, len), number = find(names, text, len, hash);

    if (number)
        return number;
    make_room(names);
    number = (uint32_t)names->count++;
    names->entries[number] = (struct tc_name_entry){ .text = keep(names, text, len),
                                                     .len = (uint32_t)len,
                                                     .hash = hash };
    enter(names, number);
    return number;
}

/* The Digital Link by which CBV 2.0 names the thing at the canonical domain; NULL if
 * it has none such, or is `wrong`. */
static const char *canonical(struct tc_names *names, const char *text, size_t len, bool *wrong)
{
    struct tc_code_result code;
    struct tc_err err = { 0 };

    tc_arena_reset(names->work);
    tc_code_check(names->work, text, len, TC_CODE_UNKNOWN, &code);
    *wrong = code.findings.count > 0;
    if (*wrong || code.count == 0)
        return NULL;
    return tc_code_convert(names->work, &code, TC_FORM_EPCIS_LINK, 0, &err);
}

/* The thing that a canonical name is of. */
static uint32_t thing_of(struct tc_names *names, uint32_t canonical)
{
    if (names->entries[canonical].thing)
        return names->entries[canonical].thing;
    if (names->thing_count == names->thing_room) {
        names->thing_room *= 2;
        names->things =
            must(realloc(names->things, names->thing_room * sizeof(*names->things)));
    }
    names->things[names->thing_count] = canonical;
    return names->entries[canonical].thing = (uint32_t)names->thing_count++;
}

uint32_t tc_names_put_identifier(struct tc_names *names, const char *text, size_t len)
{
    uint32_t number = tc_names_put(names, text, len), thing;
    const char *link = NULL;
    bool wrong = false;

    if (names->entries[number].thing)
        return names->entries[number].thing == WRONG ? 0 : number;
    if (tc_epc_names(text, len) != TC_EPC_OTHER)
        link = canonical(names, text, len, &wrong);
    thing = wrong ? WRONG
                  : thing_of(names, link ? tc_names_put(names, link, strlen(link)) : number);
    names->entries[number].thing = thing;
    return wrong ? 0 : number;
}
