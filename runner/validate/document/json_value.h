/* Reading JSON values into nodes: what json_value.c and json_read.c share. */
#ifndef TC_VALIDATE_JSON_VALUE_H
#define TC_VALIDATE_JSON_VALUE_H

#include "validate/document/doc.h"

struct tc_json_reader {
    struct tc_doc *doc;
    struct tc_arena *arena;            /* of the nodes that are being made */
    struct tc_node *spare, *spare_end; /* nodes of it that are not used yet */
    const char *at;
    unsigned depth;
    size_t nodes;
    bool cut; /* the window ended within the piece */
    bool failed;
};

/* Where the next value belongs. */
struct tc_json_slot {
    struct tc_node *parent; /* NULL: the root */
    struct tc_span label;   /* .text NULL: not a member */
    const char *label_at;
    enum tc_name name; /* of the label */
    unsigned index;
};

/* Take nodes from this arena from now on; once more when it was reset. */
static inline void tc_json_use(struct tc_json_reader *j, struct tc_arena *arena)
{
    j->arena = arena;
    j->spare = j->spare_end = NULL;
}

/* End of what is held, and the place of a byte in the input. */
static inline const char *tc_json_end(const struct tc_json_reader *j)
{
    return j->doc->window.end;
}

static inline size_t tc_json_offset(const struct tc_json_reader *j, const char *at)
{
    return j->doc->window.offset + (size_t)(at - j->doc->window.base);
}

/* Report that something else stands at the reader's place, and give up; nothing
 * while the window cut the piece. */
void tc_json_fail(struct tc_json_reader *j, struct tc_text expected);

/* True at the end of what is held; `cut` is set where more may come. */
static inline bool tc_json_ended(struct tc_json_reader *j)
{
    if (j->at < tc_json_end(j))
        return false;
    j->cut = j->cut || !(j->doc->window.whole || j->doc->window.full);
    return true;
}

static inline bool tc_json_is_space(char c)
{
    return (unsigned char)c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
}

static inline void tc_json_skip_space(struct tc_json_reader *j)
{
    const char *at = j->at, *end = tc_json_end(j);

    while (at < end && tc_json_is_space(*at))
        at++;
    j->at = at;
}

/* Skip space; true if something of what is held comes next. */
static inline bool tc_json_comes(struct tc_json_reader *j)
{
    tc_json_skip_space(j);
    return j->at < tc_json_end(j);
}

/* Skip space; true if `c` comes next. */
static inline bool tc_json_is_next(struct tc_json_reader *j, char c)
{
    if (tc_json_comes(j))
        return *j->at == c;
    tc_json_ended(j);
    return false;
}

/* Skip space and take `c` if it comes next. */
static inline bool tc_json_take(struct tc_json_reader *j, char c)
{
    if (!tc_json_is_next(j, c))
        return false;
    j->at++;
    return true;
}

/* A node for the value at the reader's place, appended to its parent. */
struct tc_node *tc_json_node(struct tc_json_reader *j, enum tc_node_kind kind,
                             const struct tc_json_slot *slot);

/* The name of the next member and its colon, into the slot. */
bool tc_json_label(struct tc_json_reader *j, struct tc_json_slot *slot);

/* The value at the reader's place, or NULL: wrong (`failed`) or `cut`. */
struct tc_node *tc_json_value(struct tc_json_reader *j, const struct tc_json_slot *slot);

#endif
