/* The pre-hash string while it is written. */
#include <stdlib.h>
#include <string.h>

#include "validate/hash/event_hash.h"

#define FEW 8 /* parts are put in order by insertion up to here */

/* Room for `count` things of `size` bytes; grows by doubling and is kept from
 * one event to the next. */
static void *grow(void *memory, size_t *capacity, size_t count, size_t size)
{
    if (count <= *capacity)
        return memory;
    *capacity = 2 * count;
    memory = realloc(memory, *capacity * size);
    if (!memory)
        abort();
    return memory;
}

void tc_hash_writer_init(struct tc_hash_writer *w, const struct tc_hash_rules *rules,
                         struct tc_arena *arena, const struct tc_terms *outer)
{
    *w = (struct tc_hash_writer){ .rules = rules, .arena = arena, .outer = outer };
}

void tc_hash_writer_free(struct tc_hash_writer *w)
{
    free(w->text);
    free(w->sorted);
    free(w->parts);
    free(w->nested);
    tc_terms_free(&w->own);
}

void tc_hash_put(struct tc_hash_writer *w, const char *text, size_t len)
{
    w->text = grow(w->text, &w->capacity, w->len + len + 1, 1);
    if (len)
        memcpy(w->text + w->len, text, len);
    w->len += len;
    w->text[w->len] = '\0';
}

void tc_hash_put_string(struct tc_hash_writer *w, const char *text)
{
    tc_hash_put(w, text, strlen(text));
}

void tc_hash_keep_nested(struct tc_hash_writer *w, enum tc_name field,
                         const struct tc_node *node)
{
    w->nested = grow(w->nested, &w->nested_capacity, w->nested_count + 1, sizeof(w->nested[0]));
    w->nested[w->nested_count++] = (struct tc_hash_nested){ field, node };
}

void tc_hash_part_begin(struct tc_hash_writer *w)
{
    w->parts = grow(w->parts, &w->part_capacity, w->part_count + 1, sizeof(w->parts[0]));
    w->parts[w->part_count++] = (struct tc_hash_part){ .at = w->len };
}

/* The part that was begun last and is still open. */
void tc_hash_part_end(struct tc_hash_writer *w)
{
    struct tc_hash_part *part = &w->parts[w->part_count - 1];

    part->len = w->len - part->at;
}

static int order(const void *a, const void *b)
{
    const struct tc_hash_part *x = a, *y = b;
    int found = memcmp(x->text, y->text, x->len < y->len ? x->len : y->len);

    return found ? found : (x->len > y->len) - (x->len < y->len);
}

/* True if something had to move. */
static bool insert_in_order(struct tc_hash_part *parts, size_t count)
{
    bool moved = false;

    for (size_t i = 1; i < count; i++) {
        struct tc_hash_part part = parts[i];
        size_t to = i;

        for (; to > 0 && order(&part, &parts[to - 1]) < 0; to--)
            parts[to] = parts[to - 1];
        parts[to] = part;
        moved |= to != i;
    }
    return moved;
}

static bool put_in_order(struct tc_hash_part *parts, size_t count)
{
    if (count <= FEW)
        return insert_in_order(parts, count);
    qsort(parts, count, sizeof(parts[0]), order);
    return true;
}

void tc_hash_parts_sort(struct tc_hash_writer *w, size_t mark)
{
    size_t count = w->part_count - mark, at, len = 0;
    struct tc_hash_part *parts;

    w->part_count = mark;
    if (count < 2)
        return;
    parts = w->parts + mark;
    at = parts[0].at;
    if (at == w->len)
        return; /* all of them are empty */
    for (size_t i = 0; i < count; i++)
        parts[i].text = w->text + parts[i].at;
    if (!put_in_order(parts, count))
        return;
    w->sorted = grow(w->sorted, &w->sorted_capacity, w->len - at, 1);
    for (size_t i = 0; i < count; i++) {
        memcpy(w->sorted + len, parts[i].text, parts[i].len);
        len += parts[i].len;
    }
    memcpy(w->text + at, w->sorted, len);
}
