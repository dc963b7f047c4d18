#include "validate/doc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "validate/scenario.h"

#define FINDINGS_KEPT 1000
#define SHOWN 80
#define LINE_SHOWN 160

/* --- findings ----------------------------------------------------------------- */

struct tc_finding tc_doc_finding(struct tc_doc *doc, size_t offset, const char *pointer,
                                 const char *requirement, struct tc_text expected,
                                 struct tc_text actual)
{
    struct tc_finding f = { .requirement = requirement,
                            .where.pointer = pointer,
                            .where.offset = (long)offset + 1,
                            .expected = expected,
                            .actual = actual,
                            .event = doc->event };
    size_t len, mark;
    const char *line;

    tc_window_place(&doc->window, offset, &f.where.line, &f.where.column);
    line = tc_window_line(&doc->window, offset, LINE_SHOWN, &len, &mark);
    if (line) {
        f.where.shown = tc_arena_strndup(doc->arena, line, len);
        f.where.mark = (long)mark;
    }
    return f;
}

void tc_doc_keep(struct tc_doc *doc, struct tc_finding finding)
{
    if (doc->result->findings.count < FINDINGS_KEPT)
        tc_findings_add(&doc->result->findings, doc->arena, finding);
    else
        doc->result->dropped++;
}

/* More of them help nobody; their texts are not even made. */
static bool is_full(struct tc_doc *doc)
{
    if (doc->result->findings.count < FINDINGS_KEPT)
        return false;
    doc->result->dropped++;
    return true;
}

void tc_doc_report_at(struct tc_doc *doc, const char *requirement, size_t offset,
                      const char *pointer, struct tc_text expected, struct tc_text actual)
{
    if (!is_full(doc))
        tc_doc_keep(doc, tc_doc_finding(doc, offset, pointer, requirement, expected, actual));
}

/* Report at a node of which the window may have left the bytes. */
static void report_node(struct tc_doc *doc, const struct tc_node *node, size_t offset,
                        const char *requirement, struct tc_text expected, struct tc_text actual)
{
    struct tc_finding f;

    if (is_full(doc))
        return;
    f = tc_doc_finding(doc, offset, tc_node_path(doc->arena, node, doc->xml), requirement,
                       expected, actual);
    if (offset < doc->window.offset && node->line) {
        f.where.line = node->line;
        f.where.column = node->column;
    }
    tc_doc_keep(doc, f);
}

void tc_doc_report(struct tc_doc *doc, const struct tc_node *node, const char *requirement,
                   struct tc_text expected, struct tc_text actual)
{
    report_node(doc, node, node->at, requirement, expected, actual);
}

void tc_doc_report_name(struct tc_doc *doc, const struct tc_node *node, const char *requirement,
                        struct tc_text expected, struct tc_text actual)
{
    report_node(doc, node, node->label ? node->label_at : node->at, requirement, expected,
                actual);
}

struct tc_text tc_doc_quote(struct tc_doc *doc, const char *text, size_t len)
{
    size_t n = 0, step;
    const char *quoted;

    while (n < len && (step = tc_utf8_len(text + n, len - n)) > 0 && n + step <= SHOWN)
        n += step;
    quoted = tc_arena_printf(doc->arena, "\"%.*s\"%s", (int)n, text, n < len ? "…" : "");
    return TC_TEXT(quoted, quoted);
}

struct tc_text tc_doc_shown(struct tc_doc *doc, const struct tc_node *node)
{
    switch ((enum tc_node_kind)node->kind) {
    case TC_NODE_OBJECT:
        return doc->xml ? TC_TEXT("một phần tử có phần tử con", "an element with children")
                        : TC_TEXT("một đối tượng {…}", "an object {…}");
    case TC_NODE_ARRAY:
        return TC_TEXT("một danh sách […]", "a list […]");
    case TC_NODE_STRING:
        if (node->len == 0)
            return TC_TEXT("một chuỗi rỗng", "an empty text");
        break;
    case TC_NODE_NUMBER:
    case TC_NODE_BOOLEAN:
    case TC_NODE_NULL:
        break;
    }
    return tc_doc_quote(doc, node->text ? node->text : "", node->len);
}

/* --- the whole ------------------------------------------------------------------ */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* XML begins with '<', perhaps behind a byte order mark; UTF-16 does so with a
 * NUL beside it. */
static bool looks_like_xml(const struct tc_window *w)
{
    const char *at = w->base;

    if (w->end - at >= 2 && (memcmp(at, "\xff\xfe", 2) == 0 || memcmp(at, "\xfe\xff", 2) == 0))
        return true;
    if (w->end - at >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    while (at < w->end && is_space(*at))
        at++;
    return at < w->end && *at == '<';
}

/* Have enough to tell what it is: four bytes, and one that is no space. */
static void begin(struct tc_window *w)
{
    const char *at = w->base, *p;

    do {
        for (p = w->base; p && p < w->end && is_space(*p);)
            p++;
    } while ((!p || p >= w->end || w->end - w->base < 4) && tc_window_more(w, &at));
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

void tc_document_check(struct tc_arena *arena, const void *bytes, size_t len,
                       struct tc_document_result *result)
{
    struct tc_doc doc = {
        .on_event = tc_doc_event, .on_root = tc_doc_root, .arena = arena, .result = result
    };

    *result = (struct tc_document_result){ .format = TC_FORMAT_UNKNOWN };
    tc_window_bytes(&doc.window, bytes, len);
    tc_doc_read(&doc);
    sort_findings(&result->findings);
}

void tc_document_stream_with(struct tc_arena *arena, tc_document_read *read, void *cookie,
                             const struct tc_document_options *options,
                             struct tc_document_result *result)
{
    struct tc_doc doc = { .on_event = tc_doc_event,
                          .on_root = tc_doc_root,
                          .scenario = options->scenario,
                          .arena = arena,
                          .result = result };

    if (doc.scenario)
        tc_scenario_next_input(doc.scenario, options->name);
    *result = (struct tc_document_result){ .format = TC_FORMAT_UNKNOWN };
    tc_window_stream(&doc.window, read, cookie);
    tc_doc_read(&doc);
    tc_window_free(&doc.window);
    sort_findings(&result->findings);
}

void tc_document_stream(struct tc_arena *arena, tc_document_read *read, void *cookie,
                        struct tc_document_result *result)
{
    tc_document_stream_with(arena, read, cookie, &(struct tc_document_options){ 0 }, result);
}

void tc_doc_event(struct tc_doc *doc, const struct tc_node *event)
{
    doc->event = ++doc->result->events;
    doc->judged = event;
    tc_event_judge(doc, event);
    if (doc->scenario)
        tc_scenario_event(doc->scenario, doc, event);
    doc->judged = NULL;
    doc->event = 0;
}

const char *tc_document_format_name(enum tc_document_format format)
{
    static const char *const names[] = { [TC_FORMAT_UNKNOWN] = "unknown",
                                         [TC_FORMAT_JSON] = "EPCIS 2.0 JSON",
                                         [TC_FORMAT_XML_2_0] = "EPCIS 2.0 XML",
                                         [TC_FORMAT_XML_1_2] = "EPCIS 1.2 XML" };

    return names[format];
}
