/* What the values of an event are made of. */
#include <string.h>

#include "tracecert/code.h"
#include "validate/code/epc_plain.h"
#include "validate/document/event.h"

void tc_value_wrong(struct tc_doc *doc, const struct tc_node *value, const char *requirement,
                    const char *vi, const char *en)
{
    tc_doc_report(doc, value, requirement, TC_TEXT(vi, en), tc_doc_shown(doc, value));
}

void tc_value_missing(struct tc_doc *doc, const struct tc_node *object, const char *requirement,
                      const char *vi, const char *en)
{
    tc_doc_report(doc, object, requirement, TC_TEXT(vi, en), TC_DOC_ABSENT);
}

bool tc_value_is_text(struct tc_doc *doc, const struct tc_node *value)
{
    if (value->kind == TC_NODE_STRING && value->len > 0)
        return true;
    tc_value_wrong(doc, value, "EPCIS-DOC-12", "một chuỗi", "a text");
    return false;
}

bool tc_value_is_uri(struct tc_doc *doc, const struct tc_node *value)
{
    if (value->kind == TC_NODE_STRING && tc_uri_holds(value->text, value->len))
        return true;
    tc_value_wrong(doc, value, "EPCIS-DOC-12", "một URI", "a URI");
    return false;
}

static bool is_number(const char *text, size_t len)
{
    size_t i = len && (text[0] == '-' || text[0] == '+'), digits = 0;

    for (; i < len && ((text[i] >= '0' && text[i] <= '9') || text[i] == '.'); i++)
        digits += text[i] != '.';
    if (digits && i < len && (text[i] == 'e' || text[i] == 'E')) {
        i += i + 1 < len && (text[i + 1] == '-' || text[i + 1] == '+') ? 2 : 1;
        for (digits = 0; i < len && text[i] >= '0' && text[i] <= '9'; i++)
            digits++;
    }
    return digits > 0 && i == len;
}

/* <quantity xsi:nil="true"/> says that there is none. */
static bool is_nil(const struct tc_doc *doc, const struct tc_node *value)
{
    return doc->xml && value->len == 0 && value->first && value->first->foreign &&
           tc_node_is(value->first, "true");
}

bool tc_value_is_number(struct tc_doc *doc, const struct tc_node *value)
{
    if (is_nil(doc, value))
        return false;
    if (value->kind == TC_NODE_NUMBER)
        return true;
    if (doc->xml && value->kind == TC_NODE_STRING && is_number(value->text, value->len))
        return true;
    tc_value_wrong(doc, value, "EPCIS-DOC-12", "một số", "a number");
    return false;
}

bool tc_value_is_list(struct tc_doc *doc, const struct tc_node *value)
{
    /* An empty element of XML is an empty list. */
    if (value->kind == TC_NODE_ARRAY ||
        (doc->xml && (value->kind == TC_NODE_OBJECT || value->len == 0)))
        return true;
    tc_value_wrong(doc, value, "EPCIS-DOC-12", "một danh sách", "a list");
    return false;
}

bool tc_value_is_object(struct tc_doc *doc, const struct tc_node *value)
{
    if (value->kind == TC_NODE_OBJECT || (doc->xml && value->len == 0))
        return true;
    tc_value_wrong(doc, value, "EPCIS-DOC-12", "một đối tượng", "an object");
    return false;
}

bool tc_value_is_time(struct tc_doc *doc, const struct tc_node *value, const char *requirement,
                      struct tc_instant *instant)
{
    enum tc_timestamp read = TC_TIMESTAMP_WRONG;

    if (value->kind == TC_NODE_STRING)
        read = tc_timestamp_read(value->text, value->len, instant);
    if (read == TC_TIMESTAMP_RIGHT)
        return true;
    if (read == TC_TIMESTAMP_NO_ZONE && doc->xml_1_2)
        tc_value_wrong(doc, value, "EPCIS-DOC-47", "thời điểm có múi giờ",
                       "a time with a zone");
    else if (read == TC_TIMESTAMP_NO_ZONE)
        tc_value_wrong(doc, value, requirement,
                       "thời điểm có múi giờ, ví dụ 2026-11-25T08:30:00+07:00",
                       "a time with a zone, such as 2026-11-25T08:30:00+07:00");
    else
        tc_value_wrong(doc, value, requirement,
                       "thời điểm có thật, ví dụ 2026-11-25T08:30:00+07:00",
                       "a time that exists, such as 2026-11-25T08:30:00+07:00");
    return false;
}

