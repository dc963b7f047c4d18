#include "engine/outcome.h"

#include <string.h>

/* What is known of one requirement so far. */
struct standing {
    bool decided;
    enum tc_verdict verdict;
    json_t *reason; /* borrowed; NULL: none */
};

static const char *member(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static bool is_kind(const json_t *word, const char *kind)
{
    return strcmp(member(word, "k"), kind) == 0;
}

/* A verdict that the case itself can lead to; anything else is nonsense and
 * heavier than all. */
static enum tc_verdict verdict_of(const json_t *word)
{
    const char *name = member(word, "verdict");
    int verdict = name ? tc_verdict_from_name(name) : -1;

    return verdict < 0 ? TC_ERROR : (enum tc_verdict)verdict;
}

static void weigh(struct standing *s, enum tc_verdict verdict, json_t *reason)
{
    if (s->decided && s->verdict >= verdict)
        return;
    *s = (struct standing){ true, verdict, reason };
}

static struct standing stand(const json_t *words, const char *requirement)
{
    struct standing s = { false, TC_INCONCLUSIVE, NULL };
    const json_t *word;
    size_t i;

    json_array_foreach((json_t *)words, i, word)
    {
        const char *of = member(word, "requirement");

        if (!of || strcmp(of, requirement) != 0)
            continue;
        if (is_kind(word, "checked"))
            weigh(&s, TC_PASS, NULL);
        else if (is_kind(word, "finding"))
            weigh(&s, verdict_of(word), NULL);
        else if (is_kind(word, "reason"))
            weigh(&s, verdict_of(word), json_object_get(word, "reason"));
    }
    return s;
}

/* The reason for which the case stopped before its end, or NULL. */
static const json_t *stop_of(const json_t *words)
{
    const json_t *word;
    size_t i;

    json_array_foreach((json_t *)words, i, word)
    {
        if (is_kind(word, "reason") && !member(word, "requirement"))
            return word;
    }
    return NULL;
}

static json_t *text_json(struct tc_text text)
{
    return json_pack("{s:s, s:s}", "vi", text.vi, "en", text.en);
}

/* What an undecided requirement comes to, and why: a new reference. */
static json_t *fallback(const struct tc_outcome *outcome, enum tc_verdict *verdict)
{
    const json_t *stop = stop_of(outcome->words);

    if (outcome->broken) {
        *verdict = TC_ERROR;
        return text_json(outcome->why);
    }
    if (stop) {
        *verdict = verdict_of(stop);
        return json_incref(json_object_get(stop, "reason"));
    }
    *verdict = TC_INCONCLUSIVE;
    return text_json(TC_TEXT("ca kiểm thử kết thúc mà không xét đến yêu cầu này",
                             "the case ended without looking at this requirement"));
}

/* True if a case that ended early had already decided everything: something
 * was still to be checked, so what passed has not passed. */
static bool nothing_open(const struct tc_outcome *outcome)
{
    if (!outcome->broken && !stop_of(outcome->words))
        return false;
    for (size_t i = 0; i < outcome->planned->line_count; i++) {
        const struct tc_plan_line *line = &outcome->planned->lines[i];

        if (!line->decided && !stand(outcome->words, line->requirement->id).decided)
            return false;
    }
    return true;
}

static json_t *line_json(const struct tc_plan_line *line, enum tc_verdict verdict,
                         json_t *reason /* stolen */)
{
    json_t *json = json_pack("{s:s, s:s}", "requirement", line->requirement->id, "verdict",
                             tc_verdict_name(verdict));

    if (reason)
        json_object_set_new(json, "reason", reason);
    return json;
}

static json_t *lines_json(const struct tc_outcome *outcome)
{
    enum tc_verdict undecided = TC_INCONCLUSIVE;
    json_t *why = outcome->words ? fallback(outcome, &undecided) : NULL;
    bool unpass = outcome->words && nothing_open(outcome);
    json_t *lines = json_array();

    for (size_t i = 0; i < outcome->planned->line_count; i++) {
        const struct tc_plan_line *line = &outcome->planned->lines[i];
        struct standing s = { 0 };

        if (line->decided) {
            json_array_append_new(lines,
                                  line_json(line, line->verdict, text_json(line->reason)));
            continue;
        }
        s = stand(outcome->words, line->requirement->id);
        if (!s.decided || (unpass && s.verdict == TC_PASS))
            s = (struct standing){ true, undecided, why };
        json_array_append_new(
            lines, line_json(line, s.verdict, s.reason ? json_incref(s.reason) : NULL));
    }
    json_decref(why);
    return lines;
}

/* True if findings of that requirement count: it was not decided beforehand. */
static bool is_open(const struct tc_plan_case *planned, const char *requirement)
{
    for (size_t i = 0; requirement && i < planned->line_count; i++)
        if (strcmp(planned->lines[i].requirement->id, requirement) == 0)
            return !planned->lines[i].decided;
    return false;
}

/* The case's lines of one kind without their "k". */
static json_t *words_of(const struct tc_outcome *outcome, const char *kind)
{
    json_t *list = json_array();
    const json_t *word;
    size_t i;

    json_array_foreach((json_t *)outcome->words, i, word)
    {
        json_t *copy;

        if (!is_kind(word, kind) || (strcmp(kind, "finding") == 0 &&
                                     !is_open(outcome->planned, member(word, "requirement"))))
            continue;
        copy = json_copy((json_t *)word);
        json_object_del(copy, "k");
        json_array_append_new(list, copy);
    }
    return list;
}

static json_t *kept_json(const json_t *words)
{
    json_t *list = json_array();
    const json_t *word;
    size_t i;

    json_array_foreach((json_t *)words, i, word)
    {
        if (is_kind(word, "kept"))
            json_array_append(list, json_object_get(word, "sha"));
    }
    return list;
}

/* How late the machine made the case; 0 if it did not come to say so. */
static double late_ms(const json_t *words)
{
    const json_t *last = json_array_get(words, json_array_size(words) - 1);

    return last && is_kind(last, "done") ? json_number_value(json_object_get(last, "lateMs"))
                                         : 0;
}

json_t *tc_outcome_record(const struct tc_outcome *outcome)
{
    return json_pack("{s:s, s:s, s:f, s:f, s:f, s:o, s:o, s:o, s:o, s:o}", "case",
                     outcome->planned->tc_case->id, "suite", outcome->planned->suite,
                     "startedMs", outcome->started_ms, "tookMs", outcome->took_ms, "lateMs",
                     late_ms(outcome->words), "lines", lines_json(outcome), "findings",
                     words_of(outcome, "finding"), "exchanges", words_of(outcome, "exchange"),
                     "attempts", words_of(outcome, "attempt"), "kept",
                     kept_json(outcome->words));
}

enum tc_verdict tc_outcome_heaviest(const json_t *record)
{
    enum tc_verdict heaviest = TC_NOT_RUN;
    const json_t *line;
    size_t i;

    json_array_foreach(json_object_get(record, "lines"), i, line)
    {
        enum tc_verdict verdict = verdict_of(line);

        heaviest = verdict > heaviest ? verdict : heaviest;
    }
    return heaviest;
}
