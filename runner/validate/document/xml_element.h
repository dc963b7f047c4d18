/* The elements of an XML document, as libxml2's event interface tells of them. */
#ifndef TC_VALIDATE_XML_ELEMENT_H
#define TC_VALIDATE_XML_ELEMENT_H

#include <libxml/parser.h>

#include "validate/document/doc.h"

struct tc_xml {
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

/* Report, once, that the document cannot be read further, and have the parser stop. */
void tc_xml_stop(struct tc_xml *x, const char *requirement, size_t offset,
                 struct tc_text expected, struct tc_text actual);

/* The parser's place in the input, in bytes. Exact for UTF-8; another encoding is
 * counted as the UTF-8 that the parser makes of it. */
size_t tc_xml_here(const struct tc_xml *x);

/* What the parser calls: handlers of xmlSAXHandler, the cookie a struct tc_xml. An
 * event is judged when it ends, and forgotten; the root when the document ends. */
void tc_xml_start_element(void *cookie, const xmlChar *name, const xmlChar *prefix,
                          const xmlChar *uri, int space_count, const xmlChar **spaces,
                          int count, int defaulted, const xmlChar **attributes);
void tc_xml_characters(void *cookie, const xmlChar *text, int len);
void tc_xml_end_element(void *cookie, const xmlChar *name, const xmlChar *prefix,
                        const xmlChar *uri);

#endif
