#include "tracecert/code.h"

#include <string.h>

#include "validate/epc_scheme.h"
#include "validate/key.h"
#include "validate/message.h"

#define CODE_MAX 8192 /* more than any symbol of GS1 holds */

const char *tc_code_kind_name(enum tc_code_kind kind)
{
    static const char *const names[] = {
        [TC_CODE_UNKNOWN] = "unknown", [TC_CODE_ELEMENT_STRING] = "element-string",
        [TC_CODE_SCAN] = "scan",       [TC_CODE_DIGITAL_LINK] = "digital-link",
        [TC_CODE_EPC_URI] = "epc-uri", [TC_CODE_KEY] = "key",
    };

    return names[kind];
}

/* --- bare keys --------------------------------------------------------------------- */

/* Lengths of bare keys and the AI under which their value stands. */
static const char *ai_of_key(size_t len)
{
    switch (len) {
    case 8:
    case 12:
    case 13:
    case 14:
        return "01";
    case 18:
        return "00";
    default:
        return NULL;
    }
}

static void report_key(struct tc_message *m, size_t at, size_t len, const char *digits_wanted)
{
    tc_message_report(
        m, "GS1-ID-03", at, tc_say(m->arena, "%s chữ số", "%s digits", digits_wanted),
        tc_say(m->arena, "\"%s\"", "\"%s\"", tc_message_show(m->arena, m->text + at, len)));
}

/* A GTIN (or GLN) or SSCC without AI. A short GTIN is read as its 14 digits. */
static void judge_key(struct tc_message *m, size_t at, const char *digits_wanted)
{
    size_t len = m->len - at;
    const char *ai = ai_of_key(len);
    char *value, right;

    if (!ai || !tc_digits(m->text + at, len)) {
        report_key(m, at, len, digits_wanted);
        return;
    }
    right = tc_check_digit(m->text + at, len - 1);
    if (m->text[m->len - 1] != right)
        tc_message_report(m, "GS1-ID-02", m->len - 1,
                          tc_say(m->arena, "%.*s%c (số kiểm tra %c)", "%.*s%c (check digit %c)",
                                 (int)len - 1, m->text + at, right, right),
                          tc_say(m->arena, "%.*s", "%.*s", (int)len, m->text + at));
    value = tc_gtin_pad(m->arena, m->text + at, len);
    tc_message_add(m, (struct tc_item){ .entry = tc_ai_find(ai, 2),
                                        .ai = ai,
                                        .ai_len = 2,
                                        .value = value,
                                        .len = strlen(value),
                                        .at = at });
}

/* --- scanner data -------------------------------------------------------------------- */

enum scan { SCAN_NONE, SCAN_ELEMENT_STRING, SCAN_PLAIN, SCAN_EAN_13, SCAN_EAN_8, SCAN_ITF };

/* Symbology identifiers of ISO/IEC 15424 for the carriers of GS1. */
static enum scan scan_of(const char *identifier)
{
    static const struct {
        const char *name;
        enum scan scan;
    } scans[] = {
        { "]C1", SCAN_ELEMENT_STRING },
        { "]e0", SCAN_ELEMENT_STRING },
        { "]d2", SCAN_ELEMENT_STRING },
        { "]Q3", SCAN_ELEMENT_STRING },
        { "]J1", SCAN_ELEMENT_STRING },
        { "]C0", SCAN_PLAIN },
        { "]d1", SCAN_PLAIN },
        { "]Q1", SCAN_PLAIN },
        { "]J0", SCAN_PLAIN },
        { "]E0", SCAN_EAN_13 },
        { "]E4", SCAN_EAN_8 },
        { "]I0", SCAN_ITF },
        { "]I1", SCAN_ITF },
    };

    for (size_t i = 0; i < sizeof(scans) / sizeof(scans[0]); i++)
        if (memcmp(scans[i].name, identifier, 3) == 0)
            return scans[i].scan;
    return SCAN_NONE;
}

static bool has_link(const struct tc_message *m, size_t at)
{
    struct tc_link link;

    return tc_link_split(m->text + at, m->len - at, &link);
}

/* A symbol without FNC1 in first position that all the same begins with a
 * right (01) or (00): whoever made it meant element strings. */
static bool lacks_fnc1(const struct tc_message *m, size_t at)
{
    const char *s = m->text + at;
    size_t len = m->len - at;

    return (len >= 16 && memcmp(s, "01", 2) == 0 && tc_digits(s, 16) &&
            tc_check_digit_holds(s + 2, 14)) ||
           (len >= 20 && memcmp(s, "00", 2) == 0 && tc_digits(s, 20) &&
            tc_check_digit_holds(s + 2, 18));
}

/* Judge what stands behind the identifier as a Digital Link; the places of the
 * findings then count from the beginning of the code again. */
static void judge_scanned_link(struct tc_message *m, size_t at)
{
    size_t before = m->findings->count;

    m->text += at;
    m->len -= at;
    tc_link_judge(m, TC_LINK_SAID);
    for (size_t i = before; i < m->findings->count; i++)
        m->findings->items[i].where.offset += (long)at;
}

