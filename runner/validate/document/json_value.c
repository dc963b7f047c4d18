/* JSON values, strictly by RFC 8259, bounded in depth and in number. */
#include "validate/document/json_value.h"

#include <string.h>

#include "base/utf8.h"
#include "validate/document/json_text.h"

#define SOME 16 /* nodes that are taken from the arena at once */

/* Of tc_json_value: what is not inlined, so that strings have a short way. */
#define APART __attribute__((noinline))

static void fail_at(struct tc_json_reader *j, const char *at, struct tc_text expected,
                    struct tc_text actual)
{
    if (j->failed || j->cut)
        return;
    tc_doc_report_at(j->doc, "EPCIS-DOC-01", tc_json_offset(j, at), NULL, expected, actual);
    j->failed = j->doc->broken = true;
}

/* What stands at the reader's place, for a finding. */
static struct tc_text found(struct tc_json_reader *j)
{
    size_t n;
    const char *shown;

    if (j->at >= tc_json_end(j) && j->doc->window.full)
        return TC_TEXT("một phần dài hơn 256 MiB", "a piece beyond 256 MiB");
    if (j->at >= tc_json_end(j))
        return TC_TEXT("tài liệu kết thúc", "the end of the document");
    n = tc_utf8_len(j->at, (size_t)(tc_json_end(j) - j->at));
    if (n == 0)
        return TC_TEXT("byte không phải UTF-8", "a byte that is no UTF-8");
    if ((unsigned char)*j->at < 0x20)
        return TC_TEXT("ký tự điều khiển", "a control character");
    shown = tc_arena_printf(j->doc->arena, "\"%.*s\"", (int)n, j->at);
    return TC_TEXT(shown, shown);
}

void tc_json_fail(struct tc_json_reader *j, struct tc_text expected)
{
    fail_at(j, j->at, expected, found(j));
}

/* A name that EPCIS does not have stands below `node`. */
static void tell_of_other(struct tc_node *node)
{
    for (; node && !node->others; node = node->parent)
        node->others = true;
}

static struct tc_node *new_node(struct tc_json_reader *j)
{
    if (j->spare == j->spare_end) {
        j->spare = tc_arena_alloc(j->arena, SOME * sizeof(*j->spare));
        j->spare_end = j->spare + SOME;
    }
    return j->spare++;
}

