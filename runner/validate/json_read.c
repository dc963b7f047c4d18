/* JSON documents, strictly by RFC 8259: read once, bounded in depth and in the
 * number of values held. A piece that the end of the window cuts is read again
 * when more is there: a member of the envelope, or an event. */
#include <string.h>

#include "base/utf8.h"
#include "validate/doc.h"
#include "validate/json_text.h"

struct json {
    struct tc_doc *doc;
    struct tc_arena *arena; /* of the nodes that are being made */
    const char *at;
    unsigned depth;
    size_t nodes;
    bool cut; /* the window ended within the piece */
    bool failed;
};

/* Where the next value belongs. */
struct slot {
    struct tc_node *parent; /* NULL: the root */
    struct tc_span label;   /* .text NULL: not a member */
    const char *label_at;
    unsigned index;
};

static struct tc_node *read_value(struct json *j, const struct slot *slot);

static const char *end_of(const struct json *j)
{
    return j->doc->window.end;
}

static size_t offset_of(const struct json *j, const char *at)
{
    return j->doc->window.offset + (size_t)(at - j->doc->window.base);
}

static void fail_at(struct json *j, const char *at, struct tc_text expected,
                    struct tc_text actual)
{
    if (j->failed || j->cut)
        return;
    tc_doc_report_at(j->doc, "EPCIS-DOC-01", offset_of(j, at), NULL, expected, actual);
    j->failed = j->doc->broken = true;
}

/* What stands at the reader's place, for a finding. */
static struct tc_text found(struct json *j)
{
    size_t n;
    const char *shown;

    if (j->at >= end_of(j) && j->doc->window.full)
        return TC_TEXT("một phần dài hơn 256 MiB", "a piece beyond 256 MiB");
    if (j->at >= end_of(j))
        return TC_TEXT("tài liệu kết thúc", "the end of the document");
    n = tc_utf8_len(j->at, (size_t)(end_of(j) - j->at));
    if (n == 0)
        return TC_TEXT("byte không phải UTF-8", "a byte that is no UTF-8");
    if ((unsigned char)*j->at < 0x20)
        return TC_TEXT("ký tự điều khiển", "a control character");
    shown = tc_arena_printf(j->doc->arena, "\"%.*s\"", (int)n, j->at);
    return TC_TEXT(shown, shown);
}

static void fail(struct json *j, struct tc_text expected)
{
    fail_at(j, j->at, expected, found(j));
}

/* True at the end of what is held; more may come. */
static bool ended(struct json *j)
{
    if (j->at < end_of(j))
        return false;
    j->cut = j->cut || !(j->doc->window.whole || j->doc->window.full);
    return true;
}

static void skip_space(struct json *j)
{
    while (j->at < end_of(j) &&
           (*j->at == ' ' || *j->at == '\n' || *j->at == '\r' || *j->at == '\t'))
        j->at++;
}

/* Take `c` if it comes next. */
static bool take(struct json *j, char c)
{
    skip_space(j);
    if (ended(j) || *j->at != c)
        return false;
    j->at++;
    return true;
}

static struct tc_node *new_node(struct json *j, enum tc_node_kind kind, const struct slot *slot)
{
    struct tc_node *node = tc_arena_alloc(j->arena, sizeof(*node));

    node->kind = (unsigned char)kind;
    node->at = offset_of(j, j->at);
    node->index = slot->index;
    if (slot->label.text) {
        node->label = slot->label.text;
        node->label_len = slot->label.len;
        node->label_at = offset_of(j, slot->label_at);
        node->name = (unsigned char)tc_name_find(node->label, node->label_len);
        j->doc->others += node->name == TC_NAME_OTHER;
    }
    if (slot->parent)
        tc_node_append(slot->parent, node);
    if (++j->nodes > TC_DOC_NODES)
        fail_at(j, j->at,
                TC_TEXT("tối đa 4.000.000 giá trị trong một sự kiện",
                        "at most 4,000,000 values in an event"),
                TC_TEXT("nhiều hơn", "more of them"));
    return node;
}

static struct tc_span read_text(struct json *j)
{
    struct tc_json_text text = tc_json_text_read(j->arena, j->at, end_of(j));

