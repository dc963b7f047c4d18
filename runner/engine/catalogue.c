/* Loading suites/requirements/ *.json. Strict: a catalogue that is wrong in
 * one letter could make a verdict wrong. */
#include "tracecert/requirement.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "tracecert/case.h"

#define MAX_FILE ((size_t)4 << 20)

struct tc_catalogue {
    struct tc_arena *arena;
    struct tc_requirement *items;
    size_t count, capacity;
};

/* The file being read, for errors that name a place. */
struct source {
    struct tc_catalogue *catalogue;
    const char *path, *bytes;
    size_t len;
    const char *pointer; /* of the requirement being read */
    struct tc_err *err;
};

static int fail_at(struct source *s, const char *member, const char *vi, const char *en)
{
    const char *pointer = tc_arena_printf(s->catalogue->arena, "%s/%s", s->pointer, member);
    long line, column;

    tc_json_locate(s->bytes, s->len, pointer, &line, &column);
    tc_err_at(s->err, s->path, line, column);
    tc_err_set(s->err, vi, en, member);
    return -1;
}

/* A string member; `required` ones must be there and not empty. */
static int read_string(struct source *s, const json_t *json, const char *member, bool required,
                       const char **to)
{
    const json_t *value = json_object_get(json, member);

    if (!value || json_is_null(value)) {
        if (required)
            return fail_at(s, member, "thiếu mục \"%s\"", "the member \"%s\" is missing");
        return 0;
    }
    if (!json_is_string(value) || !*json_string_value(value))
        return fail_at(s, member, "\"%s\" phải là chuỗi không rỗng",
                       "\"%s\" must be a string that is not empty");
    *to = tc_arena_strdup(s->catalogue->arena, json_string_value(value));
    return 0;
}

static int read_text(struct source *s, const json_t *json, const char *member, bool required,
                     struct tc_text *to)
{
    const json_t *value = json_object_get(json, member);
    const char *vi, *en;

    if (!value && !required)
        return 0;
    vi = json_string_value(json_object_get(value, "vi"));
    en = json_string_value(json_object_get(value, "en"));
    if (!vi || !*vi || !en || !*en || json_object_size(value) != 2)
        return fail_at(s, member, "\"%s\" phải có đủ hai thứ tiếng \"vi\" và \"en\"",
                       "\"%s\" must have both languages, \"vi\" and \"en\"");
    to->vi = tc_arena_strdup(s->catalogue->arena, vi);
    to->en = tc_arena_strdup(s->catalogue->arena, en);
    return 0;
}

static int read_word(struct source *s, const json_t *json, const char *member,
                     const char *const *words, size_t count, int *to)
{
    const char *value = json_string_value(json_object_get(json, member));

    for (size_t i = 0; value && i < count; i++) {
        if (strcmp(words[i], value) == 0) {
            *to = (int)i;
            return 0;
        }
    }
    return fail_at(s, member, "giá trị của \"%s\" không hợp lệ",
                   "the value of \"%s\" is unknown");
}

static bool is_date(const char *date)
{
    static const char form[] = "dddd-dd-dd";

    for (size_t i = 0; i < sizeof(form); i++)
        if (form[i] == 'd' ? date[i] < '0' || date[i] > '9' : date[i] != form[i])
            return false;
    return true;
}

static int read_date(struct source *s, const json_t *json, const char *member, const char **to)
{
    if (read_string(s, json, member, false, to) < 0)
        return -1;
    if (*to && !is_date(*to))
        return fail_at(s, member, "\"%s\" phải có dạng NĂM-THÁNG-NGÀY",
                       "\"%s\" must be of the form YEAR-MONTH-DAY");
    return 0;
}

static int read_roles(struct source *s, const json_t *json, struct tc_requirement *r)
{
    const json_t *roles = json_object_get(json, "roles");
    size_t n = json_array_size(roles);
    const char **names = tc_arena_alloc(s->catalogue->arena, (n + 1) * sizeof(*names));

    for (size_t i = 0; i < n; i++) {
        const char *name = json_string_value(json_array_get(roles, i));

        for (int role = 0; name && role < TC_ROLES; role++)
            if (strcmp(tc_role_name((enum tc_role)role), name) == 0)
                names[i] = tc_role_name((enum tc_role)role);
        if (!names[i])
            return fail_at(s, "roles", "\"%s\" có vai trò không tồn tại",
                           "\"%s\" names a role that does not exist");
    }
    if (n == 0)
        return fail_at(s, "roles", "\"%s\" phải nêu ít nhất một vai trò",
                       "\"%s\" must name at least one role");
    r->roles = names;
    return 0;
}

static int check_members(struct source *s, const json_t *json)
{
    static const char *const known[] = { "id",        "source",     "edition",   "clause",
                                         "level",     "confidence", "validFrom", "validTo",
                                         "roles",     "title",      "text",      "fix",
                                         "notTested", "disputed" };
    const char *name;
    json_t *value;

    json_object_foreach((json_t *)json, name, value)
    {
        bool found = false;

        for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
            found = found || strcmp(known[i], name) == 0;
        if (!found)
            return fail_at(s, name, "không có mục \"%s\"", "there is no member \"%s\"");
    }
    return 0;
}

