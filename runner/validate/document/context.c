/* The JSON-LD contexts of a document, and the prefixes of names. EPCIS 2.0,
 * 10.1; JSON Schema 2.0.1 (@context, vocab-uri). No context is fetched: what
 * another context may define cannot be known, and is taken to be defined. */
#include <string.h>

#include "validate/document/doc.h"

/* Prefixes that EPCIS's own context defines, and schemes of URIs. */
static const char *const known_prefixes[] = { "cbv",   "cbvmda", "dcterms", "epcis", "gs1",
                                              "owl",   "rdfs",   "xsd",     "urn",   "http",
                                              "https", "ni",     "tag",     "did" };

static bool holds(const struct tc_node *node, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; node->kind == TC_NODE_STRING && i + n <= node->len; i++)
        if (memcmp(node->text + i, word, n) == 0)
            return true;
    return false;
}

static bool is_epcis_context(const struct tc_node *value)
{
    return tc_node_is(value,
                      "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld") ||
           holds(value, "epcis-context.jsonld");
}

/* What the contexts say of a prefix or a word. */
enum said { NOTHING, DEFINED, PERHAPS };

/* True if a context is named that this program does not know. */
static bool names_another(const struct tc_node *context)
{
    for (const struct tc_node *v = tc_node_first_value(context); v;
         v = context->kind == TC_NODE_ARRAY ? v->next : NULL)
        if (v->kind != TC_NODE_OBJECT && !is_epcis_context(v))
            return true;
    return false;
}

/* Ask a context, which is read when it is asked for the first time. */
static enum said ask(struct tc_doc_context *known, const struct tc_node *context,
                     const char *word, size_t len)
{
    if (known->of != context) {
        tc_terms_read(&known->terms, context);
        known->another = names_another(context);
        known->of = context;
    }
    if (tc_terms_find(&known->terms, word, len))
        return DEFINED;
    return known->another ? PERHAPS : NOTHING;
}

/* The innermost object that may have a context: the event, or the root. */
static const struct tc_node *root_of(const struct tc_node *node)
{
    while (node->parent)
        node = node->parent;
    return node;
}

static enum said ask_all(struct tc_doc *doc, const struct tc_node *event, const char *word,
                         size_t len)
{
    const struct tc_node *root = root_of(event);
    const struct tc_node *own = tc_node_member(event, TC_NAME_at_context);
    const struct tc_node *outer =
        root == event ? NULL : tc_node_member(root, TC_NAME_at_context);
    enum said said = own ? ask(&doc->inner_context, own, word, len) : NOTHING, more;

    if (said == DEFINED || !outer)
        return said;
    more = ask(&doc->outer_context, outer, word, len);
    return more > said || more == DEFINED ? more : said;
}

/* True if the document's context may still come behind the events. */
static bool is_to_come(const struct tc_node *event)
{
    const struct tc_node *root = root_of(event);

    return root != event && !tc_node_member(root, TC_NAME_at_context);
}

static bool is_open(const struct tc_doc *doc, struct tc_span word)
{
    for (size_t i = 0; i < doc->open_count; i++)
        if (doc->open[i].word.len == word.len &&
            memcmp(doc->open[i].word.text, word.text, word.len) == 0)
            return true;
    return false;
}

/* Can it be kept for the end of the document? Each word once. */
static bool is_new(const struct tc_doc *doc, struct tc_span word)
{
    return doc->open_count < TC_DOC_WORDS && !is_open(doc, word);
}

static void keep_open(struct tc_doc *doc, struct tc_span word, struct tc_finding finding)
{
    struct tc_doc_word *open = &doc->open[doc->open_count++];

    open->word =
        (struct tc_span){ tc_arena_strndup(doc->arena, word.text, word.len), word.len };
    open->finding = finding;
}

static const struct tc_node *event_of(const struct tc_doc *doc, const struct tc_node *node)
{
    return doc->judged ? doc->judged : root_of(node);
}

bool tc_context_objects(struct tc_doc *doc, const struct tc_node *node, struct tc_span word)
{
    const struct tc_node *event = event_of(doc, node);

    return doc->xml || (ask_all(doc, event, word.text, word.len) == NOTHING &&
                        (!is_to_come(event) || is_new(doc, word)));
}

void tc_context_report(struct tc_doc *doc, const struct tc_node *node, bool at_name,
                       struct tc_span word, struct tc_finding f)
{
    size_t offset = at_name && node->label ? node->label_at : node->at;

