/* What the portal has answered for good is not sent again. "Nothing came" is
 * believed only when the client is seen alive afterwards. */
#include "delivery.h"
#include "reconcile.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The attempts that followed the first one that was answered like this; others
 * may have been made before it with events of other cases. */
static bool after(const struct tc_portal_attempts *attempts, int status, size_t *repeats)
{
    size_t first = 0;

    while (first < attempts->count && attempts->items[first].status != status)
        first++;
    *repeats = first < attempts->count ? attempts->count - first - 1 : 0;
    return first < attempts->count;
}

static void check_repeats(struct tc_test *t, const char *requirement, const char *mark,
                          int status, unsigned most)
{
    struct tc_portal_attempts attempts = tc_portal_watch(t, mark, 0);
    size_t repeats;

    if (!after(&attempts, status, &repeats)) {
        tc_inconclusive(t, requirement,
                        TC_SAY(t, "không lần gửi nào nhận được mã %d",
                               "no attempt was answered with status %d", status));
        return;
    }
    tc_check(t, repeats <= most, requirement,
             TC_AT(.part = "attempts after the answer",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_SAY(t, "nhiều nhất %u lần gửi lại sau mã %d",
                    "at most %u repeats after status %d", most, status),
             TC_SAY(t, "%zu lần gửi lại", "%zu repeats", repeats));
}

/* The portal took the event and failed all the same; the repeat is told that
 * the event is known: that is a success. */
static const char *known_event(struct tc_test *t)
{
    static const struct tc_portal_step steps[] = { { .status = 500 },
                                                   { .status = 409, .times = 99 } };

    return delivery_scripted(t, "storing", steps, COUNT(steps));
}

/* A repeat is told that its key was used for something else: a person must look. */
static const char *reused_key(struct tc_test *t)
{
    static const struct tc_portal_step steps[] = { { .status = 500 },
                                                   { .status = 422, .times = 99 } };

    return delivery_scripted(t, "storing", steps, COUNT(steps));
}

/* Successes and refusals share the time of silence that follows. */
static void final_answers_are_final(struct tc_test *t)
{
    static const int successes[] = { 200, 201, 202, 204 },
                     refusals[] = { 400, 403, 415, 422, 406 };
    unsigned most = tc_portal_limit(t, "refusedRepeatsMax");
    const char *accepted[COUNT(successes)], *refused[COUNT(refusals)];
    const char *known, *reused;

    delivery_need_plain_success(t);
    known = known_event(t);
    reused = reused_key(t);
    for (size_t i = 0; i < COUNT(successes); i++)
        accepted[i] = delivery_scripted(
            t, "storing", &(struct tc_portal_step){ .status = successes[i], .times = 99 }, 1);
    for (size_t i = 0; i < COUNT(refusals); i++)
        refused[i] = delivery_scripted(
            t, "storing", &(struct tc_portal_step){ .status = refusals[i], .times = 99 }, 1);
    for (size_t i = 0; i < COUNT(refusals); i++)
        if (tc_portal_wait_for(t, refused[i], 1, 0).count == 0)
            delivery_stop_unseen(t);
    for (size_t i = 0; i < COUNT(successes); i++)
        tc_portal_wait(t, accepted[i], 0);
    tc_portal_wait_for(t, known, 2, 0);
    tc_portal_wait_for(t, reused, 2, 0);
    delivery_stay_quiet(t);
    for (size_t i = 0; i < COUNT(successes); i++)
        check_repeats(t, "P-ACK-01", accepted[i], successes[i], 0);
    for (size_t i = 0; i < COUNT(refusals); i++) {
        check_repeats(t, refusals[i] == 406 ? "P-HTP-14" : "P-RTY-07", refused[i], refusals[i],
                      most);
        tc_portal_script(t, refused[i], NULL, 0);
    }
    check_repeats(t, "P-IDM-03", known, 409, most);
    check_repeats(t, "P-IDM-04", reused, 422, most);
    tc_portal_script(t, known, NULL, 0);
    tc_portal_script(t, reused, NULL, 0);
}

/* An event that is refused for good holds up none of those behind it. */
static void refused_event_does_not_block(struct tc_test *t)
{
    const char *poison = delivery_scripted(
        t, "storing", &(struct tc_portal_step){ .status = 404, .times = 99 }, 1);
    const char *behind;
    struct tc_portal_attempts attempts;

    if (tc_portal_wait_for(t, poison, 1, 0).count == 0)
        delivery_stop_unseen(t);
    behind = delivery_mark(t);
    delivery_capture(t, behind, "storing");
    attempts = tc_portal_wait(t, behind, 0);
    delivery_check_accepted(t, "P-RTY-11", &attempts);
    reconcile_system(t, poison, "P-RTY-11");
    tc_portal_script(t, poison, NULL, 0);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/final-answers-are-final", final_answers_are_final, "P-ACK-01",
                         "P-IDM-03", "P-IDM-04", "P-RTY-07", "P-HTP-14"),
    DELIVERY_CASE("portal/refused-event-does-not-block", refused_event_does_not_block,
                  "P-RTY-11"),
};
TC_SUITE(portal, cases);
