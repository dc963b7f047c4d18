#include "portal/page.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/json.h"
#include "portal/about.h"
#include "portal/html.h"
#include "xml.h"

#define SHOWN 200
#define EVENTS_SHOWN 20 /* of one request */
#define RENEW_S 3

static const char *in(enum tc_lang lang, const char *vi, const char *en)
{
    return lang == TC_VI ? vi : en;
}

/* --- one request ---------------------------------------------------------------------- */

static void put_event(FILE *out, const json_t *event, enum tc_lang lang)
{
    const char *step = tc_portal_event_step(event);

    fputs("<b>", out);
    xml_puts(out, *step ? step : tc_text_in(tc_portal_kind_name(TC_PORTAL_EVENT), lang));
    fputs("</b> <code>", out);
    xml_puts(out, tc_portal_event_id(event));
    fputs("</code><br>", out);
}

static void put_record(FILE *out, struct tc_arena *arena, const char *kind,
                       const json_t *record, enum tc_lang lang)
{
    fputs("<b>", out);
    xml_puts(out, tc_text_in(tc_portal_kind_name(kind), lang));
    fputs("</b> ", out);
    xml_puts(out, tc_portal_record_words(arena, record));
}

static void put_content(FILE *out, struct tc_arena *arena, const json_t *arrival,
                        enum tc_lang lang)
{
    const char *kind = tc_json_text(arrival, "record");
    bool is_event = strcmp(kind, TC_PORTAL_EVENT) == 0;
    json_t *events = json_object_get(arrival, "events"), *event;
    size_t i, count = (size_t)json_integer_value(json_object_get(arrival, "eventCount"));

    if (json_is_true(json_object_get(arrival, "asksToken")))
        fputs(in(lang, "xin mã truy cập", "asks for an access token"), out);
    json_array_foreach(events, i, event)
    {
        if (is_event)
            put_event(out, event, lang);
        else
            put_record(out, arena, kind, event, lang);
    }
    if (count > i)
        fprintf(out, "… +%zu", count - i);
}

/* How the message was signed, where clients sign in by that. */
static void put_signature(FILE *out, const json_t *arrival, enum tc_lang lang)
{
    const char *note = tc_json_text(arrival, "signedNote"),
               *why =
                   tc_text_in(tc_portal_signed_text((enum tc_portal_signed)json_integer_value(
                                  json_object_get(arrival, "signed"))),
                              lang);

    if (*note)
        fprintf(out, "<br><span class=small>%s</span>", note);
    if (*why)
        fprintf(out, "<span class=why>%s</span>", why);
}

/* Why the portal was not content, where it can say that itself. */
static void put_why(FILE *out, const json_t *arrival, enum tc_lang lang)
{
    const char *unmet = tc_json_text(arrival, "unmet"),
               *missing = tc_json_text(arrival, "missing");

    if (*unmet || *missing) {
        fprintf(out, "<span class=why>%s ",
                *unmet ? in(lang, "cổng chưa cấp mã này cho:", "no id of the portal for:")
                       : in(lang, "thiếu:", "lacking:"));
        xml_puts(out, *unmet ? tc_text_in(tc_portal_kind_name(unmet), lang) : missing);
        fputs("</span>", out);
    }
    if (json_is_true(json_object_get(arrival, "secretInTarget")))
        fprintf(out, "<span class=why>%s</span>",
                in(lang, "bí mật nằm trong địa chỉ", "a secret stands in the address"));
}

static void put_status(FILE *out, const json_t *arrival, enum tc_lang lang)
{
    json_int_t status = json_integer_value(json_object_get(arrival, "status"));
    bool accepted = json_is_true(json_object_get(arrival, "accepted"));

    fprintf(out, "<span class=\"chip %s\">", accepted ? "good" : status ? "bad" : "wait");
    if (!status)
        fputs(in(lang, "cắt ngang", "broken off"), out);
    else if (status < 300 && !accepted)
        fprintf(out, "%" JSON_INTEGER_FORMAT " %s", status,
                in(lang, "báo lỗi", "with an error"));
    else
        fprintf(out, "%" JSON_INTEGER_FORMAT, status);
    fputs("</span>", out);
    put_signature(out, arrival, lang);
    put_why(out, arrival, lang);
}

/* The wall clock at a time of the monotonic one. */
static void put_clock(FILE *out, double at_ms)
{
    time_t when = time(NULL) - (time_t)((tc_clock_ms() - at_ms) / 1e3);
    struct tm local;
    char text[16];

    localtime_r(&when, &local);
    strftime(text, sizeof(text), "%H:%M:%S", &local);
    fputs(text, out);
}

