#include "validate/document/xml_element.h"

#include <stdlib.h>
#include <string.h>

#define EPCIS_SPACE "urn:epcglobal:epcis"

void tc_xml_stop(struct tc_xml *x, const char *requirement, size_t offset,
                 struct tc_text expected, struct tc_text actual)
{
    if (x->stopped)
        return;
    tc_doc_report_at(x->doc, requirement, offset, NULL, expected, actual);
    x->stopped = x->doc->broken = true;
    xmlStopParser(x->parser);
}

/* --- places ------------------------------------------------------------------- */

/* Place in the input of a byte of the parser's buffer. */
static size_t offset_of(const struct tc_xml *x, const xmlChar *at)
{
    const xmlParserInput *input = x->parser->input;

    return input ? input->consumed + (size_t)(at - input->base) : 0;
}

size_t tc_xml_here(const struct tc_xml *x)
{
    return x->parser->input ? offset_of(x, x->parser->input->cur) : 0;
}

/* The '<' of the start tag that the parser has just read. */
static size_t tag_start(const struct tc_xml *x)
{
    const xmlChar *at = x->parser->input->cur;

    while (at > x->parser->input->base && *at != '<')
        at--;
    return offset_of(x, at);
}

/* --- nodes -------------------------------------------------------------------- */

static struct tc_arena *arena_of(const struct tc_xml *x)
{
    return x->event ? x->doc->inner : x->doc->outer;
}

static bool is_epcis_space(const xmlChar *uri)
{
    return strncmp((const char *)uri, EPCIS_SPACE, strlen(EPCIS_SPACE)) == 0;
}

/* The name as written, with its prefix. */
static void set_label(struct tc_xml *x, struct tc_node *node, const xmlChar *name,
                      const xmlChar *prefix)
{
    const char *label = prefix ? tc_arena_printf(arena_of(x), "%s:%s", prefix, name)
                               : tc_arena_strdup(arena_of(x), (const char *)name);

    node->label = label;
    node->label_len = strlen(label);
    node->name = (unsigned char)tc_name_find((const char *)name, strlen((const char *)name));
}

static struct tc_node *new_node(struct tc_xml *x, size_t at)
{
    struct tc_node *node = tc_arena_alloc(arena_of(x), sizeof(*node));

    node->kind = TC_NODE_STRING;
    node->at = node->label_at = at;
    if (++x->nodes > TC_DOC_NODES)
        tc_xml_stop(x, "EPCIS-DOC-01", tc_xml_here(x),
                    TC_TEXT("tối đa 4.000.000 giá trị trong một sự kiện",
                            "at most 4,000,000 values in an event"),
                    TC_TEXT("nhiều hơn", "more of them"));
    return node;
}

static bool same_label(const struct tc_node *a, const struct tc_node *b)
{
    return a->label_len == b->label_len && memcmp(a->label, b->label, a->label_len) == 0;
}

/* Number among the namesakes. Those of the event list are forgotten one by
 * one, so that there the number of the event has to do. */
static unsigned number_of(const struct tc_xml *x, const struct tc_node *parent,
                          const struct tc_node *node)
{
    unsigned n = 1;

    if (parent->name == TC_NAME_EventList)
        return (unsigned)x->doc->result->events + 1;
    for (const struct tc_node *child = parent->first; child; child = child->next)
        n += child != node && same_label(child, node);
    return n;
}

static void add_attribute(struct tc_xml *x, struct tc_node *element, const xmlChar **attribute)
{
    const xmlChar *value = attribute[3], *end = attribute[4];
    const xmlParserInput *input = x->parser->input;
    struct tc_node *node = new_node(x, element->at);

    set_label(x, node, attribute[0], attribute[1]);
    node->attribute = true;
    node->foreign = attribute[2] != NULL;
    node->space =
        attribute[2] ? tc_arena_strdup(arena_of(x), (const char *)attribute[2]) : NULL;
    node->text = tc_arena_strndup(arena_of(x), (const char *)value, (size_t)(end - value));
    node->len = (size_t)(end - value);
    if (value >= input->base && value < input->cur)
        node->at = offset_of(x, value);
    tc_node_append(element, node);
    if (!node->foreign) /* xsi:nil and the like make no object */
        element->kind = TC_NODE_OBJECT;
}

/* --- what the parser calls ------------------------------------------------------ */

static void report_doctype(struct tc_xml *x)
{
    if (x->doctype)
        tc_doc_report_at(x->doc, "EPCIS-DOC-33", x->doctype_at, NULL,
                         TC_TEXT("không có DOCTYPE", "no DOCTYPE"),
                         TC_TEXT("một DOCTYPE thừa", "a DOCTYPE, which serves nothing"));
    x->doctype = false;
}

static void begin_root(struct tc_xml *x, const xmlChar *uri)
{
    size_t len = uri ? strlen((const char *)uri) : 0;

    report_doctype(x);
    x->doc->xml_1_2 = len > 2 && is_epcis_space(uri) && uri[len - 1] == '1';
    if (x->doc->xml_1_2)
        x->doc->result->format = TC_FORMAT_XML_1_2;
}

/* Elements inside the root stand in no namespace; the results of a query in
 * their own. */
static void check_qualified(struct tc_xml *x, const struct tc_node *element)
{
    if (x->qualified || !element->parent || !element->space || element->foreign ||
        element->name == TC_NAME_QueryResults)
        return;
    x->qualified = true;
    tc_doc_report(
        x->doc, element, "EPCIS-DOC-40",
        TC_TEXT("phần tử không thuộc không gian tên nào", "an element without a namespace"),
        tc_doc_quote(x->doc, element->space, strlen(element->space)));
}

