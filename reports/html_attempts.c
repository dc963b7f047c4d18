/* How the system delivered to the portals, case by case, as pictures over time. */
#include "html.h"

static void print_legend(const struct html *h)
{
    static const struct {
        const char *class, *vi, *en;
    } marks[] = { { "yes", "cổng đã nhận", "accepted by the portal" },
                  { "no", "cổng từ chối hoặc báo lỗi", "refused, or an error" },
                  { "none", "cổng không trả lời trọn vẹn (∅)", "no whole answer (∅)" } };

    fputs("<p class=\"legend\">", h->out);
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        fprintf(h->out,
                "<span><svg class=\"time key\" viewBox=\"0 0 14 14\" aria-hidden=\"true\">"
                "<g class=\"%s\">%s</g></svg> ",
                marks[i].class,
                i == 1 ? "<rect x=\"2\" y=\"2\" width=\"10\" height=\"10\"/>"
                       : "<circle cx=\"7\" cy=\"7\" r=\"5.5\"/>");
        html_both(h, marks[i].vi, marks[i].en);
        fputs("</span> ", h->out);
    }
    fputs("</p>\n", h->out);
}

static void print_heading(const struct html *h)
{
    fputs("<h2 id=\"attempts\">", h->out);
    html_both(h, "Các lần gửi tới cổng theo thời gian", "Deliveries to the portals over time");
    fputs("</h2>\n<p class=\"soft\">", h->out);
    html_both(
        h,
        "Mỗi hàng là một sự kiện, mỗi dấu là một lần gửi với mã trả lời của cổng; giữa hai "
        "dấu là thời gian hệ thống nghỉ. Mốc 0 là lần gửi đầu tiên của ca kiểm thử.",
        "A row is an event, a mark is an attempt with the portal's answer; between two "
        "marks stands the pause that the system made. 0 is the first attempt of the "
        "case.");
    fputs("</p>\n", h->out);
    print_legend(h);
}

static enum tc_verdict heaviest(const struct tc_result_case *c)
{
    enum tc_verdict heaviest = TC_NOT_RUN;

    for (size_t i = 0; i < c->line_count; i++)
        if (c->lines[i].verdict > heaviest)
            heaviest = c->lines[i].verdict;
    return heaviest;
}

static void print_case(const struct html *h, const struct tc_result_case *c)
{
    enum tc_verdict verdict = heaviest(c);

    fprintf(h->out,
            "<details class=\"attempts\" id=\"attempts-%s\"%s><summary><code>%s</code> ", c->id,
            verdict == TC_FAIL || verdict == TC_WARN ? " open" : "", c->id);
    for (size_t i = 0; i < c->line_count; i++)
        fprintf(h->out, "%s ", c->lines[i].requirement->id);
    html_verdict(h, verdict);
    fputs("</summary>\n", h->out);
    html_timeline(h, c);
    fputs("</details>\n", h->out);
}

void html_attempts(const struct html *h)
{
    bool any = false;

    for (size_t i = 0; i < h->run->case_count; i++) {
        if (h->run->cases[i].attempt_count == 0)
            continue;
        if (!any)
            print_heading(h);
        any = true;
        print_case(h, &h->run->cases[i]);
    }
}
