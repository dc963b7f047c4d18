#include "portal/ws_header.h"

#include <libxml/xmlreader.h>
#include <limits.h>
#include <string.h>

#include "portal/xml_body.h"

#define WSS "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-"
#define WSSE WSS "secext-1.0.xsd"
#define WSU WSS "utility-1.0.xsd"

/* Depths below the document: Envelope, Header, Security, its tokens and their values. */
enum depth { ENVELOPE, HEADER, SECURITY, TOKEN, VALUE, TEXT };

struct reading {
    struct tc_arena *arena;
    xmlTextReader *reader;
    struct tc_portal_ws_header header;
    bool in_security, in_token, in_stamp;
    const char **value; /* of the element that is being read; NULL: none of ours */
    bool found, ended;  /* a Security header; all that can hold one */
};

static bool is(const struct reading *r, const char *uri, const char *name)
{
    const xmlChar *space = xmlTextReaderConstNamespaceUri(r->reader);

    return space && strcmp((const char *)space, uri) == 0 &&
           strcmp((const char *)xmlTextReaderConstLocalName(r->reader), name) == 0;
}

static void take_type(struct reading *r)
{
    xmlChar *type = xmlTextReaderGetAttribute(r->reader, (const xmlChar *)"Type");

    r->header.password_type = type ? tc_arena_strdup(r->arena, (const char *)type) : NULL;
    xmlFree(type);
}

/* Where the value of this element belongs; NULL where it is none of ours. */
static const char **place_of(struct reading *r)
{
    struct tc_portal_ws_header *h = &r->header;

    if (r->in_token && is(r, WSSE, "Username"))
        return &h->username;
    if (r->in_token && is(r, WSSE, "Password"))
        return &h->password;
    if (r->in_token && is(r, WSSE, "Nonce"))
        return &h->nonce;
    if (is(r, WSU, "Created"))
        return r->in_token ? &h->created : r->in_stamp ? &h->stamp_created : NULL;
    return r->in_stamp && is(r, WSU, "Expires") ? &h->stamp_expires : NULL;
}

/* The first of a name counts. */
static void begin_value(struct reading *r)
{
    r->value = place_of(r);
    if (r->value && *r->value)
        r->value = NULL;
    if (!r->value)
        return;
    *r->value = "";
    if (r->value == &r->header.password)
        take_type(r);
}

static bool begin_element(struct reading *r, int depth)
{
    r->value = NULL;
    switch (depth) {
    case ENVELOPE:
        return is(r, TC_PORTAL_SOAP_URI, "Envelope");
    case HEADER:
        r->ended = !is(r, TC_PORTAL_SOAP_URI, "Header");
        return true;
    case SECURITY:
        r->in_security = is(r, WSSE, "Security");
        r->found = r->found || r->in_security;
        return true;
    case TOKEN:
        r->in_token = r->in_security && is(r, WSSE, "UsernameToken");
        r->in_stamp = r->in_security && is(r, WSU, "Timestamp");
        return true;
    case VALUE:
        begin_value(r);
        return true;
    default:
        return true;
    }
}

static bool take_text(struct reading *r)
{
    const char *text = (const char *)xmlTextReaderConstValue(r->reader);
    size_t before = strlen(*r->value), more = text ? strlen(text) : 0;

    if (more > TC_PORTAL_WS_TEXT_MAX - before)
        return false;
    *r->value = tc_arena_printf(r->arena, "%s%.*s", *r->value, (int)more, text ? text : "");
    return true;
}

/* One node; false if the message cannot be one of ours. */
static bool take_node(struct reading *r)
{
    int depth = xmlTextReaderDepth(r->reader);

    switch (xmlTextReaderNodeType(r->reader)) {
    case XML_READER_TYPE_DOCUMENT_TYPE:
        return false;
    case XML_READER_TYPE_ELEMENT:
        return begin_element(r, depth);
    case XML_READER_TYPE_END_ELEMENT:
        r->ended = depth <= HEADER;
        if (depth <= VALUE)
            r->value = NULL;
        return true;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
        return !r->value || depth != TEXT || take_text(r);
    default:
        return true;
    }
}

static void trim(struct tc_arena *arena, const char **text)
{
    static const char blanks[] = " \t\r\n";
    size_t len;

    if (!*text)
        return;
    *text += strspn(*text, blanks);
    len = strlen(*text);
    while (len > 0 && strchr(blanks, (*text)[len - 1]))
        len--;
    *text = tc_arena_strndup(arena, *text, len);
}

/* Complaints are not for the terminal. */
static void say_nothing(void *cookie, xmlErrorPtr error)
{
    (void)cookie;
    (void)error;
}

bool tc_portal_ws_header_read(struct tc_arena *arena, const char *bytes, size_t len,
                              struct tc_portal_ws_header *header)
{
    struct reading r = { .arena = arena };
    const char **texts[] = { &r.header.username,      &r.header.password,
                             &r.header.nonce,         &r.header.created,
                             &r.header.stamp_created, &r.header.stamp_expires };
    bool good = true;
    int more = 1;

    *header = (struct tc_portal_ws_header){ 0 };
    r.reader =
        len > INT_MAX
            ? NULL
            : xmlReaderForMemory(bytes, (int)len, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!r.reader)
        return false;
    xmlTextReaderSetStructuredErrorHandler(r.reader, say_nothing, NULL);
    while (good && !r.ended && (more = xmlTextReaderRead(r.reader)) == 1)
        good = take_node(&r);
    xmlFreeTextReader(r.reader);
    if (!good || !r.ended || !r.found)
        return false;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        trim(arena, texts[i]);
    *header = r.header;
    return true;
}
