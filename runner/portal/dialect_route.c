/* Reading the routes of a dialect. */
#include <string.h>

#include "portal/dialect_parts.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ROUTES_MAX 200

/* enum tc_portal_does */
static const char *const purposes[] = { "token", "deliver", "record", "read" };
static const char *const syntaxes[] = { "json", "xml" };

int tc_portal_index_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return (int)i;
    return -1;
}

/* The answer that a route names must exist. */
static int check_named(const struct tc_strict *s, const char *pointer, const char *answer,
                       json_t *answers)
{
    const char *known[64], *name;
    json_t *value;
    size_t n = 0;

    json_object_foreach(answers, name, value)
    {
        if (strcmp(name, answer) == 0)
            return 0;
        if (n < COUNT(known))
            known[n++] = name;
    }
    return tc_strict_unknown(s, pointer, "câu trả lời", "answer", answer, known, n);
}

static int is_missing(const struct tc_strict *s, const char *pointer, const char *member)
{
    return tc_strict_fail(s, pointer, "thiếu mục \"%s\"", "member \"%s\" is missing", member);
}

static const char *word_of(struct tc_arena *arena, const json_t *json, const char *member)
{
    const char *word = json_string_value(json_object_get(json, member));

    return word ? tc_arena_strdup(arena, word) : NULL;
}

/* Where the events stand, and in which syntax. */
static int read_body(const struct tc_strict *s, struct tc_arena *arena, const char *pointer,
                     json_t *json, struct tc_portal_route *route)
{
    const char *syntax = json_string_value(json_object_get(json, "body"));

    if (syntax && tc_portal_index_of(syntax, syntaxes, COUNT(syntaxes)) < 0)
        return tc_strict_unknown(s, tc_arena_printf(arena, "%s/body", pointer), "cú pháp",
                                 "syntax", syntax, syntaxes, COUNT(syntaxes));
    route->xml = syntax && strcmp(syntax, "xml") == 0;
    route->events = word_of(arena, json, "events");
    if (route->xml && !route->events) /* nothing else says where they stand in XML */
        return is_missing(s, pointer, "events");
    if (route->does == TC_PORTAL_DELIVER && !json_object_get(json, "as") &&
        !json_object_get(json, "events"))
        return is_missing(s, pointer, "events");
    return 0;
}

static int not_pointer(const struct tc_strict *s, const char *pointer)
{
    return tc_strict_fail(s, pointer, "phải là đường dẫn JSON như \"/ma\"",
                          "must be a JSON pointer such as \"/ma\"");
}

static int check_list(const struct tc_strict *s, struct tc_arena *arena, const char *pointer,
                      const json_t *list)
{
    json_t *item;
    size_t i;

    json_array_foreach(list, i, item)
    {
        if (!json_is_string(item) || *json_string_value(item) != '/')
            return not_pointer(s, tc_arena_printf(arena, "%s/%zu", pointer, i));
    }
    return 0;
}

/* Every value must be a JSON pointer, or every name where `names` is set. */
static int check_pointers(const struct tc_strict *s, struct tc_arena *arena,
                          const char *pointer, json_t *json, bool names)
{
    const char *name;
    json_t *value;

    json_object_foreach(json, name, value)
    {
        const char *text = json_string_value(value);
        const char *below = names ? name : text;

        if (!text || *below != '/')
            return not_pointer(s, tc_arena_printf(arena, "%s/%s", pointer, name));
    }
    return 0;
}

/* A member of an object: "/tiepTheo". */
static bool is_member(const char *pointer)
{
    return *pointer == '/' && pointer[1] && !strchr(pointer + 1, '/');
}

/* How a list comes in pages. */
static int read_list(const struct tc_strict *s, struct tc_arena *arena, const char *above,
                     json_t *json, struct tc_portal_route *route)
{
    static const struct tc_member members[] = {
        { "record", TC_MEMBER_STRING, true },    { "items", TC_MEMBER_STRING, true },
        { "id", TC_MEMBER_STRING, true },        { "next", TC_MEMBER_STRING, true },
        { "parameter", TC_MEMBER_STRING, true }, { NULL, TC_MEMBER_STRING, false }
    };
    const char *pointer = tc_arena_printf(arena, "%s/list", above);
    struct tc_portal_list *list = tc_arena_alloc(arena, sizeof(*list));

    if (!json)
        return 0;
    if (tc_strict_object(s, pointer, json, members) < 0)
        return -1;
    *list =
        (struct tc_portal_list){ word_of(arena, json, "record"), word_of(arena, json, "items"),
                                 word_of(arena, json, "id"), word_of(arena, json, "next"),
                                 word_of(arena, json, "parameter") };
    route->list = list;
    if (route->does != TC_PORTAL_READ)
        return tc_strict_fail(s, pointer, "chỉ dùng với \"does\": \"read\"",
                              "only with \"does\": \"read\"");
    if (!is_member(list->items) || !is_member(list->id) ||
        (!is_member(list->next) && strcmp(list->next, TC_PORTAL_LINK) != 0))
        return tc_strict_fail(s, pointer,
                              "\"items\", \"id\", \"next\" phải là một mục như \"/ma\"",
                              "\"items\", \"id\", \"next\" must be a member such as \"/ma\"");
    return 0;
}

