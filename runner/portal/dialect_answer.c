/* Using a dialect: which route a request takes, and what its answer looks like. */
#include "portal/dialect.h"

#include <string.h>

const char *const tc_portal_placeholders[TC_PORTAL_PLACEHOLDERS] = {
    "base", "id", "eventID", "token", "lifetimeS", "status", "accepted", "rejected"
};

/* True if the path has the form; {id} stands for one segment. */
static bool path_fits(struct tc_arena *arena, const char *form, const char *path,
                      const char **id)
{
    const char *hole = strstr(form, "{id}");
    size_t before, len;

    *id = NULL;
    if (!hole)
        return strcmp(form, path) == 0;
    before = (size_t)(hole - form);
    if (strncmp(form, path, before) != 0)
        return false;
    len = strcspn(path + before, "/");
    *id = tc_arena_strndup(arena, path + before, len);
    return len > 0 && strcmp(hole + strlen("{id}"), path + before + len) == 0;
}

const struct tc_portal_route *tc_portal_dialect_route(const struct tc_portal_dialect *dialect,
                                                      struct tc_arena *arena,
                                                      const char *method, const char *path,
                                                      const char **id)
{
    for (size_t i = 0; i < dialect->route_count; i++)
        if (strcmp(dialect->routes[i].method, method) == 0 &&
            path_fits(arena, dialect->routes[i].path, path, id))
            return &dialect->routes[i];
    return NULL;
}

static const char *value_of(struct tc_arena *arena, const struct tc_portal_values *v,
                            const char *word, size_t len)
{
    const char *texts[TC_PORTAL_PLACEHOLDERS] = { v->base,
                                                  v->id,
                                                  v->event_id,
                                                  v->token,
                                                  tc_arena_printf(arena, "%u", v->lifetime_s),
                                                  tc_arena_printf(arena, "%d", v->status),
                                                  NULL,
                                                  NULL };

    for (size_t i = 0; i < TC_PORTAL_PLACEHOLDERS; i++)
        if (strlen(tc_portal_placeholders[i]) == len &&
            memcmp(tc_portal_placeholders[i], word, len) == 0)
            return texts[i] ? texts[i] : "";
    return "";
}

/* As it stands in XML, between tags and in attributes. */
static const char *escaped(struct tc_arena *arena, const char *text)
{
    static const char *const names[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&apos;" };
    static const char marks[] = "&<>\"'";
    char *out = tc_arena_alloc(arena, strlen("&quot;") * strlen(text) + 1), *to = out;

    for (; *text; text++) {
        const char *mark = strchr(marks, *text);

        if (mark)
            to = stpcpy(to, names[mark - marks]);
        else
            *to++ = *text;
    }
    return out;
}

static const char *fill_in(struct tc_arena *arena, const struct tc_portal_values *values,
                           const char *text, bool xml)
{
    const char *filled = "", *open, *value;

    for (; (open = strchr(text, '{')) != NULL && strchr(open, '}');
         text = strchr(open, '}') + 1) {
        value = value_of(arena, values, open + 1, strcspn(open + 1, "}"));
        filled = tc_arena_printf(arena, "%s%.*s%s", filled, (int)(open - text), text,
                                 xml ? escaped(arena, value) : value);
    }
    return tc_arena_printf(arena, "%s%s", filled, text);
}

/* A copy with the values filled in; a text that is a number alone becomes one. */
static json_t *fill_body(struct tc_arena *arena, const struct tc_portal_values *values,
                         json_t *json)
{
    const char *text = json_string_value(json), *name;
    json_t *copy, *value;
    size_t i;

    if (text && strcmp(text, "{lifetimeS}") == 0)
        return values->lifetime_json ? json_loads(values->lifetime_json, JSON_DECODE_ANY, NULL)
                                     : json_integer(values->lifetime_s);
    if (text && strcmp(text, "{status}") == 0)
        return json_integer(values->status);
    if (text && strcmp(text, "{accepted}") == 0)
        return values->accepted ? json_incref(values->accepted) : json_array();
    if (text && strcmp(text, "{rejected}") == 0)
        return values->rejected ? json_incref(values->rejected) : json_array();
    if (text)
        return json_string(fill_in(arena, values, text, false));
    if (json_is_array(json)) {
        copy = json_array();
        json_array_foreach(json, i, value)
            json_array_append_new(copy, fill_body(arena, values, value));
        return copy;
    }
    if (!json_is_object(json))
        return json_deep_copy(json);
    copy = json_object();
    json_object_foreach(json, name, value)
        json_object_set_new(copy, name, fill_body(arena, values, value));
    return copy;
}

static const struct tc_header *fill_headers(struct tc_arena *arena,
                                            const struct tc_portal_values *values, json_t *json)
{
    struct tc_header *headers =
        tc_arena_alloc(arena, (json_object_size(json) + 2) * sizeof(*headers));
    const char *name;
    json_t *value;
    size_t n = 0;

    json_object_foreach(json, name, value)
    {
        headers[n].name = tc_arena_strdup(arena, name);
        headers[n++].value = fill_in(arena, values, json_string_value(value), false);
    }
    return headers;
}

bool tc_portal_dialect_has(const struct tc_portal_dialect *dialect, const char *name)
{
    return json_object_get(dialect->answers, name) != NULL;
}

bool tc_portal_dialect_means_error(const struct tc_portal_dialect *dialect, const char *name)
{
    return json_object_get(json_object_get(dialect->answers, name), "means") != NULL;
}

void tc_portal_dialect_answer(const struct tc_portal_dialect *dialect, struct tc_arena *arena,
                              const char *name, const struct tc_portal_values *values,
                              struct tc_server_answer *answer)
{
    const json_t *form = json_object_get(dialect->answers, name);
    const char *type = json_string_value(json_object_get(form, "type"));
    json_t *body = json_object_get(form, "body");
    json_int_t status = json_integer_value(json_object_get(form, "status"));
    size_t len;

    *answer =
        (struct tc_server_answer){ .status = values->status ? values->status : (int)status };
    answer->headers = fill_headers(arena, values, json_object_get(form, "headers"));
    answer->type = type ? tc_arena_strdup(arena, type) : NULL;
    if (json_is_string(body)) {
        answer->body = fill_in(arena, values, json_string_value(body), true);
        answer->body_len = strlen(answer->body);
    }
    if (!json_is_object(body))
        return;
    body = fill_body(arena, values, body);
    len = json_dumpb(body, NULL, 0, JSON_COMPACT);
    answer->body = tc_arena_alloc(arena, len + 1);
    answer->body_len = json_dumpb(body, (char *)answer->body, len, JSON_COMPACT);
    json_decref(body);
}
