/* Judging a GS1 Digital Link URI: its writing, its path and its query. GS1
 * Digital Link: URI Syntax 4.1 to 4.11. */
#include <string.h>

#include "validate/code/epc_binary.h"
#include "validate/code/key.h"
#include "validate/code/link_values.h"

static void report_segment(struct tc_message *m, const char *requirement, struct tc_span span,
                           struct tc_text expected)
{
    const char *shown = tc_message_show(m->arena, m->text + span.at, span.len);

    tc_message_report(m, requirement, span.at, expected,
                      tc_say(m->arena, "\"%s\"", "\"%s\"", shown));
}

/* --- scheme, host, frame ------------------------------------------------------------ */

static bool host_char(char c)
{
    return (c >= 'a' && c <= 'z') || c == '.' ||
           (c && (tc_ai_char(TC_AI_Y, c) || strchr(":[]", c)) && c != '#' && c != '/');
}

static void check_host(struct tc_message *m, const struct tc_link *link)
{
    if (link->host.len == 0)
        tc_message_report(m, "GS1-DL-05", link->host.at, TC_TEXT("tên miền", "a domain name"),
                          TC_TEXT("không có", "none"));
    for (size_t i = 0; i < link->host.len; i++) {
        if (host_char(m->text[link->host.at + i]))
            continue;
        report_segment(m, "GS1-DL-05",
                       (struct tc_span){ link->host.at + i, link->host.len - i },
                       TC_TEXT("tên miền gồm chữ, số, dấu chấm và gạch nối",
                               "a domain name of letters, digits, dots and hyphens"));
        return;
    }
}

static void check_frame(struct tc_message *m, const struct tc_link *link,
                        enum tc_link_proof proof)
{
    struct tc_span path = link->path;

    if (link->scheme_mixed)
        report_segment(m, "GS1-DL-05", (struct tc_span){ 0, link->host.at },
                       TC_TEXT("https:// viết toàn chữ thường (hoặc toàn chữ hoa)",
                               "https:// all in lower case (or all in upper case)"));
    if (proof == TC_LINK_SAID)
        check_host(m, link);
    if (link->odd && link->segments[link->count].len == 0)
        tc_message_report(m, "GS1-DL-05", path.at + path.len - 1,
                          TC_TEXT("không có dấu / ở cuối", "no slash at the end"),
                          TC_TEXT("dấu / ở cuối", "a slash at the end"));
    else if (link->odd)
        report_segment(m, "GS1-DL-05", link->segments[link->count],
                       TC_TEXT("AI và giá trị theo từng cặp", "AI and value in pairs"));
}

/* --- path ----------------------------------------------------------------------------- */

/* True if the AI is a qualifier of the key. */
static bool check_path_ai(struct tc_message *m, const struct tc_link *link, struct tc_span span)
{
    const char *ai = m->text + span.at;
    const struct tc_ai_entry *entry = tc_ai_find(ai, span.len);

    if (!entry) {
        report_segment(m, tc_digits(ai, span.len) && span.len ? "GS1-ID-01" : "GS1-DL-05", span,
                       TC_TEXT("mã ứng dụng (AI) của GS1", "a GS1 Application Identifier"));
        m->incomplete = true;
        return false;
    }
    if (!tc_link_is_qualifier(link, ai, span.len)) {
        bool attribute = entry->flags & TC_AI_ATTRIBUTE;

        report_segment(m, attribute ? "GS1-DL-03" : "GS1-DL-02", span,
                       attribute ? tc_say(m->arena, "(%s) trong phần truy vấn: ?%.*s=…",
                                          "(%s) in the query: ?%.*s=…", entry->title,
                                          (int)span.len, ai)
                                 : tc_link_qualifiers_shown(m->arena, link->entry));
        return false;
    }
    return true;
}

/* Where the AI of this segment stands for the first time in the path. */
static size_t first_of(const struct tc_link *link, size_t i)
{
    const struct tc_span *at = &link->segments[i];

    for (size_t k = (size_t)link->key; k < i; k += 2)
        if (link->segments[k].len == at->len &&
            memcmp(link->text + link->segments[k].at, link->text + at->at, at->len) == 0)
            return k;
    return i;
}

