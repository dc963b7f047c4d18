#include "base/check_main.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/certificate.h"
#include "net/client.h"
#include "net/server.h"

/* Answers what its path says. */
static void handler(struct tc_arena *arena, const struct tc_server_request *request,
                    struct tc_server_answer *answer, void *cookie)
{
    (void)cookie;
    *answer = (struct tc_server_answer){ .status = 200, .type = "text/plain" };
    answer->body =
        tc_arena_printf(arena, "%s %s %s", request->method, request->target, request->body);
    answer->body_len = strlen(answer->body);
    if (strcmp(request->path, "/cut") == 0)
        answer->manner = TC_SERVER_CUT;
    else if (strcmp(request->path, "/reset") == 0)
        answer->manner = TC_SERVER_RESET;
    else if (strcmp(request->path, "/drip") == 0)
        answer->manner = TC_SERVER_DRIP;
    else if (strcmp(request->path, "/late") == 0)
        answer->delay_ms = 300;
    else if (strcmp(request->path, "/silent") == 0)
        answer->delay_ms = 60000;
}

static struct tc_arena *arena;
static struct tc_server *server;

static void start(void)
{
    struct tc_server_options options = { .handler = handler, .max_body = 1000 };
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    server = tc_server_start(&options, &err);
    ck_assert_msg(server != NULL, "%s", err.en);
}

static void stop(void)
{
    tc_server_stop(server);
    tc_arena_free(arena);
}

static struct tc_client_answer ask(const char *path, const char *body, unsigned timeout_ms)
{
    struct tc_client_request request = { .method = body ? "POST" : "GET",
                                         .body = body,
                                         .body_len = body ? strlen(body) : 0,
                                         .timeout_ms = timeout_ms };
    struct tc_client_answer answer;

    request.url = tc_arena_printf(arena, "%s%s", tc_server_url(server), path);
    tc_client_send(arena, &request, &answer);
    return answer;
}

START_TEST(answers_whole_requests)
{
    struct tc_client_answer answer;

    start();
    answer = ask("/a%20b?c=%C3%A1", "body", 0);
    ck_assert_int_eq(answer.status, 200);
    ck_assert_str_eq(answer.body, "POST /a%20b?c=%C3%A1 body");
    answer = ask("/a", NULL, 0);
    ck_assert_str_eq(answer.body, "GET /a ");
    stop();
}
END_TEST

START_TEST(refuses_a_body_that_is_too_long)
{
    char body[2000];

    start();
    memset(body, 'x', sizeof(body) - 1);
    body[sizeof(body) - 1] = '\0';
    ck_assert_int_eq(ask("/", body, 0).status, 413);
    stop();
}
END_TEST

START_TEST(answers_badly_when_told)
{
    start();
    ck_assert_int_eq(ask("/cut", NULL, 0).failure, TC_FAILURE_CUT);
    ck_assert_int_ne(ask("/reset", NULL, 0).failure, TC_FAILURE_NONE);
    ck_assert_int_eq(ask("/reset", NULL, 0).status, 0);
    ck_assert_int_eq(ask("/drip", NULL, 400).failure, TC_FAILURE_TIMEOUT);
    ck_assert_int_eq(ask("/silent", NULL, 200).failure, TC_FAILURE_TIMEOUT);
    stop();
}
END_TEST

START_TEST(delay_holds_back_the_answer)
{
    double from;

    start();
    from = tc_clock_ms();
    ck_assert_int_eq(ask("/late", NULL, 0).status, 200);
    ck_assert(tc_clock_ms() - from >= 300);
    stop();
}
END_TEST

START_TEST(stops_within_a_delay)
{
    double from;

    start();
    ask("/silent", NULL, 100);
    from = tc_clock_ms();
    stop();
    ck_assert(tc_clock_ms() - from < 3000);
}
END_TEST

