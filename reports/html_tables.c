/* Result by suite, what passed, and what was not tested and why. */
#include <string.h>

#include "html.h"
#include "xml.h"

static void head_cell(const struct html *h, const char *class, const char *vi, const char *en)
{
    fprintf(h->out, "<th scope=\"col\"%s>", class);
    html_both(h, vi, en);
    fputs("</th>", h->out);
}

static void print_heading(const struct html *h, const char *vi, const char *en)
{
    fputs("<h2>", h->out);
    html_both(h, vi, en);
    fputs("</h2>\n", h->out);
}

static void print_suite_row(const struct html *h, const char *suite)
{
    unsigned counts[TC_VERDICTS] = { 0 }, other = 0;
    double ms = 0;

    for (size_t i = 0; i < h->run->case_count; i++) {
        const struct tc_result_case *c = &h->run->cases[i];

        if (strcmp(c->suite, suite) != 0)
            continue;
        ms += c->took_ms;
        for (size_t k = 0; k < c->line_count; k++)
            counts[c->lines[k].verdict]++;
    }
    for (int v = 0; v < TC_VERDICTS; v++)
        other += v == TC_PASS || v == TC_FAIL || v == TC_WARN ? 0 : counts[v];
    fputs("<tr><th scope=\"row\">", h->out);
    xml_puts(h->out, suite);
    fprintf(h->out,
            "</th><td class=\"n\">%u</td><td class=\"n\">%u</td><td class=\"n\">%u</td>"
            "<td class=\"n\">%u</td><td class=\"n\">%.1f s</td></tr>\n",
            counts[TC_PASS], counts[TC_FAIL], counts[TC_WARN], other, ms / 1e3);
}

static void print_suites(const struct html *h)
{
    const char *suite = "";

    print_heading(h, "Theo nhóm kiểm thử", "By suite");
    fputs("<div class=\"wide\"><table><thead><tr>", h->out);
    head_cell(h, "", "Nhóm", "Suite");
    head_cell(h, " class=\"n\"", "đạt", "passed");
    head_cell(h, " class=\"n\"", "không đạt", "failed");
    head_cell(h, " class=\"n\"", "cảnh báo", "warnings");
    head_cell(h, " class=\"n\"", "khác", "other");
    head_cell(h, " class=\"n\"", "thời gian", "time");
    fputs("</tr></thead><tbody>\n", h->out);
    for (size_t i = 0; i < h->run->case_count; i++) {
        if (strcmp(h->run->cases[i].suite, suite) == 0)
            continue;
        suite = h->run->cases[i].suite;
        print_suite_row(h, suite);
    }
    fputs("</tbody></table></div>\n", h->out);
}

/* --- requirements ------------------------------------------------------------------ */

static bool is_untested(const struct tc_result_requirement *result)
{
    return result->verdict == TC_NOT_RUN || result->verdict == TC_NOT_APPLICABLE;
}

static void print_row(const struct html *h, const struct tc_requirement *r)
{
    fprintf(h->out, "<tr><td><code>%s</code></td><td>", r->id);
    html_text(h, r->title);
    fputs("</td><td>", h->out);
    xml_puts(h->out, tc_arena_printf(h->arena, "%s, %s", r->source, r->clause));
    fputs("</td></tr>\n", h->out);
}

static void begin_table(const struct html *h)
{
    fputs("<div class=\"wide\"><table><thead><tr>", h->out);
    head_cell(h, "", "Mã", "Id");
    head_cell(h, "", "Yêu cầu", "Requirement");
    head_cell(h, "", "Nguồn", "Source");
    fputs("</tr></thead><tbody>\n", h->out);
}

static void end_table(const struct html *h)
{
    fputs("</tbody></table></div>\n", h->out);
}

static bool same_reason(const struct tc_result_requirement *a,
                        const struct tc_result_requirement *b)
{
    return a->verdict == b->verdict && strcmp(a->reason.en, b->reason.en) == 0;
}

static bool is_first_of_its_reason(const struct tc_run *run, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (is_untested(&run->requirements[k]) &&
            same_reason(&run->requirements[k], &run->requirements[i]))
            return false;
    return true;
}

/* Each reason once, with all that were not tested because of it. */
static void print_untested(const struct html *h)
{
    const struct tc_run *run = h->run;

    print_heading(h, "Chưa được kiểm thử, và vì sao", "Not tested, and why");
    for (size_t i = 0; i < run->requirement_count; i++) {
        if (!is_untested(&run->requirements[i]) || !is_first_of_its_reason(run, i))
            continue;
        fputs("<h3>", h->out);
        html_text(h, run->requirements[i].reason);
        fputs("</h3>\n", h->out);
        begin_table(h);
        for (size_t k = i; k < run->requirement_count; k++)
            if (is_untested(&run->requirements[k]) &&
                same_reason(&run->requirements[k], &run->requirements[i]))
                print_row(h, run->requirements[k].requirement);
        end_table(h);
    }
}

static void print_passed(const struct html *h)
{
    print_heading(h, "Yêu cầu đã đạt", "Requirements that passed");
    begin_table(h);
    for (size_t i = 0; i < h->run->requirement_count; i++)
        if (h->run->requirements[i].verdict == TC_PASS)
            print_row(h, h->run->requirements[i].requirement);
    end_table(h);
}

void html_tables(const struct html *h)
{
    print_suites(h);
    print_untested(h);
    print_passed(h);
}
