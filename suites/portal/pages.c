/* A list of the portal's that comes in pages: its tasks, where the dialect has such a
 * list. Which task the client has for a step is learnt from the client itself; then the
 * list is laid out in pages and gets new ids, so that the client reads it again. What a
 * client shows that never does is nothing: that is for a person. */
#include <string.h>

#include "portals.h"

#define KIND "task"
#define STEP "storing"

/* What all parts of the case know. */
struct reader {
    struct tc_test *t;
    const json_t *ids; /* of the list's items */
    const char *task;  /* the client's own for STEP, one of them */
    double from;       /* when the list was laid out last */
    const char *mark;  /* the event that came in last since */
};

/* --- what the portal shows ------------------------------------------------------------ */

/* "cv-04" of "cv-04.3": how often it was numbered anew says nothing. */
static const char *bare(struct reader *r, const char *id)
{
    json_t *one;
    size_t i;

    json_array_foreach(r->ids, i, one)
    {
        size_t len = strlen(json_string_value(one));

        if (strncmp(id, json_string_value(one), len) == 0 && (!id[len] || id[len] == '.'))
            return json_string_value(one);
    }
    return id;
}

/* The task of the attempt that was accepted; NULL: none was, or it cannot be told. */
static const char *task_of(struct reader *r, const struct tc_portal_attempts *attempts)
{
    const char *task = NULL;

    for (size_t i = 0; i < attempts->count; i++)
        if (attempts->items[i].accepted)
            task = json_string_value(json_object_get(attempts->items[i].named, KIND));
    return task ? bare(r, task) : NULL;
}

/* How often that page was read since the list was laid out, or 0: any. */
static size_t reads_of(struct reader *r, json_int_t page)
{
    struct tc_portal_attempts all = tc_portal_pages_read(r->t);
    size_t count = 0;

    for (size_t i = 0; i < all.count; i++)
        count +=
            all.items[i].at_ms >= r->from && !all.items[i].elsewhere &&
            (!page || json_integer_value(json_object_get(all.items[i].event, "page")) == page);
    return count;
}

static json_t *all_but(const struct reader *r, const char *task)
{
    json_t *items = json_array(), *one;
    size_t i;

    json_array_foreach(r->ids, i, one)
    {
        if (strcmp(json_string_value(one), task) != 0)
            json_array_append(items, one);
    }
    return items;
}

static json_t *only(const char *task)
{
    return json_pack("[s]", task);
}

static json_t *whole(const struct reader *r)
{
    return all_but(r, "");
}

/* Enter an event and wait until the list has been read since it was laid out, or so long. */
static bool entered_and_read(struct reader *r, unsigned ms)
{
    double until = tc_test_now_ms(r->t) + ms;

    delivery_capture(r->t, r->mark = delivery_mark(r->t), STEP);
    while (reads_of(r, 0) == 0 && tc_test_now_ms(r->t) < until)
        tc_portal_watch(r->t, r->mark, 10);
    return reads_of(r, 0) > 0;
}

/* Lay the list out and see it read; false: the client does not read it again. One that
 * puts a refused event aside may read the list for the next. */
static bool is_read(struct reader *r, const struct tc_portal_page *pages, size_t n)
{
    r->from = tc_test_now_ms(r->t);
    tc_portal_lay_out(r->t, KIND, pages, n);
    return entered_and_read(r, tc_portal_limit(r->t, "shortWatchMs")) ||
           entered_and_read(r, tc_portal_delivery_ms(r->t));
}

/* The event has been sent, rightly or not; else one more, to which a client gets that has
 * put this one aside. */
static void see_sent(struct reader *r)
{
    struct tc_portal_attempts attempts =
        tc_portal_wait(r->t, r->mark, tc_portal_limit(r->t, "shortWatchMs"));

    if (delivery_accepted(&attempts) > 0)
        return;
    delivery_capture(r->t, r->mark = delivery_mark(r->t), STEP);
    tc_portal_wait(r->t, r->mark, 0);
}

static void make_whole(struct reader *r)
{
    tc_portal_lay_out(r->t, KIND, NULL, 0);
}

static void attest(struct reader *r, const char *requirement)
{
    tc_attest(r->t, requirement,
              TC_TEXT("hệ thống không đọc lại danh sách công việc trong lượt kiểm thử: hãy cho "
                      "xem nó đọc danh sách chia trang như thế nào",
                      "the system does not read the list of tasks again during the test: show "
                      "how it reads a list that comes in pages"));
}

