#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define MAX_FILE ((size_t)16 << 20)

json_t *tc_json_parse(const char *name, const char *bytes, size_t len, struct tc_err *err)
{
    json_error_t why;
    json_t *json = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &why);

    if (!json) {
        tc_err_at(err, name, why.line > 0 ? why.line : 1, why.column > 0 ? why.column : 1);
        tc_err_set(err, "không phải JSON hợp lệ: %s", "not valid JSON: %s", why.text);
    }
    return json;
}

json_t *tc_json_load(const char *path, struct tc_err *err)
{
    struct tc_arena *arena = tc_arena_new();
    size_t len;
    char *bytes = tc_file_read(arena, path, MAX_FILE, &len, err);
    json_t *json = bytes ? tc_json_parse(path, bytes, len, err) : NULL;

    tc_arena_free(arena);
    return json;
}

/* --- where a pointer leads in the text ------------------------------------ */

struct cursor {
    const char *at, *end;
};

static void skip_space(struct cursor *c)
{
    while (c->at < c->end && strchr(" \t\r\n", *c->at) && *c->at)
        c->at++;
}

static void skip_string(struct cursor *c)
{
    c->at++;
    while (c->at < c->end && *c->at != '"')
        c->at += *c->at == '\\' ? 2 : 1;
    c->at = c->at < c->end ? c->at + 1 : c->end;
}

/* Skip one value. The text is known to be valid JSON. */
static void skip_value(struct cursor *c)
{
    int depth = 0;

    skip_space(c);
    while (c->at < c->end) {
        char ch = *c->at;

        if (ch == '"') {
            skip_string(c);
        } else {
            if ((ch == ',' || ch == ']' || ch == '}') && depth == 0)
                return;
            depth += (ch == '{' || ch == '[') - (ch == '}' || ch == ']');
            c->at++;
        }
        if (depth == 0 && (ch == '"' || ch == '}' || ch == ']'))
            return;
    }
}

/* The next token of a JSON pointer, decoded; false at its end. */
static int next_token(const char **pointer, char *token, size_t size)
{
    const char *p = *pointer;
    size_t n = 0;

    if (*p != '/')
        return 0;
    for (p++; *p && *p != '/'; p++) {
        char ch = *p;

        if (ch == '~' && (p[1] == '0' || p[1] == '1'))
            ch = *++p == '0' ? '~' : '/';
        if (n + 1 < size)
            token[n++] = ch;
    }
    token[n] = '\0';
    *pointer = p;
    return 1;
}

/* Move to the member or element `token` of the value at the cursor. */
static int descend(struct cursor *c, const char *token)
{
    char open = *c->at;
    long index = 0;

    if (open != '{' && open != '[')
        return 0;
    for (c->at++;; c->at++, index++) {
        struct cursor name;

        skip_space(c);
        if (c->at >= c->end || *c->at == '}' || *c->at == ']')
            return 0;
        name = *c;
        if (open == '{') {
            size_t len;

            skip_string(c);
            len = (size_t)(c->at - name.at) - 2;
            skip_space(c);
            c->at++; /* the colon */
            if (len == strlen(token) && memcmp(name.at + 1, token, len) == 0)
                return 1;
        } else if (strtol(token, NULL, 10) == index) {
            return 1;
        }
        skip_value(c);
        skip_space(c);
        if (c->at >= c->end || *c->at != ',')
            return 0;
    }
}

void tc_json_locate(const char *text, size_t len, const char *pointer, long *line, long *column)
{
    struct cursor c = { text, text + len };
    const char *found, *start = text;
    char token[256];

    skip_space(&c);
    found = c.at;
    while (c.at < c.end && next_token(&pointer, token, sizeof(token)) && descend(&c, token)) {
        skip_space(&c);
        found = c.at;
    }
    *line = 1;
    for (const char *p = text; p < found; p++) {
        if (*p == '\n') {
            ++*line;
            start = p + 1;
        }
    }
    *column = found - start + 1;
}

const char *tc_json_text(const json_t *json, const char *member)
{
    const char *text = json_string_value(json_object_get(json, member));

    return text ? text : "";
}
