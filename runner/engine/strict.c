#include "engine/strict.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/suggest.h"

#define MEMBERS_MAX 32
#define COUNT_MAX 3600000

static void set_place(const struct tc_strict *s, const char *pointer)
{
    long line, column;

    tc_json_locate(s->text, s->len, pointer, &line, &column);
    tc_err_at(s->err, s->file, line, column);
    snprintf(s->err->pointer, sizeof(s->err->pointer), "%s", pointer);
}

int tc_strict_fail(const struct tc_strict *s, const char *pointer, const char *vi_format,
                   const char *en_format, ...)
{
    va_list ap;

    set_place(s, pointer);
    va_start(ap, en_format);
    vsnprintf(s->err->vi, sizeof(s->err->vi), vi_format, ap);
    va_end(ap);
    va_start(ap, en_format);
    vsnprintf(s->err->en, sizeof(s->err->en), en_format, ap);
    va_end(ap);
    return -1;
}

int tc_strict_unknown(const struct tc_strict *s, const char *pointer, const char *what_vi,
                      const char *what_en, const char *word, const char *const *known,
                      size_t count)
{
    const char *near = tc_suggest_of(word, known, count);

    set_place(s, pointer);
    if (near) {
        snprintf(s->err->vi, sizeof(s->err->vi),
                 "không có %s \"%.80s\"; có phải ý bạn là \"%s\"?", what_vi, word, near);
        snprintf(s->err->en, sizeof(s->err->en),
                 "there is no %s \"%.80s\"; did you mean \"%s\"?", what_en, word, near);
    } else {
        snprintf(s->err->vi, sizeof(s->err->vi), "không có %s \"%.80s\"", what_vi, word);
        snprintf(s->err->en, sizeof(s->err->en), "there is no %s \"%.80s\"", what_en, word);
    }
    return -1;
}

/* True if a combining diacritical mark (U+0300 to U+036F) stands in the text.
 * Every Vietnamese and Latin letter that texts of ours use has a composed form,
 * so that such a mark means the text is not NFC. */
static bool is_decomposed(const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        if (*p == 0xcc || (*p == 0xcd && p[1] < 0xb0))
            return true;
    }
    return false;
}

static bool has_control(const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        if (*p < 0x20 || *p == 0x7f)
            return true;
    }
    return false;
}

int tc_strict_string(const struct tc_strict *s, const char *pointer, json_t *json)
{
    const char *text = json_string_value(json);

    if (!text || !*text)
        return tc_strict_fail(s, pointer, "phải là một chuỗi không rỗng",
                              "must be a string that is not empty");
    if (has_control(text))
        return tc_strict_fail(s, pointer, "chuỗi có ký tự điều khiển hoặc xuống dòng",
                              "the string has a control character or a line break");
    if (is_decomposed(text))
        return tc_strict_fail(s, pointer, "văn bản phải ở dạng Unicode dựng sẵn (NFC)",
                              "the text must be composed Unicode (NFC)");
    return 0;
}

static int check_count(const struct tc_strict *s, const char *pointer, json_t *json)
{
    json_int_t n = json_integer_value(json);

    if (!json_is_integer(json) || n < 1 || n > COUNT_MAX)
        return tc_strict_fail(s, pointer, "phải là một số nguyên từ 1 đến %d",
                              "must be a whole number from 1 to %d", COUNT_MAX);
    return 0;
}

static int check_kind(const struct tc_strict *s, const char *pointer, json_t *json,
                      enum tc_member_kind kind)
{
    static const struct tc_member languages[] = { { "vi", TC_MEMBER_STRING, true },
                                                  { "en", TC_MEMBER_STRING, true },
                                                  { NULL, TC_MEMBER_STRING, false } };

    switch (kind) {
    case TC_MEMBER_STRING_OR_NULL:
        return json_is_null(json) ? 0 : tc_strict_string(s, pointer, json);
    case TC_MEMBER_STRING_OR_OBJECT:
        return json_is_object(json) ? 0 : tc_strict_string(s, pointer, json);
    case TC_MEMBER_TEXT:
        return tc_strict_object(s, pointer, json, languages);
    case TC_MEMBER_ARRAY:
        return json_is_array(json) ? 0
                                   : tc_strict_fail(s, pointer, "phải là một danh sách [...]",
                                                    "must be a list [...]");
    case TC_MEMBER_OBJECT:
        return json_is_object(json) ? 0
                                    : tc_strict_fail(s, pointer, "phải là một đối tượng {...}",
                                                     "must be an object {...}");
    case TC_MEMBER_COUNT:
        return check_count(s, pointer, json);
    case TC_MEMBER_STRING:
        break;
    }
    return tc_strict_string(s, pointer, json);
}

static const struct tc_member *find_member(const struct tc_member *members, const char *name)
{
    for (; members->name; members++) {
        if (strcmp(members->name, name) == 0)
            return members;
    }
    return NULL;
}

static int unknown_member(const struct tc_strict *s, const char *pointer, const char *name,
                          const struct tc_member *members)
{
    const char *known[MEMBERS_MAX];
    size_t count = 0;

    for (; members[count].name && count < MEMBERS_MAX; count++)
        known[count] = members[count].name;
    return tc_strict_unknown(s, pointer, "mục", "member", name, known, count);
}

/* The pointer of a member; a name so long that it does not fit is cut, which
 * makes the place of an error less exact and nothing else. */
static void member_pointer(char out[256], const char *parent, const char *name)
{
    size_t n = (size_t)snprintf(out, 256, "%.200s/", parent);

    for (; *name && n < 252; name++) {
        if (*name == '~' || *name == '/')
            out[n++] = '~';
        out[n++] = *name == '~' ? '0' : *name == '/' ? '1' : *name;
    }
    out[n] = '\0';
}

int tc_strict_object(const struct tc_strict *s, const char *pointer, json_t *json,
                     const struct tc_member *members)
{
    const char *name;
    json_t *value;
    char at[256];

    if (!json_is_object(json))
        return tc_strict_fail(s, pointer, "phải là một đối tượng {...}",
                              "must be an object {...}");
    json_object_foreach(json, name, value)
    {
        const struct tc_member *member = find_member(members, name);

        member_pointer(at, pointer, name);
        if (!member)
            return unknown_member(s, at, name, members);
        if (check_kind(s, at, value, member->kind) < 0)
            return -1;
    }
    for (; members->name; members++) {
        if (members->required && !json_object_get(json, members->name))
            return tc_strict_fail(s, pointer, "thiếu mục \"%s\"", "member \"%s\" is missing",
                                  members->name);
    }
    return 0;
}
