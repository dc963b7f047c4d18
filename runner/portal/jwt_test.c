#include "base/check_main.h"
#include "portal/jwt.h"

#include <stdio.h>

#include "portal/jwt_sign.h"

static struct tc_arena *arena;

#define CLAIMS "{\"iss\":\"c\"}"

static const char *header_of(const char *alg)
{
    return tc_arena_printf(arena, "{\"alg\":\"%s\",\"typ\":\"JWT\"}", alg);
}

/* Is it signed by the key? */
static bool holds(const char *text, EVP_PKEY *key)
{
    struct tc_jwt jwt;
    bool signed_by;

    ck_assert_msg(tc_jwt_read(arena, text, &jwt), "%s", text);
    signed_by = tc_jwt_signed_by(&jwt, key);
    tc_jwt_free(&jwt);
    return signed_by;
}

START_TEST(every_allowed_algorithm_is_verified)
{
    static const struct {
        const char *alg, *curve;
        int bits;
        bool pss;
    } all[] = { { "RS256", NULL, 256, false },    { "RS384", NULL, 384, false },
                { "RS512", NULL, 512, false },    { "PS256", NULL, 256, true },
                { "PS384", NULL, 384, true },     { "PS512", NULL, 512, true },
                { "ES256", "P-256", 256, false }, { "ES384", "P-384", 384, false },
                { "ES512", "P-521", 512, false } };
    EVP_PKEY *rsa = EVP_RSA_gen(2048);

    arena = tc_arena_new();
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        EVP_PKEY *own = all[i].curve ? EVP_EC_gen(all[i].curve) : NULL, *key = own ? own : rsa;
        EVP_PKEY *other = all[i].curve ? EVP_EC_gen(all[i].curve) : EVP_RSA_gen(2048);
        const char *good =
            signed_jwt(arena, header_of(all[i].alg), CLAIMS, key, all[i].bits, all[i].pss);

        ck_assert(tc_jwt_alg_allowed(all[i].alg));
        ck_assert_msg(holds(good, key), "%s", all[i].alg);
        ck_assert_msg(!holds(good, other), "%s", all[i].alg);
        EVP_PKEY_free(own);
        EVP_PKEY_free(other);
    }
    EVP_PKEY_free(rsa);
    tc_arena_free(arena);
}
END_TEST

/* Another algorithm in the header than it was signed with, none, or one with a key that
 * is public. */
START_TEST(the_algorithm_must_fit)
{
    EVP_PKEY *ec, *rsa = EVP_RSA_gen(2048);
    const char *unsigned_one;

    arena = tc_arena_new();
    ec = EVP_EC_gen("P-256");
    ck_assert(!holds(signed_jwt(arena, header_of("PS256"), CLAIMS, rsa, 256, false), rsa));
    ck_assert(!holds(signed_jwt(arena, header_of("RS256"), CLAIMS, rsa, 256, true), rsa));
    ck_assert(!holds(signed_jwt(arena, header_of("RS256"), CLAIMS, ec, 256, false), ec));
    ck_assert(!holds(signed_jwt(arena, header_of("ES384"), CLAIMS, ec, 384, false), ec));
    ck_assert(!holds(signed_jwt(arena, header_of("none"), CLAIMS, ec, 256, false), ec));
    ck_assert(!holds(signed_jwt(arena, header_of("HS256"), CLAIMS, ec, 256, false), ec));
    ck_assert(!holds(signed_jwt(arena, "{\"alg\":256}", CLAIMS, ec, 256, false), ec));
    ck_assert(!holds(signed_jwt(arena, "{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":true}",
                                CLAIMS, ec, 256, false),
                     ec));
    unsigned_one = signed_jwt(arena, header_of("ES256"), CLAIMS, ec, 256, false);
    ck_assert(!holds(tc_arena_strndup(arena, unsigned_one,
                                      (size_t)(strrchr(unsigned_one, '.') - unsigned_one) + 1),
                     ec));
    ck_assert(!tc_jwt_alg_allowed("none") && !tc_jwt_alg_allowed("HS256") &&
              !tc_jwt_alg_allowed("RS1") && !tc_jwt_alg_allowed(""));
    EVP_PKEY_free(ec);
    EVP_PKEY_free(rsa);
    tc_arena_free(arena);
}
END_TEST

/* Header, claims and signature as they stand. */
static bool is_read(const char *header, const char *claims, const char *signature)
{
    struct tc_jwt jwt;
    bool read = tc_jwt_read(
        arena,
        tc_arena_printf(arena, "%s.%s.%s", in_base64url(arena, header, strlen(header)),
                        in_base64url(arena, claims, strlen(claims)), signature),
        &jwt);

    tc_jwt_free(&jwt);
    return read;
}

START_TEST(what_is_no_token_is_not_read)
{
    static const char *const texts[] = { "",      ".",         "..",      "...",
                                         "a",     "e30",       "e30.e30", "e30.e30.=",
                                         "=.=.=", "e30=.e30.", "e30..e",  "W10.e30." };
    char *deep, *large;
    struct tc_jwt jwt;

    arena = tc_arena_new();
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        ck_assert_msg(!tc_jwt_read(arena, texts[i], &jwt), "%s", texts[i]);
    ck_assert(is_read("{}", "{}", ""));
    ck_assert(!is_read("{}", "{}", "a"));
    ck_assert(!is_read("{}", "{}", "a+/a"));
    ck_assert(!is_read("{}", "{}", "aa.aa"));
    ck_assert(!is_read("{}", "[]", "aaaa"));
    ck_assert(!is_read("{}", "{\"a\":1,\"a\":2}", "aaaa"));
    ck_assert(!is_read("{}", "{\"exp\":1e999}", "aaaa"));
    ck_assert(!is_read("{}", "{\"a\":\"\xff\"}", "aaaa"));
    deep = tc_arena_alloc(arena, 6001);
    memset(deep, '[', 6000);
    ck_assert(!is_read("{}", tc_arena_printf(arena, "{\"a\":%s", deep), "aaaa"));
    large = tc_arena_alloc(arena, TC_JWT_MAX + 1);
    memset(large, 'a', TC_JWT_MAX);
    ck_assert(!is_read("{}", "{}", large));
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("jwt", every_allowed_algorithm_is_verified, the_algorithm_must_fit,
              what_is_no_token_is_not_read)