struct tc_node *tc_json_node(struct tc_json_reader *j, enum tc_node_kind kind,
                             const struct tc_json_slot *slot)
{
    struct tc_node *node = new_node(j);

    node->kind = (unsigned char)kind;
    node->at = tc_json_offset(j, j->at);
    node->index = slot->index;
    if (slot->label.text) {
        node->label = slot->label.text;
        node->label_len = slot->label.len;
        node->label_at = tc_json_offset(j, slot->label_at);
        node->name = (unsigned char)slot->name;
        if (node->name == TC_NAME_OTHER)
            tell_of_other(slot->parent);
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

/* A string that has to be looked at more closely. */
static struct tc_span read_any_text(struct tc_json_reader *j)
{
    struct tc_json_text text = tc_json_text_read(j->arena, j->at, tc_json_end(j));

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

static struct tc_span read_text(struct tc_json_reader *j)
{
    const char *start = j->at + 1, *close = tc_json_text_plain(start, tc_json_end(j));

    if (close == tc_json_end(j) || *close != '"')
        return read_any_text(j);
    j->at = close + 1;
    return (struct tc_span){ start, (size_t)(close - start) };
}

/* Move *at behind the digits there; false if there are none. */
static bool take_digits(const char **at, const char *end)
{
    const char *start = *at;

    while (*at < end && **at >= '0' && **at <= '9')
        (*at)++;
    return *at > start;
}

/* Take one of two characters if it comes next. */
static bool take_either(const char **at, const char *end, char one, char other)
{
    if (*at >= end || (**at != one && **at != other))
        return false;
    (*at)++;
    return true;
}

/* Move *at behind the number there, or to where a digit is missing. RFC 8259 6. */
static bool take_number(const char **at, const char *end)
{
    take_either(at, end, '-', '-');
    if (!take_either(at, end, '0', '0') && !take_digits(at, end))
        return false;
    if (take_either(at, end, '.', '.') && !take_digits(at, end))
        return false;
    if (!take_either(at, end, 'e', 'E'))
        return true;
    take_either(at, end, '+', '-');
    return take_digits(at, end);
}

APART static struct tc_node *read_number(struct tc_json_reader *j,
                                         const struct tc_json_slot *slot)
{
    struct tc_node *node = tc_json_node(j, TC_NODE_NUMBER, slot);
    const char *at = j->at;
    bool right;

    node->text = j->at;
    right = take_number(&at, tc_json_end(j));
    j->at = at;
    if (tc_json_ended(j) && j->cut)
        return NULL; /* its digits may go on */
    if (!right) {
        tc_json_fail(j, TC_TEXT("chữ số", "a digit"));
        return NULL;
    }
    node->len = (size_t)(j->at - node->text);
    return node;
}

APART static struct tc_node *read_word(struct tc_json_reader *j,
                                       const struct tc_json_slot *slot)
{
    static const struct {
        const char *word;
        enum tc_node_kind kind;
    } words[] = { { "true", TC_NODE_BOOLEAN },
                  { "false", TC_NODE_BOOLEAN },
                  { "null", TC_NODE_NULL } };
    size_t held = (size_t)(tc_json_end(j) - j->at);

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        size_t len = strlen(words[i].word);
        struct tc_node *node;

        if (memcmp(j->at, words[i].word, held < len ? held : len) != 0)
            continue;
        if (held < len) {
            j->at += held;
            tc_json_ended(j);
            break;
        }
        node = tc_json_node(j, words[i].kind, slot);
        node->text = j->at;
        node->len = len;
        j->at += len;
        return node;
    }
    tc_json_fail(j, TC_TEXT("một giá trị JSON", "a JSON value"));
    return NULL;
}

/* The name of the next member and its colon, into the slot. */
bool tc_json_label(struct tc_json_reader *j, struct tc_json_slot *slot)
{
    if (!tc_json_is_next(j, '"')) {
        tc_json_fail(j, TC_TEXT("tên trong dấu ngoặc kép", "a name in quotes"));
        return false;
    }
    slot->label_at = j->at;
    slot->label = read_text(j);
    if (!slot->label.text)
        return false;
    slot->name = tc_name_find(slot->label.text, slot->label.len);
    if (!tc_json_take(j, ':')) {
        tc_json_fail(j, TC_TEXT("dấu hai chấm", "a colon"));
        return false;
    }
    tc_json_skip_space(j);
    return true;
}

static struct tc_node *read_object(struct tc_json_reader *j, const struct tc_json_slot *slot)
{
    struct tc_node *object = tc_json_node(j, TC_NODE_OBJECT, slot);
    struct tc_json_slot member = { .parent = object };

    j->at++;
    if (tc_json_take(j, '}'))
        return object;
    do {
        if (!tc_json_label(j, &member) || !tc_json_value(j, &member))
            return NULL;
    } while (tc_json_take(j, ','));
    if (tc_json_take(j, '}'))
        return object;
    tc_json_fail(j, TC_TEXT("dấu phẩy hoặc dấu }", "a comma or }"));
    return NULL;
}

static struct tc_node *read_array(struct tc_json_reader *j, const struct tc_json_slot *slot)
{
    struct tc_node *array = tc_json_node(j, TC_NODE_ARRAY, slot);
    struct tc_json_slot element = { .parent = array };

    j->at++;
    if (tc_json_take(j, ']'))
        return array;
    do {
        tc_json_skip_space(j);
        if (!tc_json_value(j, &element))
            return NULL;
        element.index++;
    } while (tc_json_take(j, ','));
    if (tc_json_take(j, ']'))
        return array;
    tc_json_fail(j, TC_TEXT("dấu phẩy hoặc dấu ]", "a comma or ]"));
    return NULL;
}

APART static struct tc_node *read_nested(struct tc_json_reader *j,
                                         const struct tc_json_slot *slot)
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

static struct tc_node *read_string(struct tc_json_reader *j, const struct tc_json_slot *slot)
{
    struct tc_node *node = tc_json_node(j, TC_NODE_STRING, slot);
    struct tc_span text = read_text(j);

    node->text = text.text;
    node->len = text.len;
    return text.text ? node : NULL;
}

struct tc_node *tc_json_value(struct tc_json_reader *j, const struct tc_json_slot *slot)
{
    if (tc_json_ended(j)) {
        tc_json_fail(j, TC_TEXT("một giá trị JSON", "a JSON value"));
        return NULL;
    }
    if (*j->at == '"')
        return read_string(j, slot);
    if (*j->at == '{' || *j->at == '[')
        return read_nested(j, slot);
    if (*j->at == '-' || (*j->at >= '0' && *j->at <= '9'))
        return read_number(j, slot);
    return read_word(j, slot);
}
