/* Deliveries of several events of which the portal does not take all. A system
 * that delivers each event alone is judged as fully: for it the answer speaks
 * of one. */
#include <string.h>

#include "delivery.h"
#include "reconcile.h"

#define EVENTS 10

/* One document, and the EPCs by which its events are known. */
struct batch {
    const char *marks[EVENTS];
    json_t *events[EVENTS];
};

static void make_marks(struct tc_test *t, struct batch *b)
{
    for (size_t i = 0; i < EVENTS; i++)
        b->marks[i] = delivery_mark(t);
}

static void capture_document(struct tc_test *t, struct batch *b)
{
    for (size_t i = 0; i < EVENTS; i++) {
        const char *epcs[] = { b->marks[i], NULL };

        b->events[i] = tc_event_new(
            t, &(struct tc_event){ .action = "OBSERVE", .biz_step = "sampling", .epcs = epcs });
    }
    tc_portal_enter(t, tc_document_new(t, b->events, EVENTS));
}

/* What the portal took of the batch, from one on, stands in the system, there and at the
 * others. What it refused stands in the system; the other portals may be spared it, too. */
static void reconcile_batch(struct tc_test *t, const struct batch *b, size_t taken_from,
                            const char *requirement)
{
    const struct reconcile_rules rules = { requirement, requirement, NULL, "VN-PRT-09" };
    double until = tc_test_now_ms(t) + tc_portal_delivery_ms(t);

    for (size_t i = 0; i < EVENTS; i++) {
        if (i < taken_from)
            reconcile_system(t, b->marks[i], requirement);
        else
            reconcile(t,
                      &(struct reconcile_object){ b->marks[i], &b->marks[i], &b->events[i], 1,
                                                  until },
                      &rules);
    }
}

/* --- a list of results ---------------------------------------------------------------- */

/* Of ten events three are refused, and one is not spoken of at first. */
#define REFUSED 3
#define OMITTED REFUSED

