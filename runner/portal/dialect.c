/* Reading a dialect; a mistake is told with its place and the word meant. */
#include "portal/dialect.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "portal/dialect_parts.h"

#define MAX_FILE ((size_t)1 << 20)

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Answers that the simulator gives by itself; a dialect must have each, those of the token
 * endpoint where it has one. */
static const char *const own_answers[] = {
    "unauthorized", "malformed", "notFound", "scripted", "invalidClient", "unsupportedGrant"
};
#define OF_TOKENS 2 /* the last ones */

/* enum tc_portal_sign_in */
static const char *const sign_ins[] = { "token", "ws-security" };

/* --- reading ------------------------------------------------------------------ */

static struct tc_text text_of(struct tc_arena *arena, const json_t *json)
{
    return TC_TEXT(tc_arena_strdup(arena, json_string_value(json_object_get(json, "vi"))),
                   tc_arena_strdup(arena, json_string_value(json_object_get(json, "en"))));
}

/* Every {word} in a text must be one that can be filled in. */
static int check_placeholders(const struct tc_strict *s, struct tc_arena *arena,
                              const char *pointer, const char *text)
{
    for (const char *open = strchr(text, '{'); open; open = strchr(open + 1, '{')) {
        const char *word = tc_arena_strndup(arena, open + 1, strcspn(open + 1, "}"));

        if (tc_portal_index_of(word, tc_portal_placeholders, TC_PORTAL_PLACEHOLDERS) < 0)
            return tc_strict_unknown(s, pointer, "chỗ điền", "placeholder", word,
                                     tc_portal_placeholders, TC_PORTAL_PLACEHOLDERS);
    }
    return 0;
}

static int check_texts(const struct tc_strict *s, struct tc_arena *arena, const char *pointer,
                       const json_t *json)
{
    const char *name;
    json_t *value;
    size_t i;

    if (json_is_string(json))
        return check_placeholders(s, arena, pointer, json_string_value(json));
    json_object_foreach((json_t *)json, name, value)
    {
        if (check_texts(s, arena, tc_arena_printf(arena, "%s/%s", pointer, name), value) < 0)
            return -1;
    }
    json_array_foreach(json, i, value)
    {
        if (check_texts(s, arena, tc_arena_printf(arena, "%s/%zu", pointer, i), value) < 0)
            return -1;
    }
    return 0;
}

static int check_answer(const struct tc_strict *s, struct tc_arena *arena, const char *name,
                        json_t *json)
{
    static const struct tc_member members[] = {
        { "status", TC_MEMBER_COUNT, false }, { "headers", TC_MEMBER_OBJECT, false },
        { "type", TC_MEMBER_STRING, false },  { "body", TC_MEMBER_STRING_OR_OBJECT, false },
        { "means", TC_MEMBER_STRING, false }, { NULL, TC_MEMBER_STRING, false }
    };
    const char *pointer = tc_arena_printf(arena, "/answers/%s", name);
    json_int_t status = json_integer_value(json_object_get(json, "status"));
    const char *header, *means = json_string_value(json_object_get(json, "means"));
    json_t *value;

    if (tc_strict_object(s, pointer, json, members) < 0)
        return -1;
    if (status == 0 && strcmp(name, "scripted") != 0)
        return tc_strict_fail(s, pointer, "thiếu mục \"%s\"", "member \"%s\" is missing",
                              "status");
    if (status != 0 && (status < 200 || status > 599))
        return tc_strict_fail(s, tc_arena_printf(arena, "%s/status", pointer),
                              "mã trạng thái phải từ 200 đến 599",
                              "the status must be from 200 to 599");
    if (means && strcmp(means, "error") != 0)
        return tc_strict_fail(s, tc_arena_printf(arena, "%s/means", pointer),
                              "chỉ có thể là \"error\"", "can only be \"error\"");
    json_object_foreach(json_object_get(json, "headers"), header, value)
    {
        if (tc_strict_string(s, tc_arena_printf(arena, "%s/headers/%s", pointer, header),
                             value) < 0)
            return -1;
    }
    return check_texts(s, arena, pointer, json);
}

static int check_answers(const struct tc_strict *s, struct tc_arena *arena, json_t *answers,
                         enum tc_portal_sign_in sign_in)
{
    size_t count = COUNT(own_answers) - (sign_in == TC_PORTAL_BY_TOKEN ? 0 : OF_TOKENS);
    const char *name;
    json_t *answer;

    for (size_t i = 0; i < count; i++)
        if (!json_object_get(answers, own_answers[i]))
            return tc_strict_fail(s, "/answers", "thiếu câu trả lời \"%s\"",
                                  "the answer \"%s\" is missing", own_answers[i]);
    json_object_foreach(answers, name, answer)
    {
        if (check_answer(s, arena, name, answer) < 0)
            return -1;
    }
    return 0;
}

