/* XML documents through libxml2's event interface: no entity is expanded, no
 * file or address is opened, and the depth is bounded. */
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

#include "validate/document/xml_element.h"
#include "validate/document/xml_fault.h"

#define CHUNK ((size_t)64 << 10)     /* that the parser gets at once */
#define KEPT (2 * CHUNK)             /* of the input: behind the parser's place, and unread */
#define QUIET_MAX ((size_t)16 << 20) /* bytes without an element: more is an attack */

/* --- document types: an entity is never wanted ------------------------------------ */

static void refuse_entity(struct tc_xml *x)
{
    tc_xml_stop(x, "EPCIS-DOC-34", tc_xml_here(x),
                TC_TEXT("tài liệu không khai báo thực thể và không dẫn tới tệp ngoài",
                        "a document without entities or external subset"),
                TC_TEXT("một khai báo như vậy", "such a declaration"));
}

static void internal_subset(void *cookie, const xmlChar *name, const xmlChar *external,
                            const xmlChar *system)
{
    struct tc_xml *x = cookie;

    (void)name;
    x->doctype = true;
    x->doctype_at = tc_xml_here(x);
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

/* libxml2 has one message for too little and too much. */
static bool is_cut_off(const struct tc_xml *x, const xmlError *error)
{
    return error->code == XML_ERR_DOCUMENT_END && x->parser->instate != XML_PARSER_EPILOG;
}

static void on_error(void *cookie, xmlErrorPtr error)
{
    struct tc_xml *x = cookie;

    if (error->level < XML_ERR_ERROR)
        return;
    tc_xml_stop(x, "EPCIS-DOC-01", tc_xml_here(x),
                TC_TEXT("XML đúng cú pháp", "well-formed XML"),
                is_cut_off(x, error) ? TC_TEXT("tài liệu kết thúc giữa chừng",
                                               "the document ends before its root element does")
                                     : tc_xml_fault(x->doc->arena, error));
}

/* Bytes that are not of the encoding libxml2 reports to no parser; it would print
 * that to standard error. The parser may not be stopped from here. */
static void on_stray_error(void *cookie, xmlErrorPtr error)
{
    struct tc_xml *x = cookie;

    x->miscoded |= error->level >= XML_ERR_ERROR;
}

static void parse(struct tc_xml *x, const char *bytes, size_t len, bool last)
{
    xmlParseChunk(x->parser, bytes, (int)len, last);
    if (x->miscoded)
        tc_xml_stop(
            x, "EPCIS-DOC-01", tc_xml_here(x),
            TC_TEXT("byte thuộc bảng mã của tài liệu", "bytes of the document's encoding"),
            TC_TEXT("byte khác", "other bytes"));
}

/* --- the whole ---------------------------------------------------------------------- */

static void set_handlers(xmlSAXHandler *sax)
{
    memset(sax, 0, sizeof(*sax));
    sax->initialized = XML_SAX2_MAGIC;
    sax->startElementNs = tc_xml_start_element;
    sax->endElementNs = tc_xml_end_element;
    sax->characters = tc_xml_characters;
    sax->cdataBlock = tc_xml_characters;
    sax->ignorableWhitespace = tc_xml_characters;
    sax->internalSubset = internal_subset;
    sax->entityDecl = entity_declaration;
    sax->getEntity = get_entity;
    sax->getParameterEntity = get_parameter_entity;
    sax->serror = on_error;
}

/* What may be given up: all before the open event, and then a little. */
static const char *done_with(const struct tc_xml *x)
{
    const struct tc_window *w = &x->doc->window;
    size_t held = (size_t)(w->end - w->base);
    const char *keep = held > KEPT ? w->end - KEPT : w->base;

    if (x->event && x->event->at >= w->offset && w->base + (x->event->at - w->offset) < keep)
        keep = w->base + (x->event->at - w->offset);
    return keep;
}

static void feed(struct tc_xml *x, const char *bytes, size_t len)
{
    x->quiet += len;
    if (x->quiet > QUIET_MAX)
        tc_xml_stop(x, "EPCIS-DOC-01", tc_xml_here(x),
                    TC_TEXT("phần tử dưới 16 MiB", "an element below 16 MiB"),
                    TC_TEXT("lớn hơn", "a larger one"));
    else
        parse(x, bytes, len, false);
}

/* How much there is from that offset of the input on: a whole chunk, unless it ends
 * before. Where libxml2 looks for broken bytes depends on the pieces that it gets, which
 * must not be those in which the input happens to come. */
static size_t wait_for_chunk(const struct tc_xml *x, size_t from)
{
    struct tc_window *w = &x->doc->window;

    while (w->offset + (size_t)(w->end - w->base) - from < CHUNK && !w->whole) {
        const char *keep = done_with(x);

        if (!tc_window_more(w, &keep))
            break;
    }
    return w->offset + (size_t)(w->end - w->base) - from;
}

void tc_xml_document_read(struct tc_doc *doc)
{
    struct tc_xml x = { .doc = doc };
    const struct tc_window *w = &doc->window;
    xmlSAXHandler sax;
    size_t fed = w->offset, n;

    set_handlers(&sax);
    x.parser = xmlCreatePushParserCtxt(&sax, &x, NULL, 0, NULL);
    if (!x.parser)
        abort();
    xmlCtxtUseOptions(x.parser, XML_PARSE_NONET | XML_PARSE_HUGE);
    x.parser->sax->serror = on_error;
    xmlSetStructuredErrorFunc(&x, on_stray_error);
    while (!x.stopped && (n = wait_for_chunk(&x, fed)) > 0) {
        n = n < CHUNK ? n : CHUNK;
        feed(&x, w->base + (fed - w->offset), n);
        fed += n;
    }
    if (!x.stopped)
        parse(&x, NULL, 0, true);
    if (x.parser->myDoc)
        xmlFreeDoc(x.parser->myDoc);
    xmlFreeParserCtxt(x.parser);
    xmlSetStructuredErrorFunc(NULL, NULL);
    free(x.text);
}
