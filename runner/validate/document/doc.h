/* What the judge of documents knows while it reads. The readers hand it one
 * event at a time and forget it afterwards, so that memory depends on the
 * largest event and not on the document. */
#ifndef TC_VALIDATE_DOC_H
#define TC_VALIDATE_DOC_H

#include "tracecert/document.h"
#include "validate/document/node.h"
#include "validate/document/terms.h"
#include "validate/document/window.h"

#define TC_DOC_DEPTH 64
#define TC_DOC_NODES 4000000 /* of one event, or of the envelope */
#define TC_DOC_WORDS 64

/* A text of the input, not NUL-terminated. */
struct tc_span {
    const char *text;
    size_t len;
};

/* A prefix or a word that a @context may still define, and what to report of
 * its first use if none does. */
struct tc_doc_word {
    struct tc_span word;
    struct tc_finding finding;
};

/* A JSON-LD context as it was last asked. */
struct tc_doc_context {
    const struct tc_node *of; /* NULL: none was read since nodes were last forgotten */
    struct tc_terms terms;
    bool another; /* names a context that this program does not know */
};

struct tc_doc;

typedef void tc_doc_take(struct tc_doc *doc, const struct tc_node *node);

struct tc_doc {
    tc_doc_take *on_event;  /* for each event, as soon as it is complete */
    tc_doc_take *on_root;   /* for each document, or event that stands alone, at its end */
    tc_doc_take *on_judged; /* tc_doc_event: for each event, once it is judged; or NULL */
    void *cookie;           /* of on_judged */
    struct tc_arena *arena; /* findings and their texts */
    struct tc_arena *outer; /* the envelope */
    struct tc_arena *inner; /* the event that is being read */
    struct tc_document_result *result;
    struct tc_window window;
    bool broken; /* not read to its end: absence proves nothing */
    bool xml;
    bool xml_1_2;                          /* namespace urn:epcglobal:epcis:xsd:1 */
    const struct tc_node *judged;          /* the event that is being judged, or NULL */
    size_t event;                          /* number of the event that is being judged, or 0 */
    struct tc_doc_word open[TC_DOC_WORDS]; /* not defined so far */
    size_t open_count;
    struct tc_doc_context outer_context, inner_context; /* of the envelope, of the event */
};

/* Read the whole input that `window` is on: XML or JSON, by its content. */
void tc_doc_read(struct tc_doc *doc);

/* The same, and the result: what was found, by its place. */
void tc_doc_judge(struct tc_doc *doc);

/* Readers: of the whole input. */
void tc_json_document_read(struct tc_doc *doc);
void tc_xml_document_read(struct tc_doc *doc);

/* What the judge does with an event and with the envelope. */
void tc_doc_event(struct tc_doc *doc, const struct tc_node *event);
void tc_doc_root(struct tc_doc *doc, const struct tc_node *root);

/* Judge an event: its members, then what its type asks for. */
void tc_event_judge(struct tc_doc *doc, const struct tc_node *event);

/* Are there a thousand findings of the document? The rest are counted, not kept. */
bool tc_doc_is_full(const struct tc_doc *doc);

/* Words for a finding, made only if it will be kept: a document of any size may be wrong
 * in each of its events. */
const char *tc_doc_words(struct tc_doc *doc, const char *text);
#define tc_doc_say(doc, ...)                                                                   \
    (tc_doc_is_full(doc) ? TC_TEXT("", "") : tc_say((doc)->arena, __VA_ARGS__))

/* Report at the value of `node`, at its name, or at a byte of the input. */
void tc_doc_report(struct tc_doc *doc, const struct tc_node *node, const char *requirement,
                   struct tc_text expected, struct tc_text actual);
void tc_doc_report_name(struct tc_doc *doc, const struct tc_node *node, const char *requirement,
                        struct tc_text expected, struct tc_text actual);
void tc_doc_report_at(struct tc_doc *doc, const char *requirement, size_t offset,
                      const char *pointer, struct tc_text expected, struct tc_text actual);

/* A finding as it would be reported, to be kept for later. */
struct tc_finding tc_doc_finding(struct tc_doc *doc, size_t offset, const char *pointer,
                                 const char *requirement, struct tc_text expected,
                                 struct tc_text actual);

void tc_doc_keep(struct tc_doc *doc, struct tc_finding finding);

/* A text of the input as a finding shows it: quoted, at most 80 bytes. */
struct tc_text tc_doc_quote(struct tc_doc *doc, const char *text, size_t len);

/* What a node is, for a finding: its text in quotes, or "an object". */
struct tc_text tc_doc_shown(struct tc_doc *doc, const struct tc_node *node);

#define TC_DOC_ABSENT TC_TEXT("không có", "none")

/* The JSON context of the envelope or of an event, and the prefixes of names. */
void tc_context_check(struct tc_doc *doc, const struct tc_node *root);

/* Is the word at `node` one that no context other than EPCIS's defines, or may define?
 * Where the context stands behind the events, as JSON allows, that is decided at the end
 * of the document: until then each word is objected to once. */
bool tc_context_objects(struct tc_doc *doc, const struct tc_node *node, struct tc_span word);

/* Report such a word at the value of `node` (or its name), now or at that end. */
void tc_context_report(struct tc_doc *doc, const struct tc_node *node, bool at_name,
                       struct tc_span word, struct tc_finding finding);

void tc_prefixes_check(struct tc_doc *doc, const struct tc_node *event);
void tc_prefixes_end(struct tc_doc *doc, const struct tc_node *root);

#endif
