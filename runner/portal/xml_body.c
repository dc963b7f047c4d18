#include "portal/xml_body.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

static const char *name_of(const xmlNode *node)
{
    return (const char *)node->name;
}

static bool is_wrapper(const xmlNode *node)
{
    return strcmp(name_of(node), "baseExtension") == 0 ||
           strcmp(name_of(node), "extension") == 0;
}

static const xmlNode *next_element(const xmlNode *node)
{
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

/* The names of EPCIS that hold a list even when it has one item. */
static bool is_list(const char *name)
{
    size_t len = strlen(name);

    return strcmp(name, "childEPCs") == 0 || (len > 4 && strcmp(name + len - 4, "List") == 0);
}

static json_t *value_of(const xmlNode *node);

static void add_members(json_t *object, const xmlNode *node)
{
    for (node = next_element(node); node; node = next_element(node->next)) {
        if (is_wrapper(node))
            add_members(object, node->children);
        else
            json_object_set_new(object, name_of(node), value_of(node));
    }
}

static json_t *text_of(const xmlNode *node)
{
    xmlChar *text = xmlNodeGetContent((xmlNode *)node);
    json_t *json = json_string(text ? (const char *)text : "");

    xmlFree(text);
    return json ? json : json_string("");
}

static json_t *value_of(const xmlNode *node)
{
    const xmlNode *child = next_element(node->children);
    json_t *json;

    if (is_list(name_of(node))) {
        json = json_array();
        for (; child; child = next_element(child->next))
            json_array_append_new(json, value_of(child));
    } else if (child) {
        json = json_object();
        add_members(json, child);
    } else {
        json = text_of(node);
    }
    return json;
}

/* The element at the path below `node`; `node` itself without a path. */
static const xmlNode *descend(const xmlNode *node, const char *path)
{
    while (node && path && *path == '/') {
        size_t len = strcspn(++path, "/");
        const xmlNode *child = next_element(node->children);

        while (child && (strlen(name_of(child)) != len || strncmp(name_of(child), path, len)))
            child = next_element(child->next);
        node = child;
        path += len;
    }
    return node;
}

static json_t *events_below(const xmlNode *list)
{
    json_t *events = json_array();
    const xmlNode *node;

    for (node = next_element(list->children); node; node = next_element(node->next)) {
        json_t *event = json_pack("{s:s}", "type", name_of(node));

        add_members(event, node->children);
        json_array_append_new(events, event);
    }
    return events;
}

/* Some complaints go past the options of the parser. */
static void say_nothing(void *cookie, xmlErrorPtr error)
{
    (void)cookie;
    (void)error;
}

static xmlDoc *read_document(const char *bytes, size_t len)
{
    xmlStructuredErrorFunc former = xmlStructuredError; /* of this thread */
    void *cookie = xmlStructuredErrorContext;
    xmlDoc *document;

    if (len > INT_MAX)
        return NULL;
    xmlSetStructuredErrorFunc(NULL, say_nothing);
    document = xmlReadMemory(bytes, (int)len, NULL, NULL,
                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                 XML_PARSE_NOCDATA);
    xmlSetStructuredErrorFunc(cookie, former);
    return document;
}

json_t *tc_portal_xml_events(const char *bytes, size_t len, const char *path)
{
    xmlDoc *document = read_document(bytes, len);
    const xmlNode *list = NULL;
    json_t *events = NULL;

    if (document && !document->intSubset && !document->extSubset)
        list = descend(xmlDocGetRootElement(document), path);
    if (list)
        events = events_below(list);
    xmlFreeDoc(document);
    return events;
}

/* --- SOAP ----------------------------------------------------------------------------- */

static bool is_soap(const xmlNode *node, const char *name)
{
    return node && strcmp(name_of(node), name) == 0 && node->ns &&
           strcmp((const char *)node->ns->href, TC_PORTAL_SOAP_URI) == 0;
}

static xmlNode *content_of(xmlDoc *document)
{
    const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    const xmlNode *node = is_soap(root, "Envelope") ? next_element(root->children) : NULL;

    while (node && !is_soap(node, "Body"))
        node = next_element(node->next);
    return node ? (xmlNode *)next_element(node->children) : NULL;
}

/* Also a namespace that stands in values alone (xsi:type) goes along. */
static void take_namespaces(xmlDoc *document, xmlNode *from, xmlNode *to)
{
    xmlNs **all = xmlGetNsList(document, from);

    for (size_t i = 0; all && all[i]; i++)
        xmlNewNs(to, all[i]->href, all[i]->prefix); /* none where it is declared */
    xmlFree(all);
}

const char *tc_portal_xml_content(struct tc_arena *arena, const char *bytes, size_t len,
                                  size_t *content_len)
{
    xmlDoc *message = read_document(bytes, len), *alone;
    xmlNode *content = content_of(message), *copy;
    const char *text = bytes;
    xmlChar *dump = NULL;
    int dump_len = 0;

    *content_len = len;
    if (content) {
        alone = xmlNewDoc((const xmlChar *)"1.0");
        copy = xmlDocCopyNode(content, alone, 1);
        xmlDocSetRootElement(alone, copy);
        take_namespaces(message, content, copy);
        xmlDocDumpMemoryEnc(alone, &dump, &dump_len, "UTF-8");
        text = tc_arena_strndup(arena, (const char *)dump, (size_t)dump_len);
        *content_len = (size_t)dump_len;
        xmlFree(dump);
        xmlFreeDoc(alone);
    }
    xmlFreeDoc(message);
    return text;
}