static void put_arrival(FILE *out, struct tc_arena *arena, const json_t *arrival,
                        enum tc_lang lang)
{
    fprintf(out, "<tr><td class=number>%" JSON_INTEGER_FORMAT "</td><td class=number>",
            json_integer_value(json_object_get(arrival, "number")));
    put_clock(out, json_number_value(json_object_get(arrival, "atMs")));
    fputs("</td><td>", out);
    put_status(out, arrival, lang);
    fputs("</td><td class=what>", out);
    put_content(out, arena, arrival, lang);
    fputs("</td><td class=\"small req\">", out);
    xml_puts(out, tc_json_text(arrival, "method"));
    fputs(" <code>", out);
    xml_puts(out, tc_json_text(arrival, "target"));
    fputs("</code></td></tr>\n", out);
}

/* --- the page -------------------------------------------------------------------------- */

static void put_tile(FILE *out, size_t number, const char *label)
{
    fprintf(out, "<div class=tile><b>%zu</b><span>%s</span></div>", number, label);
}

static void put_tiles(FILE *out, struct tc_portal_ledger *ledger, enum tc_lang lang)
{
    struct tc_portal_sums sums = tc_portal_ledger_sums(ledger);

    fputs("<div class=tiles>", out);
    put_tile(out, sums.accepted, in(lang, "sự kiện đã nhận", "events accepted"));
    put_tile(out, sums.not_accepted,
             in(lang, "lần gửi sự kiện không được nhận", "deliveries not accepted"));
    put_tile(out, sums.records, in(lang, "bản ghi dữ liệu gốc", "master data records"));
    put_tile(out, sums.tokens, in(lang, "lần xin mã truy cập", "token requests"));
    put_tile(out, sums.requests, in(lang, "yêu cầu tất cả", "requests in all"));
    fputs("</div>\n", out);
}

static void put_note(FILE *out, const struct tc_portal_dialect *dialect, enum tc_lang lang)
{
    fputs("<div class=\"card note\"><b>", out);
    xml_puts(out, tc_text_in(dialect->title, lang));
    fputs("</b> (<code>", out);
    xml_puts(out, dialect->name);
    fputs("</code>)<br>", out);
    xml_puts(out, tc_text_in(dialect->assumption, lang));
    fputs("</div>\n", out);
}

static void put_table(FILE *out, struct tc_arena *arena, struct tc_portal_ledger *ledger,
                      enum tc_lang lang)
{
    char *text = tc_portal_ledger_recent(ledger, SHOWN, EVENTS_SHOWN);
    json_t *recent = json_loads(text, 0, NULL), *list, *arrival;
    size_t i;

    free(text);
    list = json_object_get(recent, "arrivals");
    fputs("<div class=\"card scroll\">", out);
    if (json_array_size(list) == 0)
        fprintf(out, "<p class=empty>%s</p>",
                in(lang, "Chưa có yêu cầu nào tới.", "No request has come yet."));
    else
        fprintf(out,
                "<table><thead><tr><th scope=col>#<th scope=col>%s<th scope=col>%s"
                "<th scope=col>%s<th scope=col>%s</tr></thead><tbody>\n",
                in(lang, "Lúc", "At"), in(lang, "Đã trả lời", "Answered"),
                in(lang, "Nội dung", "Content"), in(lang, "Yêu cầu", "Request"));
    json_array_foreach(list, i, arrival) put_arrival(out, arena, arrival, lang);
    fputs(json_array_size(list) ? "</tbody></table></div>\n" : "</div>\n", out);
    json_decref(recent);
}

bool tc_portal_page(struct tc_arena *arena, const struct tc_server_request *request,
                    const struct tc_portal_dialect *dialect, struct tc_portal_ledger *ledger,
                    struct tc_server_answer *answer)
{
    enum tc_lang lang = strcmp(request->target, "/?lang=en") == 0 ? TC_EN : TC_VI;
    char *bytes = NULL;
    size_t len = 0;
    FILE *out;

    if (strcmp(request->method, "GET") != 0 || strcmp(request->path, "/") != 0)
        return false;
    out = open_memstream(&bytes, &len);
    if (!out)
        abort();
    tc_portal_html_head(out, lang, in(lang, "Cổng mô phỏng", "Portal simulator"), RENEW_S);
    put_tiles(out, ledger, lang);
    put_table(out, arena, ledger, lang);
    put_note(out, dialect, lang);
    tc_portal_html_end(out);
    if (fclose(out) != 0)
        abort();
    tc_portal_html_answer(arena, bytes, len, answer);
    free(bytes);
    return true;
}
