#include <stdlib.h>

#include "judge.h"
#include "xml.h"

/* The counts stand before the cases, so the cases wait in memory. */
struct cases {
    FILE *out;
    char *bytes;
    size_t len;
};

static void begin(struct tc_judge *judge)
{
    struct cases *cases = calloc(1, sizeof(*cases));

    if (cases)
        cases->out = open_memstream(&cases->bytes, &cases->len);
    if (!cases || !cases->out)
        abort();
    judge->state = cases;
}

static void print_findings(FILE *out, struct tc_judge *judge,
                           const struct tc_judgement *judgement)
{
    for (size_t i = 0; i < judgement->findings->count; i++) {
        const struct tc_finding *finding = &judgement->findings->items[i];

        fprintf(out, "%s %s ", tc_verdict_name(judge_verdict(judge, finding)),
                finding->requirement);
        if (finding->where.line)
            fprintf(out, "%ld:%ld ", finding->where.line, finding->where.column);
        xml_puts(out, judge_message(judge, finding));
        fputc('\n', out);
    }
}

static void add(struct tc_judge *judge, const struct tc_judgement *judgement,
                enum tc_verdict verdict)
{
    FILE *out = ((struct cases *)judge->state)->out;
    const char *element = verdict == TC_FAIL    ? "failure"
                          : verdict == TC_ERROR ? "error"
                                                : "system-out";
    const char *why = tc_text_in(judgement->undecided, judge->lang);

    fprintf(out, "  <testcase classname=\"tracecert\" name=\"");
    xml_puts(out, judgement->input);
    fprintf(out, "#%zu\">", judgement->index);
    if (why) {
        fprintf(out, "<error message=\"%s\">", tc_verdict_name(verdict));
        xml_puts(out, why);
        fprintf(out, "</error>");
    }
    if (judgement->findings->count > 0) {
        fprintf(out, "<%s", element);
        if (verdict >= TC_FAIL)
            fprintf(out, " message=\"%s\"", tc_verdict_name(verdict));
        fputc('>', out);
        print_findings(out, judge, judgement);
        fprintf(out, "</%s>", element);
    }
    fprintf(out, "</testcase>\n");
}

static void end(struct tc_judge *judge)
{
    struct cases *cases = judge->state;

    fclose(cases->out);
    fprintf(judge->out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuite name=\"tracecert\" tests=\"%zu\" failures=\"%u\" errors=\"%u\">\n",
            judge->inputs, judge->counts[TC_FAIL],
            judge->counts[TC_ERROR] + judge->counts[TC_INCONCLUSIVE]);
    fwrite(cases->bytes, 1, cases->len, judge->out);
    fprintf(judge->out, "</testsuite>\n");
    free(cases->bytes);
    free(cases);
}

const struct judge_writer judge_junit = { .begin = begin, .add = add, .end = end };
