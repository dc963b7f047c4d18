#include "base/check_main.h"
#include "net/tls_front.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <openssl/ssl.h>
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
    if (strcmp(request->path, "/closing") == 0) {
        answer->manner = TC_SERVER_RAW;
        answer->body = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello";
        answer->body_len = strlen(answer->body);
    }
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

static void connect_to_front(int fd)
{
    struct sockaddr_in to = { .sin_family = AF_INET };

    to.sin_port = htons((unsigned short)atoi(strrchr(tc_tls_front_url(front), ':') + 1));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ck_assert_int_eq(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
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
    for (int proof = TC_PROOF_EXPIRED; proof < TC_PROOFS; proof++) {
        CURLcode code;

        if (proof == TC_PROOF_NAME_ALONE || proof == TC_PROOF_REVOKED)
            continue; /* libcurl takes the common name where no other is given, and does
                       * not ask for the status unless it is told to */
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

/* Who is gone without a word has not refused; who sends an alert has. */
START_TEST(refusals_are_told_from_ends)
{
    double from = tc_clock_ms();
    int fd;

    start();
    fd = socket(AF_INET, SOCK_STREAM, 0);
    connect_to_front(fd);
    close(fd);
    while (tc_tls_front_facts(front).ended == 0 && tc_clock_ms() - from < 5000)
        usleep(1000);
    ck_assert_uint_eq(tc_tls_front_facts(front).ended, 1);
    ck_assert_uint_eq(tc_tls_front_facts(front).refused, 0);
    show(TC_PROOF_EXPIRED);
    ck_assert_int_eq(fetch("/"), CURLE_PEER_FAILED_VERIFICATION);
    while (tc_tls_front_facts(front).refused == 0 && tc_clock_ms() - from < 5000)
        usleep(1000);
    ck_assert_uint_eq(tc_tls_front_facts(front).refused, 1);
    ck_assert_uint_eq(tc_tls_front_facts(front).ended, 0);
    stop();
}
END_TEST

/* A client that asks for the status gets it, and it says revoked. */
START_TEST(a_revoked_status_is_stapled)
{
    CURL *curl = curl_easy_init();

    start();
    show(TC_PROOF_REVOKED);
    ck_assert_int_eq(fetch("/"), CURLE_OK);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYSTATUS, 1L);
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_SSL_INVALIDCERTSTATUS);
    curl_easy_cleanup(curl);
    stop();
}
END_TEST

/* The name in the Host header is compared with SNI; an address has none. */
START_TEST(names_are_compared_with_sni)
{
    CURL *curl = curl_easy_init();
    struct curl_slist *host = curl_slist_append(NULL, "Host: Portal.example.org:443");
    const char *port;

    start();
    port = strrchr(tc_tls_front_url(front), ':') + 1;
    ck_assert_int_eq(fetch("/"), CURLE_OK);
    ck_assert_uint_eq(tc_tls_front_facts(front).named, 0);
    curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(curl, CURLOPT_URL, tc_arena_printf(arena, "https://localhost:%s/", port));
    ck_assert_int_eq(curl_easy_perform(curl), CURLE_OK);
    ck_assert_uint_eq(tc_tls_front_facts(front).named, 0); /* it is not fully qualified */
    curl_easy_setopt(curl, CURLOPT_URL,
                     tc_arena_printf(arena, "https://portal.localhost:%s/", port));
    ck_assert_int_eq(curl_easy_perform(curl), CURLE_OK);
    ck_assert_uint_eq(tc_tls_front_facts(front).named, 1);
    ck_assert_uint_eq(tc_tls_front_facts(front).misnamed, 0);
    show(TC_PROOF_GOOD); /* forgets neither */
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, host);
    ck_assert_int_eq(curl_easy_perform(curl), CURLE_OK);
    ck_assert_uint_eq(tc_tls_front_facts(front).named, 2);
    ck_assert_uint_eq(tc_tls_front_facts(front).misnamed, 1);
    curl_easy_cleanup(curl);
    curl_slist_free_all(host);
    stop();
}
END_TEST

static SSL *dial(SSL_CTX *context, int *fd)
{
    SSL *ssl = SSL_new(context);

    *fd = socket(AF_INET, SOCK_STREAM, 0);
    connect_to_front(*fd);
    SSL_set_fd(ssl, *fd);
    return ssl;
}

