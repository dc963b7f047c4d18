/* Clients that mean ill, against live simulators: requests and TLS records that were
 * bent at random, sent in pieces, broken off, reset. No crash, no hang, and afterwards
 * an ordinary client is served. The seed is fixed; HOSTILE_ROUNDS asks for more. */
#include "base/check_main.h"
#include "portal/simulator.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/client.h"

#define ROUNDS 400
#define BYTES_MAX 65536
#define CLOSE_MS 8000 /* for the other end to close a connection that we have ended */
#define FORM "grant_type=client_credentials&client_id=vendor&client_secret=secret-1"

static struct tc_arena *arena;
static struct tc_portal_dialect *dialect;
static struct tc_portal_simulator *sim;
static struct tc_authority authority;
static unsigned long long state;

struct bytes {
    unsigned char at[BYTES_MAX];
    size_t len;
};

static void start(const char *name, bool secure)
{
    struct tc_portal_options options = { .client_id = "vendor",
                                         .client_secret = "secret-1",
                                         .page = true };
    struct tc_err err = { 0 };

    state = 20261125;
    arena = tc_arena_new();
    options.dialect = dialect = tc_portal_dialect_load(arena, name, &err);
    ck_assert_msg(dialect != NULL, "%s", err.en);
    if (secure) {
        ck_assert_int_eq(tc_authority_make(arena, &authority, &err), 0);
        options.authority = &authority;
    }
    sim = tc_portal_simulator_start(&options, &err);
    ck_assert_msg(sim != NULL, "%s", err.en);
}

static void stop(void)
{
    tc_portal_simulator_stop(sim);
    tc_portal_dialect_free(dialect);
    tc_arena_free(arena);
}

static unsigned rounds(void)
{
    const char *more = getenv("HOSTILE_ROUNDS");

    return more ? (unsigned)strtoul(more, NULL, 10) : ROUNDS;
}

/* --- bending ------------------------------------------------------------------------ */

static unsigned below(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return n ? (unsigned)(state % n) : 0;
}

static void insert(struct bytes *b, size_t at, const char *what, size_t len, unsigned times)
{
    while (times-- > 0 && b->len + len <= BYTES_MAX) {
        memmove(b->at + at + len, b->at + at, b->len - at);
        memcpy(b->at + at, what, len);
        b->len += len;
    }
}

/* Pieces on which readers of HTTP, JSON, XML and forms have stumbled before. */
static void insert_odd_piece(struct bytes *b, size_t at)
{
    static const struct {
        const char *text;
        unsigned times;
    } odd[] = { { "\r\n", 1 },
                { "\n", 3 },
                { ":", 1 },
                { "%00", 1 },
                { "%", 2 },
                { "\xff\xfe", 1 },
                { "Content-Length: 99999999999999999999\r\n", 1 },
                { "Content-Length: -1\r\n", 1 },
                { "Transfer-Encoding: chunked\r\n", 1 },
                { "Expect: 100-continue\r\n", 1 },
                { "Host: a:b:c]:[\r\n", 1 },
                { "Authorization: Bearer \r\n", 1 },
                { "X: y\r\n", 300 },
                { "aaaaaaaaaaaaaaaa", 2000 },
                { "[", 3000 },
                { "<a>", 3000 },
                { "{\"a\":", 500 },
                { "<!DOCTYPE a [<!ENTITY b \"c\">]>", 1 },
                { "ffffffffffffffff;x\r\n", 1 } };
    unsigned i = below(sizeof(odd) / sizeof(odd[0]));

    insert(b, at, odd[i].text, strlen(odd[i].text), odd[i].times);
}

static void bend(struct bytes *b)
{
    for (unsigned i = below(4); i > 0 && b->len > 0; i--) {
        size_t at = below((unsigned)b->len);

        switch (below(5)) {
        case 0:
            b->at[at] = (unsigned char)below(256);
            break;
        case 1:
            b->at[at] ^= (unsigned char)(1 << below(8));
            break;
        case 2:
            b->len = at;
            break;
        case 3:
            insert(b, at, "\0", 1, 1 + below(3));
            break;
        default:
            insert_odd_piece(b, at);
        }
    }
}

