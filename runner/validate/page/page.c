/* HTML to what a person sees of it. */
#include "tracecert/page.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "validate/page/page_text.h"

/* A longer page is read up to here. */
#define HTML_MAX ((size_t)8 << 20)
#define ATTRIBUTES_MAX 4096

/* What is gathered on the way through the tree. */
struct gathering {
    struct tc_arena *arena;
    xmlBufferPtr text;
    const char **images, **links;
    size_t image_count, link_count;
    struct tc_page *page;
};

static bool is_one_of(const xmlChar *name, const char *const *names)
{
    for (; *names; names++)
        if (strcasecmp((const char *)name, *names) == 0)
            return true;
    return false;
}

/* Elements whose content is never shown as text. */
static bool unseen(const xmlChar *name)
{
    static const char *const names[] = { "script", "style", "template", "noscript", "head",
                                         "title",  "svg",   "iframe",   "object",   NULL };

    return is_one_of(name, names);
}

/* Elements that do not part the words around them. */
static bool inline_element(const xmlChar *name)
{
    static const char *const names[] = { "a",    "abbr",   "b",   "bdi", "bdo",  "cite",
                                         "code", "data",   "dfn", "em",  "font", "i",
                                         "kbd",  "mark",   "q",   "s",   "samp", "small",
                                         "span", "strong", "sub", "sup", "time", "u",
                                         "var",  "wbr",    NULL };

    return is_one_of(name, names);
}

static const char *attribute(struct tc_arena *arena, xmlNodePtr node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    const char *copy = value ? tc_arena_strdup(arena, (const char *)value) : NULL;

    xmlFree(value);
    return copy;
}

static bool hidden(struct tc_arena *arena, xmlNodePtr node)
{
    const char *style = attribute(arena, node, "style");

    if (xmlHasProp(node, (const xmlChar *)"hidden"))
        return true;
    style = style ? strstr(style, "display") : NULL;
    if (!style)
        return false;
    style += strlen("display");
    style += strspn(style, " \t:");
    return strncmp(style, "none", 4) == 0;
}

static void keep(const char **list, size_t *count, const char *value)
{
    if (value && *count < ATTRIBUTES_MAX)
        list[(*count)++] = value;
}

/* What an element says besides its text. */
static void read_element(struct gathering *g, xmlNodePtr node)
{
    const char *name = (const char *)node->name;

    if (strcasecmp(name, "html") == 0 && !g->page->lang)
        g->page->lang = attribute(g->arena, node, "lang");
    else if (strcasecmp(name, "img") == 0)
        keep(g->images, &g->image_count, attribute(g->arena, node, "src"));
    else if (strcasecmp(name, "a") == 0)
        keep(g->links, &g->link_count, attribute(g->arena, node, "href"));
}

static void read_title(struct gathering *g, xmlNodePtr node)
{
    xmlChar *title = xmlNodeGetContent(node);

    if (title && !g->page->title)
        g->page->title = tc_page_fold(g->arena, (const char *)title);
    xmlFree(title);
}

/* Enter a node; true if its children are to be read. */
static bool enter(struct gathering *g, xmlNodePtr node)
{
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
        xmlBufferCat(g->text, node->content);
    if (node->type != XML_ELEMENT_NODE)
        return node->type == XML_HTML_DOCUMENT_NODE || node->type == XML_DOCUMENT_NODE;
    if (strcasecmp((const char *)node->name, "title") == 0)
        read_title(g, node);
    if (strcasecmp((const char *)node->name, "head") == 0)
        return true;
    if (unseen(node->name) || hidden(g->arena, node))
        return false;
    read_element(g, node);
    if (!inline_element(node->name))
        xmlBufferCCat(g->text, " ");
    return true;
}

static void leave(struct gathering *g, xmlNodePtr node)
{
    if (node->type == XML_ELEMENT_NODE && !inline_element(node->name))
        xmlBufferCCat(g->text, " ");
}

/* In document order and without recursion: hostile pages are deep. */
static void walk(struct gathering *g, xmlNodePtr top)
{
    xmlNodePtr node = top;

    while (node) {
        if (enter(g, node) && node->children) {
            node = node->children;
            continue;
        }
        while (node && node != top && !node->next) {
            leave(g, node);
            node = node->parent;
        }
        if (!node || node == top)
            return;
        leave(g, node);
        node = node->next;
    }
}

static htmlDocPtr parse(const void *html, size_t len, bool utf8)
{
    /* Bytes that are UTF-8 are read as such whatever the page says of itself. */
    return htmlReadMemory(html, (int)len, NULL, utf8 ? "UTF-8" : NULL,
                          HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                              HTML_PARSE_NONET | HTML_PARSE_COMPACT);
}

void tc_page_read(struct tc_arena *arena, const void *html, size_t len, struct tc_page *page)
{
    struct gathering g = { .arena = arena, .page = page };
    htmlDocPtr document;

    if (len > HTML_MAX)
        len = HTML_MAX;
    *page = (struct tc_page){ .utf8 = tc_page_is_utf8(html, len), .text = "" };
    g.images = tc_arena_alloc(arena, (ATTRIBUTES_MAX + 1) * sizeof(*g.images));
    g.links = tc_arena_alloc(arena, (ATTRIBUTES_MAX + 1) * sizeof(*g.links));
    page->images = g.images;
    page->links = g.links;
    document = parse(html, len, page->utf8);
    if (!document)
        return;
    g.text = xmlBufferCreate();
    xmlBufferSetAllocationScheme(g.text, XML_BUFFER_ALLOC_DOUBLEIT);
    walk(&g, (xmlNodePtr)document);
    page->text = tc_page_fold(arena, (const char *)xmlBufferContent(g.text));
    xmlBufferFree(g.text);
    xmlFreeDoc(document);
}
