/* The document around the events. EPCIS 2.0, 9.5 (XML) and 10.1 (JSON). */
#include <string.h>

#include "validate/document/event.h"

/* --- JSON -------------------------------------------------------------------------- */

static void rule_any(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)doc, (void)e, (void)value;
}

static void rule_uri(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)e;
    tc_value_is_uri(doc, value);
}

/* It may be empty: nothing says that it may not. */
static void rule_text(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)e;
    if (value->kind != TC_NODE_STRING)
        tc_value_wrong(doc, value, "EPCIS-DOC-12", "một chuỗi", "a text");
}

/* Numbers with points between them, the first of them `major`. */
static bool is_version(const struct tc_node *value, char major)
{
    bool after_digit = false;

    for (size_t i = 0; i < value->len; i++) {
        bool digit = value->text[i] >= '0' && value->text[i] <= '9';

        if (!digit && (value->text[i] != '.' || !after_digit))
            return false;
        after_digit = digit;
    }
    return after_digit && value->text[0] == major && (value->len == 1 || value->text[1] == '.');
}

static void rule_schema_version(struct tc_doc *doc, struct tc_event_facts *e,
                                const struct tc_node *value)
{
    (void)e;
    if (value->kind != TC_NODE_STRING || !is_version(value, '2'))
        tc_value_wrong(doc, value, "EPCIS-DOC-03", "\"2.0\"", "\"2.0\"");
}

static void rule_creation_date(struct tc_doc *doc, struct tc_event_facts *e,
                               const struct tc_node *value)
{
    (void)e;
    tc_value_is_time(doc, value, "EPCIS-DOC-04", NULL);
}

/* A member that must be there and be an object: it, or NULL. */
static const struct tc_node *need_object(struct tc_doc *doc, const struct tc_node *object,
                                         enum tc_name name)
{
    const struct tc_node *member = tc_node_member(object, name);

    if (!member)
        tc_value_missing(doc, object, "EPCIS-DOC-02", tc_name_text(name), tc_name_text(name));
    else if (!tc_value_is_object(doc, member))
        member = NULL;
    return member;
}

static void need_list(struct tc_doc *doc, const struct tc_node *object)
{
    const struct tc_node *list = tc_node_member(object, TC_NAME_eventList);

    if (list)
        tc_value_is_list(doc, list);
    else
        tc_value_missing(doc, object, "EPCIS-DOC-02", "eventList", "eventList");
}

static const struct tc_field results_fields[TC_NAMES] = {
    [TC_NAME_queryName] = { .rule = rule_text },
    [TC_NAME_subscriptionID] = { .rule = rule_text },
    [TC_NAME_resultsBody] = { .rule = rule_any },
};
static const struct tc_shape results_shape = { "mục của queryResults",
                                               "a member of queryResults", results_fields,
                                               NULL };
static const struct tc_field results_body_fields[TC_NAMES] = {
    [TC_NAME_eventList] = { .rule = rule_any },
    [TC_NAME_vocabularyList] = { .rule = rule_any },
};
static const struct tc_shape results_body_shape = { "mục của resultsBody",
                                                    "a member of resultsBody",
                                                    results_body_fields, NULL };

/* JSON Schema: queryResults, resultsBody. */
static void check_results(struct tc_doc *doc, const struct tc_node *results)
{
    struct tc_members members, of_body;
    struct tc_event_facts none = { .node = results };
    const struct tc_node *body = need_object(doc, results, TC_NAME_resultsBody);

    tc_shape_walk(doc, &none, results, &results_shape, &members);
    if (!tc_member(&members, TC_NAME_queryName))
        tc_value_missing(doc, results, "EPCIS-DOC-02", "queryName", "queryName");
    if (!body)
        return;
    tc_shape_walk(doc, &none, body, &results_body_shape, &of_body);
    need_list(doc, body);
}

static void rule_body(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    const struct tc_node *results;

    (void)e;
    if (!tc_value_is_object(doc, value))
        return;
    results = tc_node_member(value, TC_NAME_queryResults);
    if (!results)
        need_list(doc, value);
    else if (tc_value_is_object(doc, results))
        check_results(doc, results);
}

