#include "base/check_main.h"
#include "portal/assertion.h"

#include <openssl/pem.h>
#include <string.h>

#include "net/client.h"
#include "net/public_key.h"
#include "portal/jwt_sign.h"
#include "portal/simulator.h"

#define NOW 1800000000.0
#define TYPE "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
#define FORM "grant_type=client_credentials&client_assertion_type=" TYPE "&client_assertion="

static struct tc_arena *arena;
static struct tc_key_pair pair;
static EVP_PKEY *private_key;

static EVP_PKEY *private_of(const char *pem)
{
    BIO *in = BIO_new_mem_buf(pem, -1);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(in, NULL, NULL, NULL);

    BIO_free(in);
    ck_assert_ptr_nonnull(key);
    return key;
}

static void start(void)
{
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    ck_assert_int_eq(tc_key_pair_make(arena, &pair, &err), 0);
    private_key = private_of(pair.private_pem);
}

static void stop(void)
{
    EVP_PKEY_free(private_key);
    tc_arena_free(arena);
}

static const char *assertion(const char *claims)
{
    return signed_jwt(arena, "{\"alg\":\"ES256\"}", claims, private_key, 256, false);
}

static json_t *facts_of(const char *form)
{
    const struct tc_portal_asserted wanted = { private_key, "vendor", "https://Portal.lan:8490",
                                               "/oauth/token", NOW };

    return tc_portal_assertion_facts(arena, form, &wanted);
}

static json_t *facts_of_claims(const char *claims)
{
    return facts_of(tc_arena_printf(arena, FORM "%s", assertion(claims)));
}

/* A member of the facts about these claims that is true. */
static bool is(const char *member, const char *claims)
{
    json_t *facts = facts_of_claims(claims);
    bool true_ = json_is_true(json_object_get(facts, member));

    json_decref(facts);
    return true_;
}

#define AUD(aud) "{\"iss\":\"vendor\",\"sub\":\"vendor\",\"aud\":" aud "}"

START_TEST(the_audience_is_the_portal)
{
    static const char *const right[] = {
        AUD("\"https://portal.lan:8490/oauth/token\""), AUD("\"https://portal.lan:8490\""),
        AUD("\"https://portal.lan:8490/\""), AUD("[\"https://PORTAL.lan:8490\"]"),
        AUD("[7,\"x\",\"https://portal.lan:8490/oauth/token\"]")
    };
    static const char *const wrong[] = { AUD("\"https://portal.lan:8490/oauth/token/\""),
                                         AUD("\"https://portal.lan/oauth/token\""),
                                         AUD("\"http://portal.lan:8490/oauth/token\""),
                                         AUD("\"https://portal.lan:84900\""),
                                         AUD("\"https://portal.lan:8490/OAUTH/token\""),
                                         AUD("\"portal.lan:8490\""),
                                         AUD("\"\""),
                                         AUD("[]"),
                                         AUD("[[\"https://portal.lan:8490\"]]"),
                                         AUD("7"),
                                         AUD("null"),
                                         AUD("{\"a\":\"https://portal.lan:8490\"}"),
                                         "{}" };

    start();
    for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++)
        ck_assert_msg(is("audienceRight", right[i]), "%s", right[i]);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        ck_assert_msg(!is("audienceRight", wrong[i]), "%s", wrong[i]);
    stop();
}
END_TEST

START_TEST(a_port_of_the_scheme_may_be_left_out)
{
    const struct tc_portal_asserted wanted = { NULL, "vendor", "https://p.lan", "/t", NOW };
    struct tc_portal_asserted with_key = wanted;
    json_t *facts;

    start();
    with_key.key = private_key;
    facts = tc_portal_assertion_facts(
        arena, tc_arena_printf(arena, FORM "%s", assertion(AUD("\"https://p.lan:443/t\""))),
        &with_key);
    ck_assert(json_is_true(json_object_get(facts, "audienceRight")));
    json_decref(facts);
    stop();
}
END_TEST

START_TEST(the_client_is_issuer_and_subject)
{
    start();
    ck_assert(is("clientRight", "{\"iss\":\"vendor\",\"sub\":\"vendor\"}"));
    ck_assert(!is("clientRight", "{\"iss\":\"vendor\",\"sub\":\"another\"}"));
    ck_assert(!is("clientRight", "{\"iss\":\"another\",\"sub\":\"vendor\"}"));
    ck_assert(!is("clientRight", "{\"sub\":\"vendor\"}"));
    stop();
}
END_TEST

static double number(const char *member, const char *claims)
{
    json_t *facts = facts_of_claims(claims);
    double value = json_number_value(json_object_get(facts, member));

    json_decref(facts);
    return value;
}

START_TEST(times_are_told)
{
    json_t *facts;

    start();
    ck_assert_double_eq(number("leftS", "{\"iat\":1799999990,\"exp\":1800000100.5}"), 100.5);
    ck_assert_double_eq(number("lifeS", "{\"iat\":1799999990,\"exp\":1800000100}"), 110);
    ck_assert_double_eq(number("lifeS", "{\"exp\":1800000100}"), 100);
    ck_assert(!is("issuedAt", "{\"exp\":1800000100}"));
    facts = facts_of_claims("{\"exp\":\"1800000100\"}");
    ck_assert_ptr_null(json_object_get(facts, "leftS"));
    json_decref(facts);
    stop();
}
END_TEST

