#include "engine/system.h"

#include <stdio.h>
#include <string.h>

#include "base/check_main.h"
#include "base/file.h"
#include "base/json.h"
#include "engine/registry.h"

static struct tc_arena *arena;

#define WHO "\"name\":\"n\",\"vendor\":\"v\",\"version\":\"1\",\"contact\":\"c\","

/* What the reader says of a description: "" when it is right. */
static const char *said_of(const char *text)
{
    struct tc_err err = { 0 };
    struct tc_system *system = tc_system_parse(arena, "s.json", text, strlen(text), &err);

    tc_system_free(system);
    return system ? "" : tc_err_show(&err, TC_EN, arena);
}

static void says(const char *text, const char *words)
{
    const char *said = said_of(text);

    ck_assert_msg(strstr(said, words) != NULL, "%s\n  gives: %s", text, said);
}

START_TEST(errors_tell_the_place_and_the_word_meant)
{
    arena = tc_arena_new();
    says("{\n  nope", "s.json:2:");
    says("{" WHO "\"role\":[\"resolver\"]}", "/role");
    says("{" WHO "\"roles\":[]}", "at least one role");
    says("{" WHO "\"roles\":[\"resolvr\"]}", "did you mean resolver");
    says("{" WHO
         "\"roles\":[\"resolver\"],\"interfaces\":{},\n\"limits\":{\"captureJobMs\":0}}",
         "s.json:2:26: /limits/captureJobMs");
    says("{" WHO "\"roles\":[\"resolver\"],\"interfaces\":{},\"statement\":{\"capture.events\":"
         "\"maybe\"}}",
         "must be \"yes\" or \"no\"");
    says(
        "{" WHO
        "\"roles\":[\"resolver\"],\"interfaces\":{},\"statement\":{\"capture.event\":\"yes\"}}",
        "capture.events");
    says("{" WHO
         "\"roles\":[\"resolver\"],\"interfaces\":{\"resolver\":{\"url\":\"ftp://h\"}}}",
         "must be an http");
    tc_arena_free(arena);
}
END_TEST

#define PORTAL(more)                                                                           \
    "{\"listen\":\"127.0.0.1:0\",\"clientId\":\"c\",\"clientSecret\":\"env:S\"" more "}"
#define WITH(interfaces)                                                                       \
    "{" WHO "\"roles\":[\"portal-client\"],\"interfaces\":{" interfaces "}}"

static struct tc_system *parsed(const char *text)
{
    struct tc_err err = { 0 };
    struct tc_system *system;

    arena = tc_arena_new();
    system = tc_system_parse(arena, "s.json", text, strlen(text), &err);
    ck_assert_msg(system != NULL, "%s", err.en);
    return system;
}

START_TEST(there_may_be_several_portals)
{
    const char *text = WITH("\"portal\":[" PORTAL("") "," PORTAL(
        ",\"dialect\":\"txng\",\"name\":\"national\"") "]");
    struct tc_system *system = parsed(text);

    ck_assert_uint_eq(system->portal_count, 2);
    ck_assert_str_eq(system->portals[0].dialect, "epcis");
    ck_assert_str_eq(system->portals[1].name, "national");
    tc_system_free(system);
    says(WITH("\"portal\":[]"), "1 to 4 portals");
    says(WITH("\"portal\":[" PORTAL(",\"dialekt\":\"x\"") "]"), "did you mean dialect");
    tc_arena_free(arena);
}
END_TEST

#define CLIENT(more) "\"portal\":{\"listen\":\"h:0\",\"clientId\":\"c\"" more "}"

START_TEST(a_client_shows_itself_by_one_way)
{
    struct tc_system *system =
        parsed(WITH(CLIENT(",\"clientKey\":\"k.pem\",\"clientCertificate\":\"c.pem\"")));

    ck_assert_str_eq(system->portals[0].client_key, "k.pem");
    ck_assert_str_eq(system->portals[0].client_certificate, "c.pem");
    ck_assert_ptr_null(system->portals[0].client_secret);
    tc_system_free(system);
    tc_arena_free(arena);
    system = parsed(WITH(CLIENT(",\"clientCertificate\":\"c.pem\"")));
    tc_system_free(system);
    says(WITH(CLIENT("")), "clientSecret");
    says(WITH(CLIENT(",\"clientKey\":\"k\",\"clientSecret\":\"env:S\"")), "in place of");
    says(WITH(CLIENT(",\"clientKey\":\"\"")), "must be a string that is not empty");
    tc_arena_free(arena);
}
END_TEST

#define FURTHER(listen) ",\"connections\":[" listen "]"

START_TEST(the_first_portal_may_have_further_connections)
{
    const char *text =
        WITH("\"portal\":[" PORTAL(FURTHER("\"127.0.0.1:9\"")) "," PORTAL("") "]");
    struct tc_system *system = parsed(text);

    ck_assert_uint_eq(system->portal_count, 2);
    ck_assert_uint_eq(system->further_count, 1);
    ck_assert_uint_eq(system->portals[2].port, 9);
    ck_assert_str_eq(system->portals[2].client_id, "c");
    tc_system_free(system);
    says(WITH("\"portal\":" PORTAL(FURTHER("7"))), "must be like 127.0.0.1:8490");
    says(WITH("\"portal\":" PORTAL(",\"connections\":7")), "must be a list");
    says(WITH("\"portal\":" PORTAL(FURTHER("\"h:1\",\"h:2\",\"h:3\",\"h:4\""))), "3 addresses");
    says(WITH("\"portal\":[" PORTAL("") "," PORTAL(FURTHER("\"h:1\"")) "]"), "only the first");
    tc_arena_free(arena);
}
END_TEST

