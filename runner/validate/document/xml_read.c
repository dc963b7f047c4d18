/* XML documents through libxml2's event interface: no entity is expanded, no
 * file or address is opened, and the depth is bounded. */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

#include "validate/document/doc.h"
#include "validate/document/xml_fault.h"

#define EPCIS_SPACE "urn:epcglobal:epcis"
#define CHUNK ((size_t)64 << 10)
#define KEPT ((size_t)64 << 10)      /* of the input, behind the parser's place */
#define QUIET_MAX ((size_t)16 << 20) /* bytes without an element: more is an attack */

struct xml {
    struct tc_doc *doc;
    xmlParserCtxtPtr parser;
    struct tc_node *current; /* the element that is open */
    struct tc_node *event;   /* the event that is open, or NULL */
    char *text;              /* of the open element so far */
    size_t text_len, text_capacity;
    size_t nodes, quiet;
    unsigned depth;
    bool wrapper[TC_DOC_DEPTH + 1];        /* the open element there was left out */
    unsigned char wraps[TC_DOC_DEPTH + 1]; /* so many just above, at each depth */
    bool qualified; /* an element in a namespace where none belongs was reported */
    bool doctype;
    size_t doctype_at;
    bool stopped;
    bool miscoded; /* the parser met bytes that are not of the encoding */
};

static void stop_at(struct xml *x, const char *requirement, size_t offset,
                    struct tc_text expected, struct tc_text actual)
{
    if (x->stopped)
        return;
    tc_doc_report_at(x->doc, requirement, offset, NULL, expected, actual);
    x->stopped = x->doc->broken = true;
    xmlStopParser(x->parser);
}

/* --- places ------------------------------------------------------------------- */

/* Place in the input of a byte of the parser's buffer. Exact for UTF-8; another
 * encoding is counted as the UTF-8 that the parser makes of it. */
static size_t offset_of(const struct xml *x, const xmlChar *at)
{
    const xmlParserInput *input = x->parser->input;

    return input ? input->consumed + (size_t)(at - input->base) : 0;
}

static size_t here(const struct xml *x)
{
    return x->parser->input ? offset_of(x, x->parser->input->cur) : 0;
}

/* The '<' of the start tag that the parser has just read. */
static size_t tag_start(const struct xml *x)
{
    const xmlChar *at = x->parser->input->cur;

    while (at > x->parser->input->base && *at != '<')
        at--;
    return offset_of(x, at);
}

/* --- nodes -------------------------------------------------------------------- */

static struct tc_arena *arena_of(const struct xml *x)
{
    return x->event ? x->doc->inner : x->doc->outer;
}

static bool is_epcis_space(const xmlChar *uri)
{
    return strncmp((const char *)uri, EPCIS_SPACE, strlen(EPCIS_SPACE)) == 0;
}

/* The name as written, with its prefix. */
static void set_label(struct xml *x, struct tc_node *node, const xmlChar *name,
                      const xmlChar *prefix)
{
    const char *label = prefix ? tc_arena_printf(arena_of(x), "%s:%s", prefix, name)
                               : tc_arena_strdup(arena_of(x), (const char *)name);

    node->label = label;
    node->label_len = strlen(label);
    node->name = (unsigned char)tc_name_find((const char *)name, strlen((const char *)name));
}

static struct tc_node *new_node(struct xml *x, size_t at)
{
    struct tc_node *node = tc_arena_alloc(arena_of(x), sizeof(*node));

