#include "reconcile.h"

#include "content.h"
#include "delivery.h"

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
            TC_AT(.part = tc_arena_printf(tc_test_arena(t), "event %s", id_of(event)),
                  .exchange = exchange),
            expected, actual);
}

/* How often the event was accepted. A client that has waited as long as it does
 * for an answer that is under way may repeat: it cannot know of the success. */
static size_t successes_of(struct tc_test *t, const struct tc_portal_attempts *attempts,
                           const char *mark, const struct tc_portal_attempt **first)
{
    double given_up = tc_portal_timeout_ms(t) / 2.0, last = 0;
    size_t count = 0;

    *first = NULL;
    for (size_t i = 0; i < attempts->count; i++) {
        const struct tc_portal_attempt *a = &attempts->items[i];

        if (!a->accepted || !content_has_text(a->event, mark))
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
        if (content_same(name, value, json_object_get(got->event, name)))
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
    size_t count = successes_of(t, attempts, o->marks[i], &first);

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
            known = content_has_text(attempts->items[i].event, o->marks[j]);
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

        if (successes_of(t, attempts, o->marks[i], &first) == 0)
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

struct tc_portal_attempts reconcile(struct tc_test *t, const struct reconcile_object *o,
                                    const struct reconcile_rules *rules)
{
    struct tc_portal_attempts attempts;

    for (size_t i = 0; i < o->count; i++)
        tc_portal_wait(t, o->marks[i], 0);
    attempts = tc_portal_watch(t, o->object, 0);
    for (size_t i = 0; i < o->count; i++)
        compare_event(t, o, i, &attempts, rules);
    look_for_extra(t, o, &attempts, rules->complete);
    compare_order(t, o, &attempts, rules->order);
    return attempts;
}
