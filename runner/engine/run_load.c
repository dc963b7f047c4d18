/* A run read back from its folder alone. */
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "engine/evidence.h"
#include "engine/run_sum.h"
#include "tracecert/result.h"

struct loader {
    struct tc_arena *arena;
    const struct tc_catalogue *catalogue;
    struct tc_err *err;
};

static const char *text_of(struct loader *l, const json_t *json, const char *member)
{
    const char *value = json_string_value(json_object_get(json, member));

    return value ? tc_arena_strdup(l->arena, value) : NULL;
}

static const char *word_of(struct loader *l, const json_t *json, const char *member)
{
    const char *value = text_of(l, json, member);

    return value ? value : "";
}

/* Both languages or neither: what lacks one has the other's words. */
static struct tc_text both_of(struct loader *l, const json_t *json, const char *member)
{
    const json_t *text = json_object_get(json, member);
    const char *vi = text_of(l, text, "vi"), *en = text_of(l, text, "en");

    return (struct tc_text){ vi ? vi : en, en ? en : vi };
}

static struct tc_text words_in_both(struct loader *l, const json_t *json, const char *member)
{
    struct tc_text text = both_of(l, json, member);

    return text.en ? text : TC_TEXT("", "");
}

static long count_of(const json_t *json, const char *member)
{
    json_int_t number = json_integer_value(json_object_get(json, member));

    return number < INT_MIN || number > INT_MAX ? 0 : (long)number;
}

static int refuse(struct loader *l, const char *what_vi, const char *what_en, const char *word)
{
    snprintf(l->err->vi, sizeof(l->err->vi), "kết quả nêu %s không hợp lệ: \"%.80s\"", what_vi,
             word);
    snprintf(l->err->en, sizeof(l->err->en), "the results name %s that is none: \"%.80s\"",
             what_en, word);
    return -1;
}

/* A blob is a file of the run's folder by that name, and nothing else is. */
static int check_blob(struct loader *l, const char *sha)
{
    if (!sha ||
        (strlen(sha) == TC_SHA256_HEX && strspn(sha, "0123456789abcdef") == TC_SHA256_HEX))
        return 0;
    return refuse(l, "tên tệp bằng chứng", "a blob", sha);
}