START_TEST(long_texts_are_told_in_part)
{
    char *jti;
    json_t *facts;

    start();
    jti = tc_arena_alloc(arena, 1001);
    for (size_t i = 0; i < 1000; i += 2)
        memcpy(jti + i, "é", 2);
    facts = facts_of_claims(tc_arena_printf(arena, "{\"jti\":\"x%s\"}", jti));
    ck_assert_uint_eq(json_string_length(json_object_get(facts, "jti")), 99);
    ck_assert_uint_eq(json_string_length(json_object_get(facts, "jtiDigest")), 64);
    json_decref(facts);
    stop();
}
END_TEST

START_TEST(nothing_is_told_of_what_the_client_has_not_signed)
{
    json_t *facts;
    const char *good;

    start();
    ck_assert_ptr_null(facts_of("grant_type=client_credentials"));
    good = assertion(AUD("\"https://portal.lan:8490\""));
    facts = facts_of(tc_arena_printf(arena, FORM "%.*sAAAA", (int)strlen(good) - 4, good));
    ck_assert(json_is_true(json_object_get(facts, "readable")));
    ck_assert(json_is_false(json_object_get(facts, "signed")));
    ck_assert(json_is_false(json_object_get(facts, "proves")));
    ck_assert_ptr_null(json_object_get(facts, "audience"));
    json_decref(facts);
    facts = facts_of(FORM "nonsense");
    ck_assert(json_is_false(json_object_get(facts, "readable")));
    json_decref(facts);
    facts =
        facts_of(tc_arena_printf(arena, "client_assertion_type=x&client_assertion=%s", good));
    ck_assert(json_is_false(json_object_get(facts, "typed")));
    ck_assert(json_is_false(json_object_get(facts, "proves")));
    json_decref(facts);
    stop();
}
END_TEST

/* --- at the token endpoint -------------------------------------------------------------- */

static long status_of(struct tc_portal_simulator *sim, const char *form)
{
    struct tc_client_request request = { .method = "POST",
                                         .body = form,
                                         .body_len = strlen(form) };
    struct tc_client_answer answer;

    request.url = tc_arena_printf(arena, "%s/oauth/token", tc_portal_simulator_url(sim));
    tc_client_send(arena, &request, &answer);
    return answer.status;
}

static struct tc_portal_simulator *simulator(struct tc_portal_options *options)
{
    struct tc_err err = { 0 };
    struct tc_portal_simulator *sim = tc_portal_simulator_start(options, &err);

    ck_assert_msg(sim != NULL, "%s", err.en);
    return sim;
}

/* What breaks a rule is good for a token all the same, what is not the client's is not. */
START_TEST(a_token_is_given_to_who_has_signed)
{
    struct tc_portal_options options = { .client_id = "vendor" };
    struct tc_err err = { 0 };
    struct tc_portal_dialect *dialect;
    struct tc_portal_simulator *sim;
    const char *form;
    char *text;
    json_t *proofs;

    start();
    options.client_key = pair.public_pem;
    options.dialect = dialect = tc_portal_dialect_load(arena, "epcis", &err);
    sim = simulator(&options);
    form = tc_arena_printf(arena, FORM "%s", assertion("{\"aud\":\"x\"}"));
    ck_assert_int_eq(status_of(sim, form), 200);
    ck_assert_int_eq(status_of(sim, tc_arena_printf(arena, "client_id=vendor&%s", form)), 200);
    ck_assert_int_eq(status_of(sim, tc_arena_printf(arena, "client_id=v&%s", form)), 401);
    ck_assert_int_eq(status_of(sim, FORM "e30.e30.aaaa"), 401);
    ck_assert_int_eq(
        status_of(sim, "grant_type=client_credentials&client_id=vendor&client_secret="), 401);
    text = tc_portal_ledger_proofs(tc_portal_simulator_ledger(sim));
    ck_assert_ptr_null(strstr(text, strrchr(form, '.')));
    proofs = json_loads(text, 0, NULL);
    ck_assert_uint_eq(json_array_size(json_object_get(proofs, "assertions")), 4);
    json_decref(proofs);
    free(text);
    text = tc_portal_ledger_recent(tc_portal_simulator_ledger(sim), 10, 1);
    ck_assert_ptr_null(strstr(text, strrchr(form, '.')));
    free(text);
    tc_portal_simulator_stop(sim);
    tc_portal_dialect_free(dialect);
    stop();
}
END_TEST

/* A certificate alone (RFC 8705, 2): the client says its id. */
START_TEST(a_client_without_secret_says_its_id)
{
    struct tc_portal_options options = { .client_id = "vendor" };
    struct tc_err err = { 0 };
    struct tc_portal_dialect *dialect;
    struct tc_portal_simulator *sim;

    start();
    options.dialect = dialect = tc_portal_dialect_load(arena, "epcis", &err);
    sim = simulator(&options);
    ck_assert_int_eq(status_of(sim, "grant_type=client_credentials&client_id=vendor"), 200);
    ck_assert_int_eq(status_of(sim, "grant_type=client_credentials&client_id=v"), 401);
    ck_assert_int_eq(status_of(sim, "grant_type=client_credentials"), 401);
    tc_portal_simulator_stop(sim);
    options.client_key = pair.private_pem;
    ck_assert_ptr_null(tc_portal_simulator_start(&options, &err));
    tc_portal_dialect_free(dialect);
    stop();
}
END_TEST

TC_CHECK_MAIN("client assertions", the_audience_is_the_portal,
              a_port_of_the_scheme_may_be_left_out, the_client_is_issuer_and_subject,
              times_are_told, long_texts_are_told_in_part,
              nothing_is_told_of_what_the_client_has_not_signed,
              a_token_is_given_to_who_has_signed, a_client_without_secret_says_its_id)