    if (text.cut && j->doc->window.whole)
        fail_at(j, j->at, TC_TEXT("dấu \" đóng chuỗi", "a closing \""),
                TC_TEXT("tài liệu kết thúc giữa chuỗi", "the document ends in the string"));
    else if (text.cut && j->doc->window.full)
        fail_at(j, j->at, TC_TEXT("chuỗi dưới 256 MiB", "a string below 256 MiB"),
                TC_TEXT("dài hơn", "a longer one"));
    else if (text.cut)
        j->cut = true;
    else if (text.wrong)
        fail_at(j, text.wrong, text.expected, text.actual);
    else
        j->at = text.end;
    return (struct tc_span){ text.cut || text.wrong ? NULL : text.text, text.len };
}

static bool take_digits(struct json *j)
{
    const char *start = j->at;

    while (j->at < end_of(j) && *j->at >= '0' && *j->at <= '9')
        j->at++;
    return j->at > start;
}

/* Take one of two characters if it comes next. */
static bool take_either(struct json *j, char one, char other)
{
    if (j->at >= end_of(j) || (*j->at != one && *j->at != other))
        return false;
    j->at++;
    return true;
}

/* RFC 8259 6. */
static bool take_number(struct json *j)
{
    take_either(j, '-', '-');
    if (!take_either(j, '0', '0') && !take_digits(j))
        return false;
    if (take_either(j, '.', '.') && !take_digits(j))
        return false;
    if (!take_either(j, 'e', 'E'))
        return true;
    take_either(j, '+', '-');
    return take_digits(j);
}

static struct tc_node *read_number(struct json *j, const struct slot *slot)
{
    struct tc_node *node = new_node(j, TC_NODE_NUMBER, slot);
    bool right;

    node->text = j->at;
    right = take_number(j);
    if (ended(j) && j->cut)
        return NULL; /* its digits may go on */
    if (!right) {
        fail(j, TC_TEXT("chữ số", "a digit"));
        return NULL;
    }
    node->len = (size_t)(j->at - node->text);
    return node;
}

static struct tc_node *read_word(struct json *j, const struct slot *slot)
{
    static const struct {
        const char *word;
        enum tc_node_kind kind;
    } words[] = { { "true", TC_NODE_BOOLEAN },
                  { "false", TC_NODE_BOOLEAN },
                  { "null", TC_NODE_NULL } };
    size_t held = (size_t)(end_of(j) - j->at);

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        size_t len = strlen(words[i].word);
        struct tc_node *node;

        if (memcmp(j->at, words[i].word, held < len ? held : len) != 0)
            continue;
        if (held < len) {
            j->at += held;
            ended(j);
            break;
        }
        node = new_node(j, words[i].kind, slot);
        node->text = j->at;
        node->len = len;
        j->at += len;
        return node;
    }
    fail(j, TC_TEXT("một giá trị JSON", "a JSON value"));
    return NULL;
}

/* The name of the next member and its colon, into the slot. */
static bool read_label(struct json *j, struct slot *slot)
{
    skip_space(j);
    if (ended(j) || *j->at != '"') {
        fail(j, TC_TEXT("tên trong dấu ngoặc kép", "a name in quotes"));
        return false;
    }
    slot->label_at = j->at;
    slot->label = read_text(j);
    if (!slot->label.text)
        return false;
    if (!take(j, ':')) {
        fail(j, TC_TEXT("dấu hai chấm", "a colon"));
        return false;
    }
    skip_space(j);
    return true;
}

static struct tc_node *read_object(struct json *j, const struct slot *slot)
{
    struct tc_node *object = new_node(j, TC_NODE_OBJECT, slot);

    j->at++;
    if (take(j, '}'))
        return object;
    do {
        struct slot member = { .parent = object };

        if (!read_label(j, &member) || !read_value(j, &member))
            return NULL;
    } while (take(j, ','));
    if (take(j, '}'))
        return object;
    fail(j, TC_TEXT("dấu phẩy hoặc dấu }", "a comma or }"));
    return NULL;
}

static struct tc_node *read_array(struct json *j, const struct slot *slot)
{
    struct tc_node *array = new_node(j, TC_NODE_ARRAY, slot);
    struct slot element = { .parent = array };

