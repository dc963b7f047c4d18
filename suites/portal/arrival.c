/* Every event arrives at the portal, unchanged. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "delivery.h"

/* Three events of one document: none may be lost on the way. */
static void every_event_arrives(struct tc_test *t)
{
    static const char *const steps[] = { "packing", "departing", "arriving" };
    const char *marks[3];
    json_t *events[3];

    for (size_t i = 0; i < 3; i++) {
        const char *epcs[] = { marks[i] = delivery_mark(t), NULL };

        events[i] = tc_event_new(
            t, &(struct tc_event){ .action = "OBSERVE", .biz_step = steps[i], .epcs = epcs });
    }
    tc_capture(t, tc_document_new(t, events, 3));
    for (size_t i = 0; i < 3; i++) {
        struct tc_portal_attempts attempts = tc_portal_wait(t, marks[i], 0);

        delivery_check_accepted(t, "P-DAT-01", &attempts);
    }
}

/* --- content ------------------------------------------------------------------------ */

/* Milliseconds since 1970 of "2026-11-25T08:30:15.123+07:00"; -1 if it is none. */
static double instant_of(const char *text)
{
    struct tm tm = { 0 };
    double seconds;
    char zone[16] = "";
    int hours = 0, minutes = 0;

    if (!text || sscanf(text, "%d-%d-%dT%d:%d:%lf%15s", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
                        &tm.tm_hour, &tm.tm_min, &seconds, zone) != 7)
        return -1;
    if (strcmp(zone, "Z") != 0 && sscanf(zone + 1, "%d:%d", &hours, &minutes) != 2)
        return -1;
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    return ((double)timegm(&tm) - (*zone == '-' ? -1 : 1) * (hours * 3600.0 + minutes * 60.0) +
            seconds) *
           1e3;
}

/* CBV words may come bare or as a URI, and a member {"id": x} is its id. */
static bool same_word(const char *sent, const char *got)
{
    size_t sent_len = strlen(sent), len = strlen(got);

    return strcmp(sent, got) == 0 ||
           (len > sent_len && strcmp(got + len - sent_len, sent) == 0 &&
            strchr(":-/", got[len - sent_len - 1]) != NULL);
}

static bool same(const char *name, const json_t *sent, const json_t *got);

/* Lists of EPCs and quantities have no order. */
static bool same_list(const json_t *sent, const json_t *got)
{
    size_t i, j;
    json_t *one, *other;

    if (json_array_size(sent) != json_array_size(got))
        return false;
    json_array_foreach(sent, i, one)
    {
        bool found = false;

        json_array_foreach(got, j, other) found = found || same("", one, other);
        if (!found)
            return false;
    }
    return true;
}

/* Everything that was sent is there; the system may add to it. */
static bool same_object(const json_t *sent, const json_t *got)
{
    const char *name;
    json_t *value;

    json_object_foreach((json_t *)sent, name, value)
    {
        if (!same(name, value, json_object_get(got, name)))
            return false;
    }
    return true;
}

static bool same(const char *name, const json_t *sent, const json_t *got)
{
    if (json_is_number(sent))
        return json_is_number(got) && json_number_value(sent) == json_number_value(got);
    if (json_is_array(sent))
        return json_is_array(got) && same_list(sent, got);
    if (json_is_object(sent))
        return json_is_object(got) && same_object(sent, got);
    if (!json_is_string(sent) || !json_is_string(got))
        return json_equal(sent, got);
    if (strcmp(name, "eventTime") == 0)
        return instant_of(json_string_value(sent)) == instant_of(json_string_value(got));
    if (strcmp(name, "bizStep") == 0 || strcmp(name, "disposition") == 0)
        return same_word(json_string_value(sent), json_string_value(got));
    return json_equal(sent, got);
}

static json_t *rich_event(struct tc_test *t, const char *mark)
{
    const char *epcs[] = { mark, delivery_mark(t), NULL };

    return tc_event_new(
        t, &(struct tc_event){ .biz_step = "commissioning",
                               .disposition = "active",
                               .event_time = "2026-03-01T06:15:42.375+07:00",
                               .epcs = epcs,
                               .epc_class = tc_epc_lot(t, tc_test_lot(t)),
                               .quantity = 12.5,
                               .uom = "KGM",
                               .read_point = tc_location(t),
                               .biz_location = tc_location(t),
                               .ilmd =
                                   json_pack("{s:s, s:s}", "cbvmda:lotNumber", "Lô 7/Vải thiều",
                                             "cbvmda:itemExpirationDate", "2026-03-15") });
}

static void content_is_unchanged(struct tc_test *t)
{
    const char *mark = delivery_mark(t), *name;
    json_t *event = rich_event(t, mark), *sent;
    struct tc_portal_attempts attempts;

    tc_capture(t, tc_document_new(t, &event, 1));
    attempts = tc_portal_wait(t, mark, 0);
    if (attempts.count == 0)
        tc_stop(t, TC_TEXT("sự kiện không tới cổng", "the event does not reach the portal"));
    json_object_foreach(event, name, sent)
    {
        const json_t *got = json_object_get(attempts.items[0].event, name);

        tc_check(t, same(name, sent, got), "P-DAT-03",
                 TC_AT(.part = "event at the portal",
                       .pointer = tc_arena_printf(tc_test_arena(t), "/%s", name),
                       .exchange = attempts.items[0].exchange),
                 TC_SAY(t, "%s như đã ghi vào hệ thống", "%s as it was captured", name),
                 got ? TC_TEXT("giá trị khác", "another value")
                     : TC_TEXT("không có mục này", "no such member"));
    }
}

static const struct tc_case cases[] = {
    DELIVERY_CASE("portal/every-event-arrives", every_event_arrives, "P-DAT-01"),
    DELIVERY_CASE("portal/content-is-unchanged", content_is_unchanged, "P-DAT-03"),
};
TC_SUITE(portal, cases);
