/* JSON documents: read once, event by event. A piece that the end of the window
 * cuts is read again when more is there: a member of the envelope, or an
 * event. */
#include <string.h>

#include "validate/document/json_value.h"

/* --- pieces: what is read again when the window cut it ------------------------- */

/* The place to go back to. */
struct piece {
    struct tc_node *parent, *last; /* the children that were there before */
    size_t nodes;
    unsigned depth;
};

static struct piece begin_piece(const struct tc_json_reader *j, struct tc_node *parent)
{
    return (struct piece){ parent, parent ? parent->last : NULL, j->nodes, j->depth };
}

static struct tc_node *root_of(struct tc_node *node)
{
    while (node && node->parent)
        node = node->parent;
    return node;
}

static void remember_place(const struct tc_window *w, struct tc_window_mark *mark,
                           struct tc_node *node)
{
    tc_window_go(w, mark, node->at);
    node->line = (unsigned)mark->line;
    node->column = (unsigned)(mark->offset - mark->line_offset) + 1;
}

static void settle_all(struct tc_json_reader *j, struct tc_window_mark *mark,
                       struct tc_node *node)
{
    const struct tc_window *w = &j->doc->window;

    for (; node; node = node->next) {
        if (!node->line)
            remember_place(w, mark, node);
        if (node->text >= w->base && node->text < w->end)
            node->text = tc_arena_strndup(j->doc->outer, node->text, node->len);
        if (node->label >= w->base && node->label < w->end)
            node->label = tc_arena_strndup(j->doc->outer, node->label, node->label_len);
        settle_all(j, mark, node->first);
    }
}

/* Copy what the envelope holds of the window, before the window moves. */
static void settle(struct tc_json_reader *j, struct tc_node *root)
{
    struct tc_window_mark mark = tc_window_mark(&j->doc->window);

    settle_all(j, &mark, root);
}

/* Read until twice as much is held behind *start: a piece is read again only so
 * often as its length is doubled. */
static void hold_twice(struct tc_window *w, const char **start)
{
    size_t wanted = 2 * (size_t)(w->end - *start);

    while ((size_t)(w->end - *start) <= wanted && tc_window_more(w, start))
        continue;
}

/* Get more of the input and go back to `start`, the beginning of the piece.
 * False when there is no more. */
static bool again(struct tc_json_reader *j, const struct piece *piece, const char **start)
{
    if (!j->cut)
        return false;
    j->cut = false;
    if (piece->parent) {
        piece->parent->last = piece->last;
        if (piece->last)
            piece->last->next = NULL;
        else
            piece->parent->first = NULL;
        settle(j, root_of(piece->parent));
    }
    hold_twice(&j->doc->window, start);
    j->at = *start;
    j->nodes = piece->nodes;
    j->depth = piece->depth;
    return true;
}

/* --- events ------------------------------------------------------------------- */

/* Read an event, have it judged, and forget it. */
static bool read_event(struct tc_json_reader *j, struct tc_node *list, unsigned index)
{
    const struct tc_json_slot slot = { .parent = list, .index = index };
    struct piece piece = begin_piece(j, list);
    const char *start = j->at;
    const struct tc_node *event;

    do {
        tc_arena_reset(j->doc->inner);
        tc_json_use(j, j->doc->inner);
        event = tc_json_value(j, &slot);
    } while (!event && again(j, &piece, &start));
    if (event)
        j->doc->on_event(j->doc, event);
    list->first = list->last = NULL;
    tc_json_use(j, j->doc->outer);
    j->nodes = piece.nodes;
    return event != NULL;
}

/* Look at the next byte that is no space, with more input if need be. */
static bool next_byte(struct tc_json_reader *j, struct tc_node *parent, char *c)
{
    while (!tc_json_comes(j)) {
        struct piece piece = begin_piece(j, parent);
        const char *start = j->at;

        tc_json_ended(j);
        if (!again(j, &piece, &start))
            return false;
    }
    *c = *j->at;
    return true;
}

/* True, and the byte taken, if `c` comes next. */
static bool next_is(struct tc_json_reader *j, struct tc_node *parent, char c)
{
    char met;

    if (!next_byte(j, parent, &met) || met != c)
        return false;
    j->at++;
    return true;
}

static struct tc_node *read_events(struct tc_json_reader *j, const struct tc_json_slot *slot)
{
    struct tc_node *list = tc_json_node(j, TC_NODE_ARRAY, slot);
    unsigned index = 0;
    char c;

    j->at++;
    if (next_is(j, list, ']'))
        return list;
    do {
        next_byte(j, list, &c);
        if (!read_event(j, list, index++))
            return NULL;
    } while (next_is(j, list, ','));
    if (next_is(j, list, ']'))
        return list;
    tc_json_fail(j, TC_TEXT("dấu phẩy hoặc dấu ]", "a comma or ]"));
    return NULL;
}

/* --- the envelope --------------------------------------------------------------- */

static struct tc_node *read_envelope(struct tc_json_reader *j, const struct tc_json_slot *slot);

