/* Findings of a document: their places, and the texts that they show. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "validate/document/doc.h"

#define FINDINGS_KEPT 1000
#define SHOWN 80
#define LINE_SHOWN 160

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

bool tc_doc_is_full(const struct tc_doc *doc)
{
    return doc->result->findings.count >= FINDINGS_KEPT;
}

/* More of them help nobody. */
static bool is_full(struct tc_doc *doc)
{
    doc->result->dropped += tc_doc_is_full(doc);
    return tc_doc_is_full(doc);
}

const char *tc_doc_words(struct tc_doc *doc, const char *text)
{
    return tc_doc_is_full(doc) ? "" : tc_arena_strdup(doc->arena, text);
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

    if (tc_doc_is_full(doc))
        return TC_TEXT("", "");
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