    node->kind = TC_NODE_STRING;
    node->at = node->label_at = at;
    if (++x->nodes > TC_DOC_NODES)
        stop_at(x, "EPCIS-DOC-01", here(x),
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
static unsigned number_of(const struct xml *x, const struct tc_node *parent,
                          const struct tc_node *node)
{
    unsigned n = 1;

    if (parent->name == TC_NAME_EventList)
        return (unsigned)x->doc->result->events + 1;
    for (const struct tc_node *child = parent->first; child; child = child->next)
        n += child != node && same_label(child, node);
    return n;
}

static void add_attribute(struct xml *x, struct tc_node *element, const xmlChar **attribute)
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

static void report_doctype(struct xml *x)
{
    if (x->doctype)
        tc_doc_report_at(x->doc, "EPCIS-DOC-33", x->doctype_at, NULL,
                         TC_TEXT("không có DOCTYPE", "no DOCTYPE"),
                         TC_TEXT("một DOCTYPE thừa", "a DOCTYPE, which serves nothing"));
    x->doctype = false;
}

static void begin_root(struct xml *x, const xmlChar *uri)
{
    size_t len = uri ? strlen((const char *)uri) : 0;

    report_doctype(x);
    x->doc->xml_1_2 = len > 2 && is_epcis_space(uri) && uri[len - 1] == '1';
    if (x->doc->xml_1_2)
        x->doc->result->format = TC_FORMAT_XML_1_2;
}

/* Elements inside the root stand in no namespace; the results of a query in
 * their own. */
static void check_qualified(struct xml *x, const struct tc_node *element)
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
static bool is_wrapper(const struct xml *x, const xmlChar *name, const xmlChar *uri)
{
    return x->current && (!uri || is_epcis_space(uri)) &&
           (strcmp((const char *)name, "extension") == 0 ||
            strcmp((const char *)name, "baseExtension") == 0);
}

static bool enter(struct xml *x, bool wrapper)
{
    x->quiet = 0;
    if (x->depth == TC_DOC_DEPTH) {
        stop_at(x, "EPCIS-DOC-01", here(x),
                TC_TEXT("tối đa 64 cấp lồng nhau", "at most 64 levels of nesting"),
                TC_TEXT("nhiều hơn", "more of them"));
        return false;
    }
    x->depth++;
    x->wrapper[x->depth] = wrapper;
    x->wraps[x->depth] = (unsigned char)(wrapper ? x->wraps[x->depth - 1] + 1 : 0);
    return true;
}

static void start_element(void *cookie, const xmlChar *name, const xmlChar *prefix,
                          const xmlChar *uri, int space_count, const xmlChar **spaces,
                          int count, int defaulted, const xmlChar **attributes)
{
    struct xml *x = cookie;
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

static void characters(void *cookie, const xmlChar *text, int len)
{
    struct xml *x = cookie;

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
static void set_text(struct xml *x, struct tc_node *node)
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
static void split_typed(struct xml *x, struct tc_node *element)
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

static void end_event(struct xml *x)
{
    struct tc_node *list = x->event->parent;

    x->doc->on_event(x->doc, x->event);
    list->first = list->last = NULL;
    x->event = NULL;
    x->nodes = 0;
}

static void end_element(void *cookie, const xmlChar *name, const xmlChar *prefix,
                        const xmlChar *uri)
{
    struct xml *x = cookie;
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

/* --- document types: an entity is never wanted ------------------------------------ */

static void refuse_entity(struct xml *x)
{
    stop_at(x, "EPCIS-DOC-34", here(x),
            TC_TEXT("tài liệu không khai báo thực thể và không dẫn tới tệp ngoài",
                    "a document without entities or external subset"),
            TC_TEXT("một khai báo như vậy", "such a declaration"));
}

static void internal_subset(void *cookie, const xmlChar *name, const xmlChar *external,
                            const xmlChar *system)
{
    struct xml *x = cookie;

    (void)name;
    x->doctype = true;
    x->doctype_at = here(x);
    if (external || system)
        refuse_entity(x);
}

static void entity_declaration(void *cookie, const xmlChar *name, int type,
                               const xmlChar *external, const xmlChar *system, xmlChar *content)
{
    (void)name, (void)type, (void)external, (void)system, (void)content;
    refuse_entity(cookie);
}

static xmlEntityPtr get_entity(void *cookie, const xmlChar *name)
{
    (void)cookie;
    return xmlGetPredefinedEntity(name);
}

static xmlEntityPtr get_parameter_entity(void *cookie, const xmlChar *name)
{
    (void)name;
    refuse_entity(cookie);
    return NULL;
}

/* --- errors ------------------------------------------------------------------------ */

static void on_error(void *cookie, xmlErrorPtr error)
{
    struct xml *x = cookie;

    if (error->level < XML_ERR_ERROR)
        return;
    stop_at(x, "EPCIS-DOC-01", here(x), TC_TEXT("XML đúng cú pháp", "well-formed XML"),
            tc_xml_fault(x->doc->arena, error));
}

/* Bytes that are not of the encoding libxml2 reports to no parser; it would print
 * that to standard error. The parser may not be stopped from here. */
static void on_stray_error(void *cookie, xmlErrorPtr error)
{
    struct xml *x = cookie;

    x->miscoded |= error->level >= XML_ERR_ERROR;
}

static void parse(struct xml *x, const char *bytes, size_t len, bool last)
{
    xmlParseChunk(x->parser, bytes, (int)len, last);
    if (x->miscoded)
        stop_at(x, "EPCIS-DOC-01", here(x),
                TC_TEXT("byte thuộc bảng mã của tài liệu", "bytes of the document's encoding"),
                TC_TEXT("byte khác", "other bytes"));
}

/* --- the whole ---------------------------------------------------------------------- */

static void set_handlers(xmlSAXHandler *sax)
{
    memset(sax, 0, sizeof(*sax));
    sax->initialized = XML_SAX2_MAGIC;
    sax->startElementNs = start_element;
    sax->endElementNs = end_element;
    sax->characters = characters;
    sax->cdataBlock = characters;
    sax->ignorableWhitespace = characters;
    sax->internalSubset = internal_subset;
    sax->entityDecl = entity_declaration;
    sax->getEntity = get_entity;
    sax->getParameterEntity = get_parameter_entity;
    sax->serror = on_error;
}

/* What may be given up: all before the open event, and then a little. */
static const char *done_with(const struct xml *x)
{
    const struct tc_window *w = &x->doc->window;
    size_t held = (size_t)(w->end - w->base);
    const char *keep = held > KEPT ? w->end - KEPT : w->base;

    if (x->event && x->event->at >= w->offset && w->base + (x->event->at - w->offset) < keep)
        keep = w->base + (x->event->at - w->offset);
    return keep;
}

static void feed(struct xml *x, const char *bytes, size_t len)
{
    for (size_t done = 0, n; done < len && !x->stopped; done += n) {
        n = len - done < CHUNK ? len - done : CHUNK;
        x->quiet += n;
        if (x->quiet > QUIET_MAX)
            stop_at(x, "EPCIS-DOC-01", here(x),
                    TC_TEXT("phần tử dưới 16 MiB", "an element below 16 MiB"),
                    TC_TEXT("lớn hơn", "a larger one"));
        else
            parse(x, bytes + done, n, false);
    }
}

void tc_xml_document_read(struct tc_doc *doc)
{
    struct xml x = { .doc = doc };
    struct tc_window *w = &doc->window;
    xmlSAXHandler sax;
    const char *at = w->base;
    size_t fed;

    set_handlers(&sax);
    x.parser = xmlCreatePushParserCtxt(&sax, &x, NULL, 0, NULL);
    if (!x.parser)
        abort();
    xmlCtxtUseOptions(x.parser, XML_PARSE_NONET | XML_PARSE_HUGE);
    x.parser->sax->serror = on_error;
    xmlSetStructuredErrorFunc(&x, on_stray_error);
    feed(&x, at, (size_t)(w->end - at));
    while (!x.stopped && !w->whole) {
        fed = w->offset + (size_t)(w->end - w->base);
        at = done_with(&x);
        if (!tc_window_more(w, &at))
            break;
        feed(&x, w->base + (fed - w->offset), w->offset + (size_t)(w->end - w->base) - fed);
    }
    if (!x.stopped)
        parse(&x, NULL, 0, true);
    if (x.parser->myDoc)
        xmlFreeDoc(x.parser->myDoc);
    xmlFreeParserCtxt(x.parser);
    xmlSetStructuredErrorFunc(NULL, NULL);
    free(x.text);
}
