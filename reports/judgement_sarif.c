/* SARIF 2.1.0, as code-scanning services read it. */
#include <string.h>

#include "judge.h"

static const char *level_of(enum tc_verdict verdict)
{
    return verdict >= TC_FAIL ? "error" : verdict == TC_DISPUTED ? "note" : "warning";
}

static json_t *place_of(const struct tc_judgement *judgement, const struct tc_where *where)
{
    json_t *place =
        json_pack("{s:{s:o}}", "artifactLocation", "uri", judge_string(judgement->input));

    if (where->line)
        json_object_set_new(place, "region",
                            json_pack("{s:I, s:I}", "startLine", (json_int_t)where->line,
                                      "startColumn", (json_int_t)where->column));
    else if (where->offset)
        json_object_set_new(place, "region",
                            json_pack("{s:I}", "byteOffset", (json_int_t)where->offset - 1));
    return place;
}

static json_t *result_of(struct tc_judge *judge, const struct tc_judgement *judgement,
                         const struct tc_finding *finding)
{
    return json_pack("{s:s, s:s, s:{s:s}, s:[{s:o}]}", "ruleId", finding->requirement, "level",
                     level_of(judge_verdict(judge, finding)), "message", "text",
                     judge_message(judge, finding), "locations", "physicalLocation",
                     place_of(judgement, &finding->where));
}

static void begin(struct tc_judge *judge)
{
    judge->state = json_array();
}

static void add(struct tc_judge *judge, const struct tc_judgement *judgement,
                enum tc_verdict verdict)
{
    (void)verdict;
    for (size_t i = 0; i < judgement->findings->count; i++)
        json_array_append_new(judge->state,
                              result_of(judge, judgement, &judgement->findings->items[i]));
}

static json_t *rule_of(const struct tc_judge *judge, const struct tc_requirement *requirement)
{
    return json_pack("{s:s, s:{s:s}, s:{s:s}, s:{s:s}}", "id", requirement->id,
                     "shortDescription", "text", tc_text_in(requirement->title, judge->lang),
                     "fullDescription", "text", tc_text_in(requirement->text, judge->lang),
                     "help", "text", tc_text_in(requirement->fix, judge->lang));
}

static bool is_broken(const struct tc_judge *judge, const char *requirement)
{
    const json_t *result;
    size_t i;

    json_array_foreach((json_t *)judge->state, i, result)
    {
        if (strcmp(json_string_value(json_object_get(result, "ruleId")), requirement) == 0)
            return true;
    }
    return false;
}

/* The rules that have a result: the whole catalogue would bury them. */
static json_t *broken_rules(const struct tc_judge *judge)
{
    json_t *rules = json_array();

    for (size_t i = 0; i < tc_catalogue_count(judge->catalogue); i++) {
        const struct tc_requirement *r = tc_catalogue_at(judge->catalogue, i);

        if (is_broken(judge, r->id))
            json_array_append_new(rules, rule_of(judge, r));
    }
    return rules;
}

static void end(struct tc_judge *judge)
{
    json_t *rules = broken_rules(judge), *log;
    bool decided = judge->counts[TC_INCONCLUSIVE] + judge->counts[TC_ERROR] == 0;

    log = json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:[{s:b}], s:o}]}", "$schema",
                    "https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0", "runs",
                    "tool", "driver", "name", "tracecert", "version", TC_VERSION, "rules",
                    rules, "invocations", "executionSuccessful", decided, "results",
                    (json_t *)judge->state);
    json_dumpf(log, judge->out, JSON_INDENT(1));
    fputc('\n', judge->out);
    json_decref(log);
}

const struct judge_writer judge_sarif = { .begin = begin, .add = add, .end = end };
