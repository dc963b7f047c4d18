/* Our verdicts beside those of GS1's JSON Schema, where TRACECERT_DATA names the
 * folder that holds it and jsonschema for Python is installed: on each event of
 * the JSON examples, and with one value of it changed. Where the two differ, the
 * reason stands in document_json_schema.def; a reason that is met no more is
 * taken out. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <fnmatch.h>
#include <ftw.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/check_main.h"
#include "base/file.h"
#include "tracecert/document.h"

#define VARIANTS_MAX 10000
#define ANSWER_MAX 512

enum change { REMOVE, NUMBER, WORDS, EMPTY, OBJECT, LIST, RENAME, TWICE, INSERT, CHANGES };
static const char *const change_names[] = { "remove", "number", "words", "empty", "object",
                                            "list",   "rename", "twice", "insert" };

struct variant {
    const char *file, *place; /* "ObjectEvent/epcList/[]" */
    const char *change;       /* "as it is", "remove" ... */
    const char *found;        /* a requirement that is broken, and was not before; or NULL */
    size_t base;              /* number of the variant without the change */
};

static struct tc_arena *arena;
static struct variant variants[VARIANTS_MAX];
static size_t count;
static FILE *lines;   /* the variants, one a line */
static json_t *tried; /* "place change": of one document is enough */

/* --- differences and their reasons --------------------------------------------- */

static struct reason {
    bool refused; /* by the JSON Schema alone; else by us alone */
    const char *requirement, *place, *change;
    size_t met;
} reasons[] = {
#define SCHEMA_ALONE(place, change, why) { true, NULL, place, change, 0 },
#define OURS_ALONE(requirement, place, change, why) { false, requirement, place, change, 0 },
#include "validate/document/document_json_schema.def"
#undef SCHEMA_ALONE
#undef OURS_ALONE
};
#define REASONS (sizeof(reasons) / sizeof(reasons[0]))

static bool fits(const struct reason *r, const struct variant *v)
{
    return r->refused == !v->found && fnmatch(r->place, v->place, 0) == 0 &&
           fnmatch(r->change, v->change, 0) == 0 &&
           (r->refused || strcmp(r->requirement, v->found) == 0);
}

static bool is_explained(const struct variant *v)
{
    for (size_t i = 0; i < REASONS; i++)
        if (fits(&reasons[i], v))
            return ++reasons[i].met;
    return false;
}

/* --- variants --------------------------------------------------------------------- */

static size_t times(const struct tc_findings *findings, const char *requirement)
{
    size_t n = 0;

    for (size_t i = 0; i < findings->count; i++)
        n += strcmp(findings->items[i].requirement, requirement) == 0;
    return n;
}

/* The first requirement that is broken more often than in `base`. */
static const char *new_finding(const struct tc_findings *base, const struct tc_findings *now)
{
    for (size_t i = 0; i < now->count; i++)
        if (times(now, now->items[i].requirement) >
            (base ? times(base, now->items[i].requirement) : 0))
            return now->items[i].requirement;
    return NULL;
}

/* A document, and the findings in it as it is. */
struct subject {
    const char *file;
    json_t *document;
    const char *event_type;
    size_t base;
    struct tc_findings findings;
};

static void add(struct subject *s, const char *place, const char *change)
{
    char *bytes = json_dumps(s->document, JSON_COMPACT);
    struct tc_document_result result;
    bool first = strcmp(change, "as it is") == 0;

    ck_assert_uint_lt(count, VARIANTS_MAX);
    tc_document_check(arena, bytes, strlen(bytes), &result);
    if (first) {
        s->base = count;
        s->findings = result.findings;
    }
    variants[count++] =
        (struct variant){ .file = s->file,
                          .place = place,
                          .change = change,
                          .found = new_finding(first ? NULL : &s->findings, &result.findings),
                          .base = s->base };
    fprintf(lines, "%s\n", bytes);
    free(bytes);
}

static json_t *changed(enum change change)
{
    switch (change) {
    case NUMBER:
        return json_integer(7);
    case WORDS:
        return json_string("two words");
    case EMPTY:
        return json_string("");
    case OBJECT:
        return json_object();
    default:
        return json_array();
    }
}

