#include "cmd_portal_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "plain.h"
#include "portal/about.h"
#include "portal/dialect.h"

#define EVENTS_SHOWN 3
#define TEXT_MOST 70 /* bytes of a client's text */

/* The colours of a terminal; nothing where the output goes elsewhere. */
static const char *colour(const char *code)
{
    static int on = -1;

    if (on < 0)
        on = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
    return on ? code : "";
}

#define GREEN colour("\033[32m")
#define RED colour("\033[31m")
#define YELLOW colour("\033[33m")
#define FAINT colour("\033[2m")
#define BOLD colour("\033[1m")
#define PLAIN colour("\033[0m")

static const char *in(enum tc_lang lang, const char *vi, const char *en)
{
    return lang == TC_VI ? vi : en;
}

/* Text of a client, as the beginning of one line that cannot play with the terminal;
 * a letter of several bytes is not cut in two. */
static void print_short(const char *text)
{
    size_t len = 0, most = strnlen(text, TEXT_MOST + 4);

    while (len < most && (len < TEXT_MOST || (text[len] & 0xc0) == 0x80))
        len++;
    plain_print(stdout, text, len);
    if (text[len])
        printf("…");
}

static void print_status(const struct tc_portal_arrival *a, enum tc_lang lang)
{
    if (!a->status)
        printf("%s ✂  %s%s", YELLOW, in(lang, "cắt ngang", "broken  "), PLAIN);
    else if (a->accepted)
        printf("%s✓ %3d      %s", GREEN, a->status, PLAIN);
    else if (a->status < 300)
        printf("%s✗ %3d %s%s", RED, a->status, in(lang, "lỗi  ", "error"), PLAIN);
    else
        printf("%s✗ %3d      %s", RED, a->status, PLAIN);
}

static void print_events(const json_t *events, enum tc_lang lang)
{
    json_t *event;
    size_t i;

    json_array_foreach(events, i, event)
    {
        if (i == EVENTS_SHOWN)
            break;
        printf("%s%s", i ? ", " : "", BOLD);
        print_short(*tc_portal_event_step(event)
                        ? tc_portal_event_step(event)
                        : tc_text_in(tc_portal_kind_name(TC_PORTAL_EVENT), lang));
        printf("%s ", PLAIN);
        print_short(tc_portal_event_id(event));
    }
    if (json_array_size(events) > EVENTS_SHOWN)
        printf(" (+%zu)", json_array_size(events) - EVENTS_SHOWN);
}

static void print_record(const struct tc_portal_arrival *a, const json_t *record,
                         enum tc_lang lang)
{
    struct tc_arena *arena = tc_arena_new();

    printf("%s%s%s ", BOLD, tc_text_in(tc_portal_kind_name(a->record), lang), PLAIN);
    print_short(tc_portal_record_words(arena, record));
    tc_arena_free(arena);
}

static void print_why(const struct tc_portal_arrival *a, enum tc_lang lang)
{
    const char *unsigned_why = tc_text_in(tc_portal_signed_text(a->signed_how), lang);

    if (*unsigned_why)
        printf("  %s%s%s", RED, unsigned_why, PLAIN);
    if (a->signed_note)
        printf("  %s%s%s", FAINT, a->signed_note, PLAIN);
    if (a->unmet)
        printf("  %s%s %s%s", RED,
               in(lang, "cổng chưa cấp mã này cho:", "no id of the portal for:"),
               tc_text_in(tc_portal_kind_name(a->unmet), lang), PLAIN);
    if (a->missing)
        printf("  %s%s %s%s", RED, in(lang, "thiếu", "lacking"), a->missing, PLAIN);
    if (a->secret_in_target)
        printf("  %s%s%s", RED,
               in(lang, "bí mật nằm trong địa chỉ", "a secret stands in the address"), PLAIN);
}

static void print_clock(void)
{
    time_t now = time(NULL);
    struct tm local;
    char text[16];

    localtime_r(&now, &local);
    strftime(text, sizeof(text), "%H:%M:%S", &local);
    printf("%s%s%s  ", FAINT, text, PLAIN);
}

void tc_portal_log(const struct tc_portal_arrival *a, const json_t *events, void *cookie)
{
    enum tc_lang lang = *(const enum tc_lang *)cookie;

    flockfile(stdout);
    print_clock();
    print_status(a, lang);
    printf("  ");
    if (a->asks_token)
        printf("%s", in(lang, "xin mã truy cập", "asks for an access token"));
    else if (events && strcmp(a->record, TC_PORTAL_EVENT) == 0)
        print_events(events, lang);
    else if (events)
        print_record(a, json_array_get(events, 0), lang);
    print_why(a, lang);
    printf("%s%s", events || a->asks_token || a->signed_how ? "  " : "", FAINT);
    print_short(a->method);
    putchar(' ');
    print_short(a->target);
    printf("%s\n", PLAIN);
    fflush(stdout);
    funlockfile(stdout);
}