static void rule_header(struct tc_doc *doc, struct tc_event_facts *e,
                        const struct tc_node *value)
{
    (void)e;
    if (tc_value_is_object(doc, value))
        tc_master_data_check(doc, value);
}

static const struct tc_field fields[TC_NAMES] = {
    [TC_NAME_at_context] = { .rule = rule_any },
    [TC_NAME_id] = { .rule = rule_uri },
    [TC_NAME_type] = { .rule = rule_any },
    [TC_NAME_schemaVersion] = { .rule = rule_schema_version },
    [TC_NAME_creationDate] = { .rule = rule_creation_date },
    [TC_NAME_instanceIdentifier] = { .rule = rule_text },
    [TC_NAME_sender] = { .rule = rule_text },
    [TC_NAME_receiver] = { .rule = rule_text },
    [TC_NAME_epcisHeader] = { .rule = rule_header },
    [TC_NAME_epcisBody] = { .rule = rule_body },
};
static const struct tc_shape document_shape = { "mục của tài liệu EPCIS",
                                                "a member of an EPCIS document", fields, NULL };

static void judge_document(struct tc_doc *doc, const struct tc_node *root, bool query)
{
    struct tc_members members;
    struct tc_event_facts none = { .node = root };

    tc_shape_walk(doc, &none, root, &document_shape, &members);
    tc_prefixes_check(doc, root);
    tc_context_check(doc, root);
    if (!tc_member(&members, TC_NAME_epcisBody))
        tc_value_missing(doc, root, "EPCIS-DOC-02", "epcisBody", "epcisBody");
    if (query)
        return;
    if (!tc_member(&members, TC_NAME_schemaVersion))
        tc_value_missing(doc, root, "EPCIS-DOC-03", "schemaVersion", "schemaVersion");
    if (!tc_member(&members, TC_NAME_creationDate))
        tc_value_missing(doc, root, "EPCIS-DOC-04", "creationDate", "creationDate");
}

/* The answer of GET /capture/{id}: no document of events. */
static bool is_capture_job(const struct tc_node *root)
{
    for (const struct tc_node *m = root->first; m; m = m->next)
        if (m->label_len == strlen("captureID") &&
            memcmp(m->label, "captureID", m->label_len) == 0)
            return true;
    return false;
}

/* JSON Schema, required-ld-context: an event that stands alone has its own. */
static void judge_lone_event(struct tc_doc *doc, const struct tc_node *event)
{
    tc_doc_event(doc, event);
    tc_context_check(doc, event);
}

static void judge_json_root(struct tc_doc *doc, const struct tc_node *root)
{
    const struct tc_node *type = tc_node_member(root, TC_NAME_type);

    if (root->kind != TC_NODE_OBJECT)
        tc_value_wrong(doc, root, "EPCIS-DOC-02", "một tài liệu EPCIS hoặc một sự kiện",
                       "an EPCIS document or an event");
    else if (tc_node_is(type, "EPCISDocument"))
        judge_document(doc, root, false);
    else if (tc_node_is(type, "EPCISQueryDocument"))
        judge_document(doc, root, true);
    else if (tc_node_member(root, TC_NAME_epcisBody))
        tc_value_wrong(doc, type ? type : root, "EPCIS-DOC-02",
                       "type là EPCISDocument hoặc EPCISQueryDocument",
                       "type EPCISDocument or EPCISQueryDocument");
    else if (!is_capture_job(root))
        judge_lone_event(doc, root);
}

/* --- XML --------------------------------------------------------------------------- */

static const struct tc_node *attribute(const struct tc_node *root, enum tc_name name)
{
    for (const struct tc_node *m = root->first; m; m = m->next)
        if (m->attribute && m->name == name && !m->foreign)
            return m;
    return NULL;
}

