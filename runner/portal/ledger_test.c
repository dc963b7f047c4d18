#include "base/check_main.h"
#include "portal/ledger.h"

#include <pthread.h>
#include <string.h>

/* The ledger's answer about a text. */
static json_t *ask(struct tc_portal_ledger *ledger, const char *on)
{
    char *text = tc_portal_ledger_attempts(ledger, on);
    json_t *json = json_loads(text, 0, NULL);

    free(text);
    return json;
}

static size_t record(struct tc_portal_ledger *ledger, const char *body, size_t len)
{
    const struct tc_portal_arrival arrival = { .method = "POST",
                                               .target = "/",
                                               .headers = "",
                                               .body = body,
                                               .body_len = len,
                                               .record = "event" };
    json_t *events = json_pack("[{s:s}]", "eventID", "urn:x:1");
    size_t number = tc_portal_ledger_record(ledger, &arrival, events);

    json_decref(events);
    return number;
}

/* What is beyond the room for bodies is told of, and nothing of it is touched. */
START_TEST(what_has_no_room_is_counted)
{
    struct tc_portal_ledger *ledger = tc_portal_ledger_new();
    json_t *answer;

    ck_assert_uint_eq(record(ledger, "{}", 2), 1);
    ck_assert_uint_eq(record(ledger, "", TC_PORTAL_BODIES_MAX), 2);
    ck_assert_uint_eq(record(ledger, "{}", 2), 2);
    ck_assert_uint_eq(tc_portal_ledger_count(ledger), 3);
    answer = ask(ledger, "urn:x:1");
    ck_assert_uint_eq(json_array_size(json_object_get(answer, "attempts")), 2);
    ck_assert_int_eq(json_integer_value(json_object_get(answer, "uncounted")), 1);
    json_decref(answer);
    tc_portal_ledger_free(ledger);
}
END_TEST

static void answer_with(struct tc_portal_ledger *ledger, int status)
{
    const struct tc_portal_arrival arrival = {
        .method = "POST", .target = "/", .headers = "", .record = "event", .status = status
    };
    json_t *events = json_pack("[{s:s}]", "eventID", "urn:x:1");

    tc_portal_ledger_record(ledger, &arrival, events);
    json_decref(events);
}

static void tells_refused(struct tc_portal_ledger *ledger, size_t count)
{
    json_t *answer = ask(ledger, TC_PORTAL_ON_STATUS "401");

    ck_assert_uint_eq(json_array_size(json_object_get(answer, "attempts")), count);
    json_decref(answer);
}

/* Both those that came before the first question and later ones. */
START_TEST(deliveries_are_found_by_their_status)
{
    struct tc_portal_ledger *ledger = tc_portal_ledger_new();

    answer_with(ledger, 401);
    answer_with(ledger, 201);
    tells_refused(ledger, 1);
    answer_with(ledger, 401);
    answer_with(ledger, 40);
    tells_refused(ledger, 2);
    tc_portal_ledger_free(ledger);
}
END_TEST

START_TEST(a_job_that_is_asked_for_without_end_stays_small)
{
    struct tc_portal_ledger *ledger = tc_portal_ledger_new();
    size_t job = tc_portal_ledger_job(ledger);
    struct tc_portal_arrival arrival = {
        .method = "POST", .target = "/", .headers = "", .record = "event", .job = job
    };
    json_t *events = json_pack("[{s:s}]", "eventID", "urn:x:1"), *answer;
    const char *says;

    tc_portal_ledger_job_says(ledger, job, "running", TC_PORTAL_READS_MAX + 5);
    for (int i = 0; i < TC_PORTAL_READS_MAX + 10; i++) {
        ck_assert(tc_portal_ledger_job_read(ledger, job, i, &says));
        ck_assert(!says == (i >= TC_PORTAL_READS_MAX + 5));
    }
    tc_portal_ledger_record(ledger, &arrival, events);
    answer = ask(ledger, "urn:x:1");
    ck_assert_uint_eq(json_array_size(json_object_get(
                          json_array_get(json_object_get(answer, "attempts"), 0), "reads")),
                      TC_PORTAL_READS_MAX);
    json_decref(answer);
    json_decref(events);
    tc_portal_ledger_free(ledger);
}
END_TEST

static void *record_one(void *ledger)
{
    record(ledger, "{}", 2);
    return NULL;
}

/* The long waits would fail by the time that a test may take. */
START_TEST(who_awaits_is_told_at_once)
{
    struct tc_portal_ledger *ledger = tc_portal_ledger_new();
    pthread_t other;

    tc_portal_ledger_await(ledger, "urn:x:1", 0, 1);
    tc_portal_ledger_await(ledger, "urn:x:1", 1, 600000);
    ck_assert_int_eq(pthread_create(&other, NULL, record_one, ledger), 0);
    tc_portal_ledger_await(ledger, "urn:x:1", 0, 600000);
    ck_assert_uint_eq(tc_portal_ledger_count(ledger), 1);
    pthread_join(other, NULL);
    tc_portal_ledger_free(ledger);
}
END_TEST

/* Turns for single events and records belong to cases that may still run. */
START_TEST(what_one_case_may_leave_is_forgotten)
{
    static const char *const words[] = { "token", "*", "page:2", "urn:x:1", "record:lot:1" };
    struct tc_portal_ledger *ledger = tc_portal_ledger_new();
    struct tc_portal_turn turn;

    for (size_t i = 0; i < 5; i++)
        tc_portal_ledger_play(
            ledger, &(struct tc_portal_script){
                        &(struct tc_portal_turn){ .on = words[i], .times = 2 }, 1, NULL });
    for (size_t i = 0; i < 5; i++)
        ck_assert(tc_portal_ledger_take_named(ledger, words[i], &turn));
    tc_portal_ledger_settle(ledger);
    for (size_t i = 0; i < 5; i++)
        ck_assert_int_eq(tc_portal_ledger_take_named(ledger, words[i], &turn), i >= 3);
    tc_portal_ledger_free(ledger);
}
END_TEST

TC_CHECK_MAIN("ledger", what_one_case_may_leave_is_forgotten, what_has_no_room_is_counted,
              deliveries_are_found_by_their_status, who_awaits_is_told_at_once,
              a_job_that_is_asked_for_without_end_stays_small)
