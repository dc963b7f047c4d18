#include "base/check_main.h"
#include "net/tls_front.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
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

static void show(enum tc_server_proof proof)
{
    struct tc_err err = { 0 };

    ck_assert_msg(tc_tls_front_show(front, proof, &err) == 0, "%s", err.en);
}

START_TEST(every_bad_one_is_refused)
{
    start();
    for (int proof = TC_PROOF_GOOD + 1; proof < TC_PROOFS; proof++) {
        CURLcode code;

        if (proof == TC_PROOF_NAME_ALONE)
            continue; /* libcurl takes the common name where no other is given */
        show((enum tc_server_proof)proof);
        code = fetch("/");
        ck_assert_msg(code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR,
                      "%s: %s", tc_server_proof_name((enum tc_server_proof)proof),
                      curl_easy_strerror(code));
        ck_assert_uint_eq(tc_tls_front_facts(front).requests, 0);
        ck_assert_int_eq(
            tc_server_proof_from_name(tc_server_proof_name((enum tc_server_proof)proof)),
            proof);
    }
    show(TC_PROOF_GOOD);
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
    show(TC_PROOF_EXPIRED);
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_PEER_FAILED_VERIFICATION);
    ck_assert_uint_eq(tc_tls_front_facts(front).requests, 0);
    show(TC_PROOF_GOOD);
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_OK);
    curl_easy_cleanup(curl);
    stop();
}
END_TEST

static double busy_ms(void)
{
    struct timespec used;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}

/* Without a descriptor left the client waits, and so does the front. */
START_TEST(no_descriptors_is_no_busy_loop)
{
    struct sockaddr_in to = { .sin_family = AF_INET };
    struct rlimit limit;
    int fd, last, taken[4096];
    size_t n = 0;
    double before;

    start();
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
    fd = socket(AF_INET, SOCK_STREAM, 0);
    last = dup(fd);
    close(last);
    limit.rlim_cur = (rlim_t)last + 100;
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
    while (n < 4096 && (taken[n] = dup(fd)) >= 0)
        n++;
    to.sin_port = htons((unsigned short)atoi(strrchr(tc_tls_front_url(front), ':') + 1));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ck_assert_int_eq(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
    before = busy_ms();
    usleep(500000);
    ck_assert(busy_ms() - before < 200);
    close(fd);
    while (n > 0)
        close(taken[--n]);
    ck_assert_int_eq(fetch("/"), CURLE_OK);
    stop();
}
END_TEST

/* A byte now and then is no handshake: its one deadline is not moved by it. */
START_TEST(a_handshake_that_never_ends_ends)
{
    static const char hello[] = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";
    struct sockaddr_in to = { .sin_family = AF_INET };
    double from = tc_clock_ms();
    int fd;

    start();
    fd = socket(AF_INET, SOCK_STREAM, 0);
    to.sin_port = htons((unsigned short)atoi(strrchr(tc_tls_front_url(front), ':') + 1));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ck_assert_int_eq(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
    ck_assert(send(fd, hello, sizeof(hello) - 1, MSG_NOSIGNAL) > 0);
    while (send(fd, "x", 1, MSG_NOSIGNAL) == 1 && tc_clock_ms() - from < 30000)
        usleep(200000);
    ck_assert(tc_clock_ms() - from < 20000);
    ck_assert_uint_eq(tc_tls_front_facts(front).refused, 1);
    close(fd);
    stop();
}
END_TEST

TC_CHECK_MAIN("tls front", no_descriptors_is_no_busy_loop, a_handshake_that_never_ends_ends,
              a_good_certificate_is_taken, faults_below_go_through, every_bad_one_is_refused,
              kept_connections_end)
