#include "base/check_main.h"
#include "portal/simulator.h"

#include <string.h>

#include "net/client.h"

static struct tc_arena *arena;
static struct tc_portal_simulator *sim;
static struct tc_portal_dialect *dialect;
static unsigned patience_ms; /* of the client; 0: its own */

static void start(bool page)
{
    struct tc_portal_options options = { .client_id = "vendor",
                                         .client_secret = "s&cret +1",
                                         .page = page };
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    dialect = tc_portal_dialect_load(arena, "epcis", &err);
    ck_assert_msg(dialect != NULL, "%s", err.en);
    options.dialect = dialect;
    sim = tc_portal_simulator_start(&options, &err);
    ck_assert_msg(sim != NULL, "%s", err.en);
}

static void stop(void)
{
    tc_portal_simulator_stop(sim);
    tc_portal_dialect_free(dialect);
    tc_arena_free(arena);
}

static struct tc_client_answer post(const char *path, const char *authorization,
                                    const char *body)
{
    struct tc_header headers[] = { { "Authorization", authorization }, { NULL, NULL } };
    struct tc_client_request request = { .method = body ? "POST" : "GET",
                                         .headers = authorization ? headers : NULL,
                                         .body = body,
                                         .body_len = body ? strlen(body) : 0,
                                         .timeout_ms = patience_ms };
    struct tc_client_answer answer;

    request.url = tc_arena_printf(arena, "%s%s", tc_portal_simulator_url(sim), path);
    tc_client_send(arena, &request, &answer);
    return answer;
}

#define FORM "grant_type=client_credentials&client_id=vendor&client_secret=s%26cret+%2B1"
#define DOCUMENT                                                                               \
    "{\"epcisBody\":{\"eventList\":[{\"eventID\":\"urn:x:1\",\"epcList\":[\"E\"]}]}}"

/* "Bearer TOKEN" of a fresh token. */
static const char *bearer(void)
{
    struct tc_client_answer answer = post("/oauth/token", NULL, FORM);
    json_t *json = json_loadb(answer.body, answer.body_len, 0, NULL);
    const char *text;

    ck_assert_int_eq(answer.status, 200);
    text = tc_arena_printf(arena, "Bearer %s",
                           json_string_value(json_object_get(json, "access_token")));
    json_decref(json);
    return text;
}

static void script(const char *text)
{
    struct tc_portal_script steps;
    struct tc_err err = { 0 };

    ck_assert_msg(tc_portal_script_parse(arena, "script", text, strlen(text), &steps, &err) ==
                      0,
                  "%s", err.en);
    tc_portal_ledger_play(tc_portal_simulator_ledger(sim), &steps);
}

static json_t *attempts(const char *on)
{
    char *text = tc_portal_ledger_attempts(tc_portal_simulator_ledger(sim), on);
    json_t *json = json_loads(text, 0, NULL);

    free(text);
    return json;
}

START_TEST(gives_tokens_to_its_client_alone)
{
    start(false);
    bearer();
    ck_assert_int_eq(
        post("/oauth/token", NULL, "grant_type=client_credentials&client_id=vendor").status,
        401);
    ck_assert_int_eq(post("/oauth/token", NULL,
                          "grant_type=password&client_id=vendor&client_secret=s%26cret+%2B1")
                         .status,
                     400);
    /* vendor:s&cret +1 */
    ck_assert_int_eq(
        post("/oauth/token", "Basic dmVuZG9yOnMmY3JldCArMQ==", "grant_type=client_credentials")
            .status,
        200);
    ck_assert_int_eq(post("/oauth/token", "Basic !!!!", "grant_type=client_credentials").status,
                     401);
    stop();
}
END_TEST

START_TEST(tells_of_a_job_by_script)
{
    struct tc_client_answer answer;
    const char *token;

    start(false);
    token = bearer();
    script("{\"steps\":[{\"on\":\"*\",\"job\":\"jobRunning\",\"jobTimes\":1},"
           "{\"on\":\"*\",\"job\":\"jobFailed\"}]}");
    ck_assert_int_eq(post("/capture", token, DOCUMENT).status, 202);
    ck_assert_int_eq(post("/capture", token, DOCUMENT).status, 202);
    answer = post("/capture/1", token, NULL);
    ck_assert_ptr_nonnull(strstr(answer.body, "\"running\":true"));
    answer = post("/capture/1", token, NULL);
    ck_assert_ptr_nonnull(strstr(answer.body, "\"running\":false"));
    ck_assert_ptr_nonnull(strstr(answer.body, "\"success\":true"));
    for (int i = 0; i < 2; i++) {
        answer = post("/capture/2", token, NULL);
        ck_assert_ptr_nonnull(strstr(answer.body, "\"success\":false"));
    }
    stop();
}
END_TEST

