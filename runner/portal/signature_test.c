#include "base/check_main.h"
#include "portal/signature.h"

#include <math.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "portal/sign_ins.h"

#include <jansson.h>
#include <stdlib.h>

#define WSS "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
#define TYPE WSS "username-token-profile-1.0#PasswordDigest"
#define SPACES                                                                                 \
    "xmlns:s='" WSS "wssecurity-secext-1.0.xsd' xmlns:u='" WSS "wssecurity-utility-1.0.xsd'"
#define NONCE "AAECAwQFBgcICQoLDA0ODw==" /* 0 to 15 */
#define SECRET                                                                                 \
    "s\xc3\xa9"                                                                                \
    "cret"

static struct tc_arena *arena;

/* So many seconds from now, with what stands behind the seconds. */
static const char *when(int seconds, const char *rest)
{
    time_t at = time(NULL) + seconds;
    struct tm tm;
    char text[32];

    gmtime_r(&at, &tm);
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
    return tc_arena_printf(arena, "%s%s", text, rest);
}

/* The digest of that nonce, made beside what is tested. */
static const char *digest(const char *nonce, const char *created)
{
    unsigned char bytes[64], sha[20], text[32];
    int len = (int)strlen(nonce) / 4 * 3 - (strstr(nonce, "==") ? 2 : 0);
    EVP_MD_CTX *sum = EVP_MD_CTX_new();

    EVP_DecodeBlock(bytes, (const unsigned char *)nonce, (int)strlen(nonce));
    EVP_DigestInit_ex(sum, EVP_sha1(), NULL);
    EVP_DigestUpdate(sum, bytes, (size_t)len);
    EVP_DigestUpdate(sum, created, strlen(created));
    EVP_DigestUpdate(sum, SECRET, strlen(SECRET));
    EVP_DigestFinal_ex(sum, sha, NULL);
    EVP_MD_CTX_free(sum);
    EVP_EncodeBlock(text, sha, sizeof(sha));
    return tc_arena_strdup(arena, (const char *)text);
}

static struct tc_portal_signature read_text(const char *text)
{
    struct tc_portal_signature s;

    tc_portal_signature_read(arena, text, strlen(text), "v&d", SECRET, &s);
    return s;
}

static const char *message(const char *security)
{
    return tc_arena_printf(
        arena,
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' " SPACES
        "><e:Header><x/><s:Security>%s</s:Security></e:Header><e:Body>",
        security);
}

static const char *token(const char *type, const char *password, const char *created)
{
    return tc_arena_printf(arena,
                           "<s:UsernameToken><s:Username>v&amp;d</s:Username><s:Password "
                           "Type='%s'>\n %s \n</s:Password><s:Nonce>" NONCE
                           "</s:Nonce><u:Created>%s</u:Created></s:UsernameToken>",
                           type, password, created);
}

static const char *stamp(const char *created, const char *expires)
{
    return tc_arena_printf(arena,
                           "<u:Timestamp><u:Expires>%s</u:Expires><u:Created>%s</u:Created>"
                           "</u:Timestamp>",
                           expires, created);
}

/* The rest of the message need not even be whole: it is not looked at. */
START_TEST(knows_a_right_digest)
{
    const char *created, *local;
    struct tc_portal_signature s;

    arena = tc_arena_new();
    created = when(0, ".25Z");
    s = read_text(message(tc_arena_printf(arena, "%s%s", stamp(created, when(60, ".250Z")),
                                          token(TYPE, digest(NONCE, created), created))));
    ck_assert_int_eq(s.how, TC_PORTAL_SIGNED);
    ck_assert_uint_eq(s.nonce_bytes, 16);
    ck_assert(s.timed && fabs(s.skew_s) < 30);
    ck_assert_double_eq(s.life_s, 60);
    local = when(7 * 3600, "+07:00");
    s = read_text(
        message(tc_arena_printf(arena, "%s%s", token(TYPE, digest(NONCE, local), local),
                                stamp(when(-100, ""), when(0, "Z")))));
    ck_assert_int_eq(s.how, TC_PORTAL_SIGNED);
    ck_assert(s.timed && s.skew_s < -90 && s.skew_s > -130);
    ck_assert_double_eq(s.life_s, 100);
    tc_arena_free(arena);
}
END_TEST

START_TEST(tells_what_is_wrong)
{
    const char *created, *right;

    arena = tc_arena_new();
    created = when(0, "Z");
    right = digest(NONCE, created);
#define HOW(security) read_text(message(security)).how
    ck_assert_int_eq(HOW(token(TYPE, "AAAA", created)), TC_PORTAL_WRONG_DIGEST);
    ck_assert_int_eq(HOW(token(TYPE, right, when(1, "Z"))), TC_PORTAL_WRONG_DIGEST);
    ck_assert_int_eq(HOW(token("#PasswordText", SECRET, created)), TC_PORTAL_NO_DIGEST);
    ck_assert_int_eq(HOW("<s:UsernameToken><s:Username>v</s:Username></s:UsernameToken>"),
                     TC_PORTAL_OTHER_NAME);
    ck_assert_int_eq(HOW(""), TC_PORTAL_OTHER_NAME);
    ck_assert(!read_text(message(token(TYPE, right, created))).timed);
    ck_assert(!read_text(message(tc_arena_printf(arena, "%s%s", stamp(created, "soon"),
                                                 token(TYPE, right, created))))
                   .timed);
    ck_assert_int_ne(*tc_portal_signed_text(TC_PORTAL_WRONG_DIGEST).vi, '\0');
    tc_arena_free(arena);
}
END_TEST

/* A nonce and a time may be missing (UsernameToken Profile 1.1, 3.1); what of that a rule
 * forbids is not asked here. */
