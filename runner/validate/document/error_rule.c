/* eventID and errorDeclaration. EPCIS 2.0, 7.4.1. */
#include <string.h>

#include "validate/document/event.h"

/* --- eventID ------------------------------------------------------------------- */

static const bool hex_digits[256] = { ['0' ... '9'] = true,
                                      ['a' ... 'f'] = true,
                                      ['A' ... 'F'] = true };

static bool is_hex(char c)
{
    return hex_digits[(unsigned char)c];
}

static bool starts_with(const struct tc_node *value, const char *prefix)
{
    size_t len = strlen(prefix);

    return value->len >= len && memcmp(value->text, prefix, len) == 0;
}

static bool all_hex(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!is_hex(text[i]))
            return false;
    return true;
}

/* RFC 4122 3: 8-4-4-4-12 hexadecimal digits. */
static bool is_uuid(const char *text, size_t len)
{
    return len == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' &&
           text[23] == '-' && all_hex(text, 8) && all_hex(text + 9, 4) &&
           all_hex(text + 14, 4) && all_hex(text + 19, 4) && all_hex(text + 24, 12);
}

/* Algorithms of the named-information registry and their hexadecimal digits. */
static const struct {
    const char *name;
    size_t digits;
} algorithms[] = {
    { "sha-256", 64 },     { "sha-384", 96 },    { "sha-512", 128 },   { "sha3-224", 56 },
    { "sha3-256", 64 },    { "sha3-384", 96 },   { "sha3-512", 128 },  { "sha-256-128", 32 },
    { "sha-256-120", 30 }, { "sha-256-96", 24 }, { "sha-256-64", 16 }, { "sha-256-32", 8 },
};

/* Behind "ni:///": algorithm ";" hex "?ver=CBV" number. CBV 2.0 8.9.2. */
static bool is_hash(const char *text, size_t len)
{
    const char *semicolon = memchr(text, ';', len), *digits, *end = text + len, *at;

    if (!semicolon)
        return false;
    digits = semicolon + 1;
    for (at = digits; at < end && is_hex(*at); at++)
        continue;
    if (end - at <= 8 || memcmp(at, "?ver=CBV", 8) != 0)
        return false;
    for (const char *p = at + 8; p < end; p++)
        if (*p != '.' && (*p < '0' || *p > '9'))
            return false;
    for (size_t i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++)
        if (strlen(algorithms[i].name) == (size_t)(semicolon - text) &&
            memcmp(algorithms[i].name, text, (size_t)(semicolon - text)) == 0)
            return (size_t)(at - digits) == algorithms[i].digits;
    return false;
}

void tc_rule_event_id(struct tc_doc *doc, struct tc_event_facts *e, const struct tc_node *value)
{
    (void)e;
    if (!tc_value_is_uri(doc, value))
        return;
    if (starts_with(value, "urn:uuid:")) {
        if (!is_uuid(value->text + 9, value->len - 9))
            tc_value_wrong(doc, value, "EPCIS-DOC-48", "urn:uuid: và một UUID",
                           "urn:uuid: and a UUID");
    } else if (starts_with(value, "ni:///")) {
        if (!is_hash(value->text + 6, value->len - 6))
            tc_value_wrong(doc, value, "EPCIS-DOC-48",
                           "ni:///thuật-toán;số-hex?ver=CBV2.0 với độ dài đúng",
                           "ni:///algorithm;hex?ver=CBV2.0 of the right length");
    } else {
        tc_value_wrong(doc, value, "EPCIS-DOC-30", "urn:uuid: hoặc ni:///",
                       "urn:uuid: or ni:///");
    }
}

/* --- errorDeclaration ------------------------------------------------------------ */

static void rule_declaration_time(struct tc_doc *doc, struct tc_event_facts *e,
                                  const struct tc_node *value)
{
    struct tc_instant declared;

    if (tc_value_is_time(doc, value, "EPCIS-DOC-09", &declared) && e->has_time &&
        tc_instant_order(&declared, &e->time) < 0)
        tc_value_wrong(doc, value, "EPCIS-DOC-49", "không sớm hơn eventTime",
                       "not earlier than eventTime");
}

static void rule_reason(struct tc_doc *doc, struct tc_event_facts *e,
                        const struct tc_node *value)
{
    (void)e;
    tc_value_word(doc, value, TC_VOC_ERROR_REASON, "EPCIS-DOC-20");
}

static bool same_text(const struct tc_node *a, const struct tc_node *b)
{
    return a && b && a->text && b->text && a->len == b->len &&
           memcmp(a->text, b->text, a->len) == 0;
}

static void rule_corrective_ids(struct tc_doc *doc, struct tc_event_facts *e,
                                const struct tc_node *value)
{
    const struct tc_node *own = tc_node_member(e->node, TC_NAME_eventID);

    if (!tc_value_is_list(doc, value))
        return;
    for (const struct tc_node *i = tc_node_first_item(value); i; i = tc_node_next_item(i))
        if (tc_value_is_uri(doc, i) && same_text(i, own))
            tc_value_wrong(doc, i, "EPCIS-DOC-29", "mã của sự kiện khác",
                           "the id of another event");
}

static const struct tc_field fields[TC_NAMES] = {
    [TC_NAME_declarationTime] = { .rule = rule_declaration_time },
    [TC_NAME_reason] = { .rule = rule_reason },
    [TC_NAME_correctiveEventIDs] = { .rule = rule_corrective_ids },
};
static const struct tc_shape shape = { "mục của errorDeclaration",
                                       "a member of errorDeclaration", fields, NULL };

static bool says_did_not_occur(const struct tc_node *reason)
{
    struct tc_vocabulary_value read = { 0 };

    if (reason && reason->kind == TC_NODE_STRING)
        read = tc_vocabulary_read(TC_VOC_ERROR_REASON, reason->text, reason->len);
    return read.word && strcmp(read.word, "did_not_occur") == 0;
}

void tc_rule_error_declaration(struct tc_doc *doc, struct tc_event_facts *e,
                               const struct tc_node *value)
{
    struct tc_members members;
    const struct tc_node *corrective;

    if (!tc_value_is_object(doc, value))
        return;
    tc_shape_walk(doc, e, value, &shape, &members);
    if (!tc_member(&members, TC_NAME_declarationTime))
        tc_value_missing(doc, value, doc->xml ? "EPCIS-DOC-27" : "EPCIS-DOC-26",
                         "declarationTime", "declarationTime");
    corrective = tc_member(&members, TC_NAME_correctiveEventIDs);
    if (tc_node_first_item(corrective) &&
        says_did_not_occur(tc_member(&members, TC_NAME_reason)))
        tc_doc_report_name(doc, corrective, "EPCIS-DOC-28",
                           TC_TEXT("không có khi lý do là did_not_occur",
                                   "none when the reason is did_not_occur"),
                           TC_TEXT("correctiveEventIDs", "correctiveEventIDs"));
}
