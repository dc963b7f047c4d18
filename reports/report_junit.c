/* JUnit XML for CI: one testcase for each requirement of each case. SETUP,
 * INCONCLUSIVE and ERROR are errors, never skips: a CI that counts skips as
 * green would hide them. What a person must confirm was not tested: a skip. */
#include <string.h>

#include "writers.h"
#include "xml.h"

static const char *element_of(enum tc_verdict verdict)
{
    if (verdict == TC_FAIL)
        return "failure";
    if (verdict_blocks(verdict))
        return "error";
    return verdict == TC_NOT_RUN || verdict == TC_NOT_APPLICABLE || verdict == TC_ATTESTED
               ? "skipped"
               : NULL;
}

static void print_finding(FILE *out, const struct tc_run *run, const struct tc_result_case *c,
                          const struct tc_result_line *line,
                          const struct tc_result_finding *result, struct tc_arena *arena)
{
    const struct tc_finding *f = &result->finding;
    const struct tc_requirement *r = line->requirement;
    struct tc_text remark = machine_remark(arena, run, c, result->verdict);

    xml_puts(out,
             tc_arena_printf(arena,
                             "%s (%s %s, %s)\n  expected: %s\n  found: %s\n  where: %s\n"
                             "  evidence: exchange %d of %s\n  how to fix: %s\n"
                             "  again: %s\n",
                             r->title.en, r->source, r->edition, r->clause, f->expected.en,
                             f->actual.en, where_text(arena, &f->where).en, f->where.exchange,
                             c->id, r->fix.en, tc_run_again(arena, run, c->id)));
    if (remark.en)
        xml_puts(out, tc_arena_printf(arena, "  note: %s\n", remark.en));
}

static void print_line(FILE *out, const struct tc_run *run, const struct tc_result_case *c,
                       const struct tc_result_line *line, struct tc_arena *arena)
{
    const char *element = element_of(line->verdict);

    fprintf(out, "    <testcase classname=\"");
    xml_puts(out, c->id);
    fprintf(out, "\" name=\"%s ", line->requirement->id);
    xml_puts(out, line->requirement->title.en);
    fprintf(out, "\" time=\"%.3f\">", c->took_ms / 1e3);
    if (element) {
        fprintf(out, "<%s message=\"%s", element, tc_verdict_name(line->verdict));
        if (line->reason.en) {
            fputs(": ", out);
            xml_puts(out, line->reason.en);
        }
        fputs("\">", out);
    } else if (line->verdict != TC_PASS) {
        fprintf(out, "<system-out>%s\n", tc_verdict_name(line->verdict));
    }
    for (size_t i = 0; i < c->finding_count; i++)
        if (strcmp(c->findings[i].finding.requirement, line->requirement->id) == 0)
            print_finding(out, run, c, line, &c->findings[i], arena);
    if (element || line->verdict != TC_PASS)
        fprintf(out, "</%s>", element ? element : "system-out");
    fputs("</testcase>\n", out);
}

struct counts {
    unsigned tests, failures, errors, skipped;
};

static struct counts count(const struct tc_run *run, const char *suite)
{
    struct counts n = { 0, 0, 0, 0 };

    for (size_t i = 0; i < run->case_count; i++) {
        const struct tc_result_case *c = &run->cases[i];

        for (size_t k = 0; strcmp(c->suite, suite) == 0 && k < c->line_count; k++) {
            const char *element = element_of(c->lines[k].verdict);

            n.tests++;
            n.failures += element && strcmp(element, "failure") == 0;
            n.errors += element && strcmp(element, "error") == 0;
            n.skipped += element && strcmp(element, "skipped") == 0;
        }
    }
    return n;
}

/* A run without its closing record, or that tested nothing, is no green. */
static void print_run_error(FILE *out, const struct tc_run *run)
{
    if (run->complete && run->exit != TC_EXIT_NOTHING_TESTED && run->exit != TC_EXIT_INTERNAL)
        return;
    fprintf(out, "  <testsuite name=\"run\" tests=\"1\" errors=\"1\"><testcase "
                 "classname=\"run\" name=\"the run came to its end\"><error message=\"");
    xml_puts(out,
             run->complete ? outcome_text(run->exit).en : "the run was cut off; resume it");
    fputs("\"/></testcase></testsuite>\n", out);
}

int report_junit(const struct tc_run *run, FILE *out)
{
    struct tc_arena *arena = tc_arena_new();
    const char *suite = NULL;

    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tracecert\">\n", out);
    print_run_error(out, run);
    for (size_t i = 0; i < run->case_count; i++) {
        const struct tc_result_case *c = &run->cases[i];

        if (!suite || strcmp(suite, c->suite) != 0) {
            struct counts n = count(run, c->suite);

            fputs(suite ? "  </testsuite>\n" : "", out);
            suite = c->suite;
            fputs("  <testsuite name=\"", out);
            xml_puts(out, suite);
            fprintf(out,
                    "\" tests=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"%u\">\n    "
                    "<properties><property name=\"scale\" value=\"",
                    n.tests, n.failures, n.errors, n.skipped);
            xml_puts(out, run->scale);
            fputs("\"/></properties>\n", out);
        }
        for (size_t k = 0; k < c->line_count; k++)
            print_line(out, run, c, &c->lines[k], arena);
    }
    fputs(suite ? "  </testsuite>\n</testsuites>\n" : "</testsuites>\n", out);
    tc_arena_free(arena);
    return ferror(out) ? -1 : 0;
}
