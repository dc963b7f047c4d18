#include "tracecert/judgement.h"

#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "plain.h"
#include "tracecert/label.h"

static const struct {
    const char *name;
    const struct judge_writer *writer;
} formats[] = {
    [TC_JUDGE_TEXT] = { "text", &judge_text },
    [TC_JUDGE_JSON] = { "json", &judge_json },
    [TC_JUDGE_SARIF] = { "sarif", &judge_sarif },
    [TC_JUDGE_JUNIT] = { "junit", &judge_junit },
};

int tc_judgement_format(const char *name)
{
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
        if (strcmp(formats[i].name, name) == 0)
            return (int)i;
    return -1;
}

struct tc_judge *tc_judge_new(FILE *out, enum tc_judgement_format format, enum tc_lang lang,
                              bool color, const struct tc_catalogue *catalogue)
{
    struct tc_judge *judge = calloc(1, sizeof(*judge));

    if (!judge)
        abort();
    judge->out = out;
    judge->lang = lang;
    judge->color = color;
    judge->catalogue = catalogue;
    judge->writer = formats[format].writer;
    judge->arena = tc_arena_new();
    if (judge->writer->begin)
        judge->writer->begin(judge);
    return judge;
}

enum tc_verdict judge_verdict(const struct tc_judge *judge, const struct tc_finding *finding)
{
    const struct tc_requirement *requirement =
        tc_catalogue_find(judge->catalogue, finding->requirement);

    return requirement ? tc_requirement_broken(requirement) : TC_ERROR;
}

const char *judge_message(const struct tc_judge *judge, const struct tc_finding *finding)
{
    const struct tc_requirement *requirement =
        tc_catalogue_find(judge->catalogue, finding->requirement);
    const char *title =
        requirement ? tc_text_in(requirement->title, judge->lang) : finding->requirement;

    return tc_arena_printf(
        judge->arena,
        judge->lang == TC_VI ? "%s: cần %s, nhận được %s" : "%s: expected %s, found %s", title,
        tc_text_in(finding->expected, judge->lang), tc_text_in(finding->actual, judge->lang));
}

const char *judge_fix(const struct tc_judge *judge, const struct tc_finding *finding)
{
    const struct tc_requirement *requirement =
        tc_catalogue_find(judge->catalogue, finding->requirement);

    return requirement ? tc_text_in(requirement->fix, judge->lang) : "";
}

json_t *judge_string(const char *text)
{
    json_t *json = json_string(text);
    char *plain = NULL;
    size_t len;
    FILE *out;

    if (json)
        return json;
    out = open_memstream(&plain, &len);
    if (!out)
        abort();
    plain_puts(out, text);
    fclose(out);
    json = json_stringn(plain, len);
    free(plain);
    return json;
}

void tc_judge_add(struct tc_judge *judge, const struct tc_judgement *judgement)
{
    bool open = judgement->undecided.en || (judgement->label && judgement->label->open_count);
    enum tc_verdict heaviest = open ? TC_INCONCLUSIVE : TC_PASS;

    for (size_t i = 0; i < judgement->findings->count; i++) {
        enum tc_verdict verdict = judge_verdict(judge, &judgement->findings->items[i]);

        if (verdict > heaviest)
            heaviest = verdict;
    }
    judge->inputs++;
    judge->events += judgement->events;
    judge->counts[heaviest]++;
    judge->writer->add(judge, judgement, heaviest);
    tc_arena_reset(judge->arena);
}

int tc_judge_end(struct tc_judge *judge)
{
    enum tc_exit status = tc_exit_status(judge->counts);

    judge->writer->end(judge);
    if (fflush(judge->out) != 0 || ferror(judge->out))
        status = TC_EXIT_INTERNAL;
    tc_arena_free(judge->arena);
    free(judge);
    return (int)status;
}