    j->at++;
    if (take(j, ']'))
        return array;
    do {
        skip_space(j);
        if (!read_value(j, &element))
            return NULL;
        element.index++;
    } while (take(j, ','));
    if (take(j, ']'))
        return array;
    fail(j, TC_TEXT("dấu phẩy hoặc dấu ]", "a comma or ]"));
    return NULL;
}

static struct tc_node *read_nested(struct json *j, const struct slot *slot)
{
    struct tc_node *node;

    if (j->depth == TC_DOC_DEPTH) {
        fail_at(j, j->at, TC_TEXT("tối đa 64 cấp lồng nhau", "at most 64 levels of nesting"),
                TC_TEXT("nhiều hơn", "more of them"));
        return NULL;
    }
    j->depth++;
    node = *j->at == '{' ? read_object(j, slot) : read_array(j, slot);
    j->depth--;
    return j->failed ? NULL : node;
}

static struct tc_node *read_string(struct json *j, const struct slot *slot)
{
    struct tc_node *node = new_node(j, TC_NODE_STRING, slot);
    struct tc_span text = read_text(j);

    node->text = text.text;
    node->len = text.len;
    return text.text ? node : NULL;
}

static struct tc_node *read_value(struct json *j, const struct slot *slot)
{
    if (ended(j)) {
        fail(j, TC_TEXT("một giá trị JSON", "a JSON value"));
        return NULL;
    }
    if (*j->at == '{' || *j->at == '[')
        return read_nested(j, slot);
    if (*j->at == '"')
        return read_string(j, slot);
    if (*j->at == '-' || (*j->at >= '0' && *j->at <= '9'))
        return read_number(j, slot);
    return read_word(j, slot);
}

/* --- pieces: what is read again when the window cut it ------------------------- */

/* The place to go back to. */
struct piece {
    struct tc_node *parent, *last; /* the children that were there before */
    size_t nodes;
    unsigned depth;
};

static struct piece begin_piece(const struct json *j, struct tc_node *parent)
{
    return (struct piece){ parent, parent ? parent->last : NULL, j->nodes, j->depth };
}

static struct tc_node *root_of(struct tc_node *node)
{
    while (node && node->parent)
        node = node->parent;
    return node;
}

static void remember_place(const struct tc_window *w, struct tc_node *node)
{
    long line, column;

    tc_window_place(w, node->at, &line, &column);
    node->line = (unsigned)line;
    node->column = (unsigned)column;
}

