#include "engine/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "engine/evidence.h"
#include "engine/worker.h"

struct session {
    struct tc_arena *arena;
    const struct tc_run_options *options;
    struct tc_evidence evidence;
    struct tc_err *err;
    size_t done, total;
    unsigned counts[TC_VERDICTS];
    double started;
    bool write_failed;
};

const char *tc_run_suite_digest(struct tc_arena *arena, const struct tc_catalogue *catalogue)
{
    char *hex = tc_arena_alloc(arena, TC_SHA256_HEX + 1);
    size_t count;
    const struct tc_registry_entry *entries = tc_registry(arena, &count);

    tc_sha256_hex(TC_VERSION, strlen(TC_VERSION), hex);
    for (size_t i = 0; i < tc_catalogue_count(catalogue) + count; i++) {
        size_t c = tc_catalogue_count(catalogue);
        const struct tc_requirement *r = i < c ? tc_catalogue_at(catalogue, i) : NULL;
        const char *words =
            r ? tc_arena_printf(arena, "%s %s %d %d %s %s", hex, r->id, r->level, r->confidence,
                                r->clause, r->text.en)
              : tc_arena_printf(arena, "%s %s", hex, entries[i - c].tc_case->id);

        tc_sha256_hex(words, strlen(words), hex);
    }
    return hex;
}

static json_t *manifest_of(struct session *s)
{
    const struct tc_run_options *o = s->options;
    json_t *selection = json_array();

    for (size_t i = 0; o->words && i < o->words->count; i++)
        json_array_append_new(selection, json_string(o->words->items[i]));
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:I, s:o, s:s?, s:{s:s, s:s, s:s, s:s, s:s, s:s}}", "run",
        o->id, "started", tc_clock_utc(s->arena), "asOf", o->as_of, "toolVersion", TC_VERSION,
        "suiteDigest", tc_run_suite_digest(s->arena, o->catalogue), "seed", (json_int_t)o->seed,
        "selection", selection, "profile", o->profile, "system", "file", o->system->file, "digest",
        o->system->digest, "name", o->system->name, "vendor", o->system->vendor, "version",
        o->system->version, "contact", o->system->contact);
}

/* A resumed run must be of the same system and the same suite. */
static int check_manifest(struct session *s)
{
    json_t *manifest = tc_evidence_manifest(s->options->dir, s->err);
    const char *suite = json_string_value(json_object_get(manifest, "suiteDigest"));
    const char *system =
        json_string_value(json_object_get(json_object_get(manifest, "system"), "digest"));
    int rc = 0;

    if (manifest && (!suite || !system ||
                     strcmp(suite, tc_run_suite_digest(s->arena, s->options->catalogue)) != 0 ||
                     strcmp(system, s->options->system->digest) != 0)) {
        tc_err_set(s->err,
                   "lần chạy này thuộc về hệ thống hoặc bộ kiểm thử khác; không thể nối tiếp",
                   "this run is of another system or another suite; it cannot be resumed");
        rc = -1;
    }
    json_decref(manifest);
    return manifest ? rc : -1;
}

static int on_record(json_t *record, void *cookie)
{
    struct session *s = cookie;
    const json_t *lines = json_object_get(record, "lines");

    for (size_t i = 0; i < json_array_size(lines); i++) {
        const json_t *line = json_array_get(lines, i);

        s->counts[tc_verdict_from_name(json_string_value(json_object_get(line, "verdict")))]++;
    }
    s->done++;
    if (s->options->progress)
        s->options->progress(s->done, s->total, record, s->options->cookie);
    if (tc_evidence_append(&s->evidence, record, s->err) == 0)
        return 0;
    s->write_failed = true;
    return -1;
}

static bool is_recorded(const struct session *s, const char *id)
{
    for (size_t i = 0; i < json_array_size(s->evidence.records); i++) {
        const char *recorded =
            json_string_value(json_object_get(json_array_get(s->evidence.records, i), "case"));

        if (recorded && strcmp(recorded, id) == 0)
            return true;
    }
    return false;
}

/* The cases that are really to be run; the others are recorded with their
 * reason at once. */
static int sort_out(struct session *s, const struct tc_selection *selection,
                    const struct tc_registry_entry **to_run, size_t *count)
{
    const struct tc_run_options *o = s->options;

    *count = 0;
    for (size_t i = 0; i < selection->count; i++) {
        const struct tc_case *c = selection->chosen[i]->tc_case;
        struct tc_text reason = { NULL, NULL };
        enum tc_verdict verdict;

        if (is_recorded(s, c->id)) {
            s->done++;
            continue;
        }
        verdict = tc_select_verdict(s->arena, c, o->system, o->catalogue, o->as_of, &reason);
        if (verdict == TC_PASS && (c->needs & o->blocked)) {
            verdict = TC_SETUP;
            reason = o->blocked_why;
        }
        if (verdict == TC_PASS)
            to_run[(*count)++] = selection->chosen[i];
        else if (on_record(tc_worker_record_unrun(selection->chosen[i], verdict, reason), s) <
                 0)
            return -1;
    }
    return 0;
}

static bool is_closed(const struct session *s)
{
    const json_t *last =
        json_array_get(s->evidence.records, json_array_size(s->evidence.records) - 1);

    return json_object_get(last, "close") != NULL;
}

static int run_cases(struct session *s, const struct tc_selection *selection)
{
    const struct tc_run_options *o = s->options;
    const struct tc_registry_entry **to_run =
        tc_arena_alloc(s->arena, (selection->count + 1) * sizeof(*to_run));
    struct tc_context context = { .system = o->system,
                                  .catalogue = o->catalogue,
                                  .run_dir = o->dir,
                                  .portal_control = o->portal_control,
                                  .profile_dir = o->profile_dir,
                                  .seed = o->seed,
                                  .started_ms = s->started };
    size_t count;

    if (sort_out(s, selection, to_run, &count) < 0)
        return -1;
    if (tc_worker_run(&context, to_run, count, o->jobs, on_record, s) < 0) {
        if (!s->write_failed)
            tc_err_set(s->err, "lần chạy bị dừng; chạy lại với --resume --out %s để hoàn tất",
                       "the run was interrupted; run again with --resume --out %s to finish it",
                       o->dir);
        return -1;
    }
    return tc_evidence_append(&s->evidence,
                              json_pack("{s:{s:I, s:f}}", "close", "cases",
                                        (json_int_t)s->total, "tookMs",
                                        tc_clock_ms() - s->started),
                              s->err);
}

int tc_run(struct tc_arena *arena, const struct tc_run_options *options,
           const struct tc_selection *selection, struct tc_err *err)
{
    struct session s = { .arena = arena,
                         .options = options,
                         .err = err,
                         .total = selection->count,
                         .started = tc_clock_ms() };
    int rc;

    if (options->resume)
        rc = check_manifest(&s) < 0 ? -1 : tc_evidence_resume(&s.evidence, options->dir, err);
    else
        rc = tc_evidence_create(&s.evidence, options->dir, manifest_of(&s), err);
    if (rc == 0 && !is_closed(&s))
        rc = run_cases(&s, selection);
    if (s.evidence.dir)
        tc_evidence_close(&s.evidence);
    return rc;
}