/* The place of a change within its event, whatever document that stands in. */
static const char *place_of(const struct subject *s, const char *path)
{
    static const char *const lists[] = { "/epcisBody/eventList/[]",
                                         "/epcisBody/queryResults/resultsBody/eventList/[]" };

    for (size_t i = 0; i < 2; i++)
        if (strncmp(path, lists[i], strlen(lists[i])) == 0)
            return tc_arena_printf(arena, "%s%s", s->event_type, path + strlen(lists[i]));
    return path;
}

/* True the first time that this is changed so. */
static bool is_new(const struct subject *s, const char *path, enum change change)
{
    const char *key = tc_arena_printf(arena, "%s %s", place_of(s, path), change_names[change]);

    if (json_object_get(tried, key))
        return false;
    json_object_set_new(tried, key, json_true());
    return true;
}

static void vary_all(struct subject *s, json_t *value, const char *path);

static void vary_member(struct subject *s, json_t *object, const char *name, const char *path)
{
    json_t *value = json_incref(json_object_get(object, name));
    char other[128];

    snprintf(other, sizeof(other), "%sX", name);
    for (enum change c = REMOVE; c < TWICE; c++) {
        if (!is_new(s, path, c))
            continue;
        if (c == REMOVE || c == RENAME)
            json_object_del(object, name);
        else
            json_object_set_new(object, name, changed(c));
        if (c == RENAME)
            json_object_set(object, other, value);
        add(s, place_of(s, path), change_names[c]);
        json_object_del(object, other);
        json_object_set(object, name, value);
    }
    json_decref(value);
    vary_all(s, value, path);
}

/* The first element stands for all. */
static void vary_element(struct subject *s, json_t *list, const char *path)
{
    json_t *value = json_incref(json_array_get(list, 0));

    for (enum change c = REMOVE; c < INSERT; c++) {
        if (c == RENAME || !is_new(s, path, c))
            continue;
        if (c == REMOVE)
            json_array_remove(list, 0);
        else if (c == TWICE)
            json_array_insert(list, 0, value);
        else
            json_array_set_new(list, 0, changed(c));
        add(s, place_of(s, path), change_names[c]);
        if (c == REMOVE)
            json_array_insert(list, 0, value);
        else if (c == TWICE)
            json_array_remove(list, 0);
        else
            json_array_set(list, 0, value);
    }
    json_decref(value);
    vary_all(s, value, path);
}

/* A name that EPCIS does not have. */
static void insert_name(struct subject *s, json_t *object, const char *path)
{
    if (!is_new(s, path, INSERT))
        return;
    json_object_set_new(object, "unknownName", json_integer(1));
    add(s, place_of(s, path), change_names[INSERT]);
    json_object_del(object, "unknownName");
}

static void vary_all(struct subject *s, json_t *value, const char *path)
{
    json_t *copy = json_copy(value); /* the names of before, while they change */
    const char *name;
    json_t *member;

    if (json_is_object(value))
        insert_name(s, value, path);
    if (json_is_array(value) && json_array_size(value) > 0)
        vary_element(s, value, tc_arena_printf(arena, "%s/[]", path));
    json_object_foreach(
        copy, name,
        member) if (!strchr(name, ':')) /* what is somebody's own neither of them judges */
        vary_member(s, value, name, tc_arena_printf(arena, "%s/%s", path, name));
    json_decref(copy);
}

/* --- documents -------------------------------------------------------------------- */

static void judge_document(const char *file, json_t *document, json_t *event)
{
    const char *type = json_string_value(json_object_get(event, "type"));
    struct subject s = { .file = file,
                         .document = document,
                         .event_type = type && !strchr(type, ':') ? type : "OwnEvent" };

    add(&s, "", "as it is");
    /* CBV's URNs the schema refuses as they are: nothing would be seen behind them. */
    if (times(&s.findings, "EPCIS-DOC-46") == 0)
        vary_all(&s, document, "");
}

