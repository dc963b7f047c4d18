#include "engine/catalogue_file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "engine/catalogue.h"
#include "engine/strict.h"
#include "engine/system.h"

#define MAX_FILE ((size_t)4 << 20)
#define MAX_REQUIREMENTS 5000
#define MAX_TITLE 60
#define FIRST_CAPACITY 64

static const struct tc_member file_members[] = { { "source", TC_MEMBER_STRING, true },
                                                 { "edition", TC_MEMBER_STRING, true },
                                                 { "requirements", TC_MEMBER_ARRAY, true },
                                                 { NULL, TC_MEMBER_STRING, false } };

static const struct tc_member requirement_members[] = {
    { "id", TC_MEMBER_STRING, true },
    { "source", TC_MEMBER_STRING, false },
    { "edition", TC_MEMBER_STRING, false },
    { "clause", TC_MEMBER_STRING, true },
    { "level", TC_MEMBER_STRING, true },
    { "confidence", TC_MEMBER_STRING, true },
    { "validFrom", TC_MEMBER_STRING_OR_NULL, false },
    { "validTo", TC_MEMBER_STRING_OR_NULL, false },
    { "roles", TC_MEMBER_ARRAY, true },
    { "title", TC_MEMBER_TEXT, true },
    { "text", TC_MEMBER_TEXT, true },
    { "fix", TC_MEMBER_TEXT, true },
    { "notTested", TC_MEMBER_TEXT, false },
    { "disputed", TC_MEMBER_TEXT, false },
    { NULL, TC_MEMBER_STRING, false }
};

/* One requirement while it is read. */
struct reading {
    struct tc_strict strict;
    struct tc_catalogue *catalogue;
    json_t *file, *json;
    const char *pointer; /* "/requirements/3" */
};

static const char *below(const struct reading *r, const char *member)
{
    return tc_arena_printf(r->catalogue->arena, "%s/%s", r->pointer, member);
}

static const char *string_of(const struct reading *r, const char *member)
{
    const char *value = json_string_value(json_object_get(r->json, member));

    return value ? tc_arena_strdup(r->catalogue->arena, value) : NULL;
}

/* The requirement's own member, else the one of its file. */
static const char *own_or_common(const struct reading *r, const char *member)
{
    const char *own = string_of(r, member);

    if (own)
        return own;
    return tc_arena_strdup(r->catalogue->arena,
                           json_string_value(json_object_get(r->file, member)));
}

static struct tc_text text_of(const struct reading *r, const char *member)
{
    json_t *text = json_object_get(r->json, member);
    struct tc_arena *arena = r->catalogue->arena;

    if (!text)
        return TC_TEXT(NULL, NULL);
    return TC_TEXT(tc_arena_strdup(arena, json_string_value(json_object_get(text, "vi"))),
                   tc_arena_strdup(arena, json_string_value(json_object_get(text, "en"))));
}

/* Capital letters, digits and single hyphens, beginning with a letter: such an
 * id can stand in a file name before two hyphens. */
