/* Every event arrives at the portal, unchanged. */
#include "content.h"
#include "portals.h"

/* Three events of one document: none may be lost on the way. */
static void every_event_arrives(struct tc_test *t)
{
    static const char *const steps[] = { "packing", "departing", "arriving" };
    const char *marks[3];
    json_t *events[3];

    for (size_t i = 0; i < 3; i++) {
        const char *epcs[] = { marks[i] = delivery_mark(t), NULL };

        events[i] = tc_event_new(
            t, &(struct tc_event){ .action = "OBSERVE", .biz_step = steps[i], .epcs = epcs });
    }
    tc_portal_enter(t, tc_document_new(t, events, 3));
    for (size_t i = 0; i < 3; i++) {
        struct tc_portal_attempts attempts = tc_portal_wait(t, marks[i], 0);

        delivery_check_accepted(t, "P-DAT-01", &attempts);
    }
}

/* --- content ------------------------------------------------------------------------ */

static json_t *rich_event(struct tc_test *t, const char *mark)
{
    const char *epcs[] = { mark, delivery_mark(t), NULL };

    return tc_event_new(
        t, &(struct tc_event){ .biz_step = "commissioning",
                               .disposition = "active",
                               .event_time = "2026-03-01T06:15:42.375+07:00",
                               .epcs = epcs,
                               .epc_class = tc_epc_lot(t, tc_test_lot(t)),
                               .quantity = 12.5,
                               .uom = "KGM",
                               .read_point = tc_location(t),
                               .biz_location = tc_location(t),
                               .ilmd =
                                   json_pack("{s:s, s:s}", "cbvmda:lotNumber", "Lô 7/Vải thiều",
                                             "cbvmda:itemExpirationDate", "2026-03-15") });
}

static void content_is_unchanged(struct tc_test *t)
{
    const char *mark = delivery_mark(t), *name;
    json_t *event = rich_event(t, mark), *sent;
    struct tc_portal_attempts attempts;

    portals_need_whole(t);
    tc_portal_enter(t, tc_document_new(t, &event, 1));
    attempts = tc_portal_wait(t, mark, 0);
    if (attempts.count == 0)
        delivery_stop_unseen(t);
    json_object_foreach(event, name, sent)
    {
        const json_t *got = json_object_get(attempts.items[0].event, name);

        tc_check(t, content_same(name, sent, got), "P-DAT-03",
                 TC_AT(.part = "event at the portal",
                       .pointer = tc_arena_printf(tc_test_arena(t), "/%s", name),
                       .exchange = attempts.items[0].exchange),
                 TC_SAY(t, "%s như đã ghi vào hệ thống", "%s as it was captured", name),
                 got ? TC_TEXT("giá trị khác", "another value")
                     : TC_TEXT("không có mục này", "no such member"));
    }
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/every-event-arrives", every_event_arrives, "P-DAT-01"),
    DELIVERY_CASE_SHARED("portal/content-is-unchanged", content_is_unchanged, "P-DAT-03"),
};
TC_SUITE(portal, cases);
