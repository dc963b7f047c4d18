/* SARIF 2.1.0, as code-scanning services read it. */
#include <stdlib.h>
#include <string.h>

#include "judge.h"

static const char *level_of(enum tc_verdict verdict)
{
    return verdict >= TC_FAIL ? "error" : verdict == TC_DISPUTED ? "note" : "warning";
}

/* A file's name as a URI reference (RFC 3986): an absolute one gets the scheme "file". */
static json_t *uri_of(const char *name)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789-._~/";
    const char *scheme = strcmp(name, "-") == 0 ? "stdin:" : name[0] == '/' ? "file://" : "";
    char *uri = NULL;
    json_t *json;
    size_t len;
    FILE *out = open_memstream(&uri, &len);

    if (!out)
        abort();
    fputs(scheme, out);
    for (const char *c = name; *c; c++)
        if (strchr(plain, *c))
            fputc(*c, out);
        else
            fprintf(out, "%%%02X", (unsigned char)*c);
    fclose(out);
    json = json_string(uri);
    free(uri);
    return json;
}

/* The column of SARIF counts characters, ours counts bytes: 0 if the beginning of the
 * line is not at hand. */
static json_int_t character(const struct tc_where *where)
{
    json_int_t column = 1;

    if (!where->shown || where->mark != where->column - 1)
        return 0;
    for (const char *c = where->shown; *c && c < where->shown + where->mark; c++)
        column += ((unsigned char)*c & 0xc0) != 0x80;
    return column;
}

static json_t *region_of(const struct tc_where *where)
{
    json_t *region = json_object();

    if (where->line)
        json_object_set_new(region, "startLine", json_integer(where->line));
    if (where->line && character(where))
        json_object_set_new(region, "startColumn", json_integer(character(where)));
    if (where->offset)
        json_object_set_new(region, "byteOffset", json_integer(where->offset - 1));
    return region;
}

static json_t *place_of(const struct tc_judgement *judgement, const struct tc_where *where)
{
    json_t *place = json_pack("{s:{s:o}}", "artifactLocation", "uri", uri_of(judgement->input));

    if (where->line || where->offset)
        json_object_set_new(place, "region", region_of(where));
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

/* An input of which nothing could be found out. */
static json_t *notification_of(const struct tc_judge *judge,
                               const struct tc_judgement *judgement)
{
    return json_pack("{s:s, s:{s:o}, s:[{s:{s:{s:o}}}]}", "level", "error", "message", "text",
                     judge_string(tc_text_in(judgement->undecided, judge->lang)), "locations",
                     "physicalLocation", "artifactLocation", "uri", uri_of(judgement->input));
}

struct log {
    json_t *results, *notifications;
};

static void begin(struct tc_judge *judge)
{
    struct log *log = malloc(sizeof(*log));

    if (!log)
        abort();
    *log = (struct log){ json_array(), json_array() };
    judge->state = log;
}

static void add(struct tc_judge *judge, const struct tc_judgement *judgement,
                enum tc_verdict verdict)
{
    struct log *log = judge->state;

    (void)verdict;
    for (size_t i = 0; i < judgement->findings->count; i++)
        json_array_append_new(log->results,
                              result_of(judge, judgement, &judgement->findings->items[i]));
    if (judgement->undecided.en)
        json_array_append_new(log->notifications, notification_of(judge, judgement));
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

    json_array_foreach(((struct log *)judge->state)->results, i, result)
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
    struct log *log = judge->state;
    bool decided = judge->counts[TC_INCONCLUSIVE] + judge->counts[TC_ERROR] == 0;
    json_t *driver = json_pack("{s:s, s:s, s:o}", "name", "tracecert", "version", TC_VERSION,
                               "rules", broken_rules(judge));
    json_t *run =
        json_pack("{s:{s:o}, s:s, s:[{s:b, s:o}], s:o}", "tool", "driver", driver, "columnKind",
                  "unicodeCodePoints", "invocations", "executionSuccessful", decided,
                  "toolExecutionNotifications", log->notifications, "results", log->results);
    json_t *whole = json_pack("{s:s, s:s, s:[o]}", "$schema",
                              "https://json.schemastore.org/sarif-2.1.0.json", "version",
                              "2.1.0", "runs", run);

    json_dumpf(whole, judge->out, JSON_INDENT(1));
    fputc('\n', judge->out);
    json_decref(whole);
    free(log);
}

const struct judge_writer judge_sarif = { .begin = begin, .add = add, .end = end };
