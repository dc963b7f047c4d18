/* Fuzzing the judge of codes: whatever the bytes, it ends, and each finding has
 * a place inside the code and texts in both languages; what a sound code is
 * converted to is sound. The first byte chooses the kind that the code is said
 * to be. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tracecert/code.h"
#include "validate/code/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_text(const char *text)
{
    require(text != NULL);
    for (size_t len = strlen(text); len > 0;) {
        size_t n = tc_utf8_len(text, len);

        require(n > 0);
        text += n;
        len -= n;
    }
}

static void check_findings(const struct tc_findings *findings, size_t len)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct tc_finding *f = &findings->items[i];

        require(f->where.offset >= 1 && (size_t)f->where.offset <= len + 1);
        check_text(f->expected.vi);
        check_text(f->expected.en);
        check_text(f->actual.vi);
        check_text(f->actual.en);
    }
}

/* Advice is no fault: a value may hold what looks like an escape in a link. */
static bool is_sound(const struct tc_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        if (strcmp(findings->items[i].requirement, "GS1-DL-09") != 0)
            return false;
    return true;
}

static void check_conversions(struct tc_arena *arena, const struct tc_code_result *code)
{
    static const enum tc_code_kind kinds[] = {
        [TC_FORM_ELEMENT_STRING] = TC_CODE_ELEMENT_STRING,
        [TC_FORM_RAW] = TC_CODE_ELEMENT_STRING,
        [TC_FORM_DIGITAL_LINK] = TC_CODE_DIGITAL_LINK,
        [TC_FORM_EPCIS_LINK] = TC_CODE_DIGITAL_LINK,
        [TC_FORM_EPC_URI] = TC_CODE_EPC_URI,
    };

    for (int form = 0; form < TC_FORMS; form++) {
        struct tc_err err = { 0 };
        struct tc_code_result again;
        size_t prefix_len = code->prefix_len ? 0 : 7;
        const char *text =
            tc_code_convert(arena, code, (enum tc_code_form)form, prefix_len, &err);

        require(text != NULL || (err.vi[0] && err.en[0]));
        if (!text || strlen(text) > 8192)
            continue;
        tc_code_check(arena, text, strlen(text), kinds[form], &again);
        require(is_sound(&again.findings));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_findings in_document = { 0 };
    struct tc_code_result result;
    const char *code = (const char *)bytes + 1;

    if (len > 0) {
        len--;
        tc_code_check(arena, code, len, (enum tc_code_kind)(bytes[0] % TC_CODE_KINDS), &result);
        check_findings(&result.findings, len);
        require(result.kind > TC_CODE_UNKNOWN && result.kind < TC_CODE_KINDS);
        tc_code_correct(arena, &(struct tc_code_input){ code, len, result.kind }, &result);
        check_conversions(arena, &result);
        tc_epc_check(arena, code, len, &in_document);
        check_findings(&in_document, len);
    }
    tc_arena_free(arena);
    return 0;
}