static bool is_id(const char *id)
{
    if (*id < 'A' || *id > 'Z' || strlen(id) > 40 || !strchr(id, '-') ||
        id[strlen(id) - 1] == '-' || strstr(id, "--"))
        return false;
    return id[strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")] == '\0';
}

static int read_id(const struct reading *r, struct tc_requirement *out)
{
    out->id = string_of(r, "id");
    if (!is_id(out->id))
        return tc_strict_fail(&r->strict, below(r, "id"),
                              "mã yêu cầu phải có dạng như EPCIS-CAP-01",
                              "a requirement id must look like EPCIS-CAP-01");
    for (size_t i = 0; i < r->catalogue->count; i++) {
        const struct tc_catalogue_entry *other = r->catalogue->entries[i];

        if (strcmp(other->requirement.id, out->id) == 0)
            return tc_strict_fail(&r->strict, below(r, "id"), "mã %s bị trùng; đã có trong %s",
                                  "id %s is given twice; it is also in %s", out->id,
                                  other->file);
    }
    return 0;
}

static int read_word(const struct reading *r, const char *member, const char *what_vi,
                     const char *what_en, const char *const *known, size_t count)
{
    const char *word = json_string_value(json_object_get(r->json, member));

    for (size_t i = 0; i < count; i++) {
        if (strcmp(word, known[i]) == 0)
            return (int)i;
    }
    return tc_strict_unknown(&r->strict, below(r, member), what_vi, what_en, word, known,
                             count);
}

static int read_level(const struct reading *r, struct tc_requirement *out)
{
    const char *known[TC_MAY + 1];
    int level;

    for (int i = 0; i <= TC_MAY; i++)
        known[i] = tc_level_name((enum tc_level)i);
    level = read_word(r, "level", "mức độ", "level", known, TC_MAY + 1);
    out->level = (enum tc_level)level;
    return level < 0 ? -1 : 0;
}

static int read_confidence(const struct reading *r, struct tc_requirement *out)
{
    const char *known[TC_UNKNOWN + 1];
    int confidence;

    for (int i = 0; i <= TC_UNKNOWN; i++)
        known[i] = tc_confidence_name((enum tc_confidence)i);
    confidence = read_word(r, "confidence", "độ tin cậy", "confidence", known, TC_UNKNOWN + 1);
    out->confidence = (enum tc_confidence)confidence;
    return confidence < 0 ? -1 : 0;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool is_date(const char *s)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int year, month, day;

    if (strlen(s) != 10 || strspn(s, "0123456789") != 4 || s[4] != '-' ||
        strspn(s + 5, "0123456789") != 2 || s[7] != '-' || strspn(s + 8, "0123456789") != 2)
        return false;
    year = atoi(s);
    month = atoi(s + 5);
    day = atoi(s + 8);
    if (month < 1 || month > 12 || day < 1)
        return false;
    return day <= days[month - 1] + (month == 2 && is_leap(year));
}

static int read_dates(const struct reading *r, struct tc_requirement *out)
{
    out->valid_from = string_of(r, "validFrom");
    out->valid_to = string_of(r, "validTo");
    if (out->valid_from && !is_date(out->valid_from))
        return tc_strict_fail(&r->strict, below(r, "validFrom"), "không phải ngày YYYY-MM-DD",
                              "not a date YYYY-MM-DD");
    if (out->valid_to && !is_date(out->valid_to))
        return tc_strict_fail(&r->strict, below(r, "validTo"), "không phải ngày YYYY-MM-DD",
                              "not a date YYYY-MM-DD");
    if (out->valid_from && out->valid_to && strcmp(out->valid_from, out->valid_to) > 0)
        return tc_strict_fail(&r->strict, below(r, "validTo"),
                              "ngày hết hiệu lực trước ngày có hiệu lực",
                              "it ends before it begins");
    return 0;
}

static int read_role(const struct reading *r, json_t *role, size_t i, const char **out)
{
    const char *pointer = tc_arena_printf(r->catalogue->arena, "%s/roles/%zu", r->pointer, i);
    const char *known[TC_ROLES];
    int found;

    if (tc_strict_string(&r->strict, pointer, role) < 0)
        return -1;
    found = tc_role_from_name(json_string_value(role));
    if (found < 0) {
        for (int k = 0; k < TC_ROLES; k++)
            known[k] = tc_role_name((enum tc_role)k);
        return tc_strict_unknown(&r->strict, pointer, "vai trò", "role",
                                 json_string_value(role), known, TC_ROLES);
    }
    *out = tc_role_name((enum tc_role)found);
    return 0;
}

static int read_roles(const struct reading *r, struct tc_requirement *out)
{
    json_t *roles = json_object_get(r->json, "roles"), *role;
    const char **names;
    size_t i;

    if (json_array_size(roles) == 0)
        return tc_strict_fail(&r->strict, below(r, "roles"), "phải có ít nhất một vai trò",
                              "at least one role is needed");
    names = tc_arena_alloc(r->catalogue->arena, (json_array_size(roles) + 1) * sizeof(*names));
    json_array_foreach(roles, i, role)
    {
        if (read_role(r, role, i, &names[i]) < 0)
            return -1;
    }
    out->roles = names;
    return 0;
}

static size_t characters(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

static int read_texts(const struct reading *r, struct tc_requirement *out)
{
    out->source = own_or_common(r, "source");
    out->edition = own_or_common(r, "edition");
    out->clause = string_of(r, "clause");
    out->title = text_of(r, "title");
    out->text = text_of(r, "text");
    out->fix = text_of(r, "fix");
    out->not_tested = text_of(r, "notTested");
    out->disputed = text_of(r, "disputed");
    if (characters(out->title.vi) > MAX_TITLE || characters(out->title.en) > MAX_TITLE)
        return tc_strict_fail(&r->strict, below(r, "title"), "tiêu đề dài quá %d ký tự",
                              "the title is longer than %d characters", MAX_TITLE);
    return 0;
}

static void append(struct tc_catalogue *c, struct tc_catalogue_entry *entry)
{
    if (c->count == c->capacity) {
        size_t capacity = c->capacity ? 2 * c->capacity : FIRST_CAPACITY;
        struct tc_catalogue_entry **grown = tc_arena_alloc(c->arena, capacity * sizeof(*grown));

        if (c->count)
            memcpy(grown, c->entries, c->count * sizeof(*grown));
        c->entries = grown;
        c->capacity = capacity;
    }
    c->entries[c->count++] = entry;
}

static int read_requirement(const struct reading *r)
{
    struct tc_catalogue_entry *entry = tc_arena_alloc(r->catalogue->arena, sizeof(*entry));
    struct tc_requirement *out = &entry->requirement;

    if (tc_strict_object(&r->strict, r->pointer, r->json, requirement_members) < 0)
        return -1;
    if (r->catalogue->count >= MAX_REQUIREMENTS)
        return tc_strict_fail(&r->strict, r->pointer, "nhiều hơn %d yêu cầu",
                              "more than %d requirements", MAX_REQUIREMENTS);
    if (read_id(r, out) < 0 || read_level(r, out) < 0 || read_confidence(r, out) < 0 ||
        read_dates(r, out) < 0 || read_roles(r, out) < 0 || read_texts(r, out) < 0)
        return -1;
    entry->file = r->strict.file;
    append(r->catalogue, entry);
    return 0;
}

static int read_requirements(struct tc_catalogue *catalogue, const struct tc_strict *strict,
                             json_t *file)
{
    json_t *json;
    size_t i;

    if (tc_strict_object(strict, "", file, file_members) < 0)
        return -1;
    json_array_foreach(json_object_get(file, "requirements"), i, json)
    {
        struct reading r = {
            .strict = *strict,
            .catalogue = catalogue,
            .file = file,
            .json = json,
            .pointer = tc_arena_printf(catalogue->arena, "/requirements/%zu", i),
        };

        if (read_requirement(&r) < 0)
            return -1;
    }
    return 0;
}

static int read_file(struct tc_catalogue *catalogue, const char *path, struct tc_err *err)
{
    struct tc_arena *arena = tc_arena_new();
    struct tc_strict strict = { .file = tc_arena_strdup(catalogue->arena, path), .err = err };
    json_t *file = NULL;
    int rc = -1;

    strict.text = tc_file_read(arena, path, MAX_FILE, &strict.len, err);
    if (strict.text)
        file = tc_json_parse(path, strict.text, strict.len, err);
    if (file)
        rc = read_requirements(catalogue, &strict, file);
    json_decref(file);
    tc_arena_free(arena);
    return rc;
}

static int is_json(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);

    return len > 5 && entry->d_name[0] != '.' && strcmp(entry->d_name + len - 5, ".json") == 0;
}

/* By bytes, whatever the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

int tc_catalogue_read_dir(struct tc_catalogue *catalogue, const char *dir, struct tc_err *err)
{
    struct dirent **names = NULL;
    int count = scandir(dir, &names, is_json, by_name), rc = 0;

    for (int i = 0; i < count; i++) {
        const char *path = tc_arena_printf(catalogue->arena, "%s/%s", dir, names[i]->d_name);

        if (rc == 0)
            rc = read_file(catalogue, path, err);
        free(names[i]);
    }
    free(names);
    if (rc == 0 && catalogue->count == 0) {
        tc_err_at(err, dir, 0, 0);
        tc_err_set(err, "không có yêu cầu nào trong thư mục này",
                   "there are no requirements in this folder");
        rc = -1;
    }
    return rc;
}
