#include "engine/redact.h"

#include <stdio.h>
#include <string.h>
#include <unistr.h>

#include "engine/secrets.h"

/* Members that the system under test has no part in. */
static bool is_our_own(const char *member)
{
    static const char *const ours[] = { "k",           "requirement",  "verdict", "sha",
                                        "requestBlob", "responseBlob", "method" };

    for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
        if (strcmp(member, ours[i]) == 0)
            return true;
    return false;
}

static json_t *redacted(struct tc_arena *arena, const json_t *string)
{
    size_t len;
    const char *clean =
        tc_secrets_redact(arena, json_string_value(string), json_string_length(string), &len);
    json_t *json = json_stringn(clean, len);

    /* A secret may end within a character; then the whole text goes. */
    return json ? json : json_string(TC_SECRET_REMOVED);
}

void tc_redact_json(struct tc_arena *arena, json_t *json)
{
    const char *member;
    json_t *value;
    size_t i;

    json_object_foreach(json, member, value)
    {
        if (json_is_string(value) && !is_our_own(member))
            json_object_set_new(json, member, redacted(arena, value));
        else
            tc_redact_json(arena, value);
    }
    json_array_foreach(json, i, value)
    {
        if (json_is_string(value))
            json_array_set_new(json, i, redacted(arena, value));
        else
            tc_redact_json(arena, value);
    }
}

json_t *tc_redact_string(struct tc_arena *arena, const char *text)
{
    json_t *json = json_string(text ? text : "");
    size_t len, put = 0;
    char *shown;

    if (json)
        return json;
    len = strlen(text);
    shown = tc_arena_alloc(arena, 4 * len + 1);
    for (size_t i = 0; i < len;) {
        int whole = u8_mblen((const uint8_t *)text + i, len - i);

        if (whole > 0) {
            memcpy(shown + put, text + i, (size_t)whole);
            put += (size_t)whole;
            i += (size_t)whole;
        } else {
            put += (size_t)sprintf(shown + put, "\\x%02x", (unsigned char)text[i++]);
        }
    }
    return json_stringn(shown, put);
}
