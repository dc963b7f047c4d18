/* What a symbol says, and whether it claims to say it in the way of GS1. */
#include <string.h>
#include <strings.h>

#include "tracecert/code.h"
#include "validate/label/label_judge.h"

#define LINK_DIGITS 4

static bool begins(const struct tc_symbol *symbol, const char *with)
{
    size_t len = strlen(with);

    return symbol->len >= len && strncasecmp(symbol->data, with, len) == 0;
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* Element strings with their brackets begin with a key; "(024)" begins a telephone number. */
static bool begins_with_brackets(const struct tc_symbol *symbol)
{
    static const char *const keys[] = { "(00)", "(01)", "(02)", "(03)" };

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        if (begins(symbol, keys[i]))
            return true;
    return false;
}

/* Carriers that hold whatever one likes. */
static bool is_plain(const struct tc_symbol *symbol)
{
    static const char *const names[] = { "datamatrix", "qr", "code128", NULL };

    return is_one_of(symbol->symbology, names);
}

/* Carriers of GS1 that hold element strings or a key and nothing else. */
static bool is_gs1(const struct tc_symbol *symbol)
{
    static const char *const names[] = { "ean-13", "ean-8", "itf-14", NULL };

    return symbol->gs1 || is_one_of(symbol->symbology, names);
}

bool tc_code_has(const struct tc_code_result *code, const char *requirement)
{
    for (size_t i = 0; i < code->findings.count; i++)
        if (strcmp(code->findings.items[i].requirement, requirement) == 0)
            return true;
    return false;
}

/* As a scanner would send it. */
static void as_scanned(struct tc_arena *arena, const struct tc_symbol *symbol,
                       struct tc_code_input *input)
{
    size_t prefix = strlen(symbol->identifier);
    char *scan = tc_arena_alloc(arena, prefix + symbol->len + 1);

    memcpy(scan, symbol->identifier, prefix);
    memcpy(scan + prefix, symbol->data, symbol->len);
    *input = (struct tc_code_input){ scan, prefix + symbol->len, TC_CODE_SCAN };
}

/* An address may hold "/01/05" as a date: what follows a key begins with four digits at
 * least and goes on. GS1 Digital Link: URI Syntax, 6.1. */
static bool is_plausible_link(const struct tc_code_result *code)
{
    const char *key = code->count > 0 ? code->ais[0].value : "";

    return strspn(key, "0123456789") >= LINK_DIGITS && strlen(key) > LINK_DIGITS;
}

/* A plain carrier claims nothing unless what it holds reads as a Digital Link,
 * as element strings, or as a key without fault: a vendor's own number or
 * address is no broken GS1 code. */
static bool claims(struct tc_arena *arena, const struct tc_symbol *symbol,
                   const struct tc_code_input *input)
{
    struct tc_code_result code;

    tc_code_check(arena, input->code, input->len, input->as, &code);
    if (begins(symbol, "http://") || begins(symbol, "https://"))
        return is_plausible_link(&code);
    return code.findings.count == 0 || tc_code_has(&code, "GS1-ID-08");
}

bool tc_symbol_input(struct tc_arena *arena, const struct tc_symbol *symbol,
                     struct tc_code_input *input)
{
    *input = (struct tc_code_input){ symbol->data, symbol->len, TC_CODE_ELEMENT_STRING };
    if (is_gs1(symbol)) {
        as_scanned(arena, symbol, input);
        return true;
    }
    if (begins_with_brackets(symbol))
        return true;
    if (!is_plain(symbol))
        return false;
    as_scanned(arena, symbol, input);
    return claims(arena, symbol, input);
}

void tc_symbol_read(struct tc_arena *arena, const struct tc_symbol *symbol,
                    struct tc_code_result *code)
{
    struct tc_code_input input;

    memset(code, 0, sizeof(*code));
    if (tc_symbol_input(arena, symbol, &input))
        tc_code_check(arena, input.code, input.len, input.as, code);
}

bool tc_symbol_lacks_fnc1(const struct tc_symbol *symbol, const struct tc_code_result *code)
{
    return is_plain(symbol) && (begins_with_brackets(symbol) || tc_code_has(code, "GS1-ID-08"));
}
