/* "202 Accepted" is no success yet: the portal tells it when it is asked for the
 * job (EPCIS 2.0, 12.6.1). */
#include "portals.h"

#define POLL_MS 50

/* Wait until the job of the first attempt was asked for so often. */
static const struct tc_portal_attempt *wait_for_reads(struct tc_test *t, const char *mark,
                                                      size_t wanted)
{
    double until = tc_test_now_ms(t) + tc_portal_delivery_ms(t);
    struct tc_portal_attempts attempts = tc_portal_wait(t, mark, 0);

    if (attempts.count == 0)
        delivery_stop_unseen(t);
    while (json_array_size(attempts.items[0].reads) < wanted && tc_test_now_ms(t) < until)
        attempts = tc_portal_watch(t, mark, POLL_MS);
    return &attempts.items[0];
}

static double shortest_gap(const json_t *reads)
{
    double shortest = 1e9;

    for (size_t i = 1; i < json_array_size(reads); i++) {
        double gap = json_number_value(json_array_get(reads, i)) -
                     json_number_value(json_array_get(reads, i - 1));

        shortest = gap < shortest ? gap : shortest;
    }
    return shortest;
}

static void check_reads(struct tc_test *t, const struct tc_portal_attempt *attempt)
{
    unsigned least = tc_portal_limit(t, "jobPollMs");
    double gap = shortest_gap(attempt->reads);
    struct tc_where where =
        TC_AT(.part = "questions for the job", .exchange = attempt->exchange);

    if (!tc_check(t, json_array_size(attempt->reads) > 1, "P-ACK-02", where,
                  TC_TEXT("hỏi kết quả xử lý tới khi xong", "asked for until it has ended"),
                  TC_SAY(t, "hỏi %zu lần", "asked %zu times", json_array_size(attempt->reads))))
        return;
    tc_check(t, gap >= least, "P-ACK-02", where,
             TC_SAY(t, "cách nhau ít nhất %u ms", "at least %u ms apart", least),
             TC_SAY(t, "%.0f ms", "%.0f ms", gap));
}

/* The portal could not process it: sending it again changes nothing. */
static void check_failed(struct tc_test *t, const char *mark)
{
    unsigned most = tc_portal_limit(t, "refusedRepeatsMax");
    struct tc_portal_attempts attempts = tc_portal_watch(t, mark, 0);

    tc_check(t, attempts.count <= 1 + most, "P-ACK-03",
             TC_AT(.part = "attempts after the job has failed",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_SAY(t, "nhiều nhất %u lần gửi lại", "at most %u repeats", most),
             TC_SAY(t, "%zu lần gửi lại", "%zu repeats", attempts.count - 1));
}

static void jobs_are_followed(struct tc_test *t)
{
    static const struct tc_portal_step running = { .job = "jobRunning", .job_times = 1 },
                                       failing = { .job = "jobFailed", .times = 99 };
    const char *slow, *failed;
    bool asked;

    delivery_need_jobs(t);
    slow = delivery_scripted(t, "storing", &running, 1);
    failed = delivery_scripted(t, "storing", &failing, 1);
    asked = json_array_size(wait_for_reads(t, failed, 1)->reads) > 0;
    delivery_stay_quiet(t); /* both wait side by side */
    if (asked)
        check_failed(t, failed);
    else
        tc_inconclusive(t, "P-ACK-03",
                        TC_TEXT("hệ thống không hỏi kết quả xử lý",
                                "the system does not ask what became of it"));
    check_reads(t, wait_for_reads(t, slow, 2));
    tc_portal_script(t, failed, NULL, 0);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/jobs-are-followed", jobs_are_followed, "P-ACK-02", "P-ACK-03"),
};
TC_SUITE(portal, cases);