/* Of a case or suite; it stands in a command that people copy. */
static int check_id(struct loader *l, const char *id)
{
    if (*id && *id != '-' && !id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-/_.")])
        return 0;
    return refuse(l, "ca kiểm thử", "a case", id);
}

static double number_of(const json_t *json, const char *member)
{
    return json_number_value(json_object_get(json, member));
}

/* Milliseconds since the start of the run, which nobody lets run for a century. */
static double time_of(const json_t *json, const char *member)
{
    double ms = number_of(json, member);

    return ms >= 0 && ms < 3e12 ? ms : 0;
}

static enum tc_verdict verdict_of(const json_t *json)
{
    const char *name = json_string_value(json_object_get(json, "verdict"));
    int verdict = name ? tc_verdict_from_name(name) : -1;

    return verdict < 0 ? TC_ERROR : (enum tc_verdict)verdict;
}

static const struct tc_requirement *requirement_of(struct loader *l, const json_t *json)
{
    const char *id = json_string_value(json_object_get(json, "requirement"));
    const struct tc_requirement *r = id ? tc_catalogue_find(l->catalogue, id) : NULL;

    if (!r)
        tc_err_set(l->err, "kết quả nêu yêu cầu %s mà danh mục không có",
                   "the results name the requirement %s, which the catalogue does not have",
                   id ? id : "?");
    return r;
}

static struct tc_where where_of(struct loader *l, const json_t *json)
{
    struct tc_where where = {
        .part = text_of(l, json, "part"),
        .pointer = text_of(l, json, "pointer"),
        .line = count_of(json, "line"),
        .column = count_of(json, "column"),
        .offset = count_of(json, "offset"),
        .exchange = (int)count_of(json, "exchange"),
    };

    for (size_t i = 0; i < 4; i++)
        where.box[i] = (int)json_integer_value(json_array_get(json_object_get(json, "box"), i));
    return where;
}

static int load_lines(struct loader *l, const json_t *list, struct tc_result_case *c)
{
    size_t n = json_array_size(list);
    struct tc_result_line *lines = tc_arena_alloc(l->arena, (n + 1) * sizeof(*lines));

    for (size_t i = 0; i < n; i++) {
        const json_t *json = json_array_get(list, i);

        lines[i].requirement = requirement_of(l, json);
        lines[i].verdict = verdict_of(json);
        lines[i].reason = both_of(l, json, "reason");
        if (!lines[i].requirement)
            return -1;
    }
    c->lines = lines;
    c->line_count = n;
    return 0;
}

static int load_findings(struct loader *l, const json_t *list, struct tc_result_case *c)
{
    size_t n = json_array_size(list);
    struct tc_result_finding *findings = tc_arena_alloc(l->arena, (n + 1) * sizeof(*findings));

    for (size_t i = 0; i < n; i++) {
        const json_t *json = json_array_get(list, i);
        const struct tc_requirement *r = requirement_of(l, json);

        if (!r)
            return -1;
        findings[i].verdict = verdict_of(json);
        findings[i].finding =
            (struct tc_finding){ .requirement = r->id,
                                 .where = where_of(l, json_object_get(json, "where")),
                                 .expected = words_in_both(l, json, "expected"),
                                 .actual = words_in_both(l, json, "actual") };
    }
    c->findings = findings;
    c->finding_count = n;
    return 0;
}

static int load_exchanges(struct loader *l, const json_t *list, struct tc_result_case *c)
{
    size_t n = json_array_size(list);
    struct tc_exchange *exchanges = tc_arena_alloc(l->arena, (n + 1) * sizeof(*exchanges));

    for (size_t i = 0; i < n; i++) {
        const json_t *json = json_array_get(list, i);

        exchanges[i] = (struct tc_exchange){
            .number = (int)count_of(json, "number"),
            .method = word_of(l, json, "method"),
            .url = word_of(l, json, "url"),
            .status = count_of(json, "status"),
            .failure = text_of(l, json, "failure"),
            .request_headers = word_of(l, json, "requestHeaders"),
            .response_headers = word_of(l, json, "responseHeaders"),
            .request_sha = text_of(l, json, "requestBlob"),
            .response_sha = text_of(l, json, "responseBlob"),
            .started_ms = number_of(json, "startedMs"),
            .took_ms = number_of(json, "tookMs"),
        };
        if (check_blob(l, exchanges[i].request_sha) < 0 ||
            check_blob(l, exchanges[i].response_sha) < 0)
            return -1;
    }
    c->exchanges = exchanges;
    c->exchange_count = n;
    return 0;
}

static void load_attempts(struct loader *l, const json_t *list, struct tc_result_case *c)
{
    size_t n = json_array_size(list);
    struct tc_attempt *attempts = tc_arena_alloc(l->arena, (n + 1) * sizeof(*attempts));

    for (size_t i = 0; i < n; i++) {
        const json_t *json = json_array_get(list, i);

        attempts[i] =
            (struct tc_attempt){ .portal = word_of(l, json, "portal"),
                                 .event = word_of(l, json, "event"),
                                 .what = word_of(l, json, "what"),
                                 .at_ms = time_of(json, "atMs"),
                                 .status = count_of(json, "status"),
                                 .accepted = json_is_true(json_object_get(json, "accepted")),
                                 .exchange = (int)count_of(json, "exchange") };
    }
    c->attempts = attempts;
    c->attempt_count = n;
}

static const char *const *words_of(struct loader *l, const json_t *list)
{
    size_t n = json_array_size(list);
    const char **words = tc_arena_alloc(l->arena, (n + 1) * sizeof(*words));

    for (size_t i = 0; i < n; i++) {
        const char *word = json_string_value(json_array_get(list, i));

        words[i] = tc_arena_strdup(l->arena, word ? word : "");
    }
    return words;
}

static int load_case(struct loader *l, const json_t *json, struct tc_result_case *c)
{
    c->id = word_of(l, json, "case");
    c->suite = word_of(l, json, "suite");
    c->started_ms = number_of(json, "startedMs");
    c->took_ms = number_of(json, "tookMs");
    c->late_ms = time_of(json, "lateMs");
    c->kept = words_of(l, json_object_get(json, "kept"));
    if (check_id(l, c->id) < 0 || check_id(l, c->suite) < 0)
        return -1;
    for (const char *const *sha = c->kept; *sha; sha++)
        if (check_blob(l, *sha) < 0)
            return -1;
    if (load_exchanges(l, json_object_get(json, "exchanges"), c) < 0)
        return -1;
    load_attempts(l, json_object_get(json, "attempts"), c);
    return load_lines(l, json_object_get(json, "lines"), c) < 0
               ? -1
               : load_findings(l, json_object_get(json, "findings"), c);
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct tc_result_case *)a)->id,
                  ((const struct tc_result_case *)b)->id);
}

