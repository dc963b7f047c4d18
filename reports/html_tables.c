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

    fputs("<h2>", h->out);
    html_both(h, "Theo nhóm kiểm thử", "By suite");
    fputs("</h2>\n<div class=\"wide\"><table><thead><tr>", h->out);
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

static void print_row(const struct html *h, const struct tc_result_requirement *result)
{
    const struct tc_requirement *r = result->requirement;

    fprintf(h->out, "<tr><td><code>%s</code></td><td>", r->id);
    html_text(h, r->title);
    fputs("</td><td>", h->out);
    xml_puts(h->out, tc_arena_printf(h->arena, "%s, %s", r->source, r->clause));
    fputs("</td><td>", h->out);
    if (result->verdict == TC_PASS)
        html_verdict(h, TC_PASS);
    else if (result->reason.en)
        html_text(h, result->reason);
    else
        html_verdict(h, result->verdict);
    fputs("</td></tr>\n", h->out);
}

static void print_table(const struct html *h, struct tc_text heading,
                        struct tc_text last_column, bool passed)
{
    fputs("<h2>", h->out);
    html_text(h, heading);
    fputs("</h2>\n<div class=\"wide\"><table><thead><tr>", h->out);
    head_cell(h, "", "Mã", "Id");
    head_cell(h, "", "Yêu cầu", "Requirement");
    head_cell(h, "", "Nguồn", "Source");
    head_cell(h, "", last_column.vi, last_column.en);
    fputs("</tr></thead><tbody>\n", h->out);
    for (size_t i = 0; i < h->run->requirement_count; i++) {
        enum tc_verdict v = h->run->requirements[i].verdict;

        if (passed ? v == TC_PASS : v == TC_NOT_RUN || v == TC_NOT_APPLICABLE)
            print_row(h, &h->run->requirements[i]);
    }
    fputs("</tbody></table></div>\n", h->out);
}

void html_tables(const struct html *h)
{
    print_suites(h);
    print_table(h, TC_TEXT("Chưa được kiểm thử, và vì sao", "Not tested, and why"),
                TC_TEXT("Lý do", "Reason"), false);
    print_table(h, TC_TEXT("Yêu cầu đã đạt", "Requirements that passed"),
                TC_TEXT("Kết quả", "Result"), true);
}