START_TEST(takes_events_and_keeps_them)
{
    struct tc_client_answer answer;
    const char *token;
    json_t *kept, *first;

    start(false);
    token = bearer();
    answer = post("/capture", token, DOCUMENT);
    ck_assert_int_eq(answer.status, 202);
    ck_assert_ptr_nonnull(strstr(tc_client_header(&answer, "Location"), "/capture/1"));
    answer = post("/capture/1", token, NULL);
    ck_assert_int_eq(answer.status, 200);
    ck_assert_ptr_nonnull(strstr(answer.body, "\"captureID\":\"1\""));
    ck_assert_int_eq(post("/capture/99", token, NULL).status, 404);
    ck_assert_int_eq(post("/capture/1abc", token, NULL).status, 404);
    ck_assert_int_eq(post("/capture/+1", token, NULL).status, 404);
    ck_assert_int_eq(post("/events", token, "{\"eventID\":\"urn:x:1\"}").status, 201);
    kept = attempts("urn:x:1");
    ck_assert_uint_eq(json_array_size(json_object_get(kept, "attempts")), 2);
    first = json_array_get(json_object_get(kept, "attempts"), 0);
    ck_assert_int_eq(json_integer_value(json_object_get(first, "status")), 202);
    ck_assert_ptr_null(strstr(json_string_value(json_object_get(first, "headers")), token));
    json_decref(kept);
    stop();
}
END_TEST

START_TEST(refuses_strangers_and_rubbish)
{
    start(false);
    ck_assert_int_eq(post("/capture", NULL, DOCUMENT).status, 401);
    ck_assert_int_eq(post("/capture", "Bearer nonesuch", DOCUMENT).status, 401);
    ck_assert_int_eq(post("/capture", bearer(), "{").status, 400);
    ck_assert_int_eq(post("/capture", bearer(), "{\"epcisBody\":[]}").status, 400);
    ck_assert_int_eq(post("/nowhere", bearer(), DOCUMENT).status, 404);
    stop();
}
END_TEST

/* Of a stranger a large body is neither read nor kept; a token that was once given is
 * no stranger's. */
START_TEST(keeps_little_of_strangers)
{
    const char *token, *large;
    json_t *kept;
    size_t len;

    start(false);
    token = bearer();
    large = tc_arena_printf(arena, "%s%*s", DOCUMENT, 100000, "");
    ck_assert_int_eq(post("/capture", NULL, large).status, 401);
    ck_assert_ptr_null(tc_portal_ledger_body(tc_portal_simulator_ledger(sim), arena, 2, &len));
    kept = attempts("E");
    ck_assert_uint_eq(json_array_size(json_object_get(kept, "attempts")), 0);
    json_decref(kept);
    tc_portal_simulator_revoke(sim);
    ck_assert_int_eq(post("/capture", token, large).status, 401);
    kept = attempts("E");
    ck_assert_uint_eq(json_array_size(json_object_get(kept, "attempts")), 1);
    json_decref(kept);
    stop();
}
END_TEST

START_TEST(answers_by_script_then_normally)
{
    struct tc_client_answer answer;
    const char *token;

    start(false);
    token = bearer();
    script("{\"steps\":[{\"on\":\"E\",\"status\":503,\"retryAfter\":\"date+2\",\"times\":2},"
           "{\"on\":\"E\",\"behaviour\":\"cut\"},{\"on\":\"E\",\"behaviour\":\"reset\"},"
           "{\"on\":\"E\",\"behaviour\":\"unfinished\"},{\"on\":\"E\",\"status\":401},{\"on\":"
           "\"token\",\"status\":500}]}");
    answer = post("/capture", token, DOCUMENT);
    ck_assert_int_eq(answer.status, 503);
    ck_assert_ptr_nonnull(strstr(tc_client_header(&answer, "Retry-After"), "GMT"));
    ck_assert_int_eq(post("/events", token, "{\"eventID\":\"other\"}").status, 201);
    ck_assert_int_eq(post("/capture", token, DOCUMENT).status, 503);
    ck_assert_int_eq(post("/capture", token, DOCUMENT).failure, TC_FAILURE_CUT);
    ck_assert_int_eq(post("/capture", token, DOCUMENT).status, 0);
    ck_assert_str_eq(post("/capture", token, DOCUMENT).body, "{\"title\":\"scr");
    ck_assert_int_eq(post("/capture", token, DOCUMENT).status, 401);
    ck_assert_int_eq(post("/capture", token, DOCUMENT).status, 401); /* revoked */
    ck_assert_int_eq(post("/oauth/token", NULL, FORM).status, 500);
    ck_assert_int_eq(post("/capture", bearer(), DOCUMENT).status, 202);
    stop();
}
END_TEST