/* The first qualifier that breaks the order of an alternative; 0: none does. */
static size_t out_of_order(const struct tc_link *link, const char *alternative, size_t len)
{
    size_t next = 0, place;

    for (size_t i = (size_t)link->key + 2; i + 1 < link->count; i += 2) {
        const char *ai = link->text + link->segments[i].at;

        if (first_of(link, i) != i || !tc_link_is_qualifier(link, ai, link->segments[i].len))
            continue;
        if (!tc_link_alternative_holds(alternative, len, ai, link->segments[i].len, &place) ||
            place < next)
            return i;
        next = place + 1;
    }
    return 0;
}

static void check_order(struct tc_message *m, const struct tc_link *link)
{
    const char *list = link->entry->qualifiers, *alternative;
    size_t len, bad = 0;

    while (tc_ai_next(&list, "|", &alternative, &len)) {
        size_t at = out_of_order(link, alternative, len);

        if (at == 0)
            return;
        bad = at > bad ? at : bad;
    }
    if (bad)
        report_segment(m, "GS1-DL-02", link->segments[bad],
                       tc_link_qualifiers_shown(m->arena, link->entry));
}

/* The same AI again: with another value that is GS1-ID-07's matter. */
static void check_repeated(struct tc_message *m, const struct tc_link *link)
{
    for (size_t i = (size_t)link->key + 2; i + 1 < link->count; i += 2) {
        size_t first = first_of(link, i);
        const struct tc_span *a = &link->segments[first + 1], *b = &link->segments[i + 1];

        if (first != i && a->len == b->len &&
            memcmp(m->text + a->at, m->text + b->at, a->len) == 0)
            report_segment(m, "GS1-DL-02", link->segments[i],
                           TC_TEXT("mỗi AI một lần", "each AI once"));
    }
}

static void read_path(struct tc_message *m, const struct tc_link *link)
{
    for (size_t i = (size_t)link->key; i + 1 < link->count; i += 2) {
        bool fits = (int)i == link->key || check_path_ai(m, link, link->segments[i]);

        tc_link_add_value(m, link->segments[i], link->segments[i + 1], !fits);
    }
    check_order(m, link);
    check_repeated(m, link);
}

/* --- query ------------------------------------------------------------------------------ */

/* True if the AI is a qualifier that the path could have carried beside those
 * which it carries. */
static bool belongs_in_path(const struct tc_link *link, const char *ai, size_t ai_len)
{
    const char *list = link->entry->qualifiers, *alternative;
    size_t len, place;

    while (tc_ai_next(&list, "|", &alternative, &len))
        if (tc_link_alternative_holds(alternative, len, ai, ai_len, &place) &&
            out_of_order(link, alternative, len) == 0)
            return true;
    return false;
}

/* The last AI that was read stands in the link already, with the same value; with another one
 * that is GS1-ID-07's matter. */
static bool is_said_again(const struct tc_message *m)
{
    const struct tc_item *last = &m->items[m->count - 1];

    for (const struct tc_item *item = m->items; item < last; item++)
        if (item->ai_len == last->ai_len && memcmp(item->ai, last->ai, last->ai_len) == 0)
            return item->len == last->len && memcmp(item->value, last->value, last->len) == 0;
    return false;
}

static void read_parameter(struct tc_message *m, const struct tc_link *link,
                           struct tc_span name, struct tc_span value)
{
    const char *ai = m->text + name.at;
    const struct tc_ai_entry *entry = tc_ai_find(ai, name.len);
    bool misplaced = true;