START_TEST(events_go_in_by_one_way)
{
    arena = tc_arena_new();
    says(WITH("\"entry\":{}"), "exactly one of");
    says(WITH("\"entry\":{\"command\":[\"a\"],\"url\":\"http://h\"}"), "exactly one of");
    says(WITH("\"entry\":{\"command\":\"a\"}"), "list of a command's words");
    says(WITH("\"entry\":{\"person\":{\"deadlineS\":0}}"), "from 1 to 86400");
    ck_assert_str_eq(said_of(WITH("\"entry\":{\"command\":[\"a\"]}")), "");
    ck_assert_str_eq(said_of(WITH("\"entry\":{\"url\":\"http://h/in\"}")), "");
    ck_assert_str_eq(said_of(WITH("\"entry\":{\"person\":{\"deadlineS\":60}}")), "");
    tc_arena_free(arena);
}
END_TEST

#define NOTICES(more) "\"notices\":{\"url\":\"http://h/in/\",\"secret\":\"env:S\"" more "}"

START_TEST(notices_may_have_a_receiver)
{
    struct tc_system *system =
        parsed(WITH(NOTICES(",\"handshake\":true,\"effects\":{\"url\":\"http://h/e/{id}\"}")));

    ck_assert_str_eq(system->notices.receiver.url, "http://h/in");
    ck_assert_str_eq(system->notices.effects.url, "http://h/e/{id}");
    ck_assert(system->notices.handshake);
    tc_system_free(system);
    says(WITH("\"notices\":{\"url\":\"http://h\"}"), "missing: secret");
    says(WITH("\"notices\":{\"url\":\"http://h\",\"secret\":\"whsec_MDEy\"}"),
         "use env:NAME or file:PATH");
    says(WITH(NOTICES(",\"efects\":{}")), "did you mean effects");
    says(WITH(NOTICES(",\"effects\":{\"url\":\"http://h/e\"}")), "placeholder {id}");
    tc_arena_free(arena);
}
END_TEST

START_TEST(a_secret_never_stands_in_the_file)
{
    arena = tc_arena_new();
    says("{" WHO "\"roles\":[\"resolver\"],\"interfaces\":{\"resolver\":{\"url\":\"http://h/\","
         "\"auth\":{\"type\":\"bearer\",\"token\":\"abcdef\"}}}}",
         "use env:NAME or file:PATH");
    says("{" WHO "\"roles\":[\"resolver\"],\"interfaces\":{\"resolver\":"
         "{\"url\":\"http://user:pw@h/\"}}}",
         "without user name and password");
    tc_arena_free(arena);
}
END_TEST

START_TEST(the_example_is_right)
{
    struct tc_err err = { 0 };
    struct tc_system *system;

    arena = tc_arena_new();
    system = tc_system_load(
        arena,
        tc_arena_printf(arena, "%s/fixtures/systems/reference.json", tc_file_home(arena)),
        &err);
    ck_assert_msg(system != NULL, "%s", tc_err_show(&err, TC_EN, arena));
    for (int role = 0; role < TC_ROLES; role++)
        ck_assert_msg(system->roles[role], "the example lacks %s",
                      tc_role_name((enum tc_role)role));
    tc_system_free(system);
    tc_arena_free(arena);
}
END_TEST

/* --- the schema that editors use, and the guide ------------------------------ */

static json_t *schema;

static json_t *in_schema(const char *const *path)
{
    json_t *at = schema;

    for (; *path; path++)
        at = json_object_get(at, *path);
    ck_assert_ptr_nonnull(at);
    return at;
}

#define IN_SCHEMA(...) in_schema((const char *const[]){ __VA_ARGS__, NULL })

START_TEST(the_schema_knows_what_the_reader_knows)
{
    struct tc_err err = { 0 };
    const json_t *roles, *lines;
    const char *const *known, *guide;
    size_t count, len;

    arena = tc_arena_new();
    schema = tc_json_load(
        tc_arena_printf(arena, "%s/suites/system.schema.json", tc_file_home(arena)), &err);
    ck_assert_msg(schema != NULL, "%s", tc_err_show(&err, TC_EN, arena));
    guide = tc_file_read(
        arena, tc_arena_printf(arena, "%s/docs/system-description.md", tc_file_home(arena)),
        (size_t)1 << 20, &len, &err);
    ck_assert_msg(guide != NULL, "%s", tc_err_show(&err, TC_EN, arena));
    roles = IN_SCHEMA("properties", "roles", "items", "enum");
    ck_assert_uint_eq(json_array_size(roles), TC_ROLES);
    for (size_t i = 0; i < TC_ROLES; i++) {
        const char *name = json_string_value(json_array_get(roles, i));

        ck_assert_str_eq(name, tc_role_name((enum tc_role)i));
        ck_assert_msg(strstr(guide, name) != NULL, "the guide lacks role %s", name);
    }
    lines = IN_SCHEMA("properties", "statement", "properties");
    known = tc_registry_statement_lines(arena, &count);
    ck_assert_uint_eq(json_object_size(lines), count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_msg(json_object_get(lines, known[i]) != NULL, "the schema lacks %s",
                      known[i]);
        ck_assert_msg(strstr(guide, known[i]) != NULL, "the guide lacks %s", known[i]);
    }
    json_decref(schema);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("system", there_may_be_several_portals, a_client_shows_itself_by_one_way,
              the_first_portal_may_have_further_connections, events_go_in_by_one_way,
              notices_may_have_a_receiver, errors_tell_the_place_and_the_word_meant,
              a_secret_never_stands_in_the_file, the_example_is_right,
              the_schema_knows_what_the_reader_knows)