/* Copy what the envelope holds of the window, before the window moves. */
static void settle(struct json *j, struct tc_node *node)
{
    const struct tc_window *w = &j->doc->window;

    for (; node; node = node->next) {
        if (!node->line)
            remember_place(w, node);
        if (node->text >= w->base && node->text < w->end)
            node->text = tc_arena_strndup(j->doc->outer, node->text, node->len);
        if (node->label >= w->base && node->label < w->end)
            node->label = tc_arena_strndup(j->doc->outer, node->label, node->label_len);
        settle(j, node->first);
    }
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
static bool again(struct json *j, const struct piece *piece, const char **start)
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
static bool read_event(struct json *j, struct tc_node *list, unsigned index)
{
    const struct slot slot = { .parent = list, .index = index };
    struct piece piece = begin_piece(j, list);
    const char *start = j->at;
    const struct tc_node *event;

    j->arena = j->doc->inner;
    do {
        tc_arena_reset(j->doc->inner);
        event = read_value(j, &slot);
    } while (!event && again(j, &piece, &start));
    if (event)
        j->doc->on_event(j->doc, event);
    list->first = list->last = NULL;
    j->arena = j->doc->outer;
    j->nodes = piece.nodes;
    return event != NULL;
}

/* Look at the next byte that is no space, with more input if need be. */
static bool next_byte(struct json *j, struct tc_node *parent, char *c)
{
    struct piece piece = begin_piece(j, parent);
    const char *start;

    do {
        skip_space(j);
        start = j->at;
    } while (ended(j) && again(j, &piece, &start));
    if (j->at >= end_of(j))
        return false;
    *c = *j->at;
    return true;
}

/* True, and the byte taken, if `c` comes next. */
static bool next_is(struct json *j, struct tc_node *parent, char c)
{
    char met;

    if (!next_byte(j, parent, &met) || met != c)
        return false;
    j->at++;
    return true;
}

static struct tc_node *read_events(struct json *j, const struct slot *slot)
{
    struct tc_node *list = new_node(j, TC_NODE_ARRAY, slot);
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
    fail(j, TC_TEXT("dấu phẩy hoặc dấu ]", "a comma or ]"));
    return NULL;
}

/* --- the envelope --------------------------------------------------------------- */

static struct tc_node *read_envelope(struct json *j, const struct slot *slot);

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

static struct tc_node *read_member(struct json *j, struct tc_node *object)
{
    struct piece piece = begin_piece(j, object);
    const char *start = j->at;
    struct tc_node *value = NULL;

    do {
        struct slot slot = { .parent = object };
        enum tc_name name;

        if (!read_label(j, &slot))
            continue;
        if (ended(j))
            continue;
        name = tc_name_find(slot.label.text, slot.label.len);
        if (*j->at == '[' && name == TC_NAME_eventList && holds_event_list(object))
            return read_events(j, &slot);
        if (*j->at == '{' && leads_to_events(object, name))
            return read_envelope(j, &slot);
        value = read_value(j, &slot);
    } while (!value && again(j, &piece, &start));
    if (!value && !j->failed)
        fail(j, TC_TEXT("một thành viên", "a member"));
    return value;
}

static struct tc_node *read_envelope(struct json *j, const struct slot *slot)
{
    struct tc_node *object = new_node(j, TC_NODE_OBJECT, slot);
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
    fail(j, TC_TEXT("dấu phẩy hoặc dấu }", "a comma or }"));
    return NULL;
}

/* One document, or one line of many. */
static void read_root(struct json *j)
{
    const struct slot slot = { 0 };
    struct piece piece = begin_piece(j, NULL);
    const char *start = j->at;
    const struct tc_node *root;

    tc_arena_reset(j->doc->outer);
    if (*j->at == '{')
        root = read_envelope(j, &slot);
    else
        do
            root = read_value(j, &slot);
        while (!root && again(j, &piece, &start));
    if (root)
        j->doc->on_root(j->doc, root);
    j->nodes = 0;
    j->depth = 0;
}

/* A byte order mark is not wanted, but does no harm. RFC 8259 8.1. */
static void skip_mark(struct json *j)
{
    if (end_of(j) - j->at >= 3 && memcmp(j->at, "\xef\xbb\xbf", 3) == 0)
        j->at += 3;
}

/* Behind the end of the line; false when the input ends before it. */
static bool skip_line(struct json *j)
{
    const char *newline;

    while (!(newline = memchr(j->at, '\n', (size_t)(end_of(j) - j->at)))) {
        j->at = end_of(j);
        if (!tc_window_more(&j->doc->window, &j->at))
            return false;
    }
    j->at = newline + 1;
    return true;
}

/* A broken line of many does not hide the next ones. */
static bool recover(struct json *j, size_t roots)
{
    if (roots == 0 || j->doc->window.full || !skip_line(j))
        return false;
    j->failed = j->cut = j->doc->broken = false;
    j->depth = 0;
    j->nodes = 0;
    j->arena = j->doc->outer;
    return true;
}

/* True if the reader has come to a new line since the byte at `offset`. */
static bool on_a_new_line(const struct json *j, size_t offset)
{
    const struct tc_window *w = &j->doc->window;
    const char *from = offset > w->offset ? w->base + (offset - w->offset) : w->base;

    return offset < w->offset || memchr(from, '\n', (size_t)(j->at - from)) != NULL;
}

void tc_json_document_read(struct tc_doc *doc)
{
    struct json j = { .doc = doc, .arena = doc->outer, .at = doc->window.base };
    size_t read_to = 0;
    char c;

    skip_mark(&j);
    if (!next_byte(&j, NULL, &c))
        fail(&j, TC_TEXT("một giá trị JSON", "a JSON value"));
    for (size_t roots = 0; !j.failed && next_byte(&j, NULL, &c);) {
        if (roots && !on_a_new_line(&j, read_to)) {
            fail(&j, TC_TEXT("hết tài liệu", "the end of the document"));
            return;
        }
        read_root(&j);
        read_to = offset_of(&j, j.at);
        if (!j.failed)
            roots++;
        else if (recover(&j, roots))
            read_to = 0;
    }
}
