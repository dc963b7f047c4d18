#include "validate/document/doc.h"

#include <stdlib.h>
#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The first byte behind a byte order mark of UTF-8 that is no space; `end` if none
 * is held. */
static const char *first_byte(const struct tc_window *w)
{
    const char *at = w->base;

    if (w->end - at >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    while (at < w->end && is_space(*at))
        at++;
    return at;
}

/* XML begins with '<', or with the byte order mark of UTF-16. */
static bool looks_like_xml(const struct tc_window *w)
{
    const char *at = w->base;

    if (w->end - at >= 2 && (memcmp(at, "\xff\xfe", 2) == 0 || memcmp(at, "\xfe\xff", 2) == 0))
        return true;
    at = first_byte(w);
    return at < w->end && *at == '<';
}

/* Have enough to tell what it is: four bytes, and one that is no space. */
static void begin(struct tc_window *w)
{
    const char *at = w->base;

    while ((w->end - w->base < 4 || first_byte(w) == w->end) && tc_window_more(w, &at))
        continue;
}

void tc_doc_read(struct tc_doc *doc)
{
    begin(&doc->window);
    doc->outer = tc_arena_new();
    doc->inner = tc_arena_new();
    doc->xml = doc->window.base && looks_like_xml(&doc->window);
    if (doc->xml) {
        doc->result->format = TC_FORMAT_XML_2_0;
        tc_xml_document_read(doc);
    } else {
        doc->result->format = TC_FORMAT_JSON;
        tc_json_document_read(doc);
    }
    tc_terms_free(&doc->inner_context.terms);
    tc_terms_free(&doc->outer_context.terms);
    tc_arena_free(doc->inner);
    tc_arena_free(doc->outer);
}

static int by_place(const void *a, const void *b)
{
    const struct tc_finding *x = a, *y = b;

    return (x->where.offset > y->where.offset) - (x->where.offset < y->where.offset);
}

static void sort_findings(struct tc_findings *findings)
{
    if (findings->count)
        qsort(findings->items, findings->count, sizeof(*findings->items), by_place);
}

void tc_doc_judge(struct tc_doc *doc)
{
    *doc->result = (struct tc_document_result){ .format = TC_FORMAT_UNKNOWN };
    tc_doc_read(doc);
    sort_findings(&doc->result->findings);
}

void tc_document_check(struct tc_arena *arena, const void *bytes, size_t len,
                       struct tc_document_result *result)
{
    struct tc_doc doc = {
        .on_event = tc_doc_event, .on_root = tc_doc_root, .arena = arena, .result = result
    };

    tc_window_bytes(&doc.window, bytes, len);
    tc_doc_judge(&doc);
}

void tc_document_stream(struct tc_arena *arena, tc_document_read *read, void *cookie,
                        struct tc_document_result *result)
{
    struct tc_doc doc = {
        .on_event = tc_doc_event, .on_root = tc_doc_root, .arena = arena, .result = result
    };

    tc_window_stream(&doc.window, read, cookie);
    tc_doc_judge(&doc);
    tc_window_free(&doc.window);
}

void tc_doc_event(struct tc_doc *doc, const struct tc_node *event)
{
    doc->event = ++doc->result->events;
    doc->judged = event;
    tc_event_judge(doc, event);
    if (doc->on_judged)
        doc->on_judged(doc, event);
    doc->judged = NULL;
    doc->event = 0;
    doc->inner_context.of = NULL;
}

const char *tc_document_format_name(enum tc_document_format format)
{
    static const char *const names[] = { [TC_FORMAT_UNKNOWN] = "unknown",
                                         [TC_FORMAT_JSON] = "EPCIS 2.0 JSON",
                                         [TC_FORMAT_XML_2_0] = "EPCIS 2.0 XML",
                                         [TC_FORMAT_XML_1_2] = "EPCIS 1.2 XML" };

    return names[format];
}