static void judge_events(const char *file, json_t *document)
{
    json_t *body = json_object_get(document, "epcisBody");
    json_t *results = json_object_get(body, "queryResults");
    json_t *holder = results ? json_object_get(results, "resultsBody") : body;
    json_t *list = json_incref(json_object_get(holder, "eventList"));

    if (!json_array_size(list))
        judge_document(file, document, NULL);
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_object_set_new(holder, "eventList", json_pack("[O]", json_array_get(list, i)));
        judge_document(file, document, json_array_get(list, i));
    }
    json_decref(list);
}

static int judge_file(const char *path, const struct stat *status, int kind, struct FTW *ftw)
{
    json_t *document;

    (void)status;
    if (kind != FTW_F || !strstr(path, ".json"))
        return 0;
    document = json_load_file(path, 0, NULL);
    ck_assert_msg(document != NULL, "%s", path);
    judge_events(tc_arena_strdup(arena, path + ftw->base), document);
    json_decref(document);
    return 0;
}

/* --- the comparison --------------------------------------------------------------- */

/* `refused`: what the schema says against it, or "". */
static bool agrees(const struct variant *v, const char *refused, const bool *base_refused)
{
    ck_assert_msg(v == &variants[v->base] || !base_refused[v->base],
                  "%s: the schema refuses it as it is: %s", v->file, refused);
    if ((refused[0] != '\0') == (v->found != NULL) || is_explained(v))
        return true;
    printf("%s: %s %s: ours: %s, the JSON Schema: %s\n", v->file, v->place, v->change,
           v->found ? v->found : "-", refused[0] ? refused : "-");
    return false;
}

static void compare(FILE *answers)
{
    static bool base_refused[VARIANTS_MAX];
    char answer[ANSWER_MAX];
    size_t refused = 0, unexplained = 0;

    for (size_t i = 0; i < count; i++) {
        ck_assert_msg(fgets(answer, sizeof(answer), answers) != NULL, "only %zu answers", i);
        answer[strcspn(answer, "\n")] = '\0';
        base_refused[i] = answer[0] != '\0';
        refused += base_refused[i];
        unexplained += !agrees(&variants[i], answer, base_refused);
    }
    printf("compared with the JSON Schema: %zu documents, %zu of them refused\n", count,
           refused);
    for (size_t i = 0; i < REASONS; i++)
        if (!reasons[i].met) {
            printf("no such difference: %s %s %s\n",
                   reasons[i].requirement ? reasons[i].requirement : "the schema alone",
                   reasons[i].place, reasons[i].change);
            unexplained++;
        }
    fflush(stdout);
    ck_assert_uint_gt(refused, 500);
    ck_assert_uint_eq(unexplained, 0);
}

static void ask_schema(const char *data, const char *path)
{
    FILE *answers =
        popen(tc_arena_printf(arena,
                              "python3 '%s/runner/validate/document/json_schema.py' "
                              "'%s/epcis/EPCIS-JSON-Schema.json' < %s",
                              tc_file_home(arena), data, path),
              "r");

    ck_assert_ptr_nonnull(answers);
    compare(answers);
    ck_assert_int_eq(pclose(answers), 0);
}

START_TEST(differences_from_the_json_schema_are_explained)
{
    const char *data = getenv("TRACECERT_DATA");
    char path[] = "/tmp/tc-json-schema-XXXXXX";
    int fd;

    if (!data || system("python3 -c 'import jsonschema' 2>/dev/null") != 0) {
        puts(data ? "skipped: python3-jsonschema is not installed"
                  : "skipped: TRACECERT_DATA is not set");
        return;
    }
    arena = tc_arena_new();
    tried = json_object();
    fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    lines = fdopen(fd, "w");
    ck_assert_int_eq(
        nftw(tc_arena_printf(arena, "%s/epcis/examples", data), judge_file, 8, FTW_PHYS), 0);
    ck_assert_int_eq(fclose(lines), 0);
    ask_schema(data, path);
    unlink(path);
    json_decref(tried);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("document JSON schema", differences_from_the_json_schema_are_explained)
