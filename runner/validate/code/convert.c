#include "validate/code/convert.h"

#include <stdio.h>
#include <string.h>

#define ESCAPED 3  /* bytes of an escaped character */
#define AROUND 128 /* scheme, domain, AIs of a key */

struct tc_writing tc_writing_new(struct tc_arena *arena, const struct tc_code_result *code,
                                 size_t more)
{
    size_t size = AROUND + more;

    for (size_t i = 0; i < code->count; i++)
        size += ESCAPED * strlen(code->ais[i].value) + 8;
    return (struct tc_writing){ .text = tc_arena_alloc(arena, size) };
}

void tc_write(struct tc_writing *w, const char *s, size_t len)
{
    memcpy(w->text + w->len, s, len);
    w->len += len;
}

void tc_write_string(struct tc_writing *w, const char *s)
{
    tc_write(w, s, strlen(s));
}

void tc_write_escaped(struct tc_writing *w, const char *s, size_t len, bool (*raw)(char c))
{
    for (size_t i = 0; i < len; i++) {
        char escape[4];

        snprintf(escape, sizeof(escape), "%%%02X", (unsigned char)s[i]);
        if (raw(s[i]))
            tc_write(w, s + i, 1);
        else
            tc_write(w, escape, ESCAPED);
    }
}

const char *tc_code_form_name(enum tc_code_form form)
{
    static const char *const names[] = {
        [TC_FORM_ELEMENT_STRING] = "element-string",
        [TC_FORM_RAW] = "raw",
        [TC_FORM_DIGITAL_LINK] = "digital-link",
        [TC_FORM_EPCIS_LINK] = "epcis-link",
        [TC_FORM_EPC_URI] = "epc",
    };

    return names[form];
}

/* --- element strings -------------------------------------------------------------- */

/* True if a value has what would read as the AI that follows it. */
static bool holds_bracket(const char *value)
{
    for (const char *at = strchr(value, '('); at; at = strchr(at + 1, '(')) {
        size_t digits = strspn(at + 1, "0123456789");

        if (digits >= 2 && digits <= 4 && at[1 + digits] == ')')
            return true;
    }
    return false;
}

const char *tc_convert_bracketed(struct tc_arena *arena, const struct tc_code_result *code,
                                 struct tc_err *err)
{
    struct tc_writing w = tc_writing_new(arena, code, 0);

    for (size_t i = 0; i < code->count; i++) {
        if (holds_bracket(code->ais[i].value)) {
            tc_err_set(err, "giá trị của (%s) có phần giống một AI trong ngoặc",
                       "the value of (%s) holds what reads as an AI in brackets",
                       code->ais[i].ai);
            return NULL;
        }
        tc_write_string(&w, "(");
        tc_write_string(&w, code->ais[i].ai);
        tc_write_string(&w, ")");
        tc_write_string(&w, code->ais[i].value);
    }
    return w.text;
}

/* FNC1 stands behind a value whose length its AI does not tell, the last apart. */
const char *tc_convert_raw(struct tc_arena *arena, const struct tc_code_result *code)
{
    struct tc_writing w = tc_writing_new(arena, code, 0);

    for (size_t i = 0; i < code->count; i++) {
        const char *ai = code->ais[i].ai;
        const struct tc_ai_entry *entry = tc_ai_find(ai, strlen(ai));

        tc_write_string(&w, ai);
        tc_write_string(&w, code->ais[i].value);
        if (i + 1 < code->count && !(entry->flags & TC_AI_PREDEFINED))
            tc_write_string(&w, "\x1d");
    }
    return w.text;
}

const char *tc_code_convert(struct tc_arena *arena, const struct tc_code_result *code,
                            enum tc_code_form form, size_t prefix_len, struct tc_err *err)
{
    if (code->count == 0 || code->findings.count > 0) {
        tc_err_set(err, "mã không đọc được hoặc có lỗi nên không chuyển đổi",
                   "the code cannot be read or is at fault, and is not converted");
        return NULL;
    }
    switch (form) {
    case TC_FORM_ELEMENT_STRING:
        return tc_convert_bracketed(arena, code, err);
    case TC_FORM_RAW:
        return tc_convert_raw(arena, code);
    case TC_FORM_DIGITAL_LINK:
        return tc_convert_link(arena, code, false, err);
    case TC_FORM_EPCIS_LINK:
        return tc_convert_link(arena, code, true, err);
    default:
        if (prefix_len && code->prefix_len && prefix_len != code->prefix_len) {
            tc_err_set(err, "mã doanh nghiệp trong mã dài %zu chữ số, không phải %zu",
                       "the company prefix of the code has %zu digits, not %zu",
                       code->prefix_len, prefix_len);
            return NULL;
        }
        return tc_convert_epc(arena, code, prefix_len ? prefix_len : code->prefix_len, err);
    }
}
