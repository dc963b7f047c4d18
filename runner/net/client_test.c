#include "net/client.h"

#include <stdlib.h>
#include <string.h>

#include "base/check_main.h"
#include "net/fake_server.h"
#include "net/server.h"

static struct tc_arena *arena;
static struct tc_client_answer answer;

static const char *at(const char *scheme, unsigned port)
{
    return tc_arena_printf(arena, "%s://127.0.0.1:%u/a", scheme, port);
}

static void send_to(const char *url, unsigned timeout_ms, size_t max_body)
{
    struct tc_client_request request = { .url = url,
                                         .timeout_ms = timeout_ms,
                                         .max_body = max_body };

    tc_client_send(arena, &request, &answer);
}

/* A server that answers so leads to this failure, in good time. */
static void fails(const char *reply, enum fake_then then, const char *scheme,
                  enum tc_failure failure)
{
    struct fake_server server = fake_start(reply, then);

    send_to(at(scheme, server.port), 800, 100000);
    fake_stop(server);
    ck_assert_msg(answer.failure == failure, "%s: %s instead of %s", reply,
                  tc_failure_name(answer.failure), tc_failure_name(failure));
    ck_assert(answer.why.vi && answer.why.en);
    ck_assert_int_lt((int)answer.took_ms, 1500);
}

START_TEST(test_answer)
{
    struct fake_server server = fake_start("HTTP/1.1 201 Created\r\nX-A: 1\r\nSet-Cookie: b\r\n"
                                           "x-a:  2 \r\nX-Empty:\r\n\r\nbody",
                                           FAKE_CLOSE);

    arena = tc_arena_new();
    setenv("http_proxy", "http://127.0.0.1:1", 1);
    send_to(at("http", server.port), 0, 0);
    fake_stop(server);
    ck_assert_int_eq(answer.failure, TC_FAILURE_NONE);
    ck_assert_int_eq((int)answer.status, 201);
    ck_assert_str_eq(answer.body, "body");
    ck_assert_uint_eq(answer.header_count, 4);
    ck_assert_str_eq(answer.headers[2].name, "x-a");
    ck_assert_str_eq(answer.headers[2].value, "2");
    ck_assert_str_eq(answer.headers[3].value, "");
    ck_assert_ptr_null(answer.headers[4].name);
    ck_assert_str_eq(tc_client_header(&answer, "X-a"), "1");
    ck_assert_ptr_null(strstr(answer.sent, "Cookie"));
    tc_arena_free(arena);
}
END_TEST

START_TEST(test_failures)
{
    arena = tc_arena_new();
    fails("", FAKE_SILENT, "http", TC_FAILURE_TIMEOUT);
    fails("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", FAKE_SILENT, "http",
          TC_FAILURE_TIMEOUT);
    fails("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", FAKE_CLOSE, "http", TC_FAILURE_CUT);
    fails("", FAKE_CLOSE, "http", TC_FAILURE_CUT);
    fails("SSH-2.0-OpenSSH\r\n", FAKE_CLOSE, "http", TC_FAILURE_NOT_HTTP);
    fails("HTTP/1.1 200 OK\r\n\r\n", FAKE_ENDLESS, "http", TC_FAILURE_TOO_LARGE);
    fails("HTTP/1.1 200 OK\r\nX: ", FAKE_ENDLESS, "http", TC_FAILURE_TOO_LARGE);
    fails("HTTP/1.1 400 Bad Request\r\n\r\n", FAKE_BLURT, "https", TC_FAILURE_TLS);
    send_to(at("http", fake_dead_port()), 0, 0);
    ck_assert_int_eq(answer.failure, TC_FAILURE_REFUSED);
    send_to("http://nobody.invalid/", 5000, 0);
    ck_assert_int_eq(answer.failure, TC_FAILURE_DNS);
    tc_arena_free(arena);
}
END_TEST