/* Send it, as early data where there is a session; the session for the next time. */
static SSL_SESSION *ask_early(SSL_CTX *context, SSL_SESSION *session, const char *method)
{
    const char *request =
        tc_arena_printf(arena, "%s / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", method);
    char answer[512] = "";
    SSL_SESSION *next;
    size_t n;
    int fd;
    SSL *ssl = dial(context, &fd);

    if (session) {
        SSL_set_session(ssl, session);
        ck_assert_int_eq(SSL_write_early_data(ssl, request, strlen(request), &n), 1);
    }
    ck_assert_int_eq(SSL_connect(ssl), 1);
    if (!session)
        ck_assert_int_gt(SSL_write(ssl, request, (int)strlen(request)), 0);
    ck_assert_int_gt(SSL_read(ssl, answer, sizeof(answer) - 1), 0);
    ck_assert_msg(strncmp(answer, "HTTP/1.1 200", 12) == 0, "%s", answer);
    next = SSL_get1_session(ssl);
    SSL_shutdown(ssl);
    SSL_free(ssl);
    close(fd);
    return next;
}

START_TEST(early_data_are_seen)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL_SESSION *first, *second, *third;

    start();
    show(TC_PROOF_EARLY_DATA);
    first = ask_early(context, NULL, "POST");
    ck_assert_uint_eq(tc_tls_front_facts(front).early, 0);
    ck_assert_uint_gt(SSL_SESSION_get_max_early_data(first), 0);
    second = ask_early(context, first, "GET");
    ck_assert_uint_eq(tc_tls_front_facts(front).early, 0);
    third = ask_early(context, second, "POST");
    ck_assert_uint_eq(tc_tls_front_facts(front).early, 1);
    ck_assert_uint_eq(tc_tls_front_facts(front).requests, 3);
    SSL_SESSION_free(first);
    SSL_SESSION_free(second);
    SSL_SESSION_free(third);
    SSL_CTX_free(context);
    stop();
}
END_TEST

static void wait_until_asked(void)
{
    double until = tc_clock_ms() + 5000;

    while (tc_tls_front_facts(front).asked == 0 && tc_clock_ms() < until)
        usleep(1000);
    ck_assert_uint_eq(tc_tls_front_facts(front).asked, 1);
}

/* libcurl renegotiates, and looks at what it is shown then. */
START_TEST(a_changed_certificate_is_seen)
{
    CURL *curl = curl_easy_init();

    start();
    show(TC_PROOF_CHANGED);
    ck_assert_int_ne(fetch("/"), CURLE_OK);
    wait_until_asked();
    ck_assert_uint_eq(tc_tls_front_facts(front).renegotiated, 0);
    ck_assert_int_eq(fetch("/"), CURLE_OK); /* only the first request is met */
    show(TC_PROOF_CHANGED);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_OK);
    wait_until_asked();
    ck_assert_uint_eq(tc_tls_front_facts(front).renegotiated, 1);
    curl_easy_cleanup(curl);
    stop();
}
END_TEST

/* Who refuses and who takes no notice has not renegotiated. */
START_TEST(nobody_must_renegotiate)
{
    static const char request[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    char answer[512];
    SSL *ssl;
    int fd;

    start();
    show(TC_PROOF_CHANGED);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    ssl = dial(context, &fd);
    ck_assert_int_eq(SSL_connect(ssl), 1);
    ck_assert_int_gt(SSL_write(ssl, request, sizeof(request) - 1), 0);
    ck_assert_int_le(SSL_read(ssl, answer, sizeof(answer)), 0);
    wait_until_asked();
    SSL_free(ssl);
    close(fd);
    show(TC_PROOF_CHANGED);
    ssl = dial(context, &fd);
    ck_assert_int_eq(SSL_connect(ssl), 1);
    ck_assert_int_gt(SSL_write(ssl, request, sizeof(request) - 1), 0);
    wait_until_asked(); /* it reads nothing, and so takes no notice */
    ck_assert_uint_eq(tc_tls_front_facts(front).renegotiated, 0);
    SSL_free(ssl);
    close(fd);
    SSL_CTX_free(context);
    stop();
}
END_TEST

/* Whether the end of an answer that is delimited by it came with close_notify. */
static bool ends_well(SSL_CTX *context)
{
    static const char request[] = "GET /closing HTTP/1.1\r\nHost: x\r\n\r\n";
    char answer[512];
    int fd, rc;
    SSL *ssl = dial(context, &fd);
    bool well;

    ck_assert_int_eq(SSL_connect(ssl), 1);
    ck_assert_int_gt(SSL_write(ssl, request, sizeof(request) - 1), 0);
    while ((rc = SSL_read(ssl, answer, sizeof(answer))) > 0)
        ;
    well = SSL_get_error(ssl, rc) == SSL_ERROR_ZERO_RETURN;
    SSL_free(ssl);
    close(fd);
    return well;
}

START_TEST(an_end_can_lack_its_notice)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());

    start();
    ck_assert(ends_well(context));
    show(TC_PROOF_UNCLOSED);
    ck_assert(!ends_well(context));
    SSL_CTX_free(context);
    stop();
}
END_TEST

