#include "validate/scenario/scenario_share.h"

#include <stdlib.h>

#define FIRST 1024 /* a power of two */

static void *must(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

static size_t place_of(const struct tc_shares *s, uint32_t advice, uint32_t name, uint32_t site)
{
    uint64_t h = (uint64_t)advice * 0x9e3779b97f4a7c15u;

    h = (h ^ (h >> 31) ^ name) * 0xbf58476d1ce4e5b9u;
    h = (h ^ (h >> 29) ^ site) * 0x94d049bb133111ebu;
    return (size_t)(h >> 20) & (s->table_size - 1);
}

/* Where the share is in the table, or the free place for it. */
static size_t look(const struct tc_shares *s, uint32_t advice, uint32_t name, uint32_t site)
{
    size_t at = place_of(s, advice, name, site);

    for (; s->table[at]; at = (at + 1) & (s->table_size - 1)) {
        const struct tc_share *share = &s->items[s->table[at]];

        if (share->advice == advice && share->name == name && share->site == site)
            break;
    }
    return at;
}

struct tc_share *tc_share_find(const struct tc_shares *s, uint32_t advice, uint32_t name,
                               uint32_t site)
{
    uint32_t number = s ? s->table[look(s, advice, name, site)] : 0;

    return number ? &s->items[number] : NULL;
}

static struct tc_shares *start(struct tc_replay *r)
{
    struct tc_shares *s = must(calloc(1, sizeof(*s)));

    s->count = 1;
    s->room = FIRST;
    s->table_size = FIRST;
    s->head_count = r->s->words.count;
    s->items = must(calloc(s->room, sizeof(*s->items)));
    s->table = must(calloc(s->table_size, sizeof(*s->table)));
    s->heads = must(calloc(s->head_count, sizeof(*s->heads)));
    r->shares = s;
    return s;
}

static void make_room(struct tc_shares *s)
{
    if (s->count == s->room) {
        s->room *= 2;
        s->items = must(realloc(s->items, s->room * sizeof(*s->items)));
    }
    if (2 * (s->count + 1) <= s->table_size)
        return;
    free(s->table);
    s->table_size *= 2;
    s->table = must(calloc(s->table_size, sizeof(*s->table)));
    for (uint32_t i = 1; i < s->count; i++)
        s->table[look(s, s->items[i].advice, s->items[i].name, s->items[i].site)] = i;
}

struct tc_share *tc_share_put(struct tc_replay *r, uint32_t advice, uint32_t name,
                              uint32_t site)
{
    struct tc_shares *s = r->shares ? r->shares : start(r);
    struct tc_share *share = tc_share_find(s, advice, name, site);

    if (share)
        return share;
    make_room(s);
    s->items[s->count] = (struct tc_share){
        .advice = advice, .name = name, .site = site, .next = s->heads[advice]
    };
    s->heads[advice] = (uint32_t)s->count;
    s->table[look(s, advice, name, site)] = (uint32_t)s->count;
    return &s->items[s->count++];
}

void tc_shares_free(struct tc_replay *r)
{
    if (!r->shares)
        return;
    free(r->shares->items);
    free(r->shares->table);
    free(r->shares->heads);
    free(r->shares);
    r->shares = NULL;
}
