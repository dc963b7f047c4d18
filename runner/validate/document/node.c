#include "validate/document/node.h"

#include <stdio.h>
#include <string.h>

#define PATH_DEPTH 80 /* more than the readers allow */

const struct tc_node *tc_node_member(const struct tc_node *object, enum tc_name name)
{
    if (!object || object->kind != TC_NODE_OBJECT)
        return NULL;
    for (const struct tc_node *child = object->first; child; child = child->next)
        if (child->name == name && !child->foreign)
            return child;
    return NULL;
}

static const struct tc_node *item_from(const struct tc_node *node)
{
    while (node && (node->foreign || node->attribute))
        node = node->next;
    return node;
}

const struct tc_node *tc_node_first_item(const struct tc_node *list)
{
    return list ? item_from(list->first) : NULL;
}

const struct tc_node *tc_node_next_item(const struct tc_node *item)
{
    return item_from(item->next);
}

const struct tc_node *tc_node_first_value(const struct tc_node *member)
{
    return member && member->kind == TC_NODE_ARRAY ? member->first : member;
}

const struct tc_node *tc_node_next_value(const struct tc_node *member,
                                         const struct tc_node *value)
{
    const struct tc_node *next = value->next;

    if (member->kind == TC_NODE_ARRAY)
        return next;
    while (next && (next->name != member->name || next->foreign))
        next = next->next;
    return next;
}

bool tc_node_is(const struct tc_node *node, const char *word)
{
    size_t len = strlen(word);

    return node && node->text && node->len == len && memcmp(node->text, word, len) == 0;
}

/* A name as a step of a JSON pointer. RFC 6901 3. */
static const char *pointer_step(struct tc_arena *arena, const struct tc_node *node)
{
    char *step, *to;

    if (!node->label)
        return tc_arena_printf(arena, "/%u", node->index);
    step = to = tc_arena_alloc(arena, 2 * node->label_len + 2);
    *to++ = '/';
    for (size_t i = 0; i < node->label_len; i++) {
        char c = node->label[i];

        if (c == '~' || c == '/')
            *to++ = '~';
        *to++ = (char)(c == '~' ? '0' : c == '/' ? '1' : c);
    }
    return step;
}

static const char *xpath_step(struct tc_arena *arena, const struct tc_node *node)
{
    const char *wraps = "";

    for (unsigned i = 0; i < node->wraps; i++)
        wraps = tc_arena_printf(arena, "%s/*", wraps);
    if (node->attribute)
        return tc_arena_printf(arena, "%s/@%.*s", wraps, (int)node->label_len, node->label);
    if (!node->parent)
        return tc_arena_printf(arena, "/%.*s", (int)node->label_len, node->label);
    /* Events are forgotten one by one, whatever their type: their number is that
     * among all of the list. */
    if (node->parent->name == TC_NAME_EventList)
        return tc_arena_printf(arena, "%s/*[%u]", wraps, node->index);
    return tc_arena_printf(arena, "%s/%.*s[%u]", wraps, (int)node->label_len, node->label,
                           node->index);
}

const char *tc_node_path(struct tc_arena *arena, const struct tc_node *node, bool xml)
{
    const char *steps[PATH_DEPTH];
    size_t count = 0, len = 0;
    char *path;

    for (; node && count < PATH_DEPTH; node = node->parent) {
        if (!xml && !node->parent)
            break;
        steps[count] = xml ? xpath_step(arena, node) : pointer_step(arena, node);
        len += strlen(steps[count++]);
    }
    path = tc_arena_alloc(arena, len + 1);
    for (len = 0; count > 0; len += strlen(steps[count]))
        strcpy(path + len, steps[--count]);
    return path;
}