    if (name.len == 0 || !tc_digits(ai, name.len))
        return;
    if (!entry)
        report_segment(m, "GS1-DL-05", name,
                       TC_TEXT("tham số toàn chữ số phải là AI của GS1",
                               "an all-numeric parameter that is a GS1 AI"));
    else if (belongs_in_path(link, ai, name.len))
        report_segment(m, "GS1-DL-03", name,
                       tc_say(m->arena, "(%s) trong đường dẫn, sau khóa chính",
                              "(%s) in the path, behind the primary key", entry->title));
    else if (!(entry->flags & TC_AI_ATTRIBUTE))
        report_segment(m, "GS1-DL-03", name,
                       TC_TEXT("AI được phép làm thuộc tính dữ liệu",
                               "an AI that may be a data attribute"));
    else
        misplaced = false;
    if (!entry)
        return;
    tc_link_add_value(m, name, value, misplaced);
    if (!misplaced && is_said_again(m))
        report_segment(m, "GS1-DL-03", name, TC_TEXT("mỗi AI một lần", "each AI once"));
}

static void read_query(struct tc_message *m, const struct tc_link *link)
{
    size_t end = link->query.at + link->query.len;

    for (size_t at = link->query.at; at < end;) {
        size_t stop = at, equals;

        while (stop < end && m->text[stop] != '&' && m->text[stop] != ';')
            stop++;
        equals = at;
        while (equals < stop && m->text[equals] != '=')
            equals++;
        read_parameter(m, link, (struct tc_span){ at, equals - at },
                       equals < stop ? (struct tc_span){ equals + 1, stop - equals - 1 }
                                     : (struct tc_span){ stop, 0 });
        at = stop + 1;
    }
}

/* --- the compressed form ------------------------------------------------------------------ */

/* Read an EPC in its binary encoding; false if the path does not end in one. */
static bool read_compressed(struct tc_message *m, const struct tc_link *link)
{
    struct tc_span last = link->segments[link->count - 1];
    struct tc_findings findings = { 0 };
    struct tc_message epc;
    const char *uri;

    if (!tc_epc_binary_is(m->text + last.at, last.len))
        return false;
    uri = tc_epc_binary_uri(m->arena, m->text + last.at, last.len);
    tc_message_init(&epc, m->arena, uri, uri ? strlen(uri) : 0, &findings);
    if (uri)
        tc_epc_uri_judge(&epc);
    if (!uri || findings.count > 0)
        report_segment(m, "GS1-DL-06", last,
                       TC_TEXT("dạng nhị phân của một EPC", "the binary encoding of an EPC"));
    for (size_t i = 0; uri && findings.count == 0 && i < epc.count; i++) {
        epc.items[i].at = last.at;
        tc_message_add(m, epc.items[i]);
    }
    m->prefix_len = epc.prefix_len;
    m->incomplete |= m->count == 0;
    return true;
}

/* --- the whole ---------------------------------------------------------------------------- */

/* True if all that follows the key is known as AI; else the URI only passes by
 * something that looks like a key. */
static bool only_ais_follow(const struct tc_link *link)
{
    for (size_t i = (size_t)link->key; i + 1 < link->count; i += 2)
        if (!tc_ai_find(link->text + link->segments[i].at, link->segments[i].len))
            return false;
    return true;
}

void tc_link_judge(struct tc_message *m, enum tc_link_proof proof)
{
    struct tc_link link;
    bool is_uri = tc_link_split(m->text, m->len, &link);
    bool is_link = is_uri && tc_link_find_key(&link, proof);

    if (proof == TC_LINK_SAID && is_uri && !is_link && link.count > 0 &&
        read_compressed(m, &link))
        return;
    if (proof == TC_LINK_SHOWN && (!is_link || !only_ais_follow(&link)))
        return;
    if (!is_link) {
        tc_message_report(m, "GS1-DL-05", 0,
                          TC_TEXT("https://tên-miền/…/AI của khóa chính/giá trị",
                                  "https://domain/…/AI of a primary key/value"),
                          TC_TEXT("không có khóa chính GS1", "no GS1 primary key"));
        return;
    }
    m->link = true;
    check_frame(m, &link, proof);
    tc_link_check_writing(m, proof == TC_LINK_SAID ? 0 : link.segments[link.key].at, link.end);
    read_path(m, &link);
    read_query(m, &link);
    for (size_t i = 0; i < m->count; i++)
        tc_value_check(m, &m->items[i]);
}
