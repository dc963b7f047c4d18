#include "reconcile.h"

#include "content.h"
#include "delivery.h"
#include "portals.h"

#define LOOK_MS 100

static const char *id_of(const json_t *event)
{
    const char *id = json_string_value(json_object_get(event, "eventID"));

    return id ? id : "(no eventID)";
}

/* A difference at one event. */
static void differs(struct tc_test *t, const char *requirement, const json_t *event,
                    int exchange, struct tc_text expected, struct tc_text actual)
{
    tc_fail(t, requirement,
            TC_AT(.part = tc_arena_printf(tc_test_arena(t), "event %s at %s", id_of(event),
                                          tc_portal_name(t)),
                  .exchange = exchange),
            expected, actual);
}

static bool is_event(const struct reconcile_object *o, size_t i, const json_t *got)
{
    if (o->marks)
        return content_has_text(got, o->marks[i]);
    return content_same("eventTime", json_object_get(o->events[i], "eventTime"),
                        json_object_get(got, "eventTime"));
}

/* How often the event was accepted. A client that has waited as long as it does
 * for an answer that is under way may repeat: it cannot know of the success. */
static size_t successes_of(struct tc_test *t, const struct tc_portal_attempts *attempts,
                           const struct reconcile_object *o, size_t event,
                           const struct tc_portal_attempt **first)
{
    double given_up = tc_portal_timeout_ms(t) / 2.0, last = 0;
    size_t count = 0;

    *first = NULL;
    for (size_t i = 0; i < attempts->count; i++) {
        const struct tc_portal_attempt *a = &attempts->items[i];

        if (!a->accepted || !is_event(o, event, a->event))
            continue;
        if (count == 0)
            *first = a;
        if (count == 0 || a->at_ms - last < given_up)
            count++;
        last = a->at_ms;
    }
    return count;
}

static void compare_content(struct tc_test *t, const char *requirement, const json_t *sent,
                            const struct tc_portal_attempt *got)
{
    const char *name;
    json_t *value;

    json_object_foreach((json_t *)sent, name, value)
    {
        if (!portals_takes(t, name) ||
            content_same(name, value, json_object_get(got->event, name)))
            continue;
        differs(t, requirement, sent, got->exchange,
                TC_SAY(t, "%s như đã ghi vào hệ thống", "%s as it was captured", name),
                TC_TEXT("đã bị thay đổi", "altered"));
        return;
    }
    tc_pass(t, requirement);
}

static void compare_event(struct tc_test *t, const struct reconcile_object *o, size_t i,
                          const struct tc_portal_attempts *attempts,
                          const struct reconcile_rules *rules)
{
    const struct tc_portal_attempt *first;
    size_t count = successes_of(t, attempts, o, i, &first);

    if (count == 1)
        tc_pass(t, rules->complete);
    else
        differs(t, rules->complete, o->events[i], first ? first->exchange : 0,
                TC_TEXT("cổng nhận đúng một lần", "accepted by the portal once"),
                count ? TC_SAY(t, "trùng: cổng nhận %zu lần", "duplicated: accepted %zu times",
                               count)
                      : TC_TEXT("mất: cổng không nhận được", "lost: not at the portal"));
    if (first)
        compare_content(t, rules->unchanged, o->events[i], first);
}

/* Something about the object that nobody captured. */
static void look_for_extra(struct tc_test *t, const struct reconcile_object *o,
                           const struct tc_portal_attempts *attempts, const char *requirement)
{
    for (size_t i = 0; i < attempts->count; i++) {
        bool known = false;

        for (size_t j = 0; j < o->count && !known; j++)
            known = is_event(o, j, attempts->items[i].event);
        if (!known)
            differs(t, requirement, attempts->items[i].event, attempts->items[i].exchange,
                    TC_TEXT("chỉ những sự kiện đã ghi", "only events that were captured"),
                    TC_TEXT("thừa: không ai ghi sự kiện này", "extra: nobody captured it"));
    }
}

static void compare_order(struct tc_test *t, const struct reconcile_object *o,
                          const struct tc_portal_attempts *attempts, const char *requirement)
{
    double latest = -1;

    for (size_t i = 0; i < o->count; i++) {
        const struct tc_portal_attempt *first;

        if (successes_of(t, attempts, o, i, &first) == 0)
            continue;
        if (first->at_ms < latest) {
            differs(t, requirement, o->events[i], first->exchange,
                    TC_TEXT("được nhận sau các sự kiện trước của cùng đối tượng",
                            "accepted after the earlier events of the object"),
                    TC_TEXT("sai thứ tự", "out of order"));
            return;
        }
        latest = first->at_ms;
    }
    tc_pass(t, requirement);
}

/* Until every event was accepted, or the time of delivery has passed. */
static struct tc_portal_attempts arrive(struct tc_test *t, const struct reconcile_object *o)
{
    double until = o->until_ms > 0 ? o->until_ms : tc_test_now_ms(t) + tc_portal_delivery_ms(t);
    struct tc_portal_attempts attempts;
    const struct tc_portal_attempt *first;
    size_t missing;

    for (size_t i = 0; o->marks && i < o->count; i++)
        tc_portal_wait(t, o->marks[i], delivery_left_ms(t, until));
    do {
        attempts = tc_portal_watch(t, portals_code(t, o->object), 0);
        missing = 0;
        for (size_t i = 0; i < o->count; i++)
            missing += successes_of(t, &attempts, o, i, &first) == 0;
        if (missing)
            tc_test_sleep_ms(t, LOOK_MS);
    } while (missing && tc_test_now_ms(t) < until);
    return attempts;
}

struct tc_portal_attempts reconcile_here(struct tc_test *t, const struct reconcile_object *all,
                                         const struct reconcile_rules *rules)
{
    struct tc_portal_dialect_facts facts = tc_portal_facts(t);
    struct reconcile_object known = *all, *o = &known;
    struct tc_portal_attempts attempts;

    if (facts.xml || facts.members)
        known.marks = NULL; /* the marks do not stand there as they were captured */
    attempts = arrive(t, o);

    for (size_t i = 0; i < o->count; i++)
        compare_event(t, o, i, &attempts, rules);
    look_for_extra(t, o, &attempts, rules->complete);
    if (rules->order)
        compare_order(t, o, &attempts, rules->order);
    return attempts;
}

/* At the other portals, which know an event by its object and time. */
static void reconcile_elsewhere(struct tc_test *t, const struct reconcile_object *o,
                                const char *requirement)
{
    const struct reconcile_rules rules = { requirement, requirement, NULL, NULL };
    struct reconcile_object by_time = *o;

    by_time.marks = NULL;
    if (tc_portal_count(t) < 2)
        portals_say_one(t, requirement);
    for (unsigned i = 1; i < tc_portal_count(t); i++) {
        tc_portal_use(t, i);
        if (!portals_code(t, o->object))
            continue; /* how it is written there is not known */
        reconcile_here(t, &by_time, &rules);
    }
    tc_portal_use(t, 0);
}

struct tc_portal_attempts reconcile(struct tc_test *t, const struct reconcile_object *o,
                                    const struct reconcile_rules *rules)
{
    struct tc_portal_attempts attempts = reconcile_here(t, o, rules);

    for (size_t i = 0; o->marks && i < o->count; i++)
        reconcile_system(t, o->marks[i], rules->complete);
    if (rules->elsewhere)
        reconcile_elsewhere(t, o, rules->elsewhere);
    return attempts;
}
