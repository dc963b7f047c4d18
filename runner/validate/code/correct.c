/* Putting a code right where that is certain. What was made is judged again:
 * only a code without findings is offered. */
#include <string.h>

#include "validate/code/content.h"
#include "validate/code/convert.h"
#include "validate/code/key.h"
#include "validate/code/link.h"

#define IDENTIFIER 3 /* bytes of a symbology identifier */

/* Requirements that can be broken in a way that leaves no doubt. */
static bool is_certain(const struct tc_finding *finding, const struct tc_code_input *code)
{
    static const char *const certain[] = { "GS1-ID-02", "GS1-ID-03", "GS1-DL-01", "GS1-DL-02",
                                           "GS1-DL-03", "GS1-DL-04", "GS1-DL-08" };

    for (size_t i = 0; i < sizeof(certain) / sizeof(certain[0]); i++)
        if (strcmp(finding->requirement, certain[i]) == 0)
            return true;
    /* a slash at the end */
    return strcmp(finding->requirement, "GS1-DL-05") == 0 && code->len > 0 &&
           code->code[code->len - 1] == '/' && finding->where.offset == (long)code->len;
}

static bool has_finding(const struct tc_code_result *result, const char *requirement)
{
    for (size_t i = 0; i < result->findings.count; i++)
        if (strcmp(result->findings.items[i].requirement, requirement) == 0)
            return true;
    return false;
}

/* --- values ------------------------------------------------------------------------ */

/* A copy of the value with its check digits, or check characters, set. */
static const char *with_check(struct tc_arena *arena, const struct tc_ai_entry *entry,
                              const char *value)
{
    size_t from = 0, len = strlen(value);
    char *right = tc_arena_strdup(arena, value);

    for (const struct tc_ai_part *part = entry->parts; part->max && from < len; part++) {
        size_t part_len = len - from < part->max ? len - from : part->max;

        if (part->checks & 1ULL << TC_AI_CSUM && part_len == part->max &&
            tc_digits(value + from, part_len))
            right[from + part_len - 1] = tc_check_digit(value + from, part_len - 1);
        if (part->checks & 1ULL << TC_AI_CSUMALPHA && part_len >= 3)
            tc_check_pair(value + from, part_len - 2, right + from + part_len - 2);
        from += part_len;
    }
    return right;
}

/* A short GTIN whose own check digit holds only lacks its zeros. */
static const char *right_value(struct tc_arena *arena, const struct tc_ai *ai)
{
    const struct tc_ai_entry *entry = tc_ai_find(ai->ai, strlen(ai->ai));
    size_t len = strlen(ai->value);

    if (strcmp(ai->ai, "01") == 0 && (len == 8 || len == 12 || len == 13) &&
        tc_digits(ai->value, len) && tc_check_digit_holds(ai->value, len))
        return tc_gtin_pad(arena, ai->value, len);
    return with_check(arena, entry, ai->value);
}

/* --- the whole ------------------------------------------------------------------------ */

/* The parameters that are no AIs, and the fragment, as they were written. */
static const char *rest_of_link(struct tc_arena *arena, const struct tc_link *link, size_t len)
{
    size_t end = link->query.at + link->query.len;
    const char *rest = "";

    for (size_t at = link->query.at; at < end;) {
        size_t stop = at + strcspn(link->text + at, "&;#");

        stop = stop < end ? stop : end;
        if (stop > at && !tc_digits(link->text + at, 1))
            rest = tc_arena_printf(arena, "%s&%.*s", rest, (int)(stop - at), link->text + at);
        at = stop + 1;
    }
    return tc_arena_printf(arena, "%s%.*s", rest, (int)(len - link->end),
                           link->text + link->end);
}

static const char *correct_link(struct tc_arena *arena, const char *text, size_t len,
                                const struct tc_code_result *fixed)
{
    struct tc_link link;
    struct tc_err err;
    const char *made, *rest;
    bool query;

    if (!tc_link_split(text, len, &link) || !tc_link_find_key(&link, TC_LINK_SAID))
        return NULL;
    made = tc_convert_link_behind(arena, fixed, text, link.segments[link.key].at - 1, &err);
    if (!made)
        return NULL;
    rest = rest_of_link(arena, &link, len);
    query = strchr(made, '?') != NULL;
    return tc_arena_printf(arena, "%s%s%s", made, *rest == '&' && !query ? "?" : "",
                           *rest == '&' && !query ? rest + 1 : rest);
}

/* A key without AI: as many digits as it had. */
static const char *correct_key(const struct tc_code_result *fixed, size_t len)
{
    const char *value = fixed->ais[0].value;

    return strlen(value) >= len ? value + strlen(value) - len : NULL;
}

static const char *correct_scan(struct tc_arena *arena, const struct tc_code_input *code,
                                const struct tc_code_result *fixed)
{
    const char *data = code->code + IDENTIFIER, *made;
    size_t len = code->len - IDENTIFIER;

    if (code->len <= IDENTIFIER || memchr(code->code, '|', code->len))
        return NULL;
    if (tc_digits(data, len) && (len == 8 || len == 13 || len == 14))
        made = correct_key(fixed, len);
    else if (len > 4 && memcmp(data, "http", 4) == 0)
        made = correct_link(arena, data, len, fixed);
    else
        made = tc_convert_raw(arena, fixed);
    return made ? tc_arena_printf(arena, "%.3s%s", code->code, made) : NULL;
}

static const char *make(struct tc_arena *arena, const struct tc_code_input *code,
                        const struct tc_code_result *fixed)
{
    struct tc_err err;

    switch (fixed->kind) {
    case TC_CODE_ELEMENT_STRING:
        return *code->code == '(' ? tc_convert_bracketed(arena, fixed, &err)
                                  : tc_convert_raw(arena, fixed);
    case TC_CODE_SCAN:
        return correct_scan(arena, code, fixed);
    case TC_CODE_DIGITAL_LINK:
        return correct_link(arena, code->code, code->len, fixed);
    case TC_CODE_KEY:
    case TC_CODE_GTIN:
    case TC_CODE_GLN:
    case TC_CODE_SSCC:
        return correct_key(fixed, code->len);
    default:
        return NULL;
    }
}

/* True if nothing but what is certain is wrong. A value in which an escape is
 * broken may mean anything. */
static bool all_certain(const struct tc_code_input *code, const struct tc_code_result *result)
{
    for (size_t i = 0; i < result->findings.count; i++)
        if (!is_certain(&result->findings.items[i], code))
            return false;
    for (size_t i = 0; has_finding(result, "GS1-DL-04") && i < result->count; i++)
        if (strchr(result->ais[i].value, '%'))
            return false;
    return result->count > 0 && result->findings.count > 0;
}

const char *tc_code_correct(struct tc_arena *arena, const struct tc_code_input *code,
                            const struct tc_code_result *result)
{
    struct tc_code_input whole = *code; /* with a NUL behind it */
    struct tc_code_result fixed = *result, again;
    struct tc_ai *ais;
    const char *made;

    if (!all_certain(code, result))
        return NULL;
    ais = tc_arena_alloc(arena, result->count * sizeof(*ais));
    for (size_t i = 0; i < result->count; i++)
        ais[i] = (struct tc_ai){ result->ais[i].ai, right_value(arena, &result->ais[i]) };
    fixed.ais = ais;
    whole.code = tc_arena_strndup(arena, code->code, code->len);
    made = make(arena, &whole, &fixed);
    if (!made)
        return NULL;
    tc_code_check(arena, made, strlen(made), code->as, &again);
    return again.findings.count == 0 && again.count > 0 ? made : NULL;
}
