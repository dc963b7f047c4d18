/* After every fault that passes the system, the first portal and the others hold the
 * same events: none lost, extra, doubled, altered or out of order. A difference is
 * reported under the requirement of the fault after which it is there. */
#include "delivery.h"
#include "reconcile.h"

#define EVENTS 2 /* of each object: one meets the fault, one stands behind it */

static const struct fault {
    const char *requirement;
    struct tc_portal_step step;
} faults[] = {
    { "P-RTY-01", { .status = 503, .times = 2 } },
    { "P-RTY-04", { .status = 429, .retry_after = "1" } },
    { "P-RTY-06", { .status = 500 } },
    { "P-RTY-06", { .status = 504 } },
    { "P-RTY-06", { .status = 408 } },
    { "P-RTY-06", { .behaviour = "reset" } },
    { "P-RTY-16", { .status = 503, .retry_after = "soon" } },
    { "P-AUT-03", { .status = 401 } },
    { "P-HTP-03", { .status = 503, .behaviour = "huge" } },
    { "P-HTP-03", { .status = 503, .behaviour = "wide-header" } },
    { "P-HTP-04", { .status = 503, .behaviour = "gzip-bomb" } },
    { "P-HTP-05", { .status = 503, .behaviour = "bom" } },
    { "P-HTP-11", { .status = 503, .behaviour = "broken-json" } },
    { "P-HTP-12", { .status = 503, .behaviour = "entities" } },
    { "P-ACK-04", { .cut = true } },
};

#define TOGETHER 3 /* more would hold each other up beyond the time of delivery */
#define FAULTS (sizeof(faults) / sizeof(faults[0]))

/* What happens to the object of one fault. */
struct history {
    const char *object;
    const char *marks[EVENTS];
    json_t *events[EVENTS];
};

static void capture(struct tc_test *t, struct history *h, size_t i)
{
    const char *epcs[] = { h->object, h->marks[i], NULL };

    h->events[i] = tc_event_new(
        t, &(struct tc_event){ .action = "OBSERVE", .biz_step = "storing", .epcs = epcs });
    tc_portal_enter(t, tc_document_new(t, &h->events[i], 1));
}

static void capture_rest(struct tc_test *t, struct history *h)
{
    for (size_t i = 1; i < EVENTS; i++)
        capture(t, h, i);
}

/* The fault meets the first event of its object, whatever else is on its way. */
static void begin(struct tc_test *t, struct history *h, const struct tc_portal_step *step)
{
    h->object = delivery_mark(t);
    for (size_t i = 0; i < EVENTS; i++)
        h->marks[i] = delivery_mark(t);
    tc_portal_script(t, h->marks[0], step, 1);
    capture(t, h, 0);
}

static void compare(struct tc_test *t, const struct history *h, const char *requirement)
{
    const struct reconcile_rules rules = { requirement, requirement, "P-ORD-01", "VN-PRT-09" };

    reconcile(t, &(struct reconcile_object){ h->object, h->marks, h->events, EVENTS, 0 },
              &rules);
}

/* Some faults beside each other, each at its own object. */
static void meet_some(struct tc_test *t, const struct fault *const *some, size_t n)
{
    struct history histories[TOGETHER];

    for (size_t i = 0; i < n; i++)
        begin(t, &histories[i], &some[i]->step);
    for (size_t i = 0; i < n; i++)
        capture_rest(t, &histories[i]);
    for (size_t i = 0; i < n; i++)
        compare(t, &histories[i], some[i]->requirement);
}

/* Those that this portal can have: where there are no tokens, 401 is none that passes. */
static size_t choose(struct tc_test *t, const struct fault *chosen[FAULTS])
{
    bool tokens = !tc_portal_facts(t).ws_security;
    size_t n = 0;

    for (size_t i = 0; i < FAULTS; i++) {
        if (tokens || faults[i].step.status != 401)
            chosen[n++] = &faults[i];
        else
            delivery_say_no_tokens(t, faults[i].requirement);
    }
    return n;
}

static void faults_leave_no_difference(struct tc_test *t)
{
    const struct fault *chosen[FAULTS];
    size_t n = choose(t, chosen);

    delivery_control(t);
    for (size_t i = 0; i < n; i += TOGETHER)
        meet_some(t, &chosen[i], n - i < TOGETHER ? n - i : TOGETHER);
}

/* The client may wait as long as it says before it tries again. */
static void meet_slow(struct tc_test *t, const char *requirement, const char *behaviour)
{
    struct history h;

    delivery_control(t);
    begin(t, &h, &(struct tc_portal_step){ .behaviour = behaviour });
    capture_rest(t, &h);
    tc_portal_wait_for(t, h.marks[0], 2, tc_portal_timeout_ms(t) + tc_portal_delivery_ms(t));
    compare(t, &h, requirement);
}

static void silence_leaves_no_difference(struct tc_test *t)
{
    meet_slow(t, "P-ACK-05", "silence");
}

static void drip_leaves_no_difference(struct tc_test *t)
{
    meet_slow(t, "P-ACK-06", "drip");
}

/* The token is rejected while no other can be had. */
static void token_fault_leaves_no_difference(struct tc_test *t)
{
    static const struct tc_portal_step rejected = { .status = 401 }, away = { .status = 503 };
    struct history h;

    delivery_need_tokens(t);
    delivery_control(t); /* now it has a token */
    tc_portal_script_token(t, &away, 1);
    begin(t, &h, &rejected);
    capture_rest(t, &h);
    compare(t, &h, "P-AUT-05");
    tc_portal_script_token(t, NULL, 0);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE("portal/faults-leave-no-difference", faults_leave_no_difference, "P-RTY-01",
                  "P-RTY-04", "P-RTY-06", "P-RTY-16", "P-AUT-03", "P-HTP-03", "P-HTP-04",
                  "P-HTP-05", "P-HTP-11", "P-HTP-12", "P-ACK-04", "P-ORD-01", "VN-PRT-09"),
    DELIVERY_CASE("portal/silence-leaves-no-difference", silence_leaves_no_difference,
                  "P-ACK-05", "P-ORD-01", "VN-PRT-09"),
    DELIVERY_CASE("portal/drip-leaves-no-difference", drip_leaves_no_difference, "P-ACK-06",
                  "P-ORD-01", "VN-PRT-09"),
    DELIVERY_CASE("portal/token-fault-leaves-no-difference", token_fault_leaves_no_difference,
                  "P-AUT-05", "P-ORD-01", "VN-PRT-09"),
};
TC_SUITE(portal, cases);
