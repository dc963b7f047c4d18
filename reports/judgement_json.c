#include "judge.h"
#include "tracecert/code.h"
#include "writers.h"

static json_t *finding_json(struct tc_judge *judge, const struct tc_finding *finding)
{
    const struct tc_requirement *requirement =
        tc_catalogue_find(judge->catalogue, finding->requirement);

    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:s}", "requirement", finding->requirement,
        "level", requirement ? tc_level_name(requirement->level) : "", "verdict",
        tc_verdict_name(judge_verdict(judge, finding)), "message",
        judge_message(judge, finding), "expected", tc_text_in(finding->expected, judge->lang),
        "actual", tc_text_in(finding->actual, judge->lang), "where",
        where_json(&finding->where), "fix", judge_fix(judge, finding));
}

static void print_line(struct tc_judge *judge, json_t *json)
{
    json_dumpf(json, judge->out, JSON_COMPACT);
    fputc('\n', judge->out);
    json_decref(json);
}

json_t *judge_ais(const struct tc_code_result *code)
{
    json_t *ais = json_array();

    for (size_t i = 0; i < code->count; i++)
        json_array_append_new(ais, json_pack("{s:s, s:o}", "ai", code->ais[i].ai, "value",
                                             judge_string(code->ais[i].value)));
    return ais;
}

/* What was read of a code: its kind, and its AIs in their order. */
static void add_code(json_t *line, const struct tc_code_result *code)
{
    json_object_set_new(line, "kind", json_string(tc_code_kind_name(code->kind)));
    json_object_set_new(line, "ais", judge_ais(code));
}

static void add_other_forms(struct tc_judge *judge, json_t *line,
                            const struct tc_judgement *judgement)
{
    if (judgement->note.en)
        json_object_set_new(line, "note",
                            judge_string(tc_text_in(judgement->note, judge->lang)));
    if (judgement->corrected)
        json_object_set_new(line, "corrected", judge_string(judgement->corrected));
    if (judgement->converted)
        json_object_set_new(line, "converted", judge_string(judgement->converted));
    if (judgement->left_out)
        json_object_set_new(line, "leftOut", judge_string(judgement->left_out));
    if (!judgement->converted && judgement->unconverted.en)
        json_object_set_new(line, "unconverted",
                            judge_string(tc_text_in(judgement->unconverted, judge->lang)));
}

static void add(struct tc_judge *judge, const struct tc_judgement *judgement,
                enum tc_verdict verdict)
{
    json_t *findings = json_array(), *line;

    for (size_t i = 0; i < judgement->findings->count; i++)
        json_array_append_new(findings, finding_json(judge, &judgement->findings->items[i]));
    line = json_pack("{s:o, s:I, s:s, s:o}", "input", judge_string(judgement->input), "index",
                     (json_int_t)judgement->index, "verdict", tc_verdict_name(verdict),
                     "findings", findings);
    if (judgement->code)
        add_code(line, judgement->code);
    if (judgement->label)
        judge_label_json(judge, line, judgement->label);
    if (judgement->undecided.en)
        json_object_set_new(line, "undecided",
                            judge_string(tc_text_in(judgement->undecided, judge->lang)));
    add_other_forms(judge, line, judgement);
    print_line(judge, line);
}

static void end(struct tc_judge *judge)
{
    const unsigned *n = judge->counts;

    print_line(judge,
               json_pack("{s:{s:I, s:I, s:i, s:i, s:i, s:i, s:i}}", "summary", "inputs",
                         (json_int_t)judge->inputs, "events", (json_int_t)judge->events, "pass",
                         (int)n[TC_PASS], "warn", (int)n[TC_WARN], "fail", (int)n[TC_FAIL],
                         "inconclusive", (int)(n[TC_INCONCLUSIVE] + n[TC_ERROR]), "disputed",
                         (int)n[TC_DISPUTED]));
}

const struct judge_writer judge_json = { .add = add, .end = end };