/* <extension> and <baseExtension> only make room for what came later. */
static bool is_wrapper(const struct tc_xml *x, const xmlChar *name, const xmlChar *uri)
{
    return x->current && (!uri || is_epcis_space(uri)) &&
           (strcmp((const char *)name, "extension") == 0 ||
            strcmp((const char *)name, "baseExtension") == 0);
}

static bool enter(struct tc_xml *x, bool wrapper)
{
    x->quiet = 0;
    if (x->depth == TC_DOC_DEPTH) {
        tc_xml_stop(x, "EPCIS-DOC-01", tc_xml_here(x),
                    TC_TEXT("tối đa 64 cấp lồng nhau", "at most 64 levels of nesting"),
                    TC_TEXT("nhiều hơn", "more of them"));
        return false;
    }
    x->depth++;
    x->wrapper[x->depth] = wrapper;
    x->wraps[x->depth] = (unsigned char)(wrapper ? x->wraps[x->depth - 1] + 1 : 0);
    return true;
}

void tc_xml_start_element(void *cookie, const xmlChar *name, const xmlChar *prefix,
                          const xmlChar *uri, int space_count, const xmlChar **spaces,
                          int count, int defaulted, const xmlChar **attributes)
{
    struct tc_xml *x = cookie;
    struct tc_node *element, *parent = x->current;
    bool wrapper = is_wrapper(x, name, uri);

    (void)space_count, (void)spaces;
    if (x->stopped || !enter(x, wrapper) || wrapper)
        return;
    if (!parent)
        begin_root(x, uri);
    if (parent && !x->event && parent->name == TC_NAME_EventList && !parent->foreign) {
        tc_arena_reset(x->doc->inner);
        x->event = parent; /* from here on in the arena of the event */
        x->event = element = new_node(x, tag_start(x));
    } else {
        element = new_node(x, tag_start(x));
    }
    set_label(x, element, name, prefix);
    element->foreign = uri && !is_epcis_space(uri);
    element->space = uri ? tc_arena_strdup(arena_of(x), (const char *)uri) : NULL;
    element->wraps = x->wraps[x->depth - 1];
    if (parent) {
        parent->kind = TC_NODE_OBJECT;
        element->index = number_of(x, parent, element);
        tc_node_append(parent, element);
    }
    for (int i = 0; i < count - defaulted; i++)
        add_attribute(x, element, attributes + 5 * i);
    check_qualified(x, element);
    x->current = element;
    x->text_len = 0;
}

void tc_xml_characters(void *cookie, const xmlChar *text, int len)
{
    struct tc_xml *x = cookie;

    if (x->stopped || !x->current)
        return;
    if (x->text_len + (size_t)len > x->text_capacity) {
        x->text_capacity = 2 * (x->text_len + (size_t)len);
        x->text = realloc(x->text, x->text_capacity);
        if (!x->text)
            abort();
    }
    memcpy(x->text + x->text_len, text, (size_t)len);
    x->text_len += (size_t)len;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The text of a simple element, space at both ends left out: every simple type
 * of EPCIS but the strings collapses it. */
static void set_text(struct tc_xml *x, struct tc_node *node)
{
    const char *start = x->text ? x->text : "", *end = start + x->text_len;

    while (start < end && is_space(*start))
        start++;
    while (end > start && is_space(end[-1]))
        end--;
    node->len = (size_t)(end - start);
    node->text = tc_arena_strndup(arena_of(x), start, node->len);
}

/* <source type="T">ID</source> becomes {"type": T, "source": ID}. */
static void split_typed(struct tc_xml *x, struct tc_node *element)
{
    struct tc_node *value = new_node(x, element->at);

    value->label = element->label;
    value->label_len = element->label_len;
    value->name = element->name;
    value->index = 1;
    set_text(x, value);
    tc_node_append(element, value);
    element->kind = TC_NODE_OBJECT;
}

static bool is_typed(const struct tc_node *element)
{
    if (element->foreign || !element->parent)
        return false;
    return element->name == TC_NAME_bizTransaction || element->name == TC_NAME_source ||
           element->name == TC_NAME_destination;
}

/* <ex:weight unit="KGM">3.5</ex:weight>: an object that has a text as well. */
static bool is_text_with_attributes(const struct tc_node *element)
{
    return element->foreign && element->last && element->last->attribute;
}

static void end_event(struct tc_xml *x)
{
    struct tc_node *list = x->event->parent;

    x->doc->on_event(x->doc, x->event);
    list->first = list->last = NULL;
    x->event = NULL;
    x->nodes = 0;
}

void tc_xml_end_element(void *cookie, const xmlChar *name, const xmlChar *prefix,
                        const xmlChar *uri)
{
    struct tc_xml *x = cookie;
    struct tc_node *element = x->current;

    (void)name, (void)prefix, (void)uri;
    if (x->stopped || !element)
        return;
    x->quiet = 0;
    if (x->wrapper[x->depth--])
        return;
    if (is_typed(element))
        split_typed(x, element);
    else if (element->kind == TC_NODE_STRING || is_text_with_attributes(element))
        set_text(x, element);
    x->current = element->parent;
    x->text_len = 0;
    if (element == x->event)
        end_event(x);
    else if (!element->parent)
        x->doc->on_root(x->doc, element);
}
