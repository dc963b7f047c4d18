/* Answers that are odd but lawful, or hostile. An odd success is a success; an
 * odd failure is one, and the event arrives later. */
#include <string.h>

#include "delivery.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- successes --------------------------------------------------------------------- */

static const struct {
    const char *requirement, *behaviour;
} successes[] = {
    { "P-HTP-01", "chunked" },
    { "P-HTP-02", "odd-headers" },
    { "P-HTP-06", "http-1.0" },
    { "P-HTP-07", "closing" },
};

static void odd_successes_are_successes(struct tc_test *t)
{
    const char *marks[COUNT(successes)];

    delivery_need_plain_success(t);
    delivery_control(t);
    for (size_t i = 0; i < COUNT(successes); i++)
        marks[i] = delivery_scripted(
            t, "storing",
            &(struct tc_portal_step){ .status = 201, .behaviour = successes[i].behaviour }, 1);
    for (size_t i = 0; i < COUNT(successes); i++)
        if (delivery_accepted(
                &(struct tc_portal_attempts[]){ tc_portal_wait(t, marks[i], 0) }[0]) == 0)
            delivery_stop_unseen(t);
    delivery_stay_quiet(t);
    for (size_t i = 0; i < COUNT(successes); i++) {
        struct tc_portal_attempts attempts = tc_portal_watch(t, marks[i], 0);

        /* Before it the event may have travelled with another one, whose answer it got. */
        size_t repeats = delivery_after_success(&attempts);

        if (delivery_accepted(&attempts) == 0)
            delivery_stop_unseen(t);
        tc_check(t, repeats == 0, successes[i].requirement,
                 TC_AT(.part = "attempts after the success",
                       .exchange = delivery_last_exchange(&attempts)),
                 TC_TEXT("không gửi lại", "not sent again"),
                 TC_SAY(t, "%zu lần gửi lại", "%zu repeats", repeats));
    }
}

/* --- failures ------------------------------------------------------------------------ */

static const struct {
    const char *requirement, *behaviour;
} failures[] = {
    { "P-HTP-03", "huge" },     { "P-HTP-03", "wide-header" }, { "P-HTP-04", "gzip-bomb" },
    { "P-HTP-05", "bom" },      { "P-HTP-11", "broken-json" }, { "P-HTP-11", "deep-json" },
    { "P-HTP-11", "odd-json" }, { "P-HTP-12", "entities" },
};

static void check_not_fetched(struct tc_test *t, const struct tc_portal_attempts *attempts)
{
    size_t fetched = 0;

    for (size_t i = 0; i < attempts->count; i++)
        fetched += attempts->items[i].elsewhere;
    tc_check(t, fetched == 0, "P-HTP-12",
             TC_AT(.part = "address in an entity of the answer",
                   .exchange = delivery_last_exchange(attempts)),
             TC_TEXT("không tải địa chỉ đó", "nothing fetched from there"),
             TC_SAY(t, "tải %zu lần", "fetched %zu times", fetched));
}

static void odd_failures_do_no_harm(struct tc_test *t)
{
    const char *marks[COUNT(failures)];

    for (size_t i = 0; i < COUNT(failures); i++)
        marks[i] = delivery_scripted(
            t, "storing",
            &(struct tc_portal_step){ .status = 503, .behaviour = failures[i].behaviour }, 1);
    for (size_t i = 0; i < COUNT(failures); i++) {
        struct tc_portal_attempts attempts = tc_portal_wait(t, marks[i], 0);

        if (attempts.count == 0)
            delivery_stop_unseen(t);
        delivery_check_accepted(t, failures[i].requirement, &attempts);
        if (strcmp(failures[i].behaviour, "entities") == 0)
            check_not_fetched(t, &attempts);
    }
}

/* --- connections ----------------------------------------------------------------------- */

/* Between the two events the client may ask for something else, of which the portal
 * then takes the connection: more than once, so that the event itself meets a dead one. */
#define DEAD_CONNECTIONS 3

/* The next request after this answer finds its connection dead, whichever event
 * it carries; the one captured then must arrive all the same. */
static void dead_connection_loses_nothing(struct tc_test *t)
{
    for (int i = 0; i < DEAD_CONNECTIONS; i++) {
        const char *first = delivery_scripted(
            t, "storing", &(struct tc_portal_step){ .status = 201, .behaviour = "stale" }, 1);
        const char *second = delivery_mark(t);
        struct tc_portal_attempts attempts;

        if (tc_portal_wait(t, first, 0).count == 0)
            delivery_stop_unseen(t);
        delivery_capture(t, second, "destroying");
        attempts = tc_portal_wait(t, second, 0);
        if (delivery_check_accepted(t, "P-HTP-08", &attempts))
            tc_check(t, delivery_accepted(&attempts) == 1, "P-HTP-08",
                     TC_AT(.part = "event at the portal",
                           .exchange = delivery_last_exchange(&attempts)),
                     TC_TEXT("được nhận một lần", "accepted once"),
                     TC_TEXT("được nhận nhiều lần", "accepted more than once"));
    }
}

/* An event that is large enough for a client to ask before it sends. */
#define LARGE_EPCS 1500

static void refused_expectation_loses_nothing(struct tc_test *t)
{
    const char *mark = delivery_mark(t);
    const char **epcs = tc_arena_alloc(tc_test_arena(t), (LARGE_EPCS + 1) * sizeof(*epcs));
    struct tc_portal_attempts attempts;
    json_t *event;

    delivery_control(t);
    for (size_t i = 0; i < LARGE_EPCS; i++)
        epcs[i] = i ? delivery_mark(t) : mark;
    event = tc_event_new(
        t, &(struct tc_event){ .action = "OBSERVE", .biz_step = "storing", .epcs = epcs });
    tc_portal_script_expect(t, 417, 1);
    tc_portal_enter(t, tc_document_new(t, &event, 1));
    attempts = tc_portal_wait(t, mark, 0);
    tc_portal_script_expect(t, 417, 0);
    delivery_check_accepted(t, "P-ACK-07", &attempts);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/odd-successes-are-successes", odd_successes_are_successes,
                         "P-HTP-01", "P-HTP-02", "P-HTP-06", "P-HTP-07"),
    DELIVERY_CASE_SHARED("portal/odd-failures-do-no-harm", odd_failures_do_no_harm, "P-HTP-03",
                         "P-HTP-04", "P-HTP-05", "P-HTP-11", "P-HTP-12"),
    DELIVERY_CASE_WHOLE("portal/dead-connection-loses-nothing", dead_connection_loses_nothing,
                        "P-HTP-08"),
    DELIVERY_CASE_SHARED("portal/refused-expectation-loses-nothing",
                         refused_expectation_loses_nothing, "P-ACK-07"),
};
TC_SUITE(portal, cases);