/* A connection that was made before shows nothing of what is shown now. */
START_TEST(kept_connections_end)
{
    CURL *curl = curl_easy_init();
    struct tc_err err = { 0 };

    start();
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_OK);
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_OK);
    ck_assert_uint_eq(tc_tls_front_facts(front).connections, 1);
    show(TC_PROOF_EXPIRED);
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_PEER_FAILED_VERIFICATION);
    ck_assert_uint_eq(tc_tls_front_facts(front).requests, 0);
    ck_assert_int_eq(tc_tls_front_restore(front, &err), 0);
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_OK);
    ck_assert_int_eq(tc_tls_front_restore(front, &err), 0);
    ck_assert_uint_eq(tc_tls_front_facts(front).requests, 1); /* nothing is forgotten */
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
    connect_to_front(fd);
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
    double from = tc_clock_ms();
    int fd;

    start();
    fd = socket(AF_INET, SOCK_STREAM, 0);
    connect_to_front(fd);
    ck_assert(send(fd, hello, sizeof(hello) - 1, MSG_NOSIGNAL) > 0);
    while (send(fd, "x", 1, MSG_NOSIGNAL) == 1 && tc_clock_ms() - from < 30000)
        usleep(200000);
    ck_assert(tc_clock_ms() - from < 20000);
    ck_assert_uint_eq(tc_tls_front_facts(front).ended, 1);
    ck_assert_uint_eq(tc_tls_front_facts(front).refused, 0);
    close(fd);
    stop();
}
END_TEST

/* --- certificates of clients ----------------------------------------------------------- */

static unsigned client_port; /* of the last request at the backend */

static void note_port(struct tc_arena *a, const struct tc_server_request *request,
                      struct tc_server_answer *answer, void *cookie)
{
    (void)a;
    (void)cookie;
    client_port = request->port;
    *answer = (struct tc_server_answer){ .status = 200 };
}

/* What the front has seen of a client that shows this; NULL: nothing. */
static enum tc_tls_client shown_by(const struct tc_certificate *c)
{
    CURL *curl = curl_easy_init();
    struct curl_blob pem;
    char *both;

    if (c) {
        both = tc_arena_printf(arena, "%s%s", c->cert_pem, c->key_pem);
        pem = (struct curl_blob){ both, strlen(both), CURL_BLOB_COPY };
        curl_easy_setopt(curl, CURLOPT_SSLCERT_BLOB, &pem);
        curl_easy_setopt(curl, CURLOPT_SSLKEY_BLOB, &pem);
    }
    ck_assert_int_eq(fetch_kept(curl, "/"), CURLE_OK);
    curl_easy_cleanup(curl);
    return tc_tls_front_client(front, client_port);
}

/* Self-signed ones, and any of another authority's, are as good as others here. */
START_TEST(who_the_client_is_is_noted)
{
    struct tc_server_options options = { .handler = note_port };
    struct tc_certificate own, other;
    struct tc_err err = { 0 };
    struct tc_server *backend = tc_server_start(&options, &err);

    start();
    tc_tls_front_stop(front);
    front = tc_tls_front_start(&authority, NULL, 0, tc_server_url(backend), &err);
    ck_assert_int_eq(tc_certificate_make(arena, "client", 1, &own, &err), 0);
    ck_assert_int_eq(tc_certificate_make(arena, "client", 1, &other, &err), 0);
    ck_assert_int_eq(shown_by(&own), TC_TLS_NOT_ASKED);
    tc_tls_front_ask_client(front, own.sha256);
    ck_assert_int_eq(shown_by(&own), TC_TLS_RIGHT_CERTIFICATE);
    ck_assert_int_eq(shown_by(NULL), TC_TLS_NO_CERTIFICATE);
    ck_assert_int_eq(shown_by(&other), TC_TLS_OTHER_CERTIFICATE);
    ck_assert_int_eq(tc_tls_front_show(front, TC_PROOF_EARLY_DATA, &err), 0);
    ck_assert_int_eq(shown_by(&own), TC_TLS_RIGHT_CERTIFICATE);
    ck_assert_int_eq(tc_tls_front_client(front, 65536), TC_TLS_NOT_ASKED);
    ck_assert_str_eq(tc_certificate_fingerprint(arena, own.cert_pem, &err), own.sha256);
    ck_assert_ptr_null(tc_certificate_fingerprint(arena, own.key_pem, &err));
    stop();
    tc_server_stop(backend);
}
END_TEST

TC_CHECK_MAIN("tls front", who_the_client_is_is_noted, no_descriptors_is_no_busy_loop,
              a_handshake_that_never_ends_ends, a_good_certificate_is_taken,
              faults_below_go_through, every_bad_one_is_refused, kept_connections_end,
              refusals_are_told_from_ends, a_revoked_status_is_stapled,
              names_are_compared_with_sni, early_data_are_seen, a_changed_certificate_is_seen,
              nobody_must_renegotiate, an_end_can_lack_its_notice)
