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
