#include "portal/page.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

#define SHOWN 200
#define EVENTS_SHOWN 20 /* of one request */

static const char style[] =
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;"
    "color:#1a1a1a;background:#fff}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ccc;"
    "vertical-align:top}td.number{text-align:right;white-space:nowrap}"
    ".good{color:#05631b}.bad{color:#a11000}code{overflow-wrap:anywhere}"
    ".note{background:#fff6d6;padding:.6rem 1rem;border-left:4px solid #b58900}";

static void put_escaped(FILE *out, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '&':
            fputs("&amp;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*text, out);
        }
    }
}

static const char *say(enum tc_lang lang, const char *vi, const char *en)
{
    return lang == TC_VI ? vi : en;
}

static const char *text_of(const json_t *json, const char *member)
{
    const char *text = json_string_value(json_object_get(json, member));

    return text ? text : "";
}

static void put_events(FILE *out, const json_t *events, enum tc_lang lang)
{
    json_t *event;
    size_t i;

    json_array_foreach(events, i, event)
    {
        if (i == EVENTS_SHOWN) {
            fprintf(out, "… (+%zu %s)", json_array_size(events) - i,
                    say(lang, "sự kiện", "events"));
            break;
        }
        put_escaped(out, text_of(event, "type"));
        fputs(" <code>", out);
        put_escaped(out, text_of(event, "eventID"));
        fputs("</code> ", out);
        put_escaped(out, text_of(event, "bizStep"));
        fputs("<br>", out);
    }
}

static void put_arrival(FILE *out, const json_t *arrival, double now, enum tc_lang lang)
{
    json_int_t status = json_integer_value(json_object_get(arrival, "status"));
    double age = (now - json_number_value(json_object_get(arrival, "atMs"))) / 1e3;

    fprintf(out,
            "<tr><td class=number>%" JSON_INTEGER_FORMAT "</td><td class=number>%.1f s</td>",
            json_integer_value(json_object_get(arrival, "number")), age);
    fputs("<td>", out);
    put_escaped(out, text_of(arrival, "method"));
    fputs(" <code>", out);
    put_escaped(out, text_of(arrival, "target"));
    fprintf(out, "</code></td><td class=%s>", status >= 200 && status < 300 ? "good" : "bad");
    if (status)
        fprintf(out, "%" JSON_INTEGER_FORMAT, status);
    else
        fputs(say(lang, "không trả lời trọn vẹn", "no whole answer"), out);
    fputs("</td><td>", out);
    put_events(out, json_object_get(arrival, "events"), lang);
    fputs("</td></tr>\n", out);
}

static void put_head(FILE *out, const struct tc_portal_dialect *dialect, enum tc_lang lang)
{
    fprintf(
        out,
        "<!doctype html>\n<html lang=%s><head><meta charset=utf-8><meta name=viewport "
        "content=\"width=device-width\"><meta http-equiv=refresh content=3><title>%s</title>"
        "<style>%s</style></head><body>\n<p><a href=\"/?lang=%s\">%s</a></p>\n<h1>%s</h1>\n"
        "<p>%s: ",
        say(lang, "vi", "en"), say(lang, "Cổng mô phỏng", "Portal simulator"), style,
        say(lang, "en", "vi"), say(lang, "English", "Tiếng Việt"),
        say(lang, "Cổng mô phỏng", "Portal simulator"), say(lang, "Giao diện", "Dialect"));
    put_escaped(out, dialect->name);
    fputs(". ", out);
    put_escaped(out, tc_text_in(dialect->title, lang));
    fputs(".</p>\n<p class=note>", out);
    put_escaped(out, tc_text_in(dialect->assumption, lang));
    fputs("</p>\n", out);
}

static void put_table(FILE *out, struct tc_portal_ledger *ledger, enum tc_lang lang)
{
    char *text = tc_portal_ledger_recent(ledger, SHOWN);
    json_t *recent = json_loads(text, 0, NULL), *arrival;
    double now = tc_clock_ms();
    size_t i;

    free(text);
    fprintf(out, "<h2>%s: %zu</h2>\n", say(lang, "Yêu cầu đã nhận", "Requests received"),
            tc_portal_ledger_count(ledger));
    fprintf(out,
            "<table><thead><tr><th scope=col>#</th><th scope=col>%s</th><th scope=col>%s</th>"
            "<th scope=col>%s</th><th scope=col>%s</th></tr></thead><tbody>\n",
            say(lang, "Cách đây", "Ago"), say(lang, "Yêu cầu", "Request"),
            say(lang, "Đã trả lời", "Answered"), say(lang, "Sự kiện", "Events"));
    json_array_foreach(json_object_get(recent, "arrivals"), i, arrival)
        put_arrival(out, arrival, now, lang);
    fputs("</tbody></table>\n</body></html>\n", out);
    json_decref(recent);
}

bool tc_portal_page(struct tc_arena *arena, const struct tc_server_request *request,
                    const struct tc_portal_dialect *dialect, struct tc_portal_ledger *ledger,
                    struct tc_server_answer *answer)
{
    static const struct tc_header headers[] = {
        { "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'" },
        { "Cache-Control", "no-store" },
        { NULL, NULL }
    };
    enum tc_lang lang = strcmp(request->target, "/?lang=en") == 0 ? TC_EN : TC_VI;
    char *bytes = NULL;
    size_t len = 0;
    FILE *out;

    if (strcmp(request->method, "GET") != 0 || strcmp(request->path, "/") != 0)
        return false;
    out = open_memstream(&bytes, &len);
    if (!out)
        abort();
    put_head(out, dialect, lang);
    put_table(out, ledger, lang);
    if (fclose(out) != 0)
        abort();
    *answer = (struct tc_server_answer){ .status = 200,
                                         .headers = headers,
                                         .type = "text/html; charset=utf-8",
                                         .body = tc_arena_strndup(arena, bytes, len),
                                         .body_len = len };
    free(bytes);
    return true;
}
