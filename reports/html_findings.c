/* The findings, failures first, each with its seven parts: clause, expected,
 * actual, where, evidence, how to fix, how to run it again. */
#include <string.h>

#include "html.h"
#include "xml.h"

#define EXCERPT 1500 /* bytes of a body shown in the page */

static void print_again(const struct html *h, const struct tc_result_case *c)
{
    html_term(h, "Chạy lại", "Run again");
    fputs("<code>", h->out);
    xml_puts(h->out, tc_run_again(h->arena, h->run, c->id));
    fputs("</code>", h->out);
    html_end(h);
}

static void print_body(const struct html *h, const char *sha)
{
    size_t len;
    char *bytes = sha ? blob_head(h->arena, h->run, sha, EXCERPT, &len) : NULL;

    if (!bytes)
        return;
    fputc('\n', h->out);
    if (memchr(bytes, '\0', len))
        fputs("(binary)", h->out);
    else
        xml_print(h->out, bytes, len);
    if (len == EXCERPT)
        fputs(" …", h->out);
    fputc('\n', h->out);
}

static void print_blob_link(const struct html *h, const char *sha, const char *vi,
                            const char *en)
{
    if (!sha)
        return;
    fprintf(h->out, " <a href=\"blobs/%s\">", sha);
    html_both(h, vi, en);
    fputs("</a>", h->out);
}

static void print_evidence(const struct html *h, const struct tc_result_case *c,
                           const struct tc_finding *finding)
{
    const struct tc_exchange *e = finding_exchange(c, finding);

    html_term(h, "Bằng chứng", "Evidence");
    if (!e) {
        xml_puts(h->out, c->id);
        html_end(h);
        return;
    }
    fputs("<details><summary>", h->out);
    xml_puts(h->out, c->id);
    fprintf(h->out, " #%d: ", e->number);
    xml_puts(h->out, e->method);
    fputc(' ', h->out);
    xml_puts(h->out, e->url);
    fprintf(h->out, " → %ld (%.0f ms)</summary>\n<pre>", e->status, e->took_ms);
    xml_puts(h->out, e->request_headers ? e->request_headers : "");
    print_body(h, e->request_sha);
    fputs("</pre><pre>", h->out);
    fprintf(h->out, "%ld\n", e->status);
    xml_puts(h->out, e->failure ? e->failure : "");
    xml_puts(h->out, e->response_headers ? e->response_headers : "");
    print_body(h, e->response_sha);
    fputs("</pre>", h->out);
    print_blob_link(h, e->request_sha, "yêu cầu đầy đủ", "whole request");
    print_blob_link(h, e->response_sha, "trả lời đầy đủ", "whole answer");
    fputs("</details>", h->out);
    html_end(h);
}

static void print_picture_link(const struct html *h, const struct tc_result_case *c)
{
    html_term(h, "Diễn biến", "Over time");
    fprintf(h->out, "<a href=\"#attempts-%s\">", c->id);
    html_both(h, "hình các lần gửi tới cổng", "picture of the deliveries to the portal");
    fputs("</a>", h->out);
    html_end(h);
}

static void print_parts(const struct html *h, const struct tc_result_case *c,
                        const struct tc_result_finding *result, const struct tc_requirement *r)
{
    const struct tc_finding *f = &result->finding;
    struct tc_text where = where_text(h->arena, &f->where);
    struct tc_text remark = machine_remark(h->arena, h->run, c, result->verdict);

    fputs("<dl>\n", h->out);
    html_term(h, "Điều khoản", "Clause");
    html_clause(h, r);
    html_end(h);
    html_term(h, "Cần có", "Expected");
    html_text(h, f->expected);
    html_end(h);
    html_term(h, "Nhận được", "Found");
    html_text(h, f->actual);
    html_end(h);
    if (*where.en) {
        html_term(h, "Ở đâu", "Where");
        html_text(h, where);
        html_end(h);
    }
    print_evidence(h, c, f);
    if (c->attempt_count > 0)
        print_picture_link(h, c);
    if (remark.en) {
        html_term(h, "Lưu ý", "Note");
        html_text(h, remark);
        html_end(h);
    }
    html_term(h, "Cách sửa", "How to fix");
    html_text(h, r->fix);
    html_end(h);
    print_again(h, c);
    fputs("</dl>\n", h->out);
}

static void open_article(const struct html *h, const struct tc_requirement *r,
                         enum tc_verdict verdict)
{
    fprintf(h->out, "<article class=\"%s\">\n<header><h3>", tc_verdict_name(verdict));
    fprintf(h->out, "<code>%s</code> ", r->id);
    html_text(h, r->title);
    fputs("</h3>", h->out);
    html_verdict(h, verdict);
    fputs("</header>\n<p>", h->out);
    html_text(h, r->text);
    fputs("</p>\n", h->out);
}

static void print_finding(const struct html *h, const struct tc_result_case *c,
                          const struct tc_result_finding *result)
{
    const struct tc_requirement *r = case_requirement(c, result->finding.requirement);

    if (!r)
        return;
    open_article(h, r, result->verdict);
    if (result->verdict == TC_DISPUTED && r->disputed.en) {
        fputs("<p>", h->out);
        html_text(h, r->disputed);
        fputs("</p>\n", h->out);
    }
    print_parts(h, c, result, r);
    fputs("</article>\n", h->out);
}

/* A verdict that no finding explains: crash, time-out, wrong set-up. */
static void print_undecided(const struct html *h, const struct tc_result_case *c,
                            const struct tc_result_line *line)
{
    open_article(h, line->requirement, line->verdict);
    fputs("<dl>\n", h->out);
    if (line->verdict == TC_ATTESTED)
        html_term(h, "Cần xác nhận", "To be shown");
    else
        html_term(h, "Lý do", "Reason");
    html_text(h, line->reason);
    html_end(h);
    html_term(h, "Điều khoản", "Clause");
    html_clause(h, line->requirement);
    html_end(h);
    print_again(h, c);
    fputs("</dl>\n</article>\n", h->out);
}

static size_t print_of(const struct html *h, enum tc_verdict verdict)
{
    size_t printed = 0;

    for (size_t i = 0; i < h->run->case_count; i++) {
        const struct tc_result_case *c = &h->run->cases[i];

        for (size_t k = 0; k < c->finding_count; k++) {
            if (c->findings[k].verdict != verdict)
                continue;
            print_finding(h, c, &c->findings[k]);
            printed++;
        }
        for (size_t k = 0; k < c->line_count; k++) {
            if (c->lines[k].verdict != verdict || !c->lines[k].reason.en)
                continue;
            print_undecided(h, c, &c->lines[k]);
            printed++;
        }
    }
    return printed;
}

void html_findings(const struct html *h)
{
    static const enum tc_verdict order[] = { TC_FAIL, TC_ERROR,    TC_SETUP,   TC_INCONCLUSIVE,
                                             TC_WARN, TC_DISPUTED, TC_ATTESTED };
    size_t printed = 0;

    fputs("<h2 id=\"findings\">", h->out);
    html_both(h, "Những điểm phát hiện, điểm không đạt đứng trước", "Findings, failures first");
    fputs("</h2>\n", h->out);
    for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
        printed += print_of(h, order[i]);
    if (printed == 0) {
        fputs("<p>", h->out);
        html_both(h, "Không có điểm nào.", "None.");
        fputs("</p>\n", h->out);
    }
}