static void judge_plain(struct tc_message *m, size_t at)
{
    if (has_link(m, at)) {
        judge_scanned_link(m, at);
    } else if (lacks_fnc1(m, at)) {
        tc_message_report(
            m, "GS1-ID-08", at,
            TC_TEXT("FNC1 ở vị trí đầu của mã vạch",
                    "FNC1 in the first position of the symbol"),
            TC_TEXT("chuỗi phần tử GS1 không có FNC1", "GS1 element strings without FNC1"));
        tc_raw_read(m, at);
        tc_pairing_check(m);
    } else {
        judge_key(m, at, "8, 12, 13, 14, 18");
    }
}

static void judge_scan(struct tc_message *m)
{
    enum scan scan = m->len < 3 ? SCAN_NONE : scan_of(m->text);

    switch (scan) {
    case SCAN_ELEMENT_STRING:
        tc_raw_read(m, 3);
        tc_pairing_check(m);
        break;
    case SCAN_PLAIN:
        judge_plain(m, 3);
        break;
    case SCAN_EAN_13:
        m->len == 16 ? judge_key(m, 3, "13") : report_key(m, 3, m->len - 3, "13");
        break;
    case SCAN_EAN_8:
        m->len == 11 ? judge_key(m, 3, "8") : report_key(m, 3, m->len - 3, "8");
        break;
    case SCAN_ITF:
        m->len == 17 ? judge_key(m, 3, "14") : report_key(m, 3, m->len - 3, "14");
        break;
    case SCAN_NONE:
        tc_message_report(m, "GS1-ID-01", 0,
                          TC_TEXT("ký hiệu nhận dạng của loại mã vạch GS1, như ]C1, ]d2, ]Q3",
                                  "a symbology identifier of GS1, such as ]C1, ]d2, ]Q3"),
                          tc_say(m->arena, "\"%s\"", "\"%s\"",
                                 tc_message_show(m->arena, m->text, m->len < 3 ? m->len : 3)));
        break;
    }
}

/* --- the whole -------------------------------------------------------------------------- */

/* True if the code begins with letters and "://": an address. */
static bool is_address(const struct tc_message *m)
{
    size_t n = 0;

    while (n < m->len && ((m->text[n] >= 'a' && m->text[n] <= 'z') ||
                          (m->text[n] >= 'A' && m->text[n] <= 'Z')))
        n++;
    return n > 0 && m->len >= n + 3 && memcmp(m->text + n, "://", 3) == 0;
}

static enum tc_code_kind detect(const struct tc_message *m)
{
    struct tc_epc_urn urn;

    if (m->len > 0 && m->text[0] == ']')
        return TC_CODE_SCAN;
    if (tc_epc_urn_split(m->text, m->len, &urn))
        return TC_CODE_EPC_URI;
    if (is_address(m))
        return TC_CODE_DIGITAL_LINK;
    if (ai_of_key(m->len) && tc_digits(m->text, m->len))
        return TC_CODE_KEY;
    return TC_CODE_ELEMENT_STRING;
}

static void judge(struct tc_message *m, enum tc_code_kind kind)
{
    switch (kind) {
    case TC_CODE_SCAN:
        judge_scan(m);
        break;
    case TC_CODE_DIGITAL_LINK:
        tc_link_judge(m, TC_LINK_SAID);
        break;
    case TC_CODE_EPC_URI:
        tc_epc_uri_judge(m);
        break;
    case TC_CODE_KEY:
        judge_key(m, 0, "8, 12, 13, 14, 18");
        break;
    default:
        if (m->len > 0 && m->text[0] == '(')
            tc_bracketed_read(m);
        else
            tc_raw_read(m, 0);
        tc_pairing_check(m);
        break;
    }
}

static void copy_items(const struct tc_message *m, struct tc_code_result *result)
{
    struct tc_ai *ais = tc_arena_alloc(m->arena, (m->count + 1) * sizeof(*ais));

    for (size_t i = 0; i < m->count; i++) {
        ais[i].ai = tc_arena_strndup(m->arena, m->items[i].ai, m->items[i].ai_len);
        ais[i].value = tc_arena_strndup(m->arena, m->items[i].value, m->items[i].len);
    }
    result->ais = ais;
    result->count = m->count;
}

void tc_code_check(struct tc_arena *arena, const char *code, size_t len, enum tc_code_kind as,
                   struct tc_code_result *result)
{
    struct tc_message m;

    memset(result, 0, sizeof(*result));
    tc_message_init(&m, arena, code, len, &result->findings);
    result->kind = as == TC_CODE_UNKNOWN ? detect(&m) : as;
    if (len == 0 || len > CODE_MAX)
        tc_message_report(&m, "GS1-ID-01", 0, TC_TEXT("1 đến 8192 byte", "1 to 8192 bytes"),
                          tc_say(arena, "%zu byte", "%zu bytes", len));
    else
        judge(&m, result->kind);
    copy_items(&m, result);
}

const char *tc_code_value(const struct tc_code_result *result, const char *ai)
{
    for (size_t i = 0; i < result->count; i++)
        if (strcmp(result->ais[i].ai, ai) == 0)
            return result->ais[i].value;
    return NULL;
}