/* --- sending ------------------------------------------------------------------------ */

static int connect_to_simulator(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET };
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    to.sin_port = htons((unsigned short)atoi(strrchr(tc_portal_simulator_url(sim), ':') + 1));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
    return fd;
}

/* The other end must close what we have ended, in whatever way it answers. */
static void wait_for_close(int fd)
{
    double until = tc_clock_ms() + CLOSE_MS;
    struct pollfd ready = { fd, POLLIN, 0 };
    char answer[4096];

    while (tc_clock_ms() < until)
        if (poll(&ready, 1, 100) == 1 && recv(fd, answer, sizeof(answer), 0) <= 0)
            return;
    ck_abort_msg("a connection that its client has ended stays open");
}

static void throw(const struct bytes *b)
{
    const struct linger reset = { 1, 0 };
    int fd = connect_to_simulator();
    size_t cut = below(3) ? b->len : below((unsigned)b->len + 1);

    send(fd, b->at, cut, MSG_NOSIGNAL);
    if (cut < b->len)
        usleep(1000);
    send(fd, b->at + cut, b->len - cut, MSG_NOSIGNAL);
    if (below(8) == 0) {
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
    } else {
        shutdown(fd, SHUT_WR);
        wait_for_close(fd);
    }
    close(fd);
}

/* --- requests ----------------------------------------------------------------------- */

static struct tc_client_answer post(const char *path, const char *type,
                                    const char *authorization, const char *body)
{
    const struct tc_header headers[] = { { "Content-Type", type },
                                         { "Authorization", authorization },
                                         { NULL, NULL } };
    struct tc_client_request request = { .method = "POST",
                                         .headers = authorization ? headers : NULL,
                                         .body = body,
                                         .body_len = strlen(body) };
    struct tc_client_answer answer;

    request.url = tc_arena_printf(arena, "%s%s", tc_portal_simulator_url(sim), path);
    tc_client_send(arena, &request, &answer);
    return answer;
}

/* "Bearer TOKEN" of a fresh token. */
static const char *bearer(const char *path)
{
    struct tc_client_answer answer = post(path, NULL, NULL, FORM);
    json_t *json = json_loadb(answer.body, answer.body_len, 0, NULL);
    const char *token = json_string_value(json_object_get(json, "access_token"));

    ck_assert_int_eq(answer.status, 200);
    ck_assert_ptr_nonnull(token);
    token = tc_arena_printf(arena, "Bearer %s", token);
    json_decref(json);
    return token;
}

static const char *request_of(const char *method, const char *path, const char *token,
                              const char *body)
{
    return tc_arena_printf(arena,
                           "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: %s\r\n"
                           "Content-Length: %zu\r\n\r\n%s",
                           method, path, token, strlen(body), body);
}

static void throw_requests(const char *const *requests, size_t count)
{
    static struct bytes b;

    for (unsigned i = 0; i < rounds(); i++) {
        const char *request = requests[below((unsigned)count)];

        b.len = strlen(request);
        memcpy(b.at, request, b.len);
        bend(&b);
        throw(&b);
    }
}

#define JSON_DOCUMENT                                                                          \
    "{\"epcisBody\":{\"eventList\":[{\"eventID\":\"urn:x:1\",\"epcList\":[\"E\"]}]}}"

START_TEST(bent_requests_with_json)
{
    const char *token;

    start("epcis", false);
    token = bearer("/oauth/token");
    throw_requests(
        (const char *const[]){ request_of("POST", "/oauth/token", "Basic dmVuZG9yOnM=", FORM),
                               request_of("POST", "/capture", token, JSON_DOCUMENT),
                               request_of("GET", "/capture/1?a=b", token, ""),
                               request_of("GET", "/?lang=en", token, "") },
        4);
    ck_assert_int_eq(
        post("/capture", "application/json", bearer("/oauth/token"), JSON_DOCUMENT).status,
        202);
    stop();
}
END_TEST

