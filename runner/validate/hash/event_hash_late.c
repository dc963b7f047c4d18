#include "validate/hash/event_hash_late.h"

#include <stdlib.h>

#define ROOM ((size_t)48 << 20) /* bytes of all that wait, about */

struct waiting {
    struct waiting *next;
    struct tc_node *event;
    size_t number;
};

struct tc_hash_late {
    struct tc_arena *arena;
    struct waiting *first, *last;
    size_t used;
};

struct tc_hash_late *tc_hash_late_new(void)
{
    struct tc_hash_late *late = calloc(1, sizeof(*late));

    if (!late)
        abort();
    late->arena = tc_arena_new();
    return late;
}

void tc_hash_late_free(struct tc_hash_late *late)
{
    tc_arena_free(late->arena);
    free(late);
}

bool tc_hash_late_waiting(const struct tc_hash_late *late)
{
    return late->first != NULL;
}

static size_t size_of(const struct tc_node *node)
{
    size_t size = sizeof(*node) + 32 + node->len + node->label_len;

    for (const struct tc_node *child = node->first; child; child = child->next)
        size += size_of(child);
    return size;
}

static struct tc_node *copy(struct tc_arena *arena, const struct tc_node *node)
{
    struct tc_node *to = tc_arena_alloc(arena, sizeof(*to));

    *to = *node;
    to->parent = to->first = to->last = to->next = NULL;
    if (node->text)
        to->text = tc_arena_strndup(arena, node->text, node->len);
    if (node->label)
        to->label = tc_arena_strndup(arena, node->label, node->label_len);
    for (const struct tc_node *child = node->first; child; child = child->next)
        tc_node_append(to, copy(arena, child));
    return to;
}

bool tc_hash_late_keep(struct tc_hash_late *late, const struct tc_node *event, size_t number)
{
    size_t size = size_of(event);
    struct waiting *waiting;

    if (size > ROOM - late->used)
        return false;
    late->used += size;
    waiting = tc_arena_alloc(late->arena, sizeof(*waiting));
    waiting->event = copy(late->arena, event);
    waiting->number = number;
    if (late->last)
        late->last->next = waiting;
    else
        late->first = waiting;
    late->last = waiting;
    return true;
}

void tc_hash_late_give(struct tc_hash_late *late, const struct tc_node *root,
                       void (*give)(void *cookie, const struct tc_node *event, size_t number),
                       void *cookie)
{
    if (!late->first)
        return;
    for (struct waiting *w = late->first; w; w = w->next) {
        w->event->parent = (struct tc_node *)root;
        give(cookie, w->event, w->number);
    }
    tc_arena_free(late->arena);
    late->arena = tc_arena_new();
    late->first = late->last = NULL;
    late->used = 0;
}