/* Nothing can be said of links that the client does not follow; P-PAG-01 says so. */
static void say_not_followed(struct reader *r, const char *requirement)
{
    tc_not_applicable(r->t, requirement,
                      TC_TEXT("hệ thống không đi theo liên kết sang trang sau (xem P-PAG-01)",
                              "the system does not follow the link to the next page (see "
                              "P-PAG-01)"));
}

/* The task with which the event was accepted, where that is not the client's own; NULL: it
 * is, or the event was not accepted. */
static const char *wrong_task(struct reader *r, struct tc_portal_attempts *attempts)
{
    const char *task;

    *attempts = tc_portal_watch(r->t, r->mark, 0);
    task = task_of(r, attempts);
    return task && strcmp(task, r->task) != 0 ? task : NULL;
}

/* --- the parts ------------------------------------------------------------------------ */

/* Three pages: the second has no items, the third one that the first had already, and
 * the task that is wanted. Tells whether the client follows links at all. */
static bool all_pages_are_read(struct reader *r)
{
    const char *again = json_string_value(json_array_get(r->ids, 0));
    const struct tc_portal_page pages[] = {
        { .items = all_but(r, r->task), .next = 2 },
        { .items = json_array(), .next = 3 },
        { .items =
              strcmp(again, r->task) == 0 ? only(again) : json_pack("[s, s]", again, r->task) },
    };
    struct tc_portal_attempts attempts;
    bool read = is_read(r, pages, 3), followed;
    const char *wrong;

    if (read)
        see_sent(r);
    followed = read && reads_of(r, 2) > 0;
    make_whole(r);
    if (!read) {
        attest(r, "P-PAG-01");
        return false;
    }
    wrong = wrong_task(r, &attempts);
    tc_check(r->t, !wrong && delivery_accepted(&attempts) == 1, "P-PAG-01",
             TC_AT(.part = "event whose task stands on the third page",
                   .exchange = delivery_last_exchange(&attempts)),
             TC_SAY(r->t, "được gửi một lần với công việc %s", "delivered once with task %s",
                    r->task),
             wrong ? TC_SAY(r->t, "công việc %s", "task %s", wrong)
                   : TC_SAY(r->t, "được nhận %zu lần; trang 1, 2, 3 được đọc %zu, %zu, %zu lần",
                            "accepted %zu times; pages 1, 2, 3 were read %zu, %zu, %zu times",
                            delivery_accepted(&attempts), reads_of(r, 1), reads_of(r, 2),
                            reads_of(r, 3)));
    return followed;
}

/* The most reads of page 2 that follow each other: whoever begins again from page 1
 * follows the link anew. */
static size_t longest_row(struct reader *r)
{
    struct tc_portal_attempts all = tc_portal_pages_read(r->t);
    size_t longest = 0, row = 0;

    for (size_t i = 0; i < all.count; i++) {
        if (all.items[i].at_ms < r->from)
            continue;
        row =
            json_integer_value(json_object_get(all.items[i].event, "page")) == 2 ? row + 1 : 0;
        longest = row > longest ? row : longest;
    }
    return longest;
}

/* Page 2 leads to page 2. */
static void repeats_end(struct reader *r)
{
    const struct tc_portal_page pages[] = { { .items = whole(r), .next = 2 },
                                            { .items = only(r->task), .next = 2 } };
    unsigned most = tc_portal_limit(r->t, "pageRepeatsMax");
    bool read = is_read(r, pages, 2);
    size_t before = 0;

    tc_portal_wait(r->t, r->mark, tc_portal_limit(r->t, "shortWatchMs"));
    while (reads_of(r, 2) > before && longest_row(r) <= most + 1) {
        before = reads_of(r, 2);
        tc_portal_watch(r->t, r->mark, tc_portal_limit(r->t, "shortestPauseMs"));
    }
    make_whole(r);
    if (!read) {
        attest(r, "P-PAG-02");
        return;
    }
    if (reads_of(r, 2) == 0) {
        say_not_followed(r, "P-PAG-02");
        return;
    }
    tc_check(r->t, longest_row(r) <= most + 1, "P-PAG-02",
             TC_AT(.part = "page whose link leads to itself"),
             TC_SAY(r->t, "đọc lại nhiều nhất %u lần", "read again at most %u times", most),
             TC_SAY(r->t, "%zu lần", "%zu times", longest_row(r) - 1));
}

