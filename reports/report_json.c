#include <errno.h>

#include "writers.h"

static json_t *text_json(struct tc_text text)
{
    return json_pack("{s:s, s:s}", "vi", text.vi ? text.vi : "", "en", text.en ? text.en : "");
}

static void set_reason(json_t *json, struct tc_text reason)
{
    if (reason.en)
        json_object_set_new(json, "reason", text_json(reason));
}

static json_t *requirement_json(const struct tc_result_requirement *result)
{
    const struct tc_requirement *r = result->requirement;
    json_t *json =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "id", r->id, "verdict",
                  tc_verdict_name(result->verdict), "level", tc_level_name(r->level),
                  "confidence", tc_confidence_name(r->confidence), "source", r->source,
                  "edition", r->edition, "clause", r->clause, "title", text_json(r->title));

    set_reason(json, result->reason);
    return json;
}

static json_t *exchange_json(const struct tc_exchange *e)
{
    return json_pack("{s:i, s:s, s:s, s:I, s:s?, s:s?, s:s?, s:f}", "number", e->number,
                     "method", e->method, "url", e->url, "status", (json_int_t)e->status,
                     "failure", e->failure, "requestBlob", e->request_sha, "responseBlob",
                     e->response_sha, "tookMs", e->took_ms);
}

static json_t *finding_json(const struct tc_run *run, const struct tc_result_case *c,
                            const struct tc_result_finding *result, struct tc_arena *arena)
{
    const struct tc_finding *f = &result->finding;
    const struct tc_requirement *r = case_requirement(c, f->requirement);
    struct tc_text remark = machine_remark(arena, run, c, result->verdict);
    json_t *json;

    json = json_pack("{s:s, s:s, s:o, s:o, s:o, s:i, s:s}", "requirement", f->requirement,
                     "verdict", tc_verdict_name(result->verdict), "expected",
                     text_json(f->expected), "actual", text_json(f->actual), "where",
                     where_json(&f->where), "evidence", f->where.exchange, "again",
                     tc_run_again(arena, run, c->id));
    if (remark.en)
        json_object_set_new(json, "remark", text_json(remark));
    if (r) {
        json_object_set_new(json, "clause",
                            json_sprintf("%s %s, %s", r->source, r->edition, r->clause));
        json_object_set_new(json, "fix", text_json(r->fix));
    }
    return json;
}

static json_t *attempts_json(const struct tc_result_case *c)
{
    json_t *list = json_array();

    for (size_t i = 0; i < c->attempt_count; i++) {
        const struct tc_attempt *a = &c->attempts[i];

        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:s, s:f, s:I, s:b, s:i}", "portal",
                                        a->portal, "event", a->event, "what", a->what, "atMs",
                                        a->at_ms, "status", (json_int_t)a->status, "accepted",
                                        a->accepted, "evidence", a->exchange));
    }
    return list;
}

static json_t *case_json(const struct tc_run *run, const struct tc_result_case *c,
                         struct tc_arena *arena)
{
    json_t *lines = json_array(), *findings = json_array(), *exchanges = json_array();

    for (size_t i = 0; i < c->line_count; i++) {
        json_t *line = json_pack("{s:s, s:s}", "requirement", c->lines[i].requirement->id,
                                 "verdict", tc_verdict_name(c->lines[i].verdict));

        set_reason(line, c->lines[i].reason);
        json_array_append_new(lines, line);
    }
    for (size_t i = 0; i < c->finding_count; i++)
        json_array_append_new(findings, finding_json(run, c, &c->findings[i], arena));
    for (size_t i = 0; i < c->exchange_count; i++)
        json_array_append_new(exchanges, exchange_json(&c->exchanges[i]));
    return json_pack("{s:s, s:s, s:f, s:f, s:o, s:o, s:o, s:o}", "id", c->id, "suite", c->suite,
                     "tookMs", c->took_ms, "lateMs", c->late_ms, "requirements", lines,
                     "findings", findings, "exchanges", exchanges, "attempts",
                     attempts_json(c));
}

static json_t *counts_json(const struct tc_run *run)
{
    json_t *counts = json_object();

    for (int v = 0; v < TC_VERDICTS; v++)
        json_object_set_new(counts, tc_verdict_name((enum tc_verdict)v),
                            json_integer(run->counts[v]));
    return counts;
}

static json_t *scale_json(const struct tc_run *run)
{
    json_t *limits = json_object();

    for (size_t i = 0; i < run->limit_count; i++)
        json_object_set_new(limits, run->limits[i].name, json_integer(run->limits[i].amount));
    return json_pack("{s:s, s:b, s:o}", "name", run->scale, "certifies", scale_certifies(run),
                     "limits", limits);
}

static json_t *machine_json(const struct tc_run *run)
{
    return json_pack("{s:I, s:f, s:f, s:b}", "processors", (json_int_t)run->processors, "load",
                     run->load, "lateMs", machine_late_ms(run), "starved",
                     machine_starved(run));
}

int report_json(const struct tc_run *run, FILE *out)
{
    struct tc_arena *arena = tc_arena_new();
    json_t *requirements = json_array(), *cases = json_array(), *report;
    int rc;

    for (size_t i = 0; i < run->requirement_count; i++)
        json_array_append_new(requirements, requirement_json(&run->requirements[i]));
    for (size_t i = 0; i < run->case_count; i++)
        json_array_append_new(cases, case_json(run, &run->cases[i], arena));
    report =
        json_pack("{s:{s:s, s:s, s:s?}, s:{s:s, s:s, s:s, s:s?, s:o, s:o, s:I, s:b}, s:{s:s, "
                  "s:s, s:s, s:s},"
                  " s:i, s:o, s:o, s:o, s:o}",
                  "tool", "name", "tracecert", "version", run->tool_version, "suiteDigest",
                  run->suite_digest, "run", "id", run->id, "started", run->started, "asOf",
                  run->as_of, "profile", run->profile, "scale", scale_json(run), "machine",
                  machine_json(run), "seed", (json_int_t)run->seed, "complete", run->complete,
                  "system", "name", run->system_name, "vendor", run->system_vendor, "version",
                  run->system_version, "contact", run->system_contact, "exit", (int)run->exit,
                  "outcome", text_json(outcome_text(run->exit)), "counts", counts_json(run),
                  "requirements", requirements, "cases", cases);
    rc = report ? json_dumpf(report, out, JSON_INDENT(1)) : -1;
    if (rc == 0)
        rc = fputc('\n', out) == EOF ? -1 : 0;
    if (!report)
        errno = EILSEQ;
    json_decref(report);
    tc_arena_free(arena);
    return rc;
}