/* Report what the judge of identifiers found, in words that outlive the event. */
static void report_id(struct tc_doc *doc, const struct tc_node *value,
                      const struct tc_finding *f)
{
    tc_doc_report(doc, value, f->requirement,
                  TC_TEXT(tc_doc_words(doc, f->expected.vi), tc_doc_words(doc, f->expected.en)),
                  TC_TEXT(tc_doc_words(doc, f->actual.vi), tc_doc_words(doc, f->actual.en)));
}

/* A URN of CBV, such as one of a business transaction: no key of GS1. */
static bool is_cbv_urn(const struct tc_node *value)
{
    static const char start[] = "urn:epcglobal:";

    return value->len >= sizeof(start) && memcmp(value->text, start, sizeof(start) - 1) == 0;
}

bool tc_value_is_id(struct tc_doc *doc, const struct tc_node *value, enum tc_epc_names *names)
{
    struct tc_findings findings = { 0 };

    if (value->kind == TC_NODE_STRING && tc_epc_is_plain(value->text, value->len, names))
        return true;
    if (!tc_value_is_uri(doc, value))
        return false;
    *names = TC_EPC_OTHER;
    if (is_cbv_urn(value))
        return true;
    tc_epc_check(doc->inner, value->text, value->len, &findings);
    /* One is enough: the rest of a wrong identifier follows from it. */
    if (findings.count)
        report_id(doc, value, &findings.items[0]);
    *names = tc_epc_names(value->text, value->len);
    return findings.count == 0;
}

static void report_word(struct tc_doc *doc, const struct tc_node *value,
                        const struct tc_vocabulary_value *read, enum tc_vocabulary vocabulary,
                        const char *requirement)
{
    const struct tc_span word = { value->text, value->len };
    struct tc_text expected;

    if (read->form == TC_FORM_WORD && !tc_context_objects(doc, value, word))
        return;
    expected = read->near
                   ? tc_doc_say(doc, "một giá trị của từ vựng; có phải ý bạn là \"%s\"?",
                                "a value of the vocabulary; did you mean \"%s\"?", read->near)
                   : TC_TEXT("một giá trị của từ vựng, hoặc URI của riêng mình",
                             "a value of the vocabulary, or a URI of one's own");
    /* The GS1 Web Vocabulary has more names than the list of the JSON Schema. */
    if (vocabulary == TC_VOC_MEASUREMENT && read->form != TC_FORM_WORD)
        requirement = "EPCIS-DOC-50";
    if (read->form == TC_FORM_WORD)
        tc_context_report(doc, value, false, word,
                          (struct tc_finding){ .requirement = requirement,
                                               .expected = expected,
                                               .actual = tc_doc_shown(doc, value) });
    else
        tc_doc_report(doc, value, requirement, expected, tc_doc_shown(doc, value));
}

/* XML writes these as URIs; how it writes the words of sensors, no source says. */
static bool is_for_uris(enum tc_vocabulary vocabulary)
{
    return vocabulary != TC_VOC_MEASUREMENT && vocabulary != TC_VOC_ALERT &&
           vocabulary != TC_VOC_COMPONENT;
}

const char *tc_value_word(struct tc_doc *doc, const struct tc_node *value,
                          enum tc_vocabulary vocabulary, const char *requirement)
{
    struct tc_vocabulary_value read;

    if (!tc_value_is_text(doc, value))
        return NULL;
    read = tc_vocabulary_read(vocabulary, value->text, value->len);
    if (read.form == TC_FORM_FOREIGN)
        return NULL;
    if (doc->xml && read.form == TC_FORM_WORD && read.word && is_for_uris(vocabulary))
        tc_value_wrong(doc, value, requirement,
                       "URN hoặc URI đầy đủ; từ ngắn chỉ dùng trong JSON",
                       "a URN or a full URI; the short word is for JSON alone");
    else if (!read.word)
        report_word(doc, value, &read, vocabulary, requirement);
    else if (!doc->xml && read.form == TC_FORM_URN)
        tc_value_wrong(doc, value, "EPCIS-DOC-46", "từ ngắn hoặc URI dạng web",
                       "the bare word or the web URI");
    return read.word;
}
