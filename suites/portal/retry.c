/* What failed for a while is sent again, and not too soon. */
#include "delivery.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The shortest pause between two attempts, in ms; 1e9 if there is none. */
static double shortest_pause(const struct tc_portal_attempts *attempts)
{
    double shortest = 1e9;

    for (size_t i = 1; i < attempts->count; i++) {
        double pause = attempts->items[i].at_ms - attempts->items[i - 1].at_ms;

        if (pause < shortest)
            shortest = pause;
    }
    return shortest;
}

/* The first attempt that was answered with that status. What came before it may have
 * travelled with another event, or met a token that had expired. */
static size_t answered_with(const struct tc_portal_attempts *attempts, int status)
{
    size_t i = 0;

    while (i < attempts->count && attempts->items[i].status != status)
        i++;
    return i;
}

/* The attempts from that one on. */
static struct tc_portal_attempts from(const struct tc_portal_attempts *attempts, size_t first)
{
    return (struct tc_portal_attempts){ attempts->items + first, attempts->count - first };
}

static void check_pause(struct tc_test *t, const struct tc_portal_attempts *attempts)
{
    unsigned least = tc_portal_limit(t, "shortestPauseMs");
    struct tc_portal_attempts told = from(attempts, answered_with(attempts, 502));
    double shortest = shortest_pause(&told);

    if (told.count < 2)
        tc_inconclusive(t, "P-RTY-15",
                        TC_TEXT("hệ thống không gửi lại", "the system does not try again"));
    else
        tc_check(t, shortest >= least, "P-RTY-15",
                 TC_AT(.part = "time between two attempts",
                       .exchange = delivery_last_exchange(attempts)),
                 TC_SAY(t, "ít nhất %u ms", "at least %u ms", least),
                 TC_SAY(t, "%.0f ms", "%.0f ms", shortest));
}

static void unavailable_is_retried(struct tc_test *t)
{
    const char *unavailable = delivery_scripted(
        t, "stock_taking", &(struct tc_portal_step){ .status = 503, .times = 2 }, 1);
    const char *failing = delivery_scripted(
        t, "storing", &(struct tc_portal_step){ .status = 502, .times = 2 }, 1);
    struct tc_portal_attempts attempts = tc_portal_wait(t, unavailable, 0);

    if (attempts.count == 0)
        delivery_stop_unseen(t);
    delivery_check_accepted(t, "P-RTY-01", &attempts);
    attempts = tc_portal_wait(t, failing, 0);
    check_pause(t, &attempts);
}

/* Failures that pass: each hits an event of its own, once. */
static void passing_failures_are_retried(struct tc_test *t)
{
    static const struct tc_portal_step failures[] = {
        { .status = 500 }, { .status = 504 }, { .status = 408 }, { .behaviour = "reset" }
    };
    const char *marks[COUNT(failures)];

    for (size_t i = 0; i < COUNT(failures); i++)
        marks[i] = delivery_scripted(t, "storing", &failures[i], 1);
    for (size_t i = 0; i < COUNT(failures); i++) {
        struct tc_portal_attempts attempts = tc_portal_wait(t, marks[i], 0);

        delivery_check_accepted(t, "P-RTY-06", &attempts);
    }
}

/* The attempt after the one that was told to wait comes late enough. */
static void check_wait(struct tc_test *t, const char *requirement, const char *mark, int status,
                       double wait_ms)
{
    struct tc_portal_attempts attempts = tc_portal_wait(t, mark, 0);
    size_t told = answered_with(&attempts, status);
    double pause, least = wait_ms - tc_portal_limit(t, "graceMs");

    if (attempts.count == 0)
        delivery_stop_unseen(t);
    if (told + 1 >= attempts.count) {
        tc_inconclusive(t, requirement,
                        TC_TEXT("hệ thống không gửi lại trong thời hạn công bố",
                                "the system does not try again within the stated time"));
        return;
    }
    pause = attempts.items[told + 1].at_ms - attempts.items[told].at_ms;
    tc_check(t, pause >= least, requirement,
             TC_AT(.part = "time to the next attempt",
                   .exchange = attempts.items[told + 1].exchange),
             TC_SAY(t, "ít nhất %.0f ms", "at least %.0f ms", wait_ms),
             TC_SAY(t, "%.0f ms", "%.0f ms", pause));
}

/* In seconds, as a date, and with 429; the three waits run side by side. A
 * date has no fractions of a second, so that it may be up to 1 s early. */
static void retry_after_is_honoured(struct tc_test *t)
{
    unsigned seconds = tc_portal_limit(t, "retryAfterS");
    const char *text = tc_arena_printf(tc_test_arena(t), "%u", seconds);
    const char *date = tc_arena_printf(tc_test_arena(t), "date+%u", seconds);
    const char *first = delivery_scripted(
        t, "storing", &(struct tc_portal_step){ .status = 503, .retry_after = text }, 1);
    const char *second = delivery_scripted(
        t, "storing", &(struct tc_portal_step){ .status = 503, .retry_after = date }, 1);
    const char *third = delivery_scripted(
        t, "storing", &(struct tc_portal_step){ .status = 429, .retry_after = text }, 1);

    check_wait(t, "P-RTY-02", first, 503, seconds * 1e3);
    check_wait(t, "P-RTY-03", second, 503, seconds * 1e3 - 1e3);
    check_wait(t, "P-RTY-04", third, 429, seconds * 1e3);
}

