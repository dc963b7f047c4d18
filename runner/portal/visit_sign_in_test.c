#include "base/check_main.h"
#include "portal/simulator.h"

#include <stdlib.h>
#include <string.h>

#include "net/client.h"

#define WSS "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
#define RIGHT                                                                                  \
    "AHdjPQqhLugJUej2bfmGQqPj3Vo=" /* Base64(SHA-1("0123456789abcdef" + time + "secret")) */
#define WRONG "BHdjPQqhLugJUej2bfmGQqPj3Vo="

static struct tc_arena *arena;
static struct tc_portal_simulator *sim;
static struct tc_portal_dialect *dialect;

static void start(void)
{
    struct tc_portal_options options = { .client_id = "vendor", .client_secret = "secret" };
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    options.dialect = dialect = tc_portal_dialect_load(arena, "epcis12-soap", &err);
    ck_assert_msg(dialect != NULL, "%s", err.en);
    sim = tc_portal_simulator_start(&options, &err);
    ck_assert_msg(sim != NULL, "%s", err.en);
}

static void stop(void)
{
    tc_portal_simulator_stop(sim);
    tc_portal_dialect_free(dialect);
    tc_arena_free(arena);
}

static struct tc_client_answer deliver(const char *digest, const char *event)
{
    struct tc_client_request request = { .method = "POST" };
    struct tc_client_answer answer;

    request.url = tc_arena_printf(arena, "%s/services/capture", tc_portal_simulator_url(sim));
    request.body = tc_arena_printf(
        arena,
        "<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Header><Security "
        "xmlns='" WSS
        "wssecurity-secext-1.0.xsd'><UsernameToken><Username>vendor</Username><Password "
        "Type='" WSS "username-token-profile-1.0#PasswordDigest'>%s</Password><Nonce>"
        "MDEyMzQ1Njc4OWFiY2RlZg==</Nonce><Created xmlns='" WSS
        "wssecurity-utility-1.0.xsd'>2026-01-01T00:00:00Z</Created></UsernameToken></Security>"
        "</Header><Body><d:EPCISDocument xmlns:d='urn:epcglobal:epcis:xsd:1' xmlns=''>"
        "<EPCISBody><EventList>%s</EventList></EPCISBody></d:EPCISDocument></Body></Envelope>",
        digest, event);
    request.body_len = strlen(request.body);
    tc_client_send(arena, &request, &answer);
    return answer;
}

#define EVENT "<ObjectEvent><epcList><epc>urn:x:7</epc></epcList></ObjectEvent>"

static json_t *loaded(char *text)
{
    json_t *json = json_loads(text, 0, NULL);

    free(text);
    return json;
}

/* A call that breaks the rules about nonces and times is taken as any other. */
START_TEST(the_digest_lets_a_client_in)
{
    struct tc_client_answer answer;
    json_t *attempts, *facts;

    start();
    answer = deliver(WRONG, EVENT);
    ck_assert_int_eq(answer.status, 500);
    ck_assert_ptr_nonnull(strstr(answer.body, "wsse:FailedAuthentication"));
    ck_assert_int_eq(deliver(RIGHT, EVENT).status, 200);
    ck_assert_int_eq(deliver(RIGHT, EVENT).status, 200);
    answer = deliver(RIGHT, "");
    ck_assert_int_eq(answer.status, 500);
    ck_assert_ptr_nonnull(strstr(answer.body, "soap:Client"));
    attempts = loaded(tc_portal_ledger_attempts(tc_portal_simulator_ledger(sim), "urn:x:7"));
    ck_assert_uint_eq(json_array_size(json_object_get(attempts, "attempts")), 3);
    json_decref(attempts);
    facts = loaded(tc_portal_simulator_sign_ins(sim));
    ck_assert_int_eq(json_integer_value(json_object_get(facts, "calls")), 3);
    ck_assert_int_eq(json_integer_value(json_object_get(facts, "refused")), 1);
    ck_assert_int_eq(json_integer_value(json_object_get(facts, "repeatedNonces")), 2);
    ck_assert_int_eq(json_integer_value(json_object_get(facts, "untimed")), 3);
    json_decref(facts);
    stop();
}
END_TEST

START_TEST(digests_are_not_kept)
{
    const char *body;
    size_t len;

    start();
    deliver(RIGHT, EVENT);
    body = tc_portal_ledger_body(tc_portal_simulator_ledger(sim), arena, 1, &len);
    ck_assert_ptr_nonnull(strstr(body, "MDEyMzQ1Njc4OWFiY2RlZg=="));
    ck_assert_ptr_null(strstr(body, RIGHT));
    ck_assert_ptr_nonnull(strstr(body, ">****"));
    stop();
}
END_TEST

TC_CHECK_MAIN("signing in by messages", the_digest_lets_a_client_in, digests_are_not_kept)