START_TEST(test_urls)
{
    static const char *const bad[] = { "file:///etc/passwd", "ftp://a/",   "a", "", "http://",
                                       "http://u:p@h/x",     "http://u@h/" };

    arena = tc_arena_new();
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        send_to(bad[i], 0, 0);
        ck_assert_msg(answer.failure == TC_FAILURE_URL, "%s", bad[i]);
    }
    ck_assert(tc_client_same_origin("http://h/a", "HTTP://H:80/b"));
    ck_assert(!tc_client_same_origin("http://h/", "https://h/"));
    ck_assert(!tc_client_same_origin("http://h/", "http://h:81/"));
    tc_arena_free(arena);
}
END_TEST

static void follow(const char *method, const char *status, const char *location)
{
    static const struct tc_header secret[] = { { "Authorization", "Bearer s3cret" },
                                               { NULL, NULL } };
    struct fake_server server = fake_start(
        tc_arena_printf(arena, "HTTP/1.1 %s\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n",
                        status, location),
        FAKE_CLOSE);
    struct tc_client_request request = {
        .method = method, .url = at("http", server.port), .credentials = secret, .follow = true
    };

    tc_client_send(arena, &request, &answer);
    fake_stop(server);
}

START_TEST(test_redirects)
{
    struct fake_server echo = fake_start("HTTP/1.1 200 OK\r\n\r\n", FAKE_ECHO);

    arena = tc_arena_new();
    follow("GET", "302 Found", at("http", echo.port));
    ck_assert_int_eq((int)answer.status, 200);
    ck_assert_uint_eq(answer.hops, 1);
    ck_assert_ptr_nonnull(strstr(answer.body, "GET /a"));
    ck_assert_ptr_null(strstr(answer.body, "s3cret"));
    follow("POST", "303 See Other", at("http", echo.port));
    ck_assert_ptr_nonnull(strstr(answer.body, "GET /a"));
    follow("POST", "307 Temporary Redirect", at("http", echo.port));
    ck_assert_ptr_nonnull(strstr(answer.body, "POST /a"));
    fake_stop(echo);
    follow("GET", "302 Found", "file:///etc/passwd");
    ck_assert_int_eq(answer.failure, TC_FAILURE_REDIRECTS);
    follow("GET", "302 Found", "/again");
    ck_assert_int_eq(answer.failure, TC_FAILURE_REDIRECTS);
    tc_arena_free(arena);
}
END_TEST

static void tell_port(struct tc_arena *of, const struct tc_server_request *request,
                      struct tc_server_answer *to, void *cookie)
{
    (void)cookie;
    to->status = 200;
    to->body = tc_arena_printf(of, "%u", request->port);
    to->body_len = strlen(to->body);
}

static struct tc_server *start_telling(unsigned port)
{
    const struct tc_server_options options = { .port = port, .handler = tell_port };
    struct tc_err err = { 0 };
    struct tc_server *server = tc_server_start(&options, &err);

    ck_assert_msg(server != NULL, "%s", err.en);
    return server;
}

/* The client's port, as the server sees it. */
static unsigned port_of(const char *url, struct tc_client_line *line)
{
    struct tc_client_request request = { .url = url, .line = line };

    tc_client_send(arena, &request, &answer);
    ck_assert_int_eq(answer.failure, TC_FAILURE_NONE);
    return (unsigned)strtoul(answer.body, NULL, 10);
}

/* A line is kept, and made anew when the server has ended it. */
START_TEST(test_line)
{
    struct tc_server *server = start_telling(0);
    struct tc_client_line *line = tc_client_line_new();
    const char *url;
    unsigned first;

    arena = tc_arena_new();
    url = tc_arena_strdup(arena, tc_server_url(server));
    first = port_of(url, line);
    ck_assert_uint_ne(port_of(url, NULL), first);
    ck_assert_uint_eq(port_of(url, line), first);
    tc_server_stop(server);
    server = start_telling((unsigned)strtoul(strrchr(url, ':') + 1, NULL, 10));
    ck_assert_uint_ne(port_of(url, line), 0);
    tc_client_line_free(line);
    tc_server_stop(server);
    tc_arena_free(arena);
}
END_TEST

TC_CHECK_MAIN("client", test_answer, test_failures, test_urls, test_redirects, test_line)
