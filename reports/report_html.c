/* One self-contained page: no script, no font and no image from elsewhere. */
#include "html.h"
#include "xml.h"

static const char style[] =
#include "report_css.inc"
    ;

static void print_top(const struct html *h)
{
    fputs("<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
          h->out);
    xml_puts(h->out, h->run->system_name);
    fprintf(h->out, " – tracecert</title>\n<style>\n%s</style>\n</head>\n<body>\n", style);
    /* The switch stands before the page, so that the style sheet can see it. */
    fputs("<input class=\"switch\" type=\"radio\" name=\"lang\" id=\"in-vi\" checked "
          "aria-label=\"Tiếng Việt\">\n"
          "<input class=\"switch\" type=\"radio\" name=\"lang\" id=\"in-en\" "
          "aria-label=\"English\">\n"
          "<a class=\"skip\" href=\"#findings\">Đến các điểm phát hiện / To the findings</a>\n"
          "<div class=\"sheet\">\n",
          h->out);
}

int report_html(const struct tc_run *run, FILE *out)
{
    struct html h = { out, run, tc_arena_new() };

    print_top(&h);
    html_head(&h);
    html_findings(&h);
    html_attempts(&h);
    html_labels(&h);
    html_tables(&h);
    fputs("</main>\n</div>\n</body>\n</html>\n", out);
    tc_arena_free(h.arena);
    return ferror(out) ? -1 : 0;
}
