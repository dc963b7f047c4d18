#include "engine/run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "engine/evidence.h"
#include "engine/manifest.h"
#include "engine/outcome.h"
#include "engine/worker.h"

struct session {
    struct tc_arena *arena;
    const struct tc_run_options *options;
    const struct tc_plan *plan;
    struct tc_evidence evidence;
    struct tc_err *err;
    size_t done;
    unsigned attempt; /* from 0; each --resume is one more */
    double started;
};

static int on_record(json_t *record, void *cookie)
{
    struct session *s = cookie;
    const struct tc_run_options *o = s->options;
    int rc;

    json_incref(record);
    rc = tc_evidence_append(&s->evidence, record, s->err);
    s->done++;
    if (rc == 0 && o->progress)
        o->progress(s->done, s->plan->count, record, o->cookie);
    json_decref(record);
    return rc;
}

static bool is_recorded(const struct session *s, const char *id)
{
    const json_t *record;
    size_t i;

    json_array_foreach(s->evidence.records, i, record)
    {
        const char *recorded = json_string_value(json_object_get(record, "case"));

        if (recorded && strcmp(recorded, id) == 0)
            return true;
    }
    return false;
}

static int record_unrun(struct session *s, const struct tc_plan_case *planned)
{
    struct tc_outcome outcome = { .planned = planned };

    return on_record(tc_outcome_record(&outcome), s);
}

/* The cases that are really to be run; the others are recorded with their
 * reason at once. -1 when that cannot be written. */
static int sort_out(struct session *s, const struct tc_plan_case **to_run, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < s->plan->count; i++) {
        const struct tc_plan_case *planned = &s->plan->cases[i];

        if (is_recorded(s, planned->tc_case->id))
            s->done++;
        else if (planned->run)
            to_run[(*count)++] = planned;
        else if (record_unrun(s, planned) < 0)
            return -1;
    }
    return 0;
}

/* The last record; its number of cases lets a cut-off run be told from a
 * whole one. */
static int close_run(struct session *s)
{
    double load = 0;
    json_t *closing;

    if (getloadavg(&load, 1) < 1)
        load = 0;
    closing = json_pack("{s:{s:I, s:f, s:f, s:I}}", "close", "cases",
                        (json_int_t)s->plan->count, "tookMs", tc_clock_ms() - s->started,
                        "load", load, "processors", (json_int_t)sysconf(_SC_NPROCESSORS_ONLN));

    return tc_evidence_append(&s->evidence, closing, s->err);
}

static enum tc_run_end interrupted(struct session *s)
{
    tc_err_set(s->err, "lần chạy bị dừng; chạy tiếp với --resume --out %s",
               "the run was interrupted; go on with --resume --out %s", s->options->dir);
    return TC_RUN_INTERRUPTED;
}

static enum tc_run_end run_cases(struct session *s)
{
    const struct tc_run_options *o = s->options;
    const struct tc_plan_case **to_run =
        tc_arena_alloc(s->arena, (s->plan->count + 1) * sizeof(*to_run));
    struct tc_context context = { .system = o->system,
                                  .catalogue = o->catalogue,
                                  .run_dir = o->dir,
                                  .portal_controls = o->portal_controls,
                                  .profile_dir = o->profile_dir,
                                  .scale = o->scale,
                                  .seed = o->seed,
                                  .attempt = s->attempt,
                                  .started_ms = s->started };
    size_t count;

    if (sort_out(s, to_run, &count) < 0)
        return TC_RUN_FAILED;
    switch (tc_worker_run(&context, to_run, count, o->jobs, on_record, s, s->err)) {
    case TC_WORKER_INTERRUPTED:
        return interrupted(s);
    case TC_WORKER_FAILED:
        return TC_RUN_FAILED;
    case TC_WORKER_FINISHED:
        break;
    }
    return close_run(s) < 0 ? TC_RUN_FAILED : TC_RUN_FINISHED;
}

static bool has_member(const json_t *record, const char *name)
{
    return json_object_get(record, name) != NULL;
}

/* Count this attempt, so that no identifier is sent to the system twice. */
static enum tc_run_end go_on(struct session *s)
{
    const json_t *record;
    size_t i;

    s->attempt = 1;
    json_array_foreach(s->evidence.records, i, record)
    {
        s->attempt += has_member(record, "resumed");
        if (has_member(record, "close"))
            return TC_RUN_FINISHED;
    }
    if (tc_evidence_append(&s->evidence,
                           json_pack("{s:s, s:I}", "resumed", tc_clock_utc(s->arena), "seed",
                                     (json_int_t)s->options->seed),
                           s->err) < 0)
        return TC_RUN_FAILED;
    return run_cases(s);
}

enum tc_run_end tc_run(struct tc_arena *arena, const struct tc_run_options *options,
                       const struct tc_plan *plan, struct tc_err *err)
{
    struct session s = {
        .arena = arena, .options = options, .plan = plan, .err = err, .started = tc_clock_ms()
    };
    enum tc_run_end end = TC_RUN_WRONG_FOLDER;
    json_t *manifest;

    if (options->resume) {
        if (tc_manifest_matches(arena, options, err) &&
            tc_evidence_resume(&s.evidence, options->dir, err) == 0)
            end = go_on(&s);
    } else if ((manifest = tc_manifest_make(arena, options, err)) == NULL) {
        end = TC_RUN_FAILED;
    } else if (tc_evidence_create(&s.evidence, options->dir, manifest, err) == 0) {
        end = run_cases(&s);
    }
    if (s.evidence.dir)
        tc_evidence_close(&s.evidence);
    return end;
}
