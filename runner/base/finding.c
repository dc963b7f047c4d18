#include "tracecert/finding.h"

#include <string.h>

void tc_findings_add(struct tc_findings *list, struct tc_arena *arena,
                     struct tc_finding finding)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 8;
        struct tc_finding *grown = tc_arena_alloc(arena, capacity * sizeof(*grown));

        if (list->count)
            memcpy(grown, list->items, list->count * sizeof(*grown));
        list->items = grown;
        list->capacity = capacity;
    }
    list->items[list->count++] = finding;
}