/* Where the next step of root/epcisBody[/queryResults/resultsBody] leads. */
static bool leads_to_events(const struct tc_node *object, enum tc_name name)
{
    const struct tc_node *above = object->parent;

    if (!above)
        return name == TC_NAME_epcisBody;
    if (!above->parent)
        return object->name == TC_NAME_epcisBody && name == TC_NAME_queryResults;
    return !above->parent->parent && object->name == TC_NAME_queryResults &&
           name == TC_NAME_resultsBody;
}

static bool holds_event_list(const struct tc_node *object)
{
    return object->name == TC_NAME_epcisBody || object->name == TC_NAME_resultsBody;
}

static struct tc_node *read_member(struct tc_json_reader *j, struct tc_node *object)
{
    struct piece piece = begin_piece(j, object);
    const char *start = j->at;
    struct tc_node *value = NULL;

    do {
        struct tc_json_slot slot = { .parent = object };

        if (!tc_json_label(j, &slot))
            continue;
        if (tc_json_ended(j))
            continue;
        if (*j->at == '[' && slot.name == TC_NAME_eventList && holds_event_list(object))
            return read_events(j, &slot);
        if (*j->at == '{' && leads_to_events(object, slot.name))
            return read_envelope(j, &slot);
        value = tc_json_value(j, &slot);
    } while (!value && again(j, &piece, &start));
    if (!value && !j->failed)
        tc_json_fail(j, TC_TEXT("một thành viên", "a member"));
    return value;
}

static struct tc_node *read_envelope(struct tc_json_reader *j, const struct tc_json_slot *slot)
{
    struct tc_node *object = tc_json_node(j, TC_NODE_OBJECT, slot);
    char c;

    j->at++;
    j->depth++;
    if (next_is(j, object, '}'))
        return object;
    do {
        next_byte(j, object, &c);
        if (!read_member(j, object))
            return NULL;
    } while (next_is(j, object, ','));
    j->depth--;
    if (next_is(j, object, '}'))
        return object;
    tc_json_fail(j, TC_TEXT("dấu phẩy hoặc dấu }", "a comma or }"));
    return NULL;
}

/* One document, or one line of many. */
static void read_root(struct tc_json_reader *j)
{
    const struct tc_json_slot slot = { 0 };
    struct piece piece = begin_piece(j, NULL);
    const char *start = j->at;
    const struct tc_node *root;

    tc_arena_reset(j->doc->outer);
    tc_json_use(j, j->doc->outer);
    /* What was read of contexts is known by nodes that lay where others will lie. */
    j->doc->outer_context.of = j->doc->inner_context.of = NULL;
    if (*j->at == '{')
        root = read_envelope(j, &slot);
    else
        do
            root = tc_json_value(j, &slot);
        while (!root && again(j, &piece, &start));
    if (root)
        j->doc->on_root(j->doc, root);
    j->nodes = 0;
    j->depth = 0;
}

/* A byte order mark is not wanted, but does no harm. RFC 8259 8.1. */
static void skip_mark(struct tc_json_reader *j)
{
    if (tc_json_end(j) - j->at >= 3 && memcmp(j->at, "\xef\xbb\xbf", 3) == 0)
        j->at += 3;
}

/* Behind the end of the line; false when the input ends before it. */
static bool skip_line(struct tc_json_reader *j)
{
    const char *newline;

    while (!(newline = memchr(j->at, '\n', (size_t)(tc_json_end(j) - j->at)))) {
        j->at = tc_json_end(j);
        if (!tc_window_more(&j->doc->window, &j->at))
            return false;
    }
    j->at = newline + 1;
    return true;
}

/* A broken line of many does not hide the next ones. */
static bool recover(struct tc_json_reader *j, size_t roots)
{
    if (roots == 0 || j->doc->window.full || !skip_line(j))
        return false;
    j->failed = j->cut = j->doc->broken = false;
    j->depth = 0;
    j->nodes = 0;
    tc_json_use(j, j->doc->outer);
    return true;
}

/* True if the reader has come to a new line since the byte at `offset`. */
static bool on_a_new_line(const struct tc_json_reader *j, size_t offset)
{
    const struct tc_window *w = &j->doc->window;
    const char *from = offset > w->offset ? w->base + (offset - w->offset) : w->base;

    return offset < w->offset || memchr(from, '\n', (size_t)(j->at - from)) != NULL;
}

void tc_json_document_read(struct tc_doc *doc)
{
    struct tc_json_reader j = { .doc = doc, .arena = doc->outer, .at = doc->window.base };
    size_t read_to = 0;
    char c;

    skip_mark(&j);
    if (!next_byte(&j, NULL, &c))
        tc_json_fail(&j, TC_TEXT("một giá trị JSON", "a JSON value"));
    for (size_t roots = 0; !j.failed && next_byte(&j, NULL, &c);) {
        if (roots && !on_a_new_line(&j, read_to)) {
            tc_json_fail(&j, TC_TEXT("hết tài liệu", "the end of the document"));
            return;
        }
        read_root(&j);
        read_to = tc_json_offset(&j, j.at);
        if (!j.failed)
            roots++;
        else if (recover(&j, roots))
            read_to = 0;
    }
}