static void check_taken(struct tc_test *t, const char *mark)
{
    struct tc_portal_attempts attempts = tc_portal_watch(t, mark, 0);
    size_t repeats = delivery_after_success(&attempts);

    if (delivery_accepted(&attempts) == 0)
        delivery_stop_unseen(t);
    tc_check(t, repeats == 0, "P-PAR-01",
             TC_AT(.part = "event that was accepted with others refused",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_TEXT("không gửi lại", "not sent again"),
             TC_SAY(t, "%zu lần gửi lại", "%zu repeats", repeats));
}

static void check_refused(struct tc_test *t, const char *mark)
{
    unsigned most = tc_portal_limit(t, "refusedRepeatsMax");
    struct tc_portal_attempts attempts = tc_portal_watch(t, mark, 0);

    if (attempts.count == 0)
        delivery_stop_unseen(t);
    tc_check(t, attempts.count <= 1 + most, "P-PAR-01",
             TC_AT(.part = "event that the answer lists as refused",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_SAY(t, "nhiều nhất %u lần gửi lại", "at most %u repeats", most),
             TC_SAY(t, "%zu lần gửi", "%zu attempts", attempts.count));
}

/* Does the portal's dialect have such answers at all? */
static bool tells_results(struct tc_test *t, const char *mark)
{
    struct tc_portal_attempts attempts = tc_portal_wait_for(t, mark, 1, 0);

    if (attempts.count == 0)
        delivery_stop_unseen(t);
    return attempts.items[0].partial;
}

static void results_are_taken_one_by_one(struct tc_test *t)
{
    static const struct tc_portal_step refuse = { .result = "rejected", .times = 99 };
    static const struct tc_portal_step omit = { .result = "omitted" };
    struct tc_portal_attempts attempts;
    struct batch b;
    bool arrived;

    if (!json_object_get(tc_portal_facts(t).answers, "partial"))
        tc_stop_not_applicable(t, TC_TEXT("cổng này không trả lời kết quả từng sự kiện "
                                          "(interfaces.portal, dialect)",
                                          "this portal does not answer with a result for each "
                                          "event (interfaces.portal, dialect)"));
    delivery_control(t);
    make_marks(t, &b);
    for (size_t i = 0; i < REFUSED; i++)
        tc_portal_script(t, b.marks[i], &refuse, 1);
    tc_portal_script(t, b.marks[OMITTED], &omit, 1);
    capture_document(t, &b);
    if (!tells_results(t, b.marks[0]))
        tc_stop(t, TC_TEXT("cổng này không trả lời kết quả từng sự kiện",
                           "this portal does not answer with a result for each event"));
    attempts = tc_portal_wait(t, b.marks[OMITTED], 0);
    arrived = delivery_check_accepted(t, "P-PAR-03", &attempts);
    delivery_stay_quiet(t);
    for (size_t i = 0; i < EVENTS; i++) {
        if (i < REFUSED)
            check_refused(t, b.marks[i]);
        else if (i != OMITTED || arrived)
            check_taken(t, b.marks[i]);
        tc_portal_script(t, b.marks[i], NULL, 0);
    }
    reconcile_batch(t, &b, arrived ? OMITTED : OMITTED + 1, "P-PAR-01");
}

/* For a client that sends each event alone nothing follows. */
static void say_alone(struct tc_test *t, const char *requirement)
{
    tc_not_applicable(t, requirement,
                      TC_TEXT("hệ thống gửi riêng từng sự kiện tới cổng",
                              "the system sends each event to the portal alone"));
}

/* --- all or nothing -------------------------------------------------------------------- */

static bool went_along(const struct tc_portal_attempt *one,
                       const struct tc_portal_attempts *others)
{
    for (size_t i = 0; i < others->count; i++)
        if (others->items[i].exchange == one->exchange)
            return true;
    return false;
}

/* Accepted in a delivery in which the bad event was not. */
static bool stands(const struct tc_portal_attempts *good, const struct tc_portal_attempts *bad)
{
    for (size_t i = 0; i < good->count; i++)
        if (good->items[i].accepted && !went_along(&good->items[i], bad))
            return true;
    return false;
}

static bool stands_in_time(struct tc_test *t, const char *mark, const char *bad,
                           struct tc_portal_attempts *attempts)
{
    double until = tc_test_now_ms(t) + tc_portal_delivery_ms(t);
    struct tc_portal_attempts with = tc_portal_watch(t, bad, 0);

    *attempts = tc_portal_wait(t, mark, 0);
    while (!stands(attempts, &with) && tc_test_now_ms(t) < until) {
        *attempts = tc_portal_watch(t, mark, 50);
        with = tc_portal_watch(t, bad, 0);
    }
    return stands(attempts, &with);
}

/* Did the bad event travel with others, and was the job asked for? Waits for that. */
static bool was_rolled_back(struct tc_test *t, const struct batch *b)
{
    double until = tc_test_now_ms(t) + tc_portal_delivery_ms(t);
    struct tc_portal_attempts bad = tc_portal_wait_for(t, b->marks[0], 1, 0);
    bool together = false;

    if (bad.count == 0)
        delivery_stop_unseen(t);
    for (size_t i = 1; i < EVENTS && !together; i++) {
        struct tc_portal_attempts good = tc_portal_watch(t, b->marks[i], 0);

        for (size_t k = 0; k < good.count; k++)
            together = together || went_along(&good.items[k], &bad);
    }
    if (!together) {
        say_alone(t, "P-PAR-02");
        return false;
    }
    while (json_array_size(bad.items[bad.count - 1].reads) == 0) {
        if (tc_test_now_ms(t) > until)
            tc_stop(t, TC_TEXT("hệ thống không hỏi kết quả xử lý",
                               "the system does not ask what became of it"));
        bad = tc_portal_watch(t, b->marks[0], 50);
    }
    return true;
}

static void rolled_back_events_arrive(struct tc_test *t)
{
    static const struct tc_portal_step fail = { .job = "jobFailed", .times = 99 };
    struct batch b;

    delivery_need_jobs(t);
    make_marks(t, &b);
    tc_portal_script(t, b.marks[0], &fail, 1);
    capture_document(t, &b);
    if (!was_rolled_back(t, &b))
        return;
    for (size_t i = 1; i < EVENTS; i++) {
        struct tc_portal_attempts attempts;
        bool arrived = stands_in_time(t, b.marks[i], b.marks[0], &attempts);

        if (!tc_check(t, arrived, "P-PAR-02",
                      TC_AT(.part = "event rolled back with a bad one",
                            .exchange = delivery_last_exchange(&attempts)),
                      TC_TEXT("được gửi lại và được nhận", "sent again and accepted"),
                      TC_TEXT("mất", "lost")))
            break;
        reconcile_system(t, b.marks[i], "P-PAR-02");
    }
    reconcile_system(t, b.marks[0], "P-PAR-02");
    tc_portal_script(t, b.marks[0], NULL, 0);
}

/* Was the event's delivery refused as too large? Waits for its success until then. */
static bool was_told(struct tc_test *t, const char *mark, double until)
{
    struct tc_portal_attempts attempts = tc_portal_wait(t, mark, delivery_left_ms(t, until));

    if (attempts.count == 0)
        delivery_stop_unseen(t);
    for (size_t i = 0; i < attempts.count; i++)
        if (attempts.items[i].status == 413)
            return true;
    return false;
}

static void too_large_is_split(struct tc_test *t)
{
    static const struct tc_portal_step refuse = { .status = 413,
                                                  .least_events = 2,
                                                  .times = 999 };
    struct batch b;
    bool told = false;
    double until;

    make_marks(t, &b);
    for (size_t i = 0; i < EVENTS; i++)
        tc_portal_script(t, b.marks[i], &refuse, 1);
    capture_document(t, &b);
    until = tc_test_now_ms(t) + tc_portal_delivery_ms(t);
    for (size_t i = 0; i < EVENTS; i++)
        told = was_told(t, b.marks[i], until) || told;
    if (told) {
        reconcile_batch(t, &b, 0, "P-RTY-09");
    } else {
        say_alone(t, "P-RTY-09");
        say_alone(t, "VN-PRT-09");
    }
    for (size_t i = 0; i < EVENTS; i++)
        tc_portal_script(t, b.marks[i], NULL, 0);
}

static const struct tc_case cases[] = {
    { .id = "portal/results-are-taken-one-by-one",
      .requirements = TC_REQS("P-PAR-01", "P-PAR-03", "VN-PRT-09"),
      .role = TC_ROLE_PORTAL_CLIENT,
      .statement = "portal.results", /* an answer that no standard knows */
      .needs = TC_NEEDS_ENTRY | TC_NEEDS_PORTAL | TC_NEEDS_PORTAL_SHARED,
      .deadline_s = 300,
      .run = results_are_taken_one_by_one },
    DELIVERY_CASE_SHARED("portal/rolled-back-events-arrive", rolled_back_events_arrive,
                         "P-PAR-02"),
    DELIVERY_CASE_SHARED("portal/too-large-is-split", too_large_is_split, "P-RTY-09",
                         "VN-PRT-09"),
};
TC_SUITE(portal, cases);