/* "1.2" in namespace …:1, "2.0" in …:2. EPCIS 2.0, 9.5. */
static void check_xml_version(struct tc_doc *doc, const struct tc_node *root)
{
    const struct tc_node *version = attribute(root, TC_NAME_schemaVersion);
    char wanted = doc->xml_1_2 ? '1' : '2';

    if (!version)
        tc_value_missing(doc, root, "EPCIS-DOC-03", "schemaVersion", "schemaVersion");
    else if (!is_version(version, '1') && !is_version(version, '2'))
        tc_value_wrong(doc, version, "EPCIS-DOC-03", "\"2.0\" hoặc \"1.2\"",
                       "\"2.0\" or \"1.2\"");
    else if (version->text[0] != wanted)
        tc_value_wrong(doc, version, "EPCIS-DOC-40",
                       doc->xml_1_2 ? "phiên bản 1.x, theo không gian tên của tài liệu"
                                    : "phiên bản 2.0, theo không gian tên của tài liệu",
                       doc->xml_1_2 ? "version 1.x, as the namespace of the document says"
                                    : "version 2.0, as the namespace of the document says");
}

/* In a namespace of EPCIS, edition 1 or 2: urn:epcglobal:epcis:xsd:2,
 * urn:epcglobal:epcis-query:xsd:1 and the like. */
static bool is_epcis(const struct tc_node *node)
{
    size_t len = node->space ? strlen(node->space) : 0;

    return len > 2 && !node->foreign && node->space[len - 2] == ':' &&
           (node->space[len - 1] == '1' || node->space[len - 1] == '2');
}

/* An element that stands once, twice. */
static void find_second(struct tc_doc *doc, const struct tc_node *object, enum tc_name name)
{
    const struct tc_node *first = tc_node_member(object, name);
    const struct tc_node *second = first ? tc_node_next_value(first, first) : NULL;

    if (second)
        tc_doc_report(doc, second, "EPCIS-DOC-02", TC_TEXT("một phần tử này", "one of it"),
                      TC_TEXT("phần tử thứ hai", "a second one"));
}

static void judge_xml_root(struct tc_doc *doc, const struct tc_node *root)
{
    static const char job[] = "EPCISCaptureJob"; /* what GET /capture/{id} answers */
    const struct tc_node *date = attribute(root, TC_NAME_creationDate);
    bool known = root->name == TC_NAME_EPCISDocument ||
                 root->name == TC_NAME_EPCISQueryDocument ||
                 root->name == TC_NAME_EPCISMasterDataDocument;

    if (is_epcis(root) && root->label_len >= strlen(job) &&
        memcmp(root->label + root->label_len - strlen(job), job, strlen(job)) == 0)
        return;
    if (!known || !is_epcis(root)) {
        tc_doc_report(
            doc, root, known ? "EPCIS-DOC-40" : "EPCIS-DOC-02",
            known ? TC_TEXT("phần tử gốc trong không gian tên urn:epcglobal:epcis:xsd:2 "
                            "(hoặc :1)",
                            "a root in namespace urn:epcglobal:epcis:xsd:2 (or :1)")
                  : TC_TEXT("EPCISDocument, EPCISQueryDocument hoặc "
                            "EPCISMasterDataDocument",
                            "EPCISDocument, EPCISQueryDocument or "
                            "EPCISMasterDataDocument"),
            tc_doc_quote(doc, root->space && known ? root->space : root->label,
                         root->space && known ? strlen(root->space) : root->label_len));
        return;
    }
    check_xml_version(doc, root);
    if (!date)
        tc_value_missing(doc, root, "EPCIS-DOC-04", "creationDate", "creationDate");
    else
        tc_value_is_time(doc, date, "EPCIS-DOC-04", NULL);
    tc_master_data_check(doc, tc_node_member(root, root->name == TC_NAME_EPCISMasterDataDocument
                                                       ? TC_NAME_EPCISBody
                                                       : TC_NAME_EPCISHeader));
    find_second(doc, root, TC_NAME_EPCISBody);
    find_second(doc, tc_node_member(root, TC_NAME_EPCISBody), TC_NAME_EventList);
    if (root->name != TC_NAME_EPCISMasterDataDocument &&
        !tc_node_member(root, TC_NAME_EPCISBody))
        tc_value_missing(doc, root, "EPCIS-DOC-02", "EPCISBody", "EPCISBody");
}

void tc_doc_root(struct tc_doc *doc, const struct tc_node *root)
{
    if (doc->xml) {
        judge_xml_root(doc, root);
        return;
    }
    judge_json_root(doc, root);
    tc_prefixes_end(doc, root);
}
