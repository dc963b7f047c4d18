#include "engine/doctor.h"

#include <string.h>
#include <time.h>

#include "base/check_main.h"
#include "base/file.h"
#include "net/certificate.h"
#include "net/fake_server.h"
#include "net/public_key.h"

static struct tc_arena *arena;
static struct tc_doctor_report report;

/* Let the doctor see a description of `roles` and `interfaces`. */
static void examine(const char *roles, const char *interfaces, const char *gtin)
{
    struct tc_err err = { 0 };
    const char *text = tc_arena_printf(
        arena,
        "{\"name\":\"n\",\"vendor\":\"v\",\"version\":\"1\",\"contact\":\"c\",\"roles\":[%s],"
        "\"interfaces\":{%s},\"testData\":{\"gtin\":\"%s\",\"gln\":\"9521234000006\"}}",
        roles, interfaces, gtin);
    struct tc_system *system = tc_system_parse(arena, "s.json", text, strlen(text), &err);

    ck_assert_msg(system != NULL, "%s", err.en);
    tc_doctor(arena, system, &report);
    tc_system_free(system);
}

static const struct tc_doctor_line *line_with(enum tc_diagnosis diagnosis, const char *words)
{
    for (size_t i = 0; i < report.count; i++) {
        const struct tc_doctor_line *line = &report.lines[i];

        ck_assert(line->found.vi && line->found.en && *line->where);
        ck_assert((line->diagnosis == TC_DIAGNOSIS_OK) == (line->mend.en == NULL));
        if (line->diagnosis == diagnosis && strstr(line->found.en, words))
            return line;
    }
    return NULL;
}

static void examine_epcis(unsigned port, const char *auth)
{
    examine(
        "\"epcis-query\"",
        tc_arena_printf(arena, "\"epcis\":{\"url\":\"http://127.0.0.1:%u/e\"%s}", port, auth),
        "09521234000013");
}

/* The set-up is wrong, and the doctor says so in these words, in good time. */
static void is_setup(const char *reply, enum fake_then then, const char *auth,
                     const char *words)
{
    struct fake_server server = fake_start(reply, then);
    time_t start = time(NULL);

    examine_epcis(server.port, auth);
    fake_stop(server);
    ck_assert_msg(report.setup, "%s", reply);
    ck_assert_msg(line_with(TC_DIAGNOSIS_SETUP, words) != NULL, "%s: %s", reply, words);
    ck_assert(report.blocked == TC_NEEDS_QUERY);
    ck_assert_int_le(difftime(time(NULL), start), 10);
}

/* The set-up is right, whatever the product makes of the question. */
static void is_fit(const char *reply, enum fake_then then)
{
    struct fake_server server = fake_start(reply, then);

    examine_epcis(server.port, "");
    fake_stop(server);
    ck_assert_msg(!report.setup && report.blocked == 0, "%s", reply);
}

START_TEST(test_wrong_setup)
{
    static const char with[] = ",\"auth\":{\"type\":\"bearer\",\"token\":\"env:T\"}";

    arena = tc_arena_new();
    setenv("T", "token-value", 1);
    examine_epcis(fake_dead_port(), "");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "nothing listens"));
    is_setup("", FAKE_SILENT, "", "within the time");
    is_setup("SSH-2.0-x\r\n", FAKE_CLOSE, "", "not in HTTP");
    is_setup("", FAKE_CLOSE, "", "cut");
    is_setup("HTTP/1.1 200 OK\r\nX: ", FAKE_ENDLESS, "", "larger");
    is_setup("HTTP/1.1 401 No\r\n\r\n", FAKE_CLOSE, "", "\"auth\" is missing");
    is_setup("HTTP/1.1 403 No\r\n\r\n", FAKE_CLOSE, with, "not accepted");
    is_setup("HTTP/1.1 404 No\r\n\r\n", FAKE_CLOSE, "", "status 404");
    is_setup("HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n", FAKE_CLOSE, "", "HTML");
    is_setup("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>", FAKE_CLOSE, "", "HTML");
    is_setup("HTTP/1.1 302 Found\r\nLocation: /login\r\n\r\n", FAKE_CLOSE, "", "redirects to");
    is_setup("HTTP/1.1 200 OK\r\nDate: Tue, 01 Jan 2030 00:00:00 GMT\r\n\r\n{}", FAKE_CLOSE, "",
             "ahead of");
    is_setup("HTTP/1.1 200 OK\r\nDate: Tue, 01 Jan 2019 00:00:00 GMT\r\n\r\n{}", FAKE_CLOSE, "",
             "behind");
    tc_arena_free(arena);
}
END_TEST

START_TEST(test_missing_credentials)
{
    struct fake_server server = fake_start("HTTP/1.1 401 No\r\n\r\n", FAKE_CLOSE);

    arena = tc_arena_new();
    unsetenv("T");
    examine_epcis(server.port, ",\"auth\":{\"type\":\"bearer\",\"token\":\"env:T\"}");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "env:T is not set"));
    ck_assert_ptr_null(line_with(TC_DIAGNOSIS_SETUP, "401"));
    examine_epcis(server.port, ",\"auth\":{\"type\":\"basic\",\"user\":\"u\",\"password\":"
                               "\"file:/nonexistent/x\"}");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "/nonexistent/x"));
    fake_stop(server);
    tc_arena_free(arena);
}
END_TEST