/* Ids that are known from the beginning. */
static int check_given(const struct tc_strict *s, struct tc_arena *arena, json_t *json)
{
    const char *kind;
    json_t *ids, *id;
    size_t i;

    json_object_foreach(json_object_get(json, "given"), kind, ids)
    {
        if (!json_is_array(ids))
            return tc_strict_fail(s, tc_arena_printf(arena, "/given/%s", kind),
                                  "phải là danh sách [...]", "must be a list [...]");
        json_array_foreach(ids, i, id)
        {
            if (tc_strict_string(s, tc_arena_printf(arena, "/given/%s/%zu", kind, i), id) < 0)
                return -1;
        }
    }
    return 0;
}

/* How clients sign in, and what goes with that. */
static int read_sign_in(const struct tc_strict *s, json_t *json,
                        struct tc_portal_dialect *dialect)
{
    const char *word = json_string_value(json_object_get(json, "signIn"));
    int index = word ? tc_portal_index_of(word, sign_ins, COUNT(sign_ins)) : TC_PORTAL_BY_TOKEN;
    json_t *lifetime = json_object_get(json, "tokenLifetimeS");

    if (index < 0)
        return tc_strict_unknown(s, "/signIn", "cách đăng nhập", "way of signing in", word,
                                 sign_ins, COUNT(sign_ins));
    dialect->sign_in = (enum tc_portal_sign_in)index;
    dialect->token_lifetime_s = (unsigned)json_integer_value(lifetime);
    if (dialect->sign_in == TC_PORTAL_BY_TOKEN && !lifetime)
        return tc_strict_fail(s, "", "thiếu mục \"%s\"", "member \"%s\" is missing",
                              "tokenLifetimeS");
    if (dialect->sign_in != TC_PORTAL_BY_TOKEN && lifetime)
        return tc_strict_fail(s, "/tokenLifetimeS", "cổng này không cấp mã truy cập",
                              "this portal gives no access tokens");
    return 0;
}

static int read_dialect(const struct tc_strict *s, struct tc_arena *arena, json_t *json,
                        struct tc_portal_dialect *dialect)
{
    static const struct tc_member members[] = {
        { "name", TC_MEMBER_STRING, true },     { "title", TC_MEMBER_TEXT, true },
        { "assumption", TC_MEMBER_TEXT, true }, { "tokenLifetimeS", TC_MEMBER_COUNT, false },
        { "routes", TC_MEMBER_ARRAY, true },    { "answers", TC_MEMBER_OBJECT, true },
        { "given", TC_MEMBER_OBJECT, false },   { "signIn", TC_MEMBER_STRING, false },
        { NULL, TC_MEMBER_STRING, false }
    };
    json_t *answers = json_object_get(json, "answers");

    if (tc_strict_object(s, "", json, members) < 0 || read_sign_in(s, json, dialect) < 0 ||
        check_answers(s, arena, answers, dialect->sign_in) < 0 ||
        tc_portal_dialect_routes(s, arena, json, dialect) < 0 ||
        check_given(s, arena, json) < 0)
        return -1;
    dialect->name = tc_arena_strdup(arena, json_string_value(json_object_get(json, "name")));
    dialect->title = text_of(arena, json_object_get(json, "title"));
    dialect->assumption = text_of(arena, json_object_get(json, "assumption"));
    dialect->json = json_incref(json);
    dialect->answers = answers;
    dialect->given = json_object_get(json, "given");
    return 0;
}

struct tc_portal_dialect *tc_portal_dialect_parse(struct tc_arena *arena, const char *name,
                                                  const char *bytes, size_t len,
                                                  struct tc_err *err)
{
    struct tc_portal_dialect *dialect = tc_arena_alloc(arena, sizeof(*dialect));
    struct tc_strict s = { name, bytes, len, err };
    json_t *json = tc_json_parse(name, bytes, len, err);
    int rc = json ? read_dialect(&s, arena, json, dialect) : -1;

    json_decref(json);
    return rc < 0 ? NULL : dialect;
}

struct tc_portal_dialect *tc_portal_dialect_load(struct tc_arena *arena, const char *name,
                                                 struct tc_err *err)
{
    bool is_path = strchr(name, '/') || strstr(name, ".json");
    const char *path = is_path ? name
                               : tc_arena_printf(arena, "%s/suites/portal/dialects/%s.json",
                                                 tc_file_home(arena), name);
    size_t len;
    const char *bytes = tc_file_read(arena, path, MAX_FILE, &len, err);

    return bytes ? tc_portal_dialect_parse(arena, path, bytes, len, err) : NULL;
}

void tc_portal_dialect_free(struct tc_portal_dialect *dialect)
{
    if (dialect)
        json_decref(dialect->json);
}
