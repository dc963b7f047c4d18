#include "base/check_main.h"
#include "net/tls_front.h"

#include <curl/curl.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "net/server.h"

static struct tc_arena *arena;
static struct tc_server *server;
static struct tc_tls_front *front;
static struct tc_authority authority;
static const char *ca_file;

static void answer_hello(struct tc_arena *a, const struct tc_server_request *request,
                         struct tc_server_answer *answer, void *cookie)
{
    (void)a;
    (void)cookie;
    *answer = (struct tc_server_answer){ .status = 200, .body = "hello", .body_len = 5 };
    if (strcmp(request->path, "/reset") == 0)
        answer->manner = TC_SERVER_RESET;
    if (strcmp(request->path, "/cut") == 0)
        answer->manner = TC_SERVER_CUT;
}

static void start(void)
{
    struct tc_server_options options = { .handler = answer_hello };
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    ca_file = tc_arena_printf(arena, "/tmp/tracecert-front-%ld.pem", (long)getpid());
    server = tc_server_start(&options, &err);
    ck_assert_msg(server != NULL, "%s", err.en);
    ck_assert_int_eq(tc_authority_make(arena, &authority, &err), 0);
    ck_assert_int_eq(
        tc_file_write(ca_file, authority.cert_pem, strlen(authority.cert_pem), &err), 0);
    front = tc_tls_front_start(&authority, NULL, 0, tc_server_url(server), &err);
    ck_assert_msg(front != NULL, "%s", err.en);
}

static void stop(void)
{
    tc_tls_front_stop(front);
    tc_server_stop(server);
    unlink(ca_file);
    tc_arena_free(arena);
}

static size_t ignore(char *bytes, size_t size, size_t n, void *cookie)
{
    (void)bytes;
    (void)cookie;
    return size * n;
}

/* What a client that verifies gets; it keeps its connection. */
static CURLcode fetch_kept(CURL *curl, const char *path)
{
    curl_easy_setopt(curl, CURLOPT_URL,
                     tc_arena_printf(arena, "%s%s", tc_tls_front_url(front), path));
    curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 5000L);
    return curl_easy_perform(curl);
}

static CURLcode fetch(const char *path)
{
    CURL *curl = curl_easy_init();
    CURLcode code = fetch_kept(curl, path);

    curl_easy_cleanup(curl);
    return code;
}

START_TEST(a_good_certificate_is_taken)
{
    start();
    ck_assert_int_eq(fetch("/"), CURLE_OK);
    ck_assert_int_eq(fetch("/"), CURLE_OK);
    ck_assert_uint_eq(tc_tls_front_facts(front).connections, 2);
    ck_assert_uint_eq(tc_tls_front_facts(front).requests, 2);
    ck_assert_uint_eq(tc_tls_front_facts(front).refused, 0);
    stop();
}
END_TEST

START_TEST(faults_below_go_through)
{
    CURLcode code;

    start();
    code = fetch("/reset");
    ck_assert(code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING);
    ck_assert_int_eq(fetch("/cut"), CURLE_PARTIAL_FILE);
    stop();
}
END_TEST

START_TEST(every_bad_one_is_refused)
{
    start();
    for (int proof = TC_PROOF_GOOD + 1; proof < TC_PROOFS; proof++) {
        CURLcode code;

        if (proof == TC_PROOF_NAME_ALONE)
            continue; /* libcurl takes the common name where no other is given */
        tc_tls_front_show(front, (enum tc_server_proof)proof);
        code = fetch("/");
        ck_assert_msg(code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR,
                      "%s: %s", tc_server_proof_name((enum tc_server_proof)proof),
                      curl_easy_strerror(code));
        ck_assert_uint_eq(tc_tls_front_facts(front).requests, 0);
        ck_assert_int_eq(
            tc_server_proof_from_name(tc_server_proof_name((enum tc_server_proof)proof)),
            proof);
    }
    tc_tls_front_show(front, TC_PROOF_GOOD);
    ck_assert_int_eq(fetch("/"), CURLE_OK);
    stop();
}
END_TEST

/* A connection that was made before shows nothing of what is shown now. */
START_TEST(kept_connections_end)
{
    CURL *curl = curl_easy_init();

    start();
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_OK);
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_OK);
    ck_assert_uint_eq(tc_tls_front_facts(front).connections, 1);
    tc_tls_front_show(front, TC_PROOF_EXPIRED);
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_PEER_FAILED_VERIFICATION);
    ck_assert_uint_eq(tc_tls_front_facts(front).requests, 0);
    tc_tls_front_show(front, TC_PROOF_GOOD);
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_OK);
    curl_easy_cleanup(curl);
    stop();
}
END_TEST

TC_CHECK_MAIN("tls front", a_good_certificate_is_taken, faults_below_go_through,
              every_bad_one_is_refused, kept_connections_end)
