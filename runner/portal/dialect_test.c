#include "base/check_main.h"
#include "portal/dialect.h"

#include <string.h>

#include "base/file.h"

static struct tc_arena *arena;
static struct tc_err err;

static const char *shipped = "epcis";

/* The shipped dialect with one text in place of another. */
static struct tc_portal_dialect *mended(const char *from, const char *to)
{
    const char *path = tc_arena_printf(arena, "%s/suites/portal/dialects/%s.json",
                                       tc_file_home(arena), shipped);
    size_t len;
    const char *bytes = tc_file_read(arena, path, 1 << 20, &len, &err);
    const char *at = strstr(bytes, from);
    const char *text;

    ck_assert_ptr_nonnull(at);
    text = tc_arena_printf(arena, "%.*s%s%s", (int)(at - bytes), bytes, to, at + strlen(from));
    err = (struct tc_err){ 0 };
    return tc_portal_dialect_parse(arena, "epcis.json", text, strlen(text), &err);
}

#define LIST                                                                                   \
    "\"does\": \"read\", \"list\": {\"record\":\"task\",\"items\":\"/data\",\"id\":\"/id\","   \
    "\"parameter\":\"p\",\"next\":"

static void refuses(const char *from, const char *to, const char *why)
{
    ck_assert_ptr_null(mended(from, to));
    ck_assert_msg(strstr(err.en, why) != NULL, "%s", err.en);
    ck_assert_int_gt(err.line, 0);
}

START_TEST(reads_the_shipped_dialect)
{
    struct tc_portal_dialect *dialect;
    const struct tc_portal_route *route;
    const char *id;

    arena = tc_arena_new();
    dialect = tc_portal_dialect_load(arena, "epcis", &err);
    ck_assert_msg(dialect != NULL, "%s", err.en);
    ck_assert_str_eq(dialect->name, "epcis");
    ck_assert_uint_eq(dialect->token_lifetime_s, 3600);
    ck_assert_ptr_nonnull(strstr(dialect->assumption.en, "not public"));
    route = tc_portal_dialect_route(dialect, arena, "POST", "/capture", &id);
    ck_assert_int_eq(route->does, TC_PORTAL_DELIVER);
    ck_assert_str_eq(route->events, "/epcisBody/eventList");
    route = tc_portal_dialect_route(dialect, arena, "GET", "/capture/17", &id);
    ck_assert_int_eq(route->does, TC_PORTAL_READ);
    ck_assert_str_eq(id, "17");
    ck_assert_ptr_null(tc_portal_dialect_route(dialect, arena, "GET", "/capture/1/2", &id));
    ck_assert_ptr_null(tc_portal_dialect_route(dialect, arena, "GET", "/capture/", &id));
    ck_assert_ptr_null(tc_portal_dialect_route(dialect, arena, "PUT", "/capture", &id));
    tc_portal_dialect_free(dialect);
    tc_arena_free(arena);
}
END_TEST

START_TEST(fills_in_its_answers)
{
    struct tc_portal_values values = {
        .base = "http://h", .id = "7", .token = "t\"k", .lifetime_s = 60
    };
    struct tc_portal_dialect *dialect;
    struct tc_server_answer answer;

    arena = tc_arena_new();
    dialect = tc_portal_dialect_load(arena, "epcis", &err);
    tc_portal_dialect_answer(dialect, arena, "captured", &values, &answer);
    ck_assert_int_eq(answer.status, 202);
    ck_assert_str_eq(answer.headers[0].value, "http://h/capture/7");
    tc_portal_dialect_answer(dialect, arena, "token", &values, &answer);
    ck_assert_str_eq(
        answer.body,
        "{\"access_token\":\"t\\\"k\",\"token_type\":\"Bearer\",\"expires_in\":60}");
    values.status = 503;
    tc_portal_dialect_answer(dialect, arena, "scripted", &values, &answer);
    ck_assert_int_eq(answer.status, 503);
    ck_assert_ptr_nonnull(strstr(answer.body, "\"status\":503"));
    tc_portal_dialect_free(dialect);
    tc_arena_free(arena);
}
END_TEST

START_TEST(tells_mistakes_with_their_place)
{
    arena = tc_arena_new();
    refuses("\"routes\"", "\"rotes\"", "did you mean \"routes\"");
    refuses("\"does\": \"deliver\"", "\"does\": \"delivery\"", "did you mean \"deliver\"");
    refuses("\"answer\": \"captured\"", "\"answer\": \"capture\"", "did you mean \"captured\"");
    refuses("{lifetimeS}", "{lifetime}", "did you mean \"lifetimeS\"");
    refuses("\"malformed\": {", "\"broken\": {", "the answer \"malformed\" is missing");
    refuses("\"status\": 202", "\"status\": 99", "from 200 to 599");
    refuses("\"path\": \"/capture\"", "\"path\": \"capture\"", "begins with");
    refuses("\"events\": null, ", "", "\"events\" is missing");
    refuses("\"does\": \"deliver\", \"events\": \"/epcisBody/eventList\"",
            "\"does\": \"record\", \"record\": \"lot\", \"key\": \"/a\", \"body\": \"xml\"",
            "\"events\" is missing");
    refuses("\"does\": \"read\"", LIST "\"next\"}", "must be a member");
    refuses("\"does\": \"read\"", LIST "\"/a/b\"}", "must be a member");
    refuses("\"does\": \"read\"", LIST "7}", "must be a string");
    refuses("\"body\": {", "\"body\": [", "not valid JSON");
    ck_assert_ptr_null(tc_portal_dialect_load(arena, "nonesuch", &err));
    tc_arena_free(arena);
}
END_TEST

/* A body that is a text is XML. */
START_TEST(a_portal_may_want_signed_messages)
{
    const struct tc_portal_values values = { .status = 503, .event_id = "<&\"'>" };
    struct tc_portal_dialect *dialect;
    struct tc_server_answer answer;

    arena = tc_arena_new();
    dialect = tc_portal_dialect_load(arena, "epcis12-soap", &err);
    ck_assert_msg(dialect != NULL, "%s", err.en);
    ck_assert_int_eq(dialect->sign_in, TC_PORTAL_BY_WS_SECURITY);
    tc_portal_dialect_answer(dialect, arena, "scripted", &values, &answer);
    ck_assert_int_eq(answer.status, 503);
    ck_assert_ptr_nonnull(strstr(answer.body, "scripted (503)</faultstring>"));
    ck_assert_uint_eq(answer.body_len, strlen(answer.body));
    tc_portal_dialect_free(dialect);
    shipped = "epcis12-soap";
    dialect = mended("scripted ({status})", "{eventID}");
    tc_portal_dialect_answer(dialect, arena, "scripted", &values, &answer);
    ck_assert_ptr_nonnull(strstr(answer.body, " &lt;&amp;&quot;&apos;&gt;<"));
    tc_portal_dialect_free(dialect);
    refuses("\"ws-security\"", "\"ws-securty\"", "did you mean \"ws-security\"");
    refuses("\"ws-security\"", "\"token\"", "\"tokenLifetimeS\" is missing");
    refuses("\"signIn\"", "\"tokenLifetimeS\": 60, \"signIn\"", "gives no access tokens");
    refuses("\"does\": \"deliver\"", "\"does\": \"read\"", "there is only");
    refuses("\"body\": \"xml\"", "\"body\": \"json\"", "there is only");
    tc_arena_free(arena);
    shipped = "epcis";
}
END_TEST

TC_CHECK_MAIN("dialect", reads_the_shipped_dialect, fills_in_its_answers,
              tells_mistakes_with_their_place, a_portal_may_want_signed_messages)
