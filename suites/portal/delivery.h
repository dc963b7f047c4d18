/* What the portal cases share: an event put into the system, and what became
 * of it at the portal. */
#ifndef SUITES_PORTAL_DELIVERY_H
#define SUITES_PORTAL_DELIVERY_H

#include "tracecert/epcis.h"
#include "tracecert/portal.h"

/* An EPC of the case's own, by which its event is known at the portal. */
const char *delivery_mark(struct tc_test *t);

/* Capture an event with this EPC and business step. Stops the case if the
 * system does not take it. */
void delivery_capture(struct tc_test *t, const char *mark, const char *biz_step);

/* The same for an event that the portal answers by these steps first. */
const char *delivery_scripted(struct tc_test *t, const char *biz_step,
                              const struct tc_portal_step *steps, size_t n);

/* How many of the attempts were answered with success. */
size_t delivery_accepted(const struct tc_portal_attempts *attempts);

/* Whether the event was accepted within the time that the system states;
 * the finding names the attempts that were made. */
bool delivery_check_accepted(struct tc_test *t, const char *requirement,
                             const struct tc_portal_attempts *attempts);

/* Put an event in and see it accepted: the client is alive. Stops the case if
 * it is not: nothing that did not happen can be judged then. */
void delivery_control(struct tc_test *t);

/* The exchange of the last attempt; 0 if there was none. */
int delivery_last_exchange(const struct tc_portal_attempts *attempts);

/* Attempts after the first that was accepted; 0 if there is none. */
size_t delivery_after_success(const struct tc_portal_attempts *attempts);

/* Wait as long as a client that means to try again would wait, of which an event
 * of its own is asked: quietMs, or three times the pause that it makes after a
 * failure. Then see that it is alive (delivery_control). */
void delivery_stay_quiet(struct tc_test *t);

/* Stops the case where the portal gives no access tokens; and the same said of one
 * requirement. */
void delivery_need_tokens(struct tc_test *t);
void delivery_say_no_tokens(struct tc_test *t, const char *requirement);

/* Stops the case where the dialect tells success by what the answer says: a bare
 * status is none there. */
void delivery_need_plain_success(struct tc_test *t);

/* Milliseconds until that moment, at least 1: of a time of delivery that many events
 * share. */
unsigned delivery_left_ms(struct tc_test *t, double until_ms);

/* Of a client that should leave off: how much longer than `ms` to watch it, which has tried
 * `times` in that time. 0 for one or two attempts, which is one and its repeat; more tell
 * how fast it is, and two more are waited for. A client whose pauses grow makes one. */
unsigned delivery_watch_on_ms(size_t times, unsigned ms);

/* The event has not come at all: nothing follows. */
_Noreturn void delivery_stop_unseen(struct tc_test *t);

/* No other token was asked for after 401: nothing follows, either. */
_Noreturn void delivery_stop_unasked(struct tc_test *t);

/* Stops the case where the dialect has no jobs to ask for. */
void delivery_need_jobs(struct tc_test *t);

/* A case that only waits for its own events. */
#define DELIVERY_CASE_SHARED(id_, run_, ...)                                                   \
    {                                                                                          \
        .id = id_, .requirements = TC_REQS(__VA_ARGS__), .role = TC_ROLE_PORTAL_CLIENT,        \
        .needs = TC_NEEDS_ENTRY | TC_NEEDS_PORTAL | TC_NEEDS_PORTAL_SHARED, .deadline_s = 300, \
        .run = run_                                                                            \
    }

/* A case that has a connection of the first portal for itself. */
#define DELIVERY_CASE(id_, run_, ...)                                                          \
    {                                                                                          \
        .id = id_, .requirements = TC_REQS(__VA_ARGS__), .role = TC_ROLE_PORTAL_CLIENT,        \
        .needs = TC_NEEDS_ENTRY | TC_NEEDS_PORTAL | TC_NEEDS_CONNECTION, .deadline_s = 300,    \
        .run = run_                                                                            \
    }

/* One after which a correct client may be at rest until a person looks: by its id it
 * comes behind the others that are alone. */
#define DELIVERY_CASE_LAST(id_, run_, ...)                                                     \
    {                                                                                          \
        .id = id_, .requirements = TC_REQS(__VA_ARGS__), .role = TC_ROLE_PORTAL_CLIENT,        \
        .needs = TC_NEEDS_ENTRY | TC_NEEDS_PORTAL | TC_NEEDS_ALONE, .deadline_s = 300,         \
        .run = run_                                                                            \
    }

/* A case that has all portals for itself. */
#define DELIVERY_CASE_WHOLE(id_, run_, ...)                                                    \
    {                                                                                          \
        .id = id_, .requirements = TC_REQS(__VA_ARGS__), .role = TC_ROLE_PORTAL_CLIENT,        \
        .needs = TC_NEEDS_ENTRY | TC_NEEDS_PORTAL, .deadline_s = 300, .run = run_              \
    }

#endif
