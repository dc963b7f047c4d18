#define _XOPEN_SOURCE 700 /* nftw */
#include "base/check_main.h"
#include "tracecert/portal.h"

#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "engine/test.h"
#include "net/client.h"
#include "portal/control.h"
#include "portal/process.h"

static const char system_text[] =
    "{\"name\":\"n\",\"vendor\":\"v\",\"version\":\"1\",\"contact\":\"c\",\"roles\":["
    "\"portal-client\"],\"interfaces\":{\"portal\":{\"listen\":\"127.0.0.1:0\",\"clientId\":"
    "\"vendor\",\"clientSecret\":\"env:CASE_TEST_SECRET\"}},"
    "\"limits\":{\"portalDeliveryMs\":200}}";

static struct tc_arena *arena;
static struct tc_portal portal;
static struct tc_portal_dialect *dialect;
static char run_dir[] = "/tmp/tracecert-case-test-XXXXXX";
static unsigned checked; /* by the case of the test, which runs in this process */

static void start(void)
{
    struct tc_portal_options options = { .client_id = "vendor", .client_secret = "secret-1" };
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    options.dialect = dialect = tc_portal_dialect_load(arena, "epcis", &err);
    ck_assert_msg(dialect != NULL, "%s", err.en);
    ck_assert_msg(tc_portal_start(arena, &options, &portal, &err) == 0, "%s", err.en);
    ck_assert_ptr_nonnull(mkdtemp(run_dir));
    ck_assert_int_eq(tc_file_mkdirs(tc_arena_printf(arena, "%s/blobs", run_dir), &err), 0);
}

static int delete_one(const char *path, const struct stat *info, int type, struct FTW *at)
{
    (void)info;
    (void)type;
    (void)at;
    return remove(path);
}

static void stop(void)
{
    nftw(run_dir, delete_one, 16, FTW_DEPTH | FTW_PHYS);
    tc_portal_stop(&portal);
    tc_portal_dialect_free(dialect);
    tc_arena_free(arena);
}

/* Run the function as a case; gives what it wrote. */
static const char *run_case(void (*run)(struct tc_test *t), const char *control)
{
    static const char *const requirements[] = { "P-DAT-01", NULL };
    const struct tc_case c = { .id = "portal/test", .requirements = requirements, .run = run };
    const char *const controls[] = { control, NULL };
    struct tc_context context = { .run_dir = run_dir, .portal_controls = controls };
    struct tc_err err = { 0 };
    FILE *out = tmpfile();
    static char written[65536];
    size_t len;

    context.system = tc_system_parse(arena, "s.json", system_text, strlen(system_text), &err);
    ck_assert_msg(context.system != NULL, "%s", err.en);
    context.catalogue = tc_catalogue_load(
        tc_arena_printf(arena, "%s/suites/requirements", tc_file_home(arena)), &err);
    context.started_ms = tc_clock_ms();
    tc_test_run(&context, &c, 0, fileno(out), tc_clock_ms() + 20000, NULL);
    rewind(out);
    len = fread(written, 1, sizeof(written) - 1, out);
    written[len] = '\0';
    fclose(out);
    tc_catalogue_free((struct tc_catalogue *)context.catalogue);
    tc_system_free((struct tc_system *)context.system);
    return written;
}

static long post(const char *path, const char *authorization, const char *body,
                 char *answer_body)
{
    const struct tc_header headers[] = { { "Authorization", authorization }, { NULL, NULL } };
    struct tc_client_request request = { .method = "POST",
                                         .headers = authorization ? headers : NULL,
                                         .body = body,
                                         .body_len = strlen(body) };
    struct tc_client_answer answer;

    request.url = tc_arena_printf(arena, "%s%s", portal.url, path);
    tc_client_send(arena, &request, &answer);
    if (answer_body)
        snprintf(answer_body, 1000, "%s", answer.body);
    return answer.failure ? 0 : answer.status;
}

/* Deliver an event as a client would, with a new token. */
static long deliver(const char *event)
{
    char body[1000] = "", *token;

    post("/oauth/token", NULL,
         "grant_type=client_credentials&client_id=vendor&client_secret=secret-1", body);
    token = strstr(body, "access_token\":\"");
    ck_assert_ptr_nonnull(token);
    token += strlen("access_token\":\"");
    token[strcspn(token, "\"")] = '\0';
    return post("/events", tc_arena_printf(arena, "Bearer %s", token), event, NULL);
}