/* What kind of record it is, by what it is known, and what it depends on. */
static int read_record(const struct tc_strict *s, struct tc_arena *arena, const char *pointer,
                       json_t *json, struct tc_portal_route *route)
{
    route->record = word_of(arena, json, "record");
    route->key = word_of(arena, json, "key");
    route->needs = json_object_get(json, "needs");
    route->requires = json_object_get(json, "requires");
    route->as = json_object_get(json, "as");
    if (route->does == TC_PORTAL_RECORD && !route->record)
        return is_missing(s, pointer, "record");
    if (route->does == TC_PORTAL_RECORD && !route->key)
        return is_missing(s, pointer, "key");
    if (!route->record)
        route->record = TC_PORTAL_EVENT;
    if (check_pointers(s, arena, tc_arena_printf(arena, "%s/needs", pointer),
                       (json_t *)route->needs, true) < 0 ||
        check_list(s, arena, tc_arena_printf(arena, "%s/requires", pointer), route->requires) <
            0)
        return -1;
    return check_pointers(s, arena, tc_arena_printf(arena, "%s/as", pointer),
                          (json_t *)route->as, false);
}

static int read_route(const struct tc_strict *s, struct tc_arena *arena, const char *pointer,
                      json_t *json, json_t *answers, struct tc_portal_route *route)
{
    static const struct tc_member members[] = {
        { "method", TC_MEMBER_STRING, true },   { "path", TC_MEMBER_STRING, true },
        { "does", TC_MEMBER_STRING, true },     { "events", TC_MEMBER_STRING_OR_NULL, false },
        { "answer", TC_MEMBER_STRING, true },   { "body", TC_MEMBER_STRING, false },
        { "record", TC_MEMBER_STRING, false },  { "key", TC_MEMBER_STRING, false },
        { "needs", TC_MEMBER_OBJECT, false },   { "as", TC_MEMBER_OBJECT, false },
        { "requires", TC_MEMBER_ARRAY, false }, { "list", TC_MEMBER_OBJECT, false },
        { NULL, TC_MEMBER_STRING, false }
    };
    const char *does;
    int purpose;

    if (tc_strict_object(s, pointer, json, members) < 0)
        return -1;
    does = json_string_value(json_object_get(json, "does"));
    purpose = tc_portal_index_of(does, purposes, COUNT(purposes));
    if (purpose < 0)
        return tc_strict_unknown(s, tc_arena_printf(arena, "%s/does", pointer), "mục đích",
                                 "purpose", does, purposes, COUNT(purposes));
    route->does = (enum tc_portal_does)purpose;
    route->method = tc_arena_strdup(arena, json_string_value(json_object_get(json, "method")));
    route->path = tc_arena_strdup(arena, json_string_value(json_object_get(json, "path")));
    route->answer = tc_arena_strdup(arena, json_string_value(json_object_get(json, "answer")));
    if (*route->path != '/')
        return tc_strict_fail(s, tc_arena_printf(arena, "%s/path", pointer),
                              "đường dẫn phải bắt đầu bằng \"/\"", "a path begins with \"/\"");
    if (read_body(s, arena, pointer, json, route) < 0 ||
        read_record(s, arena, pointer, json, route) < 0 ||
        read_list(s, arena, pointer, json_object_get(json, "list"), route) < 0)
        return -1;
    return check_named(s, tc_arena_printf(arena, "%s/answer", pointer), route->answer, answers);
}

/* The signature stands in the message: whatever is asked there is a SOAP message. */
static int check_signable(const struct tc_strict *s, const char *pointer,
                          const struct tc_portal_dialect *dialect,
                          const struct tc_portal_route *route)
{
    if (dialect->sign_in == TC_PORTAL_BY_TOKEN ||
        (route->does == TC_PORTAL_DELIVER && route->xml))
        return 0;
    return tc_strict_fail(s, pointer,
                          "với \"signIn\": \"ws-security\" chỉ có \"does\": \"deliver\", "
                          "\"body\": \"xml\"",
                          "with \"signIn\": \"ws-security\" there is only \"does\": "
                          "\"deliver\", \"body\": \"xml\"");
}

int tc_portal_dialect_routes(const struct tc_strict *s, struct tc_arena *arena, json_t *json,
                             struct tc_portal_dialect *dialect)
{
    json_t *list = json_object_get(json, "routes"), *answers = json_object_get(json, "answers");
    struct tc_portal_route *routes =
        tc_arena_alloc(arena, (json_array_size(list) + 1) * sizeof(*routes));
    bool delivers = false, needs = false, requires = false;
    json_t *route;
    size_t i;

    if (json_array_size(list) > ROUTES_MAX)
        return tc_strict_fail(s, "/routes", "quá %d đường dẫn", "more than %d routes",
                              ROUTES_MAX);
    json_array_foreach(list, i, route)
    {
        const char *pointer = tc_arena_printf(arena, "/routes/%zu", i);

        if (read_route(s, arena, pointer, route, answers, &routes[i]) < 0 ||
            check_signable(s, pointer, dialect, &routes[i]) < 0)
            return -1;
        delivers = delivers || routes[i].does == TC_PORTAL_DELIVER;
        needs = needs || json_object_size(routes[i].needs) > 0;
        requires = requires || json_array_size(routes[i].requires) > 0;
    }
    if (!delivers)
        return tc_strict_fail(s, "/routes", "không có đường dẫn nào nhận sự kiện",
                              "no route takes events");
    if (needs && !json_object_get(answers, TC_PORTAL_UNKNOWN_ID))
        return is_missing(s, "/answers", TC_PORTAL_UNKNOWN_ID);
    if (requires && !json_object_get(answers, TC_PORTAL_INCOMPLETE))
        return is_missing(s, "/answers", TC_PORTAL_INCOMPLETE);
    dialect->routes = routes;
    dialect->route_count = json_array_size(list);
    return 0;
}