static int read_requirement(struct source *s, const json_t *file, const json_t *json)
{
    static const char *const levels[] = { "MUST", "SHOULD", "MAY" };
    static const char *const confidences[] = { "P", "S", "C", "E", "M", "?" };
    struct tc_requirement r = { 0 };
    int level = 0, confidence = 0;

    r.source = json_string_value(json_object_get(file, "source"));
    r.edition = json_string_value(json_object_get(file, "edition"));
    if (check_members(s, json) < 0 || read_string(s, json, "id", true, &r.id) < 0 ||
        read_string(s, json, "source", !r.source, &r.source) < 0 ||
        read_string(s, json, "edition", !r.edition, &r.edition) < 0 ||
        read_string(s, json, "clause", true, &r.clause) < 0 ||
        read_word(s, json, "level", levels, 3, &level) < 0 ||
        read_word(s, json, "confidence", confidences, 6, &confidence) < 0 ||
        read_date(s, json, "validFrom", &r.valid_from) < 0 ||
        read_date(s, json, "validTo", &r.valid_to) < 0 || read_roles(s, json, &r) < 0 ||
        read_text(s, json, "title", true, &r.title) < 0 ||
        read_text(s, json, "text", true, &r.text) < 0 ||
        read_text(s, json, "fix", true, &r.fix) < 0 ||
        read_text(s, json, "notTested", false, &r.not_tested) < 0 ||
        read_text(s, json, "disputed", false, &r.disputed) < 0)
        return -1;
    if (tc_catalogue_find(s->catalogue, r.id))
        return fail_at(s, "id", "\"%s\" đã được dùng cho yêu cầu khác",
                       "\"%s\" is already that of another requirement");
    r.source = tc_arena_strdup(s->catalogue->arena, r.source);
    r.edition = tc_arena_strdup(s->catalogue->arena, r.edition);
    r.level = (enum tc_level)level;
    r.confidence = (enum tc_confidence)confidence;
    if (s->catalogue->count == s->catalogue->capacity) {
        s->catalogue->capacity = s->catalogue->capacity ? 2 * s->catalogue->capacity : 128;
        s->catalogue->items =
            realloc(s->catalogue->items, s->catalogue->capacity * sizeof(*s->catalogue->items));
        if (!s->catalogue->items)
            abort();
    }
    s->catalogue->items[s->catalogue->count++] = r;
    return 0;
}

static int read_file(struct tc_catalogue *catalogue, const char *path, struct tc_err *err)
{
    struct source s = { .catalogue = catalogue, .path = path, .pointer = "", .err = err };
    json_t *file, *list;
    int rc = 0;

    s.bytes = tc_file_read(catalogue->arena, path, MAX_FILE, &s.len, err);
    file = s.bytes ? tc_json_parse(path, s.bytes, s.len, err) : NULL;
    if (!file)
        return -1;
    list = json_object_get(file, "requirements");
    if (!json_is_array(list))
        rc = fail_at(&s, "requirements", "\"%s\" phải là một mảng", "\"%s\" must be an array");
    for (size_t i = 0; rc == 0 && i < json_array_size(list); i++) {
        s.pointer = tc_arena_printf(catalogue->arena, "/requirements/%zu", i);
        rc = read_requirement(&s, file, json_array_get(list, i));
    }
    json_decref(file);
    return rc;
}

static int is_json(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');

    return dot && strcmp(dot, ".json") == 0 && entry->d_name[0] != '.';
}

struct tc_catalogue *tc_catalogue_load(const char *dir, struct tc_err *err)
{
    struct tc_catalogue *catalogue = calloc(1, sizeof(*catalogue));
    struct dirent **entries = NULL;
    int n = scandir(dir, &entries, is_json, alphasort), rc = 0;

    if (!catalogue)
        abort();
    catalogue->arena = tc_arena_new();
    if (n <= 0) {
        tc_err_at(err, dir, 0, 0);
        tc_err_set(err, "không đọc được danh mục yêu cầu (%s)",
                   "cannot read the requirement catalogue (%s)",
                   n < 0 ? strerror(errno) : "no *.json");
        rc = -1;
    }
    for (int i = 0; i < n; i++) {
        const char *path = tc_arena_printf(catalogue->arena, "%s/%s", dir, entries[i]->d_name);

        if (rc == 0)
            rc = read_file(catalogue, path, err);
        free(entries[i]);
    }
    free(entries);
    if (rc == 0)
        return catalogue;
    tc_catalogue_free(catalogue);
    return NULL;
}

void tc_catalogue_free(struct tc_catalogue *catalogue)
{
    if (!catalogue)
        return;
    tc_arena_free(catalogue->arena);
    free(catalogue->items);
    free(catalogue);
}

size_t tc_catalogue_count(const struct tc_catalogue *catalogue)
{
    return catalogue->count;
}

const struct tc_requirement *tc_catalogue_at(const struct tc_catalogue *catalogue, size_t i)
{
    return &catalogue->items[i];
}

const struct tc_requirement *tc_catalogue_find(const struct tc_catalogue *catalogue,
                                               const char *id)
{
    for (size_t i = 0; i < catalogue->count; i++)
        if (strcmp(catalogue->items[i].id, id) == 0)
            return &catalogue->items[i];
    return NULL;
}
