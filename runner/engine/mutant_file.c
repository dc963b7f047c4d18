#include "engine/mutant_file.h"

#include <stddef.h>
#include <string.h>

static const char *skip_comment(const char *at)
{
    const char *end = strstr(at + 2, "*/");

    return end ? end + 2 : at + strlen(at);
}

/* The next "MUTANT(" outside comments and strings, or NULL. */
static const char *next_call(const char *at)
{
    while (*at) {
        if (strncmp(at, "/*", 2) == 0)
            at = skip_comment(at);
        else if (strncmp(at, "MUTANT(", 7) == 0)
            return at + 7;
        else
            at++;
    }
    return NULL;
}

/* Append the string literal at `at` to `to` and step behind it. */
static const char *take_literal(struct tc_arena *arena, const char *at, const char **to)
{
    char *text = tc_arena_alloc(arena, strcspn(at + 1, "\n") + 1);
    size_t len = 0;

    for (at++; *at && *at != '"' && *at != '\n'; at++) {
        if (*at == '\\' && at[1])
            at++;
        text[len++] = *at;
    }
    *to = *to ? tc_arena_printf(arena, "%s%s", *to, text) : text;
    return *at == '"' ? at + 1 : at;
}

bool tc_mutant_next(struct tc_arena *arena, const char **at, struct tc_mutant_entry *mutant)
{
    const char *arguments[4] = { NULL, NULL, NULL, NULL };
    size_t n = 0;
    const char *p = next_call(*at);

    if (!p)
        return false;
    while (*p && *p != ')') {
        if (*p == ',' && n < 3)
            n++;
        if (*p == '"')
            p = take_literal(arena, p, &arguments[n]); /* neighbours are one literal */
        else
            p++;
    }
    *at = p;
    *mutant = (struct tc_mutant_entry){ arguments[1], TC_TEXT(arguments[2], arguments[3]) };
    return arguments[1] && arguments[2] && arguments[3];
}