#define XML_DOCUMENT                                                                           \
    "<e:EPCISDocument xmlns:e='urn:epcglobal:epcis:xsd:1'><EPCISBody><EventList>"              \
    "<ObjectEvent><eventTime>2026-01-01T00:00:00Z</eventTime><epcList><epc>urn:a</epc>"        \
    "</epcList></ObjectEvent></EventList></EPCISBody></e:EPCISDocument>"

START_TEST(bent_requests_with_xml)
{
    const char *token_path = NULL, *path = NULL;

    start("epcis12", false);
    for (size_t i = 0; i < dialect->route_count; i++) {
        if (dialect->routes[i].does == TC_PORTAL_TOKEN)
            token_path = dialect->routes[i].path;
        else if (dialect->routes[i].does == TC_PORTAL_DELIVER && !path)
            path = dialect->routes[i].path;
    }
    throw_requests(
        (const char *const[]){ request_of("POST", path, bearer(token_path), XML_DOCUMENT) }, 1);
    ck_assert_int_lt(post(path, "text/xml", bearer(token_path), XML_DOCUMENT).status, 300);
    stop();
}
END_TEST

/* --- TLS ---------------------------------------------------------------------------- */

/* A client's first flight, as OpenSSL writes it. */
static void client_hello(struct bytes *b)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL *ssl = SSL_new(context);
    BIO *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());

    SSL_set_bio(ssl, in, out);
    SSL_set_tlsext_host_name(ssl, "localhost");
    SSL_connect(ssl);
    b->len = (size_t)BIO_read(out, b->at, BYTES_MAX);
    SSL_free(ssl);
    SSL_CTX_free(context);
}

START_TEST(bent_tls_records)
{
    static struct bytes b;

    start("epcis", true);
    for (unsigned i = 0; i < rounds(); i++) {
        if (below(4)) {
            client_hello(&b);
        } else {
            b.len = below(2000);
            for (size_t k = 0; k < b.len; k++)
                b.at[k] = (unsigned char)below(256);
        }
        bend(&b);
        throw(&b);
    }
    ck_assert_uint_eq(tc_tls_front_facts(tc_portal_simulator_front(sim)).requests, 0);
    stop();
}
END_TEST

/* A good handshake, and a request; where `bent` is not 0, so many bytes that are no TLS
 * behind it, and the end. Gives the status of the answer, 0 for none. */
static long speak_tls(SSL_CTX *context, const struct bytes *b, unsigned bent)
{
    SSL *ssl = SSL_new(context);
    int fd = connect_to_simulator(), len = 0;
    char answer[4096] = "";

    SSL_set_fd(ssl, fd);
    ck_assert_int_eq(SSL_connect(ssl), 1);
    SSL_write(ssl, b->at, (int)(b->len ? b->len : 1));
    if (bent) {
        send(fd, b->at, b->len < bent ? b->len : bent, MSG_NOSIGNAL);
        shutdown(fd, SHUT_WR);
    }
    for (int got; (got = SSL_read(ssl, answer + len, (int)sizeof(answer) - 1 - len)) > 0;)
        len += got;
    SSL_free(ssl);
    close(fd);
    return strncmp(answer, "HTTP/1.1 ", 9) == 0 ? strtol(answer + 9, NULL, 10) : 0;
}

START_TEST(bent_requests_within_tls)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    const char *request;
    static struct bytes b;

    start("epcis", true);
    request = request_of("POST", "/oauth/token", "Basic dmVuZG9yOnM=", FORM);
    for (unsigned i = 0; i < rounds() / 4; i++) {
        b.len = strlen(request);
        memcpy(b.at, request, b.len);
        bend(&b);
        speak_tls(context, &b, 1 + below(100));
    }
    request = tc_arena_printf(arena,
                              "POST /oauth/token HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                              "Content-Length: %zu\r\n\r\n%s",
                              strlen(FORM), FORM);
    b.len = strlen(request);
    memcpy(b.at, request, b.len);
    ck_assert_int_eq(speak_tls(context, &b, 0), 200);
    SSL_CTX_free(context);
    stop();
}
END_TEST

TC_CHECK_MAIN("hostile clients", bent_requests_with_json, bent_requests_with_xml,
              bent_tls_records, bent_requests_within_tls)
