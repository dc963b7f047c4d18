#include "tracecert/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)64 * 1024)

#define ALIGN alignof(max_align_t)

struct block {
    struct block *next;
    alignas(max_align_t) unsigned char bytes[];
};

struct tc_arena {
    struct block *blocks;     /* the first one is being filled */
    unsigned char *at, *stop; /* what is left of it, in whole units of ALIGN */
};

struct tc_arena *tc_arena_new(void)
{
    struct tc_arena *arena = calloc(1, sizeof(*arena));

    if (!arena)
        abort();
    return arena;
}

static void free_blocks(struct block *block)
{
    while (block) {
        struct block *next = block->next;

        free(block);
        block = next;
    }
}

void tc_arena_free(struct tc_arena *arena)
{
    if (!arena)
        return;
    free_blocks(arena->blocks);
    free(arena);
}

void tc_arena_reset(struct tc_arena *arena)
{
    struct block *first = arena->blocks;

    if (!first)
        return;
    free_blocks(first->next);
    first->next = NULL;
    memset(first->bytes, 0, (size_t)(arena->at - first->bytes));
    arena->at = first->bytes;
}

static size_t aligned(size_t size)
{
    return (size + ALIGN - 1) & ~(ALIGN - 1);
}

static void add_block(struct tc_arena *arena, size_t size)
{
    struct block *block;

    if (size < BLOCK_SIZE)
        size = BLOCK_SIZE;
    if (size > SIZE_MAX - sizeof(*block) - ALIGN)
        abort();
    size = aligned(size);
    block = calloc(1, sizeof(*block) + size);
    if (!block)
        abort();
    block->next = arena->blocks;
    arena->blocks = block;
    arena->at = block->bytes;
    arena->stop = block->bytes + size;
}

void *tc_arena_alloc(struct tc_arena *arena, size_t size)
{
    void *at;

    if (!arena->at || size > (size_t)(arena->stop - arena->at))
        add_block(arena, size);
    at = arena->at;
    arena->at += aligned(size); /* not beyond the end, which is aligned as well */
    return at;
}

char *tc_arena_strndup(struct tc_arena *arena, const char *s, size_t len)
{
    char *copy = tc_arena_alloc(arena, len + 1);

    if (len)
        memcpy(copy, s, len);
    return copy;
}

char *tc_arena_strdup(struct tc_arena *arena, const char *s)
{
    return tc_arena_strndup(arena, s, strlen(s));
}

/* Print into what is left of the block; where it does not fit, the block is
 * done with, and the text gets a new one. */
char *tc_arena_vprintf(struct tc_arena *arena, const char *format, va_list ap)
{
    size_t room = (size_t)(arena->stop - arena->at);
    va_list again;
    int len;
    char *text;

    va_copy(again, ap);
    len = vsnprintf((char *)arena->at, room, format, again);
    va_end(again);
    if (len < 0)
        abort();
    text = tc_arena_alloc(arena, (size_t)len + 1);
    if ((size_t)len >= room)
        vsnprintf(text, (size_t)len + 1, format, ap);
    return text;
}

char *tc_arena_printf(struct tc_arena *arena, const char *format, ...)
{
    va_list ap;
    char *text;

    va_start(ap, format);
    text = tc_arena_vprintf(arena, format, ap);
    va_end(ap);
    return text;
}

const char *tc_arena_replace(struct tc_arena *arena, const char *text, const char *from,
                             const char *to)
{
    const char *done = "", *at;

    for (; (at = strstr(text, from)) != NULL; text = at + strlen(from))
        done = tc_arena_printf(arena, "%s%.*s%s", done, (int)(at - text), text, to);
    return tc_arena_printf(arena, "%s%s", done, text);
}