START_TEST(test_product_is_not_setup)
{
    arena = tc_arena_new();
    is_fit("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}", FAKE_CLOSE);
    is_fit("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{broken", FAKE_CLOSE);
    is_fit("HTTP/1.1 500 Oops\r\n\r\n", FAKE_CLOSE);
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_NOTE, "status 500"));
    is_fit("HTTP/1.1 500 Oops\r\nContent-Type: text/html\r\n\r\n<h1>", FAKE_CLOSE);
    is_fit("HTTP/1.1 400 Bad\r\nContent-Type: application/problem+json\r\n\r\n{}", FAKE_CLOSE);
    is_fit("HTTP/1.1 405 No\r\n\r\n", FAKE_CLOSE);
    is_fit("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", FAKE_ENDLESS);
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_NOTE, "answers, but"));
    is_fit("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", FAKE_CLOSE);
    tc_arena_free(arena);
}
END_TEST

START_TEST(test_description)
{
    arena = tc_arena_new();
    examine("\"resolver\"", "", "09521234000013");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "interfaces.resolver is missing"));
    ck_assert(report.blocked == TC_NEEDS_RESOLVER);
    examine("\"epcis-document\"", "\"label\":{\"url\":\"http://127.0.0.1:1/{gtin}\"}",
            "09521234000013");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_NOTE, "no claimed role uses"));
    ck_assert(!report.setup);
    examine("\"epcis-document\"", "", "09521234000014");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "wrong check digit"));
    examine("\"epcis-document\"", "", "9521234000013");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "not 14 digits"));
    examine("\"label\"", "\"label\":{\"url\":\"http://127.0.0.1:1/{gtin}/{batch}\"}",
            "09521234000013");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "unknown variable"));
    tc_arena_free(arena);
}
END_TEST

static void examine_portal(const char *listen_at)
{
    examine("\"portal-client\"",
            tc_arena_printf(arena,
                            "\"epcis\":{\"url\":\"http://127.0.0.1:1\"},\"portal\":{\"listen\":"
                            "\"%s\",\"clientId\":\"a\",\"clientSecret\":\"env:S\"}",
                            listen_at),
            "09521234000013");
}

START_TEST(test_portal)
{
    struct fake_server server = fake_start("", FAKE_CLOSE);

    arena = tc_arena_new();
    setenv("S", "secret", 1);
    examine_portal(tc_arena_printf(arena, "127.0.0.1:%u", server.port));
    fake_stop(server);
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "cannot listen"));
    examine_portal("192.0.2.1:8490");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "cannot listen"));
    examine_portal("127.0.0.1:0");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_OK, "can listen"));
    unsetenv("S");
    examine_portal("127.0.0.1:0");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "env:S is not set"));
    tc_arena_free(arena);
}
END_TEST

static void write_file(const char *path, const char *text)
{
    struct tc_err err = { 0 };

    ck_assert_int_eq(tc_file_write(path, text, strlen(text), &err), 0);
}

/* What the description of a portal's client leads to, between the braces of the portal. */
static void examine_client(const char *members)
{
    examine("\"portal-client\"",
            tc_arena_printf(arena,
                            "\"epcis\":{\"url\":\"http://127.0.0.1:1\"},\"portal\":{\"listen\":"
                            "\"127.0.0.1:0\",\"clientId\":\"a\",%s}",
                            members),
            "09521234000013");
}

START_TEST(test_client)
{
    const char *path, *key, *both;
    struct tc_key_pair pair;
    struct tc_certificate certificate;
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    path = tc_arena_printf(arena, "/tmp/tracecert-doctor-%ld.pem", (long)getpid());
    key = tc_arena_printf(arena, "\"clientKey\":\"%s\"", path);
    both = tc_arena_printf(arena, "%s,\"clientCertificate\":\"%s\"", key, path);
    examine_client(key);
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, path));
    ck_assert(report.blocked & TC_NEEDS_PORTAL);
    ck_assert_int_eq(tc_key_pair_make(arena, &pair, &err), 0);
    ck_assert_int_eq(tc_certificate_make(arena, "h", 1, &certificate, &err), 0);
    write_file(path, pair.private_pem);
    examine_client(key);
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "no public key in PEM"));
    write_file(path, pair.public_pem);
    examine_client(key);
    ck_assert_ptr_null(line_with(TC_DIAGNOSIS_SETUP, path));
    examine_client(both);
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "no certificate in PEM"));
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "in TLS alone"));
    write_file(path, tc_arena_printf(arena, "%s%s", certificate.cert_pem, pair.public_pem));
    examine_client(tc_arena_printf(arena, "%s,\"tls\":\"ca\"", both));
    ck_assert_ptr_null(line_with(TC_DIAGNOSIS_SETUP, path));
    ck_assert_ptr_null(line_with(TC_DIAGNOSIS_SETUP, "in TLS alone"));
    unlink(path);
    tc_arena_free(arena);
}
END_TEST

static void examine_notices(const char *secret)
{
    setenv("S", "secret", 1);
    if (secret)
        setenv("N", secret, 1);
    else
        unsetenv("N");
    examine("\"portal-client\"", "\"notices\":{\"url\":\"http://h/in\",\"secret\":\"env:N\"}",
            "09521234000013");
}

START_TEST(test_notices)
{
    arena = tc_arena_new();
    examine_notices("whsec_MDEyMzQ1");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_OK, "a key that signs notices"));
    examine_notices("MDEyMzQ1");
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "does not begin with whsec_"));
    examine_notices(NULL);
    ck_assert_ptr_nonnull(line_with(TC_DIAGNOSIS_SETUP, "env:N is not set"));
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("doctor", test_wrong_setup, test_missing_credentials, test_product_is_not_setup,
              test_description, test_portal, test_client, test_notices)