START_TEST(forgets_what_is_left_of_a_script)
{
    const char *token;

    start(false);
    token = bearer();
    script("{\"steps\":[{\"on\":\"E\",\"status\":503,\"times\":9}]}");
    ck_assert_int_eq(post("/capture", token, DOCUMENT).status, 503);
    script("{\"forget\":\"E\",\"steps\":[{\"on\":\"E\",\"status\":500}]}");
    ck_assert_int_eq(post("/capture", token, DOCUMENT).status, 500);
    ck_assert_int_eq(post("/capture", token, DOCUMENT).status, 202);
    stop();
}
END_TEST

START_TEST(sends_clients_elsewhere_and_in_circles)
{
    struct tc_client_answer answer;
    const char *token, *location;
    json_t *kept, *last;

    start(false);
    token = bearer();
    script("{\"steps\":[{\"on\":\"E\",\"behaviour\":\"redirect-elsewhere\"},"
           "{\"on\":\"E\",\"behaviour\":\"redirect-loop\"},"
           "{\"on\":\"E\",\"status\":503,\"behaviour\":\"huge\"}]}");
    answer = post("/capture", token, DOCUMENT);
    ck_assert_int_eq(answer.status, 307);
    location = tc_client_header(&answer, "Location");
    ck_assert(!tc_client_same_origin(location, tc_portal_simulator_url(sim)));
    ck_assert(strncmp(location, "http://127.0.0.1:", 17) == 0);
    tc_client_send(arena, &(struct tc_client_request){ .url = location }, &answer);
    ck_assert_int_eq(answer.status, 200); /* of a GET, which has delivered nothing */
    kept = attempts("E");                 /* known by the request that was sent there */
    last = json_array_get(json_object_get(kept, "attempts"), 1);
    ck_assert(json_is_true(json_object_get(last, "elsewhere")));
    ck_assert_str_eq(json_string_value(json_object_get(last, "token")), "");
    json_decref(kept);
    answer = post("/capture", token, DOCUMENT);
    ck_assert_str_eq(tc_client_header(&answer, "Location"), "/capture");
    answer = post("/capture", token, DOCUMENT);
    ck_assert_int_eq(answer.status, 503);
    ck_assert_int_eq(answer.failure, TC_FAILURE_TOO_LARGE);
    stop();
}
END_TEST

START_TEST(gives_tokens_of_any_lifetime)
{
    start(false);
    script("{\"steps\":[{\"on\":\"token\",\"expiresIn\":\"\\\"60\\\"\"},"
           "{\"on\":\"token\",\"expiresIn\":\"-1\"},"
           "{\"on\":\"token\",\"expiresIn\":\"none\"}]}");
    ck_assert_ptr_nonnull(
        strstr(post("/oauth/token", NULL, FORM).body, "\"expires_in\":\"60\""));
    ck_assert_ptr_nonnull(strstr(post("/oauth/token", NULL, FORM).body, "\"expires_in\":-1"));
    ck_assert_ptr_null(strstr(post("/oauth/token", NULL, FORM).body, "expires_in"));
    ck_assert_ptr_nonnull(strstr(post("/oauth/token", NULL, FORM).body, "\"expires_in\":3600"));
    stop();
}
END_TEST

START_TEST(notices_secrets_in_the_target)
{
    const char *token;
    json_t *kept, *first;

    start(false);
    token = bearer();
    post(tc_arena_printf(arena, "/capture?access_token=%s", token + 7), token, DOCUMENT);
    kept = attempts("E");
    first = json_array_get(json_object_get(kept, "attempts"), 0);
    ck_assert(json_is_true(json_object_get(first, "secretInTarget")));
    ck_assert_str_eq(json_string_value(json_object_get(first, "target")), "/capture?[secret]");
    json_decref(kept);
    stop();
}
END_TEST