static void follows_its_script(struct tc_test *t)
{
    const struct tc_portal_step steps[] = { { .status = 503, .times = 2 }, { .cut = true } };
    double from = tc_test_now_ms(t);
    struct tc_portal_attempts attempts;

    tc_portal_script(t, "urn:a", steps, 2);
    ck_assert_int_eq(deliver("{\"eventID\":\"urn:a\",\"b\":1,\"a\":2}"), 503);
    ck_assert_uint_eq(tc_portal_wait(t, "urn:a", 0).count, 1); /* within 200 ms */
    ck_assert_int_eq(deliver("{\"a\":2,\"b\":1,\"eventID\":\"urn:a\"}"), 503);
    ck_assert_int_eq(deliver("{\"eventID\":\"urn:a\"}"), 0);
    ck_assert_int_eq(deliver("{\"eventID\":\"urn:other\"}"), 201);
    ck_assert_int_eq(deliver("{\"eventID\":\"urn:a\"}"), 201);
    attempts = tc_portal_wait(t, "urn:a", 0);
    ck_assert_uint_eq(attempts.count, 4);
    ck_assert_int_eq(attempts.items[0].status, 503);
    ck_assert_int_eq(attempts.items[2].status, 0);
    ck_assert_int_eq(attempts.items[3].status, 201);
    ck_assert_str_eq(attempts.items[0].event_sha, attempts.items[1].event_sha);
    ck_assert_str_ne(attempts.items[0].event_sha, attempts.items[2].event_sha);
    ck_assert_str_ne(attempts.items[0].token, attempts.items[1].token);
    ck_assert(attempts.items[0].at_ms >= from && attempts.items[0].at_ms <= tc_test_now_ms(t));
    ck_assert_int_eq(attempts.items[3].exchange, attempts.items[0].exchange + 3);
    ck_assert_uint_eq(tc_portal_token_requests(t, from, tc_test_now_ms(t)), 5);
    ck_assert_uint_eq(tc_portal_token_requests(t, 0, from), 0);
    ck_assert(tc_portal_first_token_request_ms(t, from) >= from &&
              tc_portal_first_token_request_ms(t, from) <= attempts.items[0].at_ms);
    ck_assert(tc_portal_first_token_request_ms(t, tc_test_now_ms(t)) < 0);
    ck_assert(!tc_portal_token_secret_shown(t));
    checked++;
}

START_TEST(answers_follow_the_script_of_a_case)
{
    const char *written;

    start();
    written = run_case(follows_its_script, portal.control);
    ck_assert_uint_eq(checked, 1);
    ck_assert_ptr_nonnull(strstr(written, "portal:/events"));
    ck_assert_ptr_null(strstr(written, "Bearer"));
    stop();
}
END_TEST

static void forgets(struct tc_test *t)
{
    tc_portal_script(t, "urn:a", &(struct tc_portal_step){ .status = 400, .times = 99 }, 1);
    ck_assert_int_eq(deliver("{\"eventID\":\"urn:a\"}"), 400);
    tc_portal_script(t, "urn:a", NULL, 0);
    ck_assert_int_eq(deliver("{\"eventID\":\"urn:a\"}"), 201);
    ck_assert_uint_eq(tc_portal_watch(t, "urn:a", 10).count, 2);
    ck_assert_uint_gt(tc_portal_limit(t, "quietMs"), 0);
    checked++;
}

START_TEST(a_script_can_be_taken_back)
{
    start();
    run_case(forgets, portal.control);
    ck_assert_uint_eq(checked, 1);
    stop();
}
END_TEST

static void leaves_all_behind(struct tc_test *t)
{
    const struct tc_portal_step busy = { .status = 503, .times = 99 };

    tc_portal_script_token(t, &busy, 1);
    tc_portal_script(t, "*", &busy, 1);
    checked++;
    tc_stop(t, TC_TEXT("dừng", "stopped"));
}

/* Whoever comes next begins with that question (portal/case.c). */
START_TEST(a_stopped_case_leaves_nothing_behind)
{
    struct tc_err err = { 0 };

    start();
    run_case(leaves_all_behind, portal.control);
    ck_assert_uint_eq(checked, 1);
    ck_assert_int_eq(tc_portal_control_settle(arena, portal.control, &err), 0);
    ck_assert_int_eq(deliver("{\"eventID\":\"urn:a\"}"), 201);
    stop();
}
END_TEST

static void asks_for_nonsense(struct tc_test *t)
{
    tc_portal_limit(t, "nonesuch");
    checked++;
}

static void waits(struct tc_test *t)
{
    tc_portal_wait(t, "urn:a", 0);
    checked++;
}

START_TEST(what_cannot_be_asked_ends_the_case)
{
    start();
    ck_assert_ptr_nonnull(strstr(run_case(asks_for_nonsense, portal.control), "nonesuch"));
    ck_assert_ptr_nonnull(strstr(run_case(waits, NULL), "SETUP"));
    tc_portal_stop(&portal);
    ck_assert_ptr_nonnull(strstr(run_case(waits, portal.control), "ERROR"));
    ck_assert_uint_eq(checked, 0);
    stop();
}
END_TEST

/* A client that has never delivered ends each case; one that has does not. */
START_TEST(a_dead_client_is_waited_for_once)
{
    start();
    ck_assert_ptr_nonnull(strstr(run_case(waits, portal.control), "within 200 ms"));
    ck_assert_ptr_nonnull(strstr(run_case(waits, portal.control), "INCONCLUSIVE"));
    ck_assert_uint_eq(checked, 0);
    ck_assert_int_eq(deliver("{\"eventID\":\"urn:late\"}"), 201);
    run_case(waits, portal.control); /* it lives: silence is judged by the case */
    ck_assert_uint_eq(checked, 1);
    stop();
}
END_TEST

START_TEST(tells_why_it_does_not_start)
{
    struct tc_portal_options options = { .client_id = "vendor", .client_secret = "secret-1" };
    struct tc_portal second;
    struct tc_err err = { 0 };

    start();
    options.dialect = dialect;
    options.port = (unsigned)atoi(strrchr(portal.url, ':') + 1);
    ck_assert_int_eq(tc_portal_start(arena, &options, &second, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.en, "cannot listen at"));
    ck_assert_ptr_nonnull(strstr(err.vi, "không lắng nghe được"));
    stop();
}
END_TEST

TC_CHECK_MAIN("portal case", answers_follow_the_script_of_a_case, a_script_can_be_taken_back,
              a_stopped_case_leaves_nothing_behind, a_dead_client_is_waited_for_once,
              what_cannot_be_asked_ends_the_case, tells_why_it_does_not_start)
