/* The labels that were judged, as pictures. Each is an image of its own to the
 * browser: whatever stood on the label, nothing of it runs in the page. */
#include <string.h>

#include "html.h"
#include "tracecert/label.h"
#include "xml.h"

#define PICTURE_MAX ((size_t)12 << 20) /* bytes */
#define HEAD 600                       /* bytes in which a picture says that it is one */

static bool is_picture(const struct html *h, const char *sha)
{
    size_t len;
    char *head = blob_head(h->arena, h->run, sha, HEAD, &len);

    return head && strstr(tc_arena_strndup(h->arena, head, len), TC_LABEL_PICTURE_MARK);
}

static void print_picture(const struct html *h, const char *case_id, const char *sha)
{
    size_t len;
    char *svg = blob_head(h->arena, h->run, sha, PICTURE_MAX, &len);

    fputs("<figure class=\"label\"><img alt=\"", h->out);
    xml_puts(h->out, case_id);
    fputs("\" src=\"data:image/svg+xml,", h->out);
    for (size_t i = 0; svg && i < len; i++) {
        unsigned char c = (unsigned char)svg[i];

        if (c <= ' ' || c >= 0x7f || strchr("#%<>\"'&?", c))
            fprintf(h->out, "%%%02X", c);
        else
            putc(c, h->out);
    }
    fputs("\"><figcaption><code>", h->out);
    xml_puts(h->out, case_id);
    fputs("</code></figcaption></figure>\n", h->out);
}

static void print_heading(const struct html *h)
{
    fputs("<h2 id=\"labels\">", h->out);
    html_both(h, "Nhãn đã xét", "Labels that were judged");
    fputs("</h2>\n<p class=\"soft\">", h->out);
    html_both(
        h,
        "Khung xanh: mã đọc được; khung đỏ: mã có điểm phát hiện. Nền xanh lá: vùng trống "
        "cần có; nền đỏ: vùng trống bị lấn.",
        "Blue frame: a symbol that was read; red frame: one with findings. Green ground: "
        "quiet zone that is needed; red ground: quiet zone that is not clear.");
    fputs("</p>\n", h->out);
}

/* The same label may have served several cases; each picture is shown once. */
static bool is_shown_before(const struct tc_run *run, size_t case_at, const char *sha)
{
    for (size_t i = 0; i < case_at; i++)
        for (const char *const *kept = run->cases[i].kept; kept && *kept; kept++)
            if (strcmp(*kept, sha) == 0)
                return true;
    return false;
}

void html_labels(const struct html *h)
{
    bool any = false;

    for (size_t i = 0; i < h->run->case_count; i++) {
        const struct tc_result_case *c = &h->run->cases[i];

        for (const char *const *kept = c->kept; kept && *kept; kept++) {
            if (!is_picture(h, *kept) || is_shown_before(h->run, i, *kept))
                continue;
            if (!any)
                print_heading(h);
            any = true;
            print_picture(h, c->id, *kept);
        }
    }
}