/* What cannot be read falls back to the client's own pauses. */
static void check_fallback(struct tc_test *t, const char *mark, const char *retry_after)
{
    struct tc_portal_attempts attempts = tc_portal_wait(t, mark, 0);
    unsigned least = tc_portal_limit(t, "shortestPauseMs");
    struct tc_portal_attempts told = from(&attempts, answered_with(&attempts, 503));
    double shortest = shortest_pause(&told);

    if (!delivery_check_accepted(t, "P-RTY-16", &attempts) || told.count < 2)
        return;
    tc_check(t, shortest >= least, "P-RTY-16",
             TC_AT(.part = "time to the next attempt",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_SAY(t, "ít nhất %u ms sau Retry-After không đọc được hoặc đã qua",
                    "at least %u ms after a Retry-After that is malformed or past", least),
             TC_SAY(t, "%.0f ms (%s)", "%.0f ms (%s)", shortest, retry_after));
}

static void malformed_retry_after_falls_back(struct tc_test *t)
{
    static const char *const odd[] = { "soon", "-5", "date-60" };
    const char *marks[COUNT(odd)];

    for (size_t i = 0; i < COUNT(odd); i++)
        marks[i] = delivery_scripted(
            t, "storing", &(struct tc_portal_step){ .status = 503, .retry_after = odd[i] }, 1);
    for (size_t i = 0; i < COUNT(odd); i++)
        check_fallback(t, marks[i], odd[i]);
}

/* --- growth and spread ------------------------------------------------------------- */

#define TRIES 3 /* refused so often with 429 and no hint how long to wait */
#define EVENTS 4

static double gap(const struct tc_portal_attempts *attempts, size_t i)
{
    return attempts->items[i + 1].at_ms - attempts->items[i].at_ms;
}

/* Pauses of at least a second need not grow. */
static void check_growth(struct tc_test *t, const struct tc_portal_attempts all[EVENTS])
{
    unsigned percent = tc_portal_limit(t, "growthPercent");
    unsigned calm = tc_portal_limit(t, "calmPauseMs");
    double first = 0, last = 0, shortest = 1e9;

    for (size_t i = 0; i < EVENTS; i++) { /* one by itself may have had bad luck */
        double pause = shortest_pause(&all[i]);

        first += gap(&all[i], 0) / EVENTS;
        last += gap(&all[i], TRIES - 1) / EVENTS;
        shortest = pause < shortest ? pause : shortest;
    }
    tc_check(
        t, last * 100 >= first * percent || shortest >= calm, "P-RTY-05",
        TC_AT(.part = "pauses after 429", .exchange = delivery_last_exchange(&all[0])),
        TC_SAY(t,
               "khoảng nghỉ tăng dần (lần thứ ba trung bình ít nhất %u%% lần đầu) hoặc "
               "từ %u ms",
               "growing pauses (on average the third at least %u%% of the first), or %u ms "
               "and more",
               percent, calm),
        TC_SAY(t, "%.0f ms rồi %.0f ms", "%.0f ms, then %.0f ms", first, last));
}

/* Every event was tried again at the instants of the first one, by a request of its
 * own: events that travel together share their instants by right. */
static bool in_step(const struct tc_portal_attempts *all, double tolerance_ms)
{
    for (size_t i = 1; i < EVENTS; i++) {
        for (size_t k = 1; k <= TRIES; k++) {
            double apart = all[i].items[k].at_ms - all[0].items[k].at_ms;

            if (apart > tolerance_ms || apart < -tolerance_ms ||
                all[i].items[k].number == all[0].items[k].number)
                return false;
        }
    }
    return true;
}

static void pauses_grow_and_spread(struct tc_test *t)
{
    static const struct tc_portal_step busy = { .status = 429, .times = TRIES };
    struct tc_portal_attempts all[EVENTS];
    const char *marks[EVENTS];

    for (size_t i = 0; i < EVENTS; i++)
        marks[i] = delivery_scripted(t, "storing", &busy, 1);
    for (size_t i = 0; i < EVENTS; i++) {
        all[i] = tc_portal_wait(t, marks[i], 0);
        all[i] = from(&all[i], answered_with(&all[i], busy.status));
        if (all[i].count <= TRIES)
            tc_stop(t, TC_TEXT("hệ thống không gửi lại đủ lần trong thời hạn công bố",
                               "the system does not try often enough within the stated time"));
    }
    check_growth(t, all);
    tc_check(t, !in_step(all, tc_portal_limit(t, "stepMs")), "P-RTY-14",
             TC_AT(.part = "instants of the retries",
                   .exchange = delivery_last_exchange(&all[EVENTS - 1])),
             TC_TEXT("khoảng nghỉ có phần ngẫu nhiên", "pauses with a random part"),
             TC_SAY(t, "%d sự kiện được gửi lại cùng lúc, %d lần liền",
                    "%d events tried again at the same instants, %d times in a row", EVENTS,
                    TRIES));
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/unavailable-is-retried", unavailable_is_retried, "P-RTY-01",
                         "P-RTY-15"),
    DELIVERY_CASE_SHARED("portal/passing-failures-are-retried", passing_failures_are_retried,
                         "P-RTY-06"),
    DELIVERY_CASE_SHARED("portal/malformed-retry-after-falls-back",
                         malformed_retry_after_falls_back, "P-RTY-16"),
    DELIVERY_CASE("portal/pauses-grow-and-spread", pauses_grow_and_spread, "P-RTY-05",
                  "P-RTY-14"),
    DELIVERY_CASE_SHARED("portal/retry-after-is-honoured", retry_after_is_honoured, "P-RTY-02",
                         "P-RTY-03", "P-RTY-04"),
};
TC_SUITE(portal, cases);