/* The link to page 2, on which the task stands, has expired once. */
static void expired_link_cuts_nothing(struct reader *r)
{
    static const struct tc_portal_step expired = { .status = 410 };
    const struct tc_portal_page pages[] = { { .items = all_but(r, r->task), .next = 2 },
                                            { .items = only(r->task) } };
    struct tc_portal_attempts attempts;
    const char *wrong;
    bool read;

    tc_portal_script_page(r->t, 2, &expired, 1);
    read = is_read(r, pages, 2);
    if (read)
        see_sent(r);
    tc_portal_script_page(r->t, 2, NULL, 0);
    make_whole(r);
    if (!read) {
        attest(r, "P-PAG-03");
        return;
    }
    if (reads_of(r, 2) == 0) {
        say_not_followed(r, "P-PAG-03");
        return;
    }
    wrong = wrong_task(r, &attempts);
    if (!wrong && delivery_accepted(&attempts) == 0)
        tc_attest(
            r->t, "P-PAG-03",
            TC_TEXT("sau 410, hệ thống không gửi gì sai nhưng cũng không gửi sự kiện: hãy "
                    "cho xem nó báo lỗi",
                    "after 410 the system sends nothing wrong, but not the event either: "
                    "show that it says so"));
    else
        tc_check(r->t, !wrong, "P-PAG-03",
                 TC_AT(.part = "event whose task stands behind a link that has expired",
                       .exchange = delivery_last_exchange(&attempts)),
                 TC_SAY(r->t, "được gửi với công việc %s", "delivered with task %s", r->task),
                 TC_SAY(r->t, "công việc %s", "task %s", wrong ? wrong : ""));
}

/* Page 2 leads to another origin. */
static void token_stays_at_home(struct reader *r)
{
    const struct tc_portal_page pages[] = { { .items = whole(r), .next = 2 },
                                            { .items = json_array(), .elsewhere = true } };
    bool read = is_read(r, pages, 2);
    struct tc_portal_attempts all;
    const struct tc_portal_attempt *shown = NULL;

    tc_portal_wait(r->t, r->mark, tc_portal_limit(r->t, "shortWatchMs"));
    make_whole(r);
    if (!read) {
        attest(r, "P-PAG-04");
        return;
    }
    if (reads_of(r, 2) == 0) {
        say_not_followed(r, "P-PAG-04");
        return;
    }
    all = tc_portal_pages_read(r->t);
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].at_ms >= r->from && all.items[i].elsewhere &&
            (*all.items[i].token || all.items[i].secret_in_target))
            shown = &all.items[i];
    tc_check(
        r->t, !shown, "P-PAG-04",
        TC_AT(.part = "request to the other server", .exchange = shown ? shown->exchange : 0),
        TC_TEXT("không có mã truy cập", "no access token"),
        TC_TEXT("mã truy cập bị gửi tới máy chủ khác",
                "the access token sent to another server"));
}

static void use_list(struct reader *r)
{
    struct tc_portal_attempts attempts;

    portals_use_records(r->t);
    r->ids = json_object_get(tc_portal_facts(r->t).lists, KIND);
    if (json_array_size(r->ids) < 2)
        tc_stop_not_applicable(r->t, TC_TEXT("giao diện của cổng không có danh sách công việc "
                                             "chia trang (interfaces.portal, dialect)",
                                             "the portal's dialect has no list of tasks that "
                                             "comes in pages (interfaces.portal, dialect)"));
    attempts = portals_delivered(r->t, delivery_mark(r->t), STEP);
    r->task = task_of(r, &attempts);
    if (!r->task)
        tc_stop(r->t,
                TC_TEXT("không biết hệ thống gửi sự kiện với công việc nào của cổng",
                        "it cannot be told with which task of the portal the system sends "
                        "an event"));
}

static void lists_are_read_page_by_page(struct tc_test *t)
{
    static const char *const others[] = { "P-PAG-02", "P-PAG-03", "P-PAG-04" };
    struct reader r = { .t = t };

    use_list(&r);
    if (all_pages_are_read(&r)) {
        repeats_end(&r);
        expired_link_cuts_nothing(&r);
        token_stays_at_home(&r);
        return;
    }
    for (size_t i = 0; i < 3; i++)
        if (reads_of(&r, 0) == 0)
            attest(&r, others[i]);
        else
            say_not_followed(&r, others[i]);
}

static const struct tc_case cases[] = {
    DELIVERY_CASE_WHOLE("portal/lists-are-read-page-by-page", lists_are_read_page_by_page,
                        "P-PAG-01", "P-PAG-02", "P-PAG-03", "P-PAG-04"),
};
TC_SUITE(portal, cases);