START_TEST(a_nonce_may_be_missing)
{
    struct tc_portal_signature s;

    arena = tc_arena_new();
    s = read_text(message(tc_arena_printf(
        arena,
        "<s:UsernameToken><s:Username>v&amp;d</s:Username><s:Password Type='" TYPE
        "'>%s</s:Password></s:UsernameToken>",
        digest("", ""))));
    ck_assert_int_eq(s.how, TC_PORTAL_SIGNED);
    ck_assert_uint_eq(s.nonce_bytes, 0);
    ck_assert(!s.timed);
    tc_arena_free(arena);
}
END_TEST

static void unsigned_text(const char *text)
{
    ck_assert_int_eq(read_text(text).how, TC_PORTAL_UNSIGNED);
}

START_TEST(hostile_messages_are_unsigned)
{
    const char *good, *created;
    char *longest;

    arena = tc_arena_new();
    created = when(0, "Z");
    good = message(token(TYPE, digest(NONCE, created), created));
    ck_assert_int_eq(read_text(good).how, TC_PORTAL_SIGNED);
    unsigned_text("");
    unsigned_text("<");
    unsigned_text("<e:Envelope xmlns:e='urn:other'><e:Header/></e:Envelope>");
    unsigned_text("<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'>"
                  "<e:Header/><e:Body/></e:Envelope>");
    unsigned_text(tc_arena_printf(arena, "<!DOCTYPE a [<!ENTITY b 'c'>]>%s", good));
    unsigned_text(
        tc_arena_printf(arena, "%.*s", (int)(strstr(good, "</e:Header>") - good), good));
    longest = tc_arena_alloc(arena, TC_PORTAL_WS_TEXT_MAX + 2);
    memset(longest, 'a', TC_PORTAL_WS_TEXT_MAX + 1);
    unsigned_text(message(token(TYPE, longest, created)));
    /* the same names in another namespace, or not where they belong */
    ck_assert_int_eq(read_text(message("<u:UsernameToken><s:Username>v&amp;d</s:Username>"
                                       "</u:UsernameToken><x><s:UsernameToken><s:Username>v"
                                       "&amp;d</s:Username></s:UsernameToken></x>"))
                         .how,
                     TC_PORTAL_OTHER_NAME);
    tc_arena_free(arena);
}
END_TEST

/* --- all calls ------------------------------------------------------------------------ */

static void note(struct tc_portal_sign_ins *all, const char *nonce_sha, size_t bytes,
                 double skew, double life, int status)
{
    struct tc_portal_signature s = { .how = TC_PORTAL_SIGNED,
                                     .nonce_bytes = bytes,
                                     .nonce = nonce_sha,
                                     .timed = true,
                                     .skew_s = skew,
                                     .life_s = life };

    snprintf(s.nonce_sha, sizeof(s.nonce_sha), "%s", nonce_sha);
    tc_portal_sign_ins_note(all, &s, status);
}

static json_t *facts_of(struct tc_portal_sign_ins *all)
{
    char *text = tc_portal_sign_ins_facts(all);
    json_t *json = json_loads(text, 0, NULL);

    free(text);
    return json;
}

static double number(const json_t *json, const char *member)
{
    return json_number_value(json_object_get(json, member));
}

START_TEST(the_worst_calls_are_told)
{
    struct tc_portal_sign_ins *all = tc_portal_sign_ins_new();
    json_t *facts;

    note(all, "a", 16, -3, 60, 200);
    note(all, "b", 12, 2, 30, 503);
    note(all, "b", 20, 1, 70, 200);
    tc_portal_sign_ins_note(all, &(struct tc_portal_signature){ .how = TC_PORTAL_WRONG_DIGEST },
                            500);
    tc_portal_sign_ins_note(all, &(struct tc_portal_signature){ .how = TC_PORTAL_NOT_ASKED },
                            200);
    tc_portal_sign_ins_note(all, &(struct tc_portal_signature){ .how = TC_PORTAL_SIGNED }, 200);
    facts = facts_of(all);
    ck_assert_double_eq(number(facts, "calls"), 4);
    ck_assert_double_eq(number(facts, "refused"), 1);
    ck_assert_double_eq(number(facts, "repeatedNonces"), 1);
    ck_assert_double_eq(number(facts, "untimed"), 1);
    ck_assert_double_eq(number(facts, "nonceBytes"), 0);
    ck_assert_double_eq(number(facts, "skewS"), 3);
    ck_assert_double_eq(number(facts, "lifeS"), 70);
    ck_assert_double_eq(number(facts, "shortestLifeS"), 30);
    ck_assert_str_eq(json_string_value(json_object_get(
                         json_object_get(facts, "repeatedNoncesCall"), "nonce")),
                     "b");
    json_decref(facts);
    tc_portal_sign_ins_free(all);
}
END_TEST

/* What an HTTP library repeats by itself: no answer came, or a redirect did. */
START_TEST(a_message_without_an_answer_may_come_again)
{
    struct tc_portal_sign_ins *all = tc_portal_sign_ins_new();
    json_t *facts;

    note(all, "a", 16, 0, 60, 0);
    note(all, "a", 16, 0, 60, 307);
    note(all, "a", 16, 0, 60, 500);
    facts = facts_of(all);
    ck_assert_double_eq(number(facts, "repeatedNonces"), 0);
    json_decref(facts);
    note(all, "a", 16, 0, 60, 0);
    facts = facts_of(all);
    ck_assert_double_eq(number(facts, "repeatedNonces"), 1);
    json_decref(facts);
    tc_portal_sign_ins_free(all);
}
END_TEST

TC_CHECK_MAIN("WS-Security", knows_a_right_digest, tells_what_is_wrong, a_nonce_may_be_missing,
              hostile_messages_are_unsigned, the_worst_calls_are_told,
              a_message_without_an_answer_may_come_again)