static int load_cases(struct loader *l, const json_t *records, struct tc_run *run)
{
    size_t n = json_array_size(records);
    struct tc_result_case *cases = tc_arena_alloc(l->arena, (n + 1) * sizeof(*cases));

    for (size_t i = 0; i < n; i++) {
        const json_t *record = json_array_get(records, i);
        const json_t *closing = json_object_get(record, "close");

        if (closing) {
            run->complete = true;
            run->took_ms = number_of(closing, "tookMs");
            run->load = number_of(closing, "load");
            run->processors = count_of(closing, "processors");
        } else if (json_object_get(record, "case") &&
                   load_case(l, record, &cases[run->case_count++]) < 0) {
            return -1;
        }
    }
    qsort(cases, run->case_count, sizeof(*cases), by_id);
    run->cases = cases;
    return 0;
}

static void load_limits(struct loader *l, json_t *limits, struct tc_run *run)
{
    struct tc_result_limit *list =
        tc_arena_alloc(l->arena, (json_object_size(limits) + 1) * sizeof(*list));
    const char *name;
    json_t *amount;

    json_object_foreach(limits, name, amount) list[run->limit_count++] =
        (struct tc_result_limit){ tc_arena_strdup(l->arena, name), count_of(limits, name) };
    run->limits = list;
}

static void load_manifest(struct loader *l, const json_t *manifest, struct tc_run *run)
{
    const json_t *system = json_object_get(manifest, "system");

    run->id = word_of(l, manifest, "run");
    run->started = word_of(l, manifest, "started");
    run->as_of = word_of(l, manifest, "asOf");
    run->tool_version = word_of(l, manifest, "toolVersion");
    run->suite_digest = word_of(l, manifest, "suiteDigest");
    run->profile = text_of(l, manifest, "profile");
    run->scale = word_of(l, manifest, "scale");
    load_limits(l, json_object_get(manifest, "limits"), run);
    run->seed = (unsigned long)json_integer_value(json_object_get(manifest, "seed"));
    run->suites = words_of(l, json_object_get(manifest, "suites"));
    run->only = words_of(l, json_object_get(manifest, "only"));
    run->system_file = word_of(l, system, "file");
    run->system_digest = word_of(l, system, "digest");
    run->system_name = word_of(l, system, "name");
    run->system_vendor = word_of(l, system, "vendor");
    run->system_version = word_of(l, system, "version");
    run->system_contact = word_of(l, system, "contact");
}

const struct tc_run *tc_run_load(struct tc_arena *arena, const char *dir,
                                 const struct tc_catalogue *catalogue, struct tc_err *err)
{
    struct loader l = { arena, catalogue, err };
    struct tc_run *run = tc_arena_alloc(arena, sizeof(*run));
    char last[TC_SHA256_HEX + 1];
    size_t whole;
    json_t *manifest = tc_evidence_manifest(dir, err);
    json_t *records = manifest ? tc_evidence_read(dir, &whole, last, err) : NULL;
    int rc = -1;

    run->dir = tc_arena_strdup(arena, dir);
    if (records) {
        load_manifest(&l, manifest, run);
        rc = load_cases(&l, records, run);
    }
    if (rc == 0)
        tc_run_sum_up(arena, run, catalogue);
    json_decref(manifest);
    json_decref(records);
    return rc == 0 ? run : NULL;
}

const char *tc_run_again(struct tc_arena *arena, const struct tc_run *run, const char *case_id)
{
    const char *scale = strcmp(run->scale, "quick") == 0  ? " --quick"
                        : strcmp(run->scale, "full") == 0 ? " --full"
                                                          : "";

    return tc_arena_printf(arena, "tracecert run %s --only %s%s", run->system_file, case_id,
                           scale);
}
