/* The portal is away for a while, and events go on to happen. */
#include <stdlib.h>

#include "delivery.h"
#include "reconcile.h"

#define OBJECTS 4
#define EACH_MAX 100
#define ANY "*" /* any delivery; see runner/portal/script.h */

/* What happens to the objects, one event of each in turn. */
struct history {
    const char *objects[OBJECTS];
    const char *marks[OBJECTS][EACH_MAX];
    json_t *events[OBJECTS][EACH_MAX];
    size_t each;
};

static void portal_goes_away(struct tc_test *t)
{
    static const struct tc_portal_step reset = { .behaviour = "reset", .times = 1000000 };

    tc_portal_script(t, ANY, &reset, 1);
    tc_portal_script_token(t, &reset, 1);
}

static void portal_comes_back(struct tc_test *t)
{
    tc_portal_script(t, ANY, NULL, 0);
    tc_portal_script_token(t, NULL, 0);
}

/* One document with the next event of each object. */
static void capture_round(struct tc_test *t, struct history *h, size_t round)
{
    json_t *events[OBJECTS];

    for (size_t i = 0; i < OBJECTS; i++) {
        const char *mark = delivery_mark(t);
        const char *epcs[] = { h->objects[i], mark, NULL };

        h->marks[i][round] = mark;
        h->events[i][round] = events[i] = tc_event_new(
            t, &(struct tc_event){ .action = "OBSERVE",
                                   .biz_step = "transporting",
                                   .event_time = tc_arena_printf(
                                       tc_test_arena(t), "2026-03-03T06:%02zu:%02zu.000+07:00",
                                       round / 60, round % 60),
                                   .epcs = epcs });
    }
    tc_portal_enter(t, tc_document_new(t, events, OBJECTS));
}

static int by_time(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Attempts at the events of one delivery came at one instant: that is one. */
static size_t requests(double *times, size_t count)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (n == 0 || times[i] > times[n - 1])
            times[n++] = times[i];
    return n;
}

/* The most requests within one second. */
static size_t peak(double *times, size_t count)
{
    size_t most = 0, first = 0;

    qsort(times, count, sizeof(*times), by_time);
    count = requests(times, count);
    for (size_t last = 0; last < count; last++) {
        while (times[last] - times[first] >= 1000)
            first++;
        if (last - first + 1 > most)
            most = last - first + 1;
    }
    return most;
}

static void check_rate(struct tc_test *t, const struct tc_portal_attempts *attempts)
{
    unsigned most = tc_portal_limit(t, "recoveryRateMax");
    size_t total = 0, n = 0, highest;
    double *times;

    for (size_t i = 0; i < OBJECTS; i++)
        total += attempts[i].count;
    times = tc_arena_alloc(tc_test_arena(t), (total + 1) * sizeof(*times));
    for (size_t i = 0; i < OBJECTS; i++)
        for (size_t j = 0; j < attempts[i].count; j++)
            times[n++] = attempts[i].items[j].at_ms;
    highest = peak(times, n);
    tc_check(t, highest <= most, "P-RTY-17",
             TC_AT(.part = "requests in one second",
                   .exchange = delivery_last_exchange(&attempts[0])),
             TC_SAY(t, "nhiều nhất %u lần gửi một giây", "at most %u requests a second", most),
             TC_SAY(t, "%zu lần trong một giây", "%zu in one second", highest));
}

/* How long what has waited may take when it is brought at half the rate that P-RTY-17
 * allows. */
static double time_to_bring_ms(struct tc_test *t, size_t events)
{
    return 2000.0 * (double)events / tc_portal_limit(t, "recoveryRateMax");
}

/* A client that doubles its pauses may rest as long again as the outage lasted. */
static void outage_loses_nothing(struct tc_test *t)
{
    static const struct reconcile_rules rules = { "P-RTY-10", "P-DAT-03", "P-ORD-01",
                                                  "VN-PRT-09" };
    struct history h = { .each = tc_portal_limit(t, "outageEvents") / OBJECTS };
    struct tc_portal_attempts attempts[OBJECTS];
    double began, until;

    delivery_control(t);
    for (size_t i = 0; i < OBJECTS; i++)
        h.objects[i] = delivery_mark(t);
    portal_goes_away(t);
    began = tc_test_now_ms(t);
    for (size_t round = 0; round < h.each && round < EACH_MAX; round++)
        capture_round(t, &h, round);
    tc_test_sleep_ms(t, tc_portal_limit(t, "outageMs"));
    portal_comes_back(t);
    until = 2 * tc_test_now_ms(t) - began + tc_portal_delivery_ms(t) +
            time_to_bring_ms(t, OBJECTS * h.each);
    for (size_t i = 0; i < OBJECTS; i++)
        attempts[i] = reconcile(
            t,
            &(struct reconcile_object){ h.objects[i], h.marks[i], h.events[i], h.each, until },
            &rules);
    check_rate(t, attempts);
}

/* An outage as long as the system states, and the screen on which it says so, are for a
 * person to show. */
static void long_outage_is_attested(struct tc_test *t)
{
    tc_attest(t, "P-RTY-13",
              TC_TEXT("trong thời gian gián đoạn dài nhất mà hệ thống công bố, sự kiện chờ gửi "
                      "được giữ nguyên và người vận hành được báo",
                      "through the longest outage that the system states, events that wait are "
                      "kept and the operator is alerted"));
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/long-outage-is-attested", long_outage_is_attested, "P-RTY-13"),
    DELIVERY_CASE("portal/outage-loses-nothing", outage_loses_nothing, "P-RTY-10", "P-RTY-17",
                  "P-DAT-03", "P-ORD-01", "VN-PRT-09"),
};
TC_SUITE(portal, cases);
