/* A portal that wants its own records: organisation, product, place, lot, step
 * and event, each for an id that the next must name. */
#include <string.h>

#include "portals.h"

static bool is_any(const char *text)
{
    return *text != '\0';
}

/* --- records come whole ------------------------------------------------------------ */

static void check_whole(struct tc_test *t, const char *kind, const char *requirement)
{
    struct tc_portal_attempts records = tc_portal_records_of(t, kind);

    if (records.count == 0)
        tc_stop(t,
                TC_SAY(t,
                       "cổng chưa nhận bản ghi \"%s\" nào: hãy xoá mã cổng mà hệ thống đã lưu "
                       "rồi chạy lại",
                       "the portal has had no record \"%s\": delete what the system keeps of "
                       "the portal's ids and run again",
                       kind));
    for (size_t i = 0; i < records.count; i++) {
        const struct tc_portal_attempt *r = &records.items[i];

        tc_check(t, !is_any(r->missing), requirement,
                 TC_AT(.part = tc_arena_printf(tc_test_arena(t), "record %s", kind),
                       .pointer = r->missing, .exchange = r->exchange),
                 TC_TEXT("đủ các mục mà cổng cần", "all members that the portal wants"),
                 TC_SAY(t, "%s trống hoặc không có", "%s is empty or not there", r->missing));
    }
}

static void products_are_whole(struct tc_test *t)
{
    portals_use_records(t);
    portals_delivered(t, delivery_mark(t), "storing");
    check_whole(t, "product", "VN-PRT-02");
}

/* --- ids ---------------------------------------------------------------------------- */

/* The record whose id is missing was sent, and answered with an error inside of 200: whether
 * the system may go on then is another matter (VN-PRT-05). */
static bool follows_an_error(struct tc_test *t, const char *kind,
                             const struct tc_portal_attempt *unmet)
{
    struct tc_portal_attempts records = tc_portal_records_of(t, kind);
    const struct tc_portal_attempt *last = NULL;

    for (size_t i = 0; i < records.count && records.items[i].number < unmet->number; i++)
        last = &records.items[i];
    return last && last->status == 200 && !last->accepted;
}

static void check_known(struct tc_test *t, const char *kind, const char *requirement,
                        bool made_up)
{
    struct tc_portal_attempts unmet = tc_portal_unmet(t, kind);

    for (size_t i = 0; i < unmet.count; i++) {
        const struct tc_portal_attempt *u = &unmet.items[i];

        if (is_any(u->unmet_id) != made_up || follows_an_error(t, kind, u))
            continue;
        tc_fail(t, requirement,
                TC_AT(.part = tc_arena_printf(tc_test_arena(t), "record %s", u->record),
                      .exchange = u->exchange),
                TC_SAY(t, "mã \"%s\" mà cổng đã cấp", "the id that the portal gave for \"%s\"",
                       kind),
                made_up ? TC_SAY(t, "mã khác: %s", "another id: %s", u->unmet_id)
                        : TC_TEXT("không có mã", "no id"));
    }
}

static void places_are_sent_first(struct tc_test *t)
{
    const char *mark = delivery_mark(t);
    struct tc_portal_attempts attempts;

    portals_use_records(t);
    portals_delivered(t, delivery_mark(t), "storing");
    delivery_capture(t, mark, "retail_selling");
    attempts = tc_portal_wait(t, mark, 0);
    check_whole(t, "place", "VN-PRT-03");
    check_known(t, "place", "VN-PRT-03", false);
    check_known(t, "place", "VN-PRT-03", true);
    delivery_check_accepted(t, "VN-PRT-03", &attempts);
}

/* Each of the local steps that a chain of produce has. */
static void every_step_has_a_task(struct tc_test *t)
{
    static const char *const steps[] = { "commissioning", "storing", "shipping", "receiving",
                                         "inspecting" };
    const char *marks[sizeof(steps) / sizeof(steps[0])];

    portals_use_records(t);
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
        delivery_capture(t, marks[i] = delivery_mark(t), steps[i]);
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        struct tc_portal_attempts attempts = tc_portal_wait(t, marks[i], 0);

        tc_check(
            t, delivery_accepted(&attempts) > 0, "VN-PRT-04",
            TC_AT(.part = tc_arena_printf(tc_test_arena(t), "event with bizStep %s", steps[i]),
                  .exchange = delivery_last_exchange(&attempts)),
            TC_TEXT("được cổng nhận với một công việc của cổng",
                    "accepted by the portal with one of its tasks"),
            TC_TEXT("không được nhận", "not accepted"));
    }
    check_known(t, "task", "VN-PRT-04", false);
    check_known(t, "task", "VN-PRT-04", true);
}

static void check_all_known(struct tc_test *t, const char *requirement, bool made_up)
{
    static const char *const kinds[] = { "organisation", "product", "lot", "step" };

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        check_known(t, kinds[i], requirement, made_up);
    tc_pass(t, requirement);
}

static void master_data_comes_first(struct tc_test *t)
{
    portals_use_records(t);
    portals_delivered(t, delivery_mark(t), "packing");
    check_all_known(t, "P-TXN-01", false);
}

static void ids_are_the_portals(struct tc_test *t)
{
    const char *mark = delivery_mark(t);

    portals_use_records(t);
    portals_delivered(t, delivery_mark(t), "storing");
    delivery_capture(t, mark, "encoding");
    tc_portal_wait(t, mark, 0);
    check_all_known(t, "P-TXN-02", true);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_SHARED("portal/products-are-whole", products_are_whole, "VN-PRT-02"),
    DELIVERY_CASE_SHARED("portal/places-are-sent-first", places_are_sent_first, "VN-PRT-03"),
    DELIVERY_CASE_SHARED("portal/every-step-has-a-task", every_step_has_a_task, "VN-PRT-04"),
    DELIVERY_CASE_SHARED("portal/master-data-comes-first", master_data_comes_first, "P-TXN-01"),
    DELIVERY_CASE_SHARED("portal/ids-are-the-portals", ids_are_the_portals, "P-TXN-02"),
};
TC_SUITE(portal, cases);
