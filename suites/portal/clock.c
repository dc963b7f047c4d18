/* Times: the client's clock, and times of events that are easily spoiled. */
#define _GNU_SOURCE
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "content.h"
#include "portals.h"

/* Seconds since 1970 of "2026-11-25T08:30:15.1+07:00"; NAN if it is none. */
static double seconds_of(const char *text)
{
    int year, month, day, hour, minute, zone_hour = 0, zone_minute = 0;
    struct tm tm = { 0 };
    char zone[8] = "";
    double second;

    if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%lf%6s", &year, &month, &day, &hour, &minute, &second,
               zone) != 7)
        return NAN;
    if (*zone != 'Z' && sscanf(zone + 1, "%2d:%2d", &zone_hour, &zone_minute) != 2)
        return NAN;
    tm.tm_year = year - 1900;
    tm.tm_mon = month - 1;
    tm.tm_mday = day;
    tm.tm_hour = hour;
    tm.tm_min = minute;
    return (double)timegm(&tm) + second -
           (*zone == '-' ? -1 : 1) * (zone_hour * 3600.0 + zone_minute * 60.0);
}

/* creationDate of the document that the request carries, or NULL. */
static const char *created(struct tc_test *t, const struct tc_portal_attempt *attempt)
{
    const char *at = strstr(tc_portal_request_body(t, attempt), "creationDate");
    char text[64];

    /* in JSON  "creationDate": "…"  and in XML  creationDate="…" */
    if (!at || sscanf(at, "creationDate%*[\" :=]%40[0-9T:.Z+-]", text) != 1)
        return NULL;
    return tc_arena_strndup(tc_test_arena(t), text, strlen(text));
}

/* A creationDate for what is put in: the client's own is another one, unless it is
 * wrong by just as much. */
#define AGO_S 4643

static const char *long_ago(struct tc_test *t)
{
    time_t then = time(NULL) - AGO_S;
    struct tm tm;
    char text[32];

    gmtime_r(&then, &tm);
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
    return tc_arena_strndup(tc_test_arena(t), text, strlen(text));
}

static void clock_is_right(struct tc_test *t)
{
    unsigned most = tc_portal_limit(t, "clockSkewS");
    const char *mark = delivery_mark(t), *text, *epcs[] = { mark, NULL };
    json_t *event = tc_event_new(
        t, &(struct tc_event){ .action = "OBSERVE", .biz_step = "storing", .epcs = epcs });
    json_t *document = tc_document_new(t, &event, 1);
    const char *own = long_ago(t);
    double before = (double)time(NULL) - 1, after, told;
    struct tc_portal_attempts attempts;

    json_object_set_new(document, "creationDate", json_string(own));
    tc_portal_enter(t, document);
    attempts = tc_portal_wait(t, mark, 0);
    after = (double)time(NULL) + 1;
    if (attempts.count == 0)
        delivery_stop_unseen(t);
    text = created(t, &attempts.items[0]);
    /* what is passed on as it came says nothing of the system's clock */
    told = text && seconds_of(text) != seconds_of(own) ? seconds_of(text) : NAN;
    if (isnan(told)) {
        tc_attest(t, "P-TIM-01",
                  TC_TEXT("đồng hồ của hệ thống được đồng bộ (không thấy giờ của hệ thống "
                          "trong những gì gửi tới cổng)",
                          "the system's clock is kept right (its time does not show in what "
                          "it sends)"));
        return;
    }
    tc_check(t, told >= before - most && told <= after + most, "P-TIM-01",
             TC_AT(.part = "creationDate of the document",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_SAY(t, "lệch nhiều nhất %u giây", "at most %u s away", most),
             TC_SAY(t, "%s, lệch %.0f giây", "%s, %.0f s away", text,
                    told > after ? told - after : before - told));
}

/* --- times of events ---------------------------------------------------------------- */

static const struct {
    const char *time, *zone, *expires;
} hard[] = {
    { "2024-02-29T23:59:59.999-03:30", "-03:30", "2028-02-29" },
    { "2025-03-30T01:30:00.000+00:00", "+00:00", "2038-01-20" },
    { "2025-10-26T02:30:00.001+14:00", "+14:00", "2099-12-31" },
};

#define HARD (sizeof(hard) / sizeof(hard[0]))

static json_t *hard_event(struct tc_test *t, const char *mark, size_t i)
{
    const char *epcs[] = { mark, NULL };
    json_t *event = tc_event_new(
        t, &(struct tc_event){
               .biz_step = "commissioning",
               .event_time = hard[i].time,
               .epcs = epcs,
               .ilmd = json_pack("{s:s}", "cbvmda:itemExpirationDate", hard[i].expires) });

    json_object_set_new(event, "eventTimeZoneOffset", json_string(hard[i].zone));
    return event;
}

static void check_member(struct tc_test *t, const json_t *sent,
                         const struct tc_portal_attempt *attempt, const char *name)
{
    const json_t *got = json_object_get(attempt->event, name);

    tc_check(t, content_same(name, json_object_get(sent, name), got), "P-TIM-02",
             TC_AT(.part = "event at the portal",
                   .pointer = tc_arena_printf(tc_test_arena(t), "/%s", name),
                   .exchange = attempt->exchange),
             TC_TEXT("như đã ghi vào hệ thống", "as it was captured"),
             got ? TC_TEXT("giá trị khác", "another value")
                 : TC_TEXT("không có mục này", "no such member"));
}

static void hard_times_are_kept(struct tc_test *t)
{
    static const char *const members[] = { "eventTime", "eventTimeZoneOffset", "ilmd" };
    const char *marks[HARD];
    json_t *events[HARD];

    portals_need_whole(t);
    for (size_t i = 0; i < HARD; i++)
        events[i] = hard_event(t, marks[i] = delivery_mark(t), i);
    tc_portal_enter(t, tc_document_new(t, events, HARD));
    for (size_t i = 0; i < HARD; i++) {
        struct tc_portal_attempts attempts = tc_portal_wait(t, marks[i], 0);

        if (attempts.count == 0)
            delivery_stop_unseen(t);
        for (size_t k = 0; k < sizeof(members) / sizeof(members[0]); k++)
            check_member(t, events[i], &attempts.items[0], members[k]);
    }
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/clock-is-right", clock_is_right, "P-TIM-01"),
    DELIVERY_CASE_SHARED("portal/hard-times-are-kept", hard_times_are_kept, "P-TIM-02"),
};
TC_SUITE(portal, cases);