    if (!doc->xml && is_to_come(event_of(doc, node)))
        keep_open(doc, word,
                  tc_doc_finding(doc, offset, tc_node_path(doc->arena, node, false),
                                 f.requirement, f.expected, f.actual));
    else if (at_name)
        tc_doc_report_name(doc, node, f.requirement, f.expected, f.actual);
    else
        tc_doc_report(doc, node, f.requirement, f.expected, f.actual);
}

/* --- prefixes -------------------------------------------------------------------- */

static bool is_known(const char *prefix, size_t len)
{
    for (size_t i = 0; i < sizeof(known_prefixes) / sizeof(known_prefixes[0]); i++)
        if (*known_prefixes[i] == *prefix && strlen(known_prefixes[i]) == len &&
            memcmp(known_prefixes[i], prefix, len) == 0)
            return true;
    return false;
}

static void check_name(struct tc_doc *doc, const struct tc_node *event,
                       const struct tc_node *member)
{
    const char *colon = member->label ? memchr(member->label, ':', member->label_len) : NULL;
    struct tc_span prefix = { member->label, colon ? (size_t)(colon - member->label) : 0 };

    if (!colon || is_known(prefix.text, prefix.len) || !is_new(doc, prefix) ||
        ask_all(doc, event, prefix.text, prefix.len) != NOTHING)
        return;
    /* Reported once a document, and so at its end. */
    keep_open(doc, prefix,
              tc_doc_finding(doc, member->label_at, tc_node_path(doc->arena, member, false),
                             "EPCIS-DOC-19",
                             TC_TEXT("tiền tố được khai báo trong @context",
                                     "a prefix that @context declares"),
                             tc_doc_quote(doc, prefix.text, prefix.len)));
}

static void check_names(struct tc_doc *doc, const struct tc_node *event,
                        const struct tc_node *node)
{
    for (const struct tc_node *child = node->first; child; child = child->next) {
        if (child->name == TC_NAME_OTHER)
            check_name(doc, event, child);
        if (child->others && child->name != TC_NAME_at_context)
            check_names(doc, event, child);
    }
}

/* The members of ilmd are somebody's own: without a prefix they mean nothing. */
static void check_ilmd(struct tc_doc *doc, const struct tc_node *event)
{
    const struct tc_node *ilmd = tc_node_member(event, TC_NAME_ilmd);

    for (const struct tc_node *m = ilmd ? ilmd->first : NULL; m; m = m->next)
        if (m->label && !memchr(m->label, ':', m->label_len) && m->label[0] != '@' &&
            tc_context_objects(doc, m, (struct tc_span){ m->label, m->label_len }))
            tc_context_report(
                doc, m, true, (struct tc_span){ m->label, m->label_len },
                (struct tc_finding){
                    .requirement = "EPCIS-DOC-19",
                    .expected = TC_TEXT("tên có tiền tố, vì ilmd là dữ liệu riêng",
                                        "a name with a prefix: ilmd holds data of one's own"),
                    .actual = tc_doc_quote(doc, m->label, m->label_len) });
}

void tc_prefixes_check(struct tc_doc *doc, const struct tc_node *event)
{
    check_ilmd(doc, event);
    if (event->others)
        check_names(doc, event, event);
}

void tc_prefixes_end(struct tc_doc *doc, const struct tc_node *root)
{
    const struct tc_node *context = root ? tc_node_member(root, TC_NAME_at_context) : NULL;

    for (size_t i = 0; i < doc->open_count; i++) {
        const struct tc_doc_word *open = &doc->open[i];

        if (!doc->broken && (!context || ask(&doc->outer_context, context, open->word.text,
                                             open->word.len) == NOTHING))
            tc_doc_keep(doc, open->finding);
    }
    doc->open_count = 0;
}

void tc_context_check(struct tc_doc *doc, const struct tc_node *root)
{
    const struct tc_node *context = tc_node_member(root, TC_NAME_at_context);
    bool found = false;

    if (!context) {
        tc_doc_report(doc, root, "EPCIS-DOC-05", TC_TEXT("@context", "@context"),
                      TC_DOC_ABSENT);
        return;
    }
    for (const struct tc_node *v = tc_node_first_value(context); v && !found;
         v = context->kind == TC_NODE_ARRAY ? v->next : NULL)
        found = is_epcis_context(v);
    if (!found)
        tc_doc_report(doc, context, "EPCIS-DOC-05",
                      TC_TEXT("ngữ cảnh EPCIS, "
                              "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                              "EPCIS's context, "
                              "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"),
                      tc_doc_shown(doc, context));
}
