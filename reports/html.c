#include "html.h"

#include "xml.h"

void html_both(const struct html *h, const char *vi, const char *en)
{
    fputs("<span class=\"vi\" lang=\"vi\">", h->out);
    xml_puts(h->out, vi);
    fputs("</span><span class=\"en\" lang=\"en\">", h->out);
    xml_puts(h->out, en);
    fputs("</span>", h->out);
}

void html_text(const struct html *h, struct tc_text text)
{
    html_both(h, text.vi, text.en);
}

void html_term(const struct html *h, const char *vi, const char *en)
{
    fputs("<dt>", h->out);
    html_both(h, vi, en);
    fputs("</dt><dd>", h->out);
}

void html_end(const struct html *h)
{
    fputs("</dd>\n", h->out);
}

void html_verdict(const struct html *h, enum tc_verdict verdict)
{
    fprintf(h->out, "<span class=\"v v-%s\">", tc_verdict_name(verdict));
    html_text(h, verdict_text(verdict));
    fputs("</span>", h->out);
}

static struct tc_text confidence_text(enum tc_confidence confidence)
{
    switch (confidence) {
    case TC_PRIMARY:
        return TC_TEXT("nguồn gốc: văn bản chính thức", "source: the primary text");
    case TC_SECONDARY:
        return TC_TEXT("nguồn gốc: tài liệu dẫn lại", "source: secondary");
    case TC_CODE:
        return TC_TEXT("nguồn gốc: thực tế triển khai công khai", "source: public practice");
    case TC_ENGINEERING:
        return TC_TEXT("quy tắc kỹ thuật của bộ kiểm thử", "engineering rule of this suite");
    default:
        return TC_TEXT("giả định, tỉnh cần xác nhận; chỉ mang tính tham khảo",
                       "an assumption that the province must confirm; advisory only");
    }
}

static struct tc_text level_text(enum tc_level level)
{
    static const struct tc_text words[] = {
        [TC_MUST] = { "bắt buộc (MUST)", "mandatory (MUST)" },
        [TC_SHOULD] = { "nên có (SHOULD)", "recommended (SHOULD)" },
        [TC_MAY] = { "tùy chọn (MAY)", "optional (MAY)" },
    };

    return words[level];
}

void html_clause(const struct html *h, const struct tc_requirement *requirement)
{
    struct tc_text level = level_text(requirement->level);
    struct tc_text confidence = confidence_text(requirement->confidence);

    html_both(
        h,
        tc_arena_printf(h->arena, "%s %s, điều khoản %s — %s; %s", requirement->source,
                        requirement->edition, requirement->clause, level.vi, confidence.vi),
        tc_arena_printf(h->arena, "%s %s, clause %s — %s; %s", requirement->source,
                        requirement->edition, requirement->clause, level.en, confidence.en));
}