/* The secret with its first letter escaped, in a query and in a path. */
START_TEST(notices_escaped_secrets)
{
    static const char *const targets[][2] = {
        { "/capture?s=%73%26cret+%2b1", "/capture?[secret]" },
        { "/capture/s&%63ret%20+1", "/[secret]" },
    };
    json_t *kept, *list;
    char *text;

    start(false);
    for (size_t i = 0; i < 2; i++)
        post(targets[i][0], NULL, NULL);
    text = tc_portal_ledger_recent(tc_portal_simulator_ledger(sim), 2, 1);
    kept = json_loads(text, 0, NULL);
    free(text);
    list = json_object_get(kept, "arrivals");
    for (size_t i = 0; i < 2; i++) {
        const json_t *a = json_array_get(list, 1 - i);

        ck_assert(json_is_true(json_object_get(a, "secretInTarget")));
        ck_assert_str_eq(json_string_value(json_object_get(a, "target")), targets[i][1]);
    }
    json_decref(kept);
    stop();
}
END_TEST

/* One byte a second goes on for longer than any client says that it waits. */
START_TEST(drips_for_long)
{
    struct tc_client_answer answer;

    start(false);
    script("{\"steps\":[{\"on\":\"token\",\"behaviour\":\"drip\"}]}");
    patience_ms = 1500;
    answer = post("/oauth/token", NULL, FORM);
    patience_ms = 0;
    ck_assert_int_eq(answer.failure, TC_FAILURE_TIMEOUT);
    ck_assert_int_ge(atoi(tc_client_header(&answer, "Content-Length")), 1024);
    stop();
}
END_TEST

START_TEST(shows_people_what_arrived)
{
    struct tc_client_answer answer;

    start(true);
    post("/events", bearer(), "{\"eventID\":\"<b>&\",\"type\":\"ObjectEvent\"}");
    answer = post("/", NULL, NULL);
    ck_assert_int_eq(answer.status, 200);
    ck_assert_ptr_nonnull(strstr(answer.body, "<b>2</b><span>yêu cầu tất cả"));
    ck_assert_ptr_nonnull(strstr(answer.body, "&lt;b&gt;&amp;"));
    ck_assert_ptr_null(strstr(answer.body, "<b>&<"));
    ck_assert_ptr_nonnull(strstr(answer.body, "<b>ObjectEvent</b>"));
    ck_assert_ptr_nonnull(
        strstr(post("/?lang=en", NULL, NULL).body, "<b>2</b><span>requests in all"));
    stop();
}
END_TEST

START_TEST(tells_mistakes_in_a_script)
{
    static const char *const wrong[][2] = {
        { "{\"steps\":[{\"status\":503}]}", "\"on\" is missing" },
        { "{\"steps\":[{\"on\":\"*\",\"behaviour\":\"cutt\"}]}", "did you mean \"cut\"" },
        { "{\"steps\":[{\"on\":\"*\",\"status\":99}]}", "from 200 to 599" },
        { "{\"steps\":[{\"on\":\"*\",\"staus\":503}]}", "did you mean \"status\"" },
        { "{\"steps\":{}}", "must be a list" },
        { "[", "not valid JSON" }
    };
    struct tc_portal_script steps;

    arena = tc_arena_new();
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct tc_err err = { 0 };

        ck_assert_int_eq(tc_portal_script_parse(arena, "s.json", wrong[i][0],
                                                strlen(wrong[i][0]), &steps, &err),
                         -1);
        ck_assert_msg(strstr(err.en, wrong[i][1]) != NULL, "%s", err.en);
    }
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("simulator", gives_tokens_to_its_client_alone, takes_events_and_keeps_them,
              tells_of_a_job_by_script, refuses_strangers_and_rubbish,
              keeps_little_of_strangers, answers_by_script_then_normally,
              forgets_what_is_left_of_a_script, sends_clients_elsewhere_and_in_circles,
              gives_tokens_of_any_lifetime, notices_secrets_in_the_target,
              notices_escaped_secrets, drips_for_long, shows_people_what_arrived,
              tells_mistakes_in_a_script)
