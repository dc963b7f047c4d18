#include "tracecert/code.h"

#include <string.h>

#include "validate/code/epc_scheme.h"
#include "validate/code/message.h"

#define CODE_MAX 8192 /* more than any symbol of GS1 holds */

const char *tc_code_kind_name(enum tc_code_kind kind)
{
    static const char *const names[] = {
        [TC_CODE_UNKNOWN] = "unknown", [TC_CODE_ELEMENT_STRING] = "element-string",
        [TC_CODE_SCAN] = "scan",       [TC_CODE_DIGITAL_LINK] = "digital-link",
        [TC_CODE_EPC_URI] = "epc-uri", [TC_CODE_KEY] = "key",
        [TC_CODE_GTIN] = "gtin",       [TC_CODE_GLN] = "gln",
        [TC_CODE_SSCC] = "sscc",
    };

    return names[kind];
}

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
    if (tc_is_key(m->text, m->len))
        return TC_CODE_KEY;
    return TC_CODE_ELEMENT_STRING;
}

static void judge(struct tc_message *m, enum tc_code_kind kind)
{
    switch (kind) {
    case TC_CODE_SCAN:
        tc_scan_read(m);
        break;
    case TC_CODE_DIGITAL_LINK:
        tc_link_judge(m, TC_LINK_SAID);
        break;
    case TC_CODE_EPC_URI:
        tc_epc_uri_judge(m);
        break;
    case TC_CODE_KEY:
    case TC_CODE_GTIN:
    case TC_CODE_GLN:
    case TC_CODE_SSCC:
        tc_key_read(m, kind);
        break;
    default:
        if (m->len > 0 && m->text[0] == '(')
            tc_bracketed_read(m);
        else
            tc_raw_read(m, 0);
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
    result->prefix_len = m->prefix_len;
}

/* Read a code and judge all but the company of its element strings. */
static void read_code(struct tc_message *m, struct tc_arena *arena,
                      const struct tc_code_input *input, struct tc_code_result *result)
{
    memset(result, 0, sizeof(*result));
    tc_message_init(m, arena, input->code, input->len, &result->findings);
    result->kind = input->as == TC_CODE_UNKNOWN ? detect(m) : input->as;
    if (input->len == 0 || input->len > CODE_MAX)
        tc_message_report(m, "GS1-ID-01", 0, TC_TEXT("1 đến 8192 byte", "1 to 8192 bytes"),
                          tc_say(arena, "%zu byte", "%zu bytes", input->len));
    else
        judge(m, result->kind);
}

void tc_code_check(struct tc_arena *arena, const char *code, size_t len, enum tc_code_kind as,
                   struct tc_code_result *result)
{
    struct tc_message m;

    read_code(&m, arena, &(struct tc_code_input){ code, len, as }, result);
    tc_pairing_check(&m, 1);
    copy_items(&m, result);
}

void tc_code_check_item(struct tc_arena *arena, const struct tc_code_input *codes, size_t count,
                        struct tc_code_result *results)
{
    struct tc_message *carriers = tc_arena_alloc(arena, (count + 1) * sizeof(*carriers));

    for (size_t i = 0; i < count; i++)
        read_code(&carriers[i], arena, &codes[i], &results[i]);
    tc_pairing_check(carriers, count);
    for (size_t i = 0; i < count; i++)
        copy_items(&carriers[i], &results[i]);
}

const char *tc_code_value(const struct tc_code_result *result, const char *ai)
{
    for (size_t i = 0; i < result->count; i++)
        if (strcmp(result->ais[i].ai, ai) == 0)
            return result->ais[i].value;
    return NULL;
}