START_TEST(tells_of_a_port_in_use)
{
    struct tc_server_options options = { .handler = handler };
    struct tc_err err = { 0 };

    start();
    options.port = (unsigned)atoi(strrchr(tc_server_url(server), ':') + 1);
    ck_assert_ptr_null(tc_server_start(&options, &err));
    ck_assert_ptr_nonnull(strstr(err.en, "cannot listen at 127.0.0.1"));
    options = (struct tc_server_options){ .handler = handler, .host = "not an address" };
    ck_assert_ptr_null(tc_server_start(&options, &err));
    stop();
}
END_TEST

/* A socket of a client that does as it likes. */
static int raw_connection(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET };
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    to.sin_port = htons((unsigned short)atoi(strrchr(tc_server_url(server), ':') + 1));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ck_assert_int_eq(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
    return fd;
}

/* A header every 100 ms keeps a connection lively, but no request takes that long. */
START_TEST(a_request_that_never_ends_ends)
{
    struct tc_server_options options = { .handler = handler, .request_ms = 500 };
    struct tc_err err = { 0 };
    double from = tc_clock_ms();
    int fd;

    arena = tc_arena_new();
    server = tc_server_start(&options, &err);
    ck_assert_msg(server != NULL, "%s", err.en);
    fd = raw_connection();
    ck_assert(send(fd, "GET / HTTP/1.1\r\n", 16, MSG_NOSIGNAL) == 16);
    while (send(fd, "A: b\r\n", 6, MSG_NOSIGNAL) == 6 && tc_clock_ms() - from < 10000)
        usleep(100000);
    ck_assert(tc_clock_ms() - from < 10000);
    close(fd);
    ck_assert_int_eq(ask("/late", NULL, 0).status, 200);
    stop();
}
END_TEST

START_TEST(a_line_without_a_target_is_none)
{
    static const char *const lines[] = { "GET\r\n\r\n", " \r\n\r\n", "GET  HTTP/1.1\r\n\r\n" };

    start();
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        int fd = raw_connection();
        char answer[64];

        send(fd, lines[i], strlen(lines[i]), MSG_NOSIGNAL);
        shutdown(fd, SHUT_WR);
        while (recv(fd, answer, sizeof(answer), 0) > 0)
            continue;
        close(fd);
    }
    ck_assert_int_eq(ask("/a", NULL, 0).status, 200);
    stop();
}
END_TEST

static size_t drop(char *bytes, size_t size, size_t n, void *cookie)
{
    (void)bytes;
    (void)cookie;
    return size * n;
}

static CURLcode ask_https(const char *url, const char *trusted_pem)
{
    struct curl_blob blob = { (void *)trusted_pem, trusted_pem ? strlen(trusted_pem) : 0,
                              CURL_BLOB_COPY };
    CURL *curl = curl_easy_init();
    CURLcode code;

    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    if (trusted_pem)
        curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &blob);
    code = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return code;
}

START_TEST(serves_https_with_its_own_certificate)
{
    struct tc_server_options options = { .handler = handler };
    struct tc_certificate certificate;
    struct tc_err err = { 0 };

    arena = tc_arena_new();
    ck_assert_int_eq(tc_certificate_make(arena, "127.0.0.1", 2, &certificate, &err), 0);
    ck_assert_uint_eq(strlen(certificate.sha256), 64);
    options.key_pem = certificate.key_pem;
    options.cert_pem = certificate.cert_pem;
    server = tc_server_start(&options, &err);
    ck_assert_msg(server != NULL, "%s", err.en);
    ck_assert_int_eq(strncmp(tc_server_url(server), "https://", 8), 0);
    ck_assert_int_eq(ask_https(tc_server_url(server), certificate.cert_pem), CURLE_OK);
    ck_assert_int_eq(ask_https(tc_server_url(server), NULL), CURLE_PEER_FAILED_VERIFICATION);
    stop();
}
END_TEST

TC_CHECK_MAIN("server", answers_whole_requests, refuses_a_body_that_is_too_long,
              answers_badly_when_told, delay_holds_back_the_answer, stops_within_a_delay,
              a_request_that_never_ends_ends, a_line_without_a_target_is_none,
              tells_of_a_port_in_use, serves_https_with_its_own_certificate)
