#include "summary.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "engine/outcome.h"
#include "engine/secrets.h"
#include "plain.h"
#include "writers.h"

void tc_summary_person(const char *url, enum tc_lang lang)
{
    fprintf(stderr, "%s\n  %s\n",
            lang == TC_VI ? "Lượt kiểm thử này cần một người nhập sự kiện. Hãy mở trang:"
                          : "This run needs a person who enters events. Open this page:",
            url);
}

void tc_summary_setup(const struct tc_doctor_report *report, unsigned needs, enum tc_lang lang)
{
    struct tc_arena *arena = tc_arena_new();

    for (size_t i = 0; i < report->count; i++) {
        const struct tc_doctor_line *line = &report->lines[i];

        if (line->diagnosis != TC_DIAGNOSIS_SETUP || (line->needs && !(line->needs & needs)))
            continue;
        printf("SETUP %s: ", line->where);
        plain_puts(stdout, tc_secrets_redact_text(arena, tc_text_in(line->found, lang)));
        printf("\n      -> ");
        plain_puts(stdout, tc_secrets_redact_text(arena, tc_text_in(line->mend, lang)));
        putchar('\n');
    }
    tc_arena_free(arena);
}

void tc_summary_progress(size_t done, size_t total, const json_t *record, void *lang)
{
    static unsigned failures;
    static double started;
    enum tc_verdict verdict = tc_outcome_heaviest(record);
    double left;

    if (started == 0)
        started = tc_clock_ms();
    failures += verdict >= TC_FAIL;
    left = (tc_clock_ms() - started) / (double)done * (double)(total - done) / 1e3;
    if (isatty(STDOUT_FILENO))
        printf(*(enum tc_lang *)lang == TC_VI
                   ? "\r\033[K%zu/%zu, không đạt %u, còn khoảng %.0f giây"
                   : "\r\033[K%zu of %zu, %u failed so far, about %.0f s left",
               done, total, failures, left);
    else
        printf("%zu/%zu %s %s\n", done, total, tc_verdict_name(verdict),
               json_string_value(json_object_get(record, "case")));
    fflush(stdout);
}

static void print_part(enum tc_lang lang, const char *vi, const char *en, const char *text)
{
    if (!text || !*text)
        return;
    printf("    %s: ", lang == TC_VI ? vi : en);
    plain_puts(stdout, text);
    putchar('\n');
}

static void print_finding(const struct tc_run *run, const struct tc_result_case *c,
                          const struct tc_result_finding *result, enum tc_lang lang,
                          struct tc_arena *arena)
{
    const struct tc_finding *f = &result->finding;
    const struct tc_requirement *r = case_requirement(c, f->requirement);

    if (!r)
        return;
    printf("\n  %s %s %s\n", tc_verdict_name(result->verdict), r->id,
           tc_text_in(r->title, lang));
    print_part(lang, "điều khoản", "clause",
               tc_arena_printf(arena, "%s %s, %s (%s)", r->source, r->edition, r->clause,
                               tc_level_name(r->level)));
    print_part(lang, "cần", "expected", tc_text_in(f->expected, lang));
    print_part(lang, "nhận được", "found", tc_text_in(f->actual, lang));
    print_part(lang, "ở", "where", tc_text_in(where_text(arena, &f->where), lang));
    print_part(lang, "bằng chứng", "evidence",
               tc_arena_printf(arena, "%s #%d", c->id, f->where.exchange));
    print_part(lang, "lưu ý", "note",
               tc_text_in(machine_remark(arena, run, c, result->verdict), lang));
    print_part(lang, "cách sửa", "how to fix", tc_text_in(r->fix, lang));
    print_part(lang, "chạy lại", "run again", tc_run_again(arena, run, c->id));
}

/* The next reason, from case `*c` and line `*i` on, for which something could
 * not be decided. */
static const struct tc_result_line *next_reason(const struct tc_run *run, size_t *c, size_t *i)
{
    for (; *c < run->case_count; (*c)++, *i = 0) {
        while (*i < run->cases[*c].line_count) {
            const struct tc_result_line *line = &run->cases[*c].lines[(*i)++];

            if (verdict_blocks(line->verdict) && line->reason.en)
                return line;
        }
    }
    return NULL;
}

static bool same_reason(const struct tc_result_line *a, const struct tc_result_line *b)
{
    return a->verdict == b->verdict && strcmp(a->reason.en, b->reason.en) == 0;
}

/* How many requirements share the reason of `line`; 0 if it was printed with
 * an earlier one. */
static unsigned share_reason(const struct tc_run *run, const struct tc_result_line *line)
{
    const struct tc_result_line *other;
    size_t c = 0, i = 0;
    bool earlier = true;
    unsigned n = 0;

    while ((other = next_reason(run, &c, &i)) != NULL) {
        earlier = earlier && other != line;
        if (earlier && same_reason(other, line))
            return 0;
        n += same_reason(other, line);
    }
    return n;
}

/* Each reason once, however many cases it stopped. */
static void print_reasons(const struct tc_run *run, enum tc_lang lang, struct tc_arena *arena)
{
    const struct tc_result_line *line;
    size_t c = 0, i = 0;

    while ((line = next_reason(run, &c, &i)) != NULL) {
        unsigned n = share_reason(run, line);

        if (!n)
            continue;
        printf(lang == TC_VI ? "\n  %s (%u yêu cầu), đầu tiên là %s\n"
                             : "\n  %s (%u requirements), the first is %s\n",
               tc_verdict_name(line->verdict), n, run->cases[c].id);
        print_part(lang, "lý do", "reason", tc_text_in(line->reason, lang));
        print_part(lang, "chạy lại", "run again", tc_run_again(arena, run, run->cases[c].id));
    }
}

/* "passed: 141": how many requirements have each verdict. */
static void print_counts(const struct tc_run *run, enum tc_lang lang)
{
    printf("  ");
    for (int v = TC_VERDICTS - 1; v > TC_NOT_RUN; v--)
        if (run->counts[v])
            printf("%s: %u  ", tc_text_in(verdict_text((enum tc_verdict)v), lang),
                   run->counts[v]);
    putchar('\n');
    if (run->counts[TC_NOT_RUN])
        printf(lang == TC_VI
                   ? "  không kiểm tra trong lần này: %u yêu cầu, báo cáo nêu lý do từng cái\n"
                   : "  not tested in this run: %u requirements, each with its reason in the "
                     "report\n",
               run->counts[TC_NOT_RUN]);
}

void tc_summary_print(const struct tc_run *run, enum tc_lang lang)
{
    struct tc_arena *arena = tc_arena_new();

    printf(isatty(STDOUT_FILENO) ? "\r\033[K\n" : "\n");
    for (size_t c = 0; c < run->case_count; c++)
        for (size_t i = 0; i < run->cases[c].finding_count; i++)
            print_finding(run, &run->cases[c], &run->cases[c].findings[i], lang, arena);
    print_reasons(run, lang, arena);
    printf("\n%s: %s\n", run->system_name, tc_text_in(outcome_text(run->exit), lang));
    print_counts(run, lang);
    if (!scale_certifies(run))
        printf("  %s\n", tc_text_in(scale_warning(run), lang));
    printf("%s: %s/report.html\n", lang == TC_VI ? "Báo cáo" : "Report", run->dir);
    tc_arena_free(arena);
}
