#include "net/client.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "net/client_url.h"

#define MAX_HEADERS 256
#define MAX_HEADER_BYTES ((size_t)64 << 10)

/* What arrives during one exchange. */
struct transfer {
    struct tc_arena *arena;
    const struct tc_client_request *request;
    char *body;
    size_t len, capacity, max;
    struct tc_header headers[MAX_HEADERS + 1];
    size_t header_count, header_bytes;
    char *sent;
    bool too_large;
};

const char *tc_failure_name(enum tc_failure failure)
{
    static const char *const names[TC_FAILURES] = {
        [TC_FAILURE_NONE] = "",
        [TC_FAILURE_URL] = "url",
        [TC_FAILURE_DNS] = "dns",
        [TC_FAILURE_REFUSED] = "refused",
        [TC_FAILURE_TIMEOUT] = "timeout",
        [TC_FAILURE_TLS] = "tls",
        [TC_FAILURE_TOO_LARGE] = "too-large",
        [TC_FAILURE_NOT_HTTP] = "not-http",
        [TC_FAILURE_CUT] = "cut",
        [TC_FAILURE_REDIRECTS] = "redirects",
        [TC_FAILURE_OTHER] = "other",
    };

    return names[failure];
}

static size_t on_body(char *bytes, size_t size, size_t n, void *cookie)
{
    struct transfer *t = cookie;

    n *= size;
    if (n > t->max - t->len) {
        t->too_large = true;
        return 0;
    }
    if (t->len + n >= t->capacity) {
        size_t capacity = t->capacity ? 2 * t->capacity : 16384;
        char *grown;

        while (capacity <= t->len + n)
            capacity *= 2;
        grown = realloc(t->body, capacity);
        if (!grown)
            abort();
        t->body = grown;
        t->capacity = capacity;
    }
    memcpy(t->body + t->len, bytes, n);
    t->len += n;
    return n;
}

static size_t on_header(char *line, size_t size, size_t n, void *cookie)
{
    struct transfer *t = cookie;
    const char *colon, *value;
    size_t len = n *= size;

    if (n >= 5 && strncmp(line, "HTTP/", 5) == 0) { /* a new hop */
        t->header_count = 0;
        t->len = 0;
    }
    t->header_bytes += n;
    if (t->header_bytes > MAX_HEADER_BYTES || t->header_count == MAX_HEADERS) {
        t->too_large = true;
        return 0;
    }
    while (len && (line[len - 1] == '\r' || line[len - 1] == '\n' || line[len - 1] == ' '))
        len--;
    colon = memchr(line, ':', len);
    if (!colon)
        return n;
    for (value = colon + 1; value < line + len && (*value == ' ' || *value == '\t'); value++)
        continue;
    t->headers[t->header_count++] =
        (struct tc_header){ tc_arena_strndup(t->arena, line, (size_t)(colon - line)),
                            tc_arena_strndup(t->arena, value, (size_t)(line + len - value)) };
    return n;
}

static int on_debug(CURL *curl, curl_infotype type, char *bytes, size_t n, void *cookie)
{
    struct transfer *t = cookie;

    (void)curl;
    if (type != CURLINFO_HEADER_OUT)
        return 0;
    t->sent = tc_arena_strndup(t->arena, bytes, n);
    return 0;
}

static enum tc_failure failure_of(CURLcode code, const struct transfer *t)
{
    if (t->too_large)
        return TC_FAILURE_TOO_LARGE;
    switch (code) {
    case CURLE_OK:
        return TC_FAILURE_NONE;
    case CURLE_URL_MALFORMAT:
        return TC_FAILURE_URL;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return TC_FAILURE_DNS;
    case CURLE_COULDNT_CONNECT:
        return TC_FAILURE_REFUSED;
    case CURLE_OPERATION_TIMEDOUT:
        return TC_FAILURE_TIMEOUT;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
        return TC_FAILURE_TLS;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL: /* an answer as of HTTP/0.9, without a status line */
    case CURLE_BAD_CONTENT_ENCODING:
        return TC_FAILURE_NOT_HTTP;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
        return TC_FAILURE_CUT;
    case CURLE_OUT_OF_MEMORY: /* said of a header line beyond the library's own limit */
        return TC_FAILURE_TOO_LARGE;
    case CURLE_TOO_MANY_REDIRECTS:
        return TC_FAILURE_REDIRECTS;
    default:
        return TC_FAILURE_OTHER;
    }
}

static struct tc_text why_of(struct tc_arena *arena, enum tc_failure failure, CURLcode code)
{
    switch (failure) {
    case TC_FAILURE_URL:
        return TC_TEXT("địa chỉ không phải http hoặc https hợp lệ",
                       "the address is not a valid http or https URL");
    case TC_FAILURE_DNS:
        return TC_TEXT("không tìm thấy tên máy chủ (DNS)", "the host name is not known (DNS)");
    case TC_FAILURE_REFUSED:
        return TC_TEXT("không kết nối được: không có chương trình nào lắng nghe ở đó",
                       "no connection: nothing listens there");
    case TC_FAILURE_TIMEOUT:
        return TC_TEXT("không có trả lời trọn vẹn trong thời gian cho phép",
                       "no whole answer within the time allowed");
    case TC_FAILURE_TLS:
        return tc_say(arena, "bắt tay TLS hoặc chứng thư không được chấp nhận (%s)",
                      "the TLS handshake or certificate is not acceptable (%s)",
                      curl_easy_strerror(code));
    case TC_FAILURE_TOO_LARGE:
        return TC_TEXT("trả lời lớn hơn giới hạn", "the answer is larger than the limit");
    case TC_FAILURE_NOT_HTTP:
        return TC_TEXT("máy chủ trả lời nhưng không bằng HTTP",
                       "the server answers, but not in HTTP");
    case TC_FAILURE_CUT:
        return TC_TEXT("kết nối bị cắt giữa chừng", "the connection was cut within the answer");
    case TC_FAILURE_REDIRECTS:
        return TC_TEXT("chuyển hướng quá nhiều lần", "too many redirects");
    default:
        return tc_say(arena, "lỗi kết nối (%s)", "connection error (%s)",
                      curl_easy_strerror(code));
    }
}

static void start_curl(void)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        abort();
}

static struct curl_slist *add_headers(struct tc_arena *arena, struct curl_slist *list,
                                      const struct tc_header *headers)
{
    for (; headers && headers->name; headers++)
        list = curl_slist_append(
            list, *headers->value
                      ? tc_arena_printf(arena, "%s: %s", headers->name, headers->value)
                      : tc_arena_printf(arena, "%s;", headers->name));
    return list;
}

static void set_options(CURL *curl, struct transfer *t, long timeout_ms)
{
    const struct tc_client_request *r = t->request;
    const char *method = r->method ? r->method : "GET";

    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L); /* never wait for a slow name server */
    curl_easy_setopt(curl, CURLOPT_HTTP09_ALLOWED, 0L);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_ms);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, on_debug);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, t);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    if (strcmp(method, "HEAD") == 0)
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    else
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    if (r->body) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, r->body);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body_len);
    }
}

struct tc_client_line {
    CURL *curl;
};

static CURL *new_curl(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    CURL *curl;

    pthread_once(&once, start_curl);
    curl = curl_easy_init();
    if (!curl)
        abort();
    return curl;
}

struct tc_client_line *tc_client_line_new(void)
{
    struct tc_client_line *line = malloc(sizeof(*line));

    if (!line)
        abort();
    line->curl = new_curl();
    return line;
}

void tc_client_line_free(struct tc_client_line *line)
{
    if (!line)
        return;
    curl_easy_cleanup(line->curl);
    free(line);
}

/* One hop. Redirects are followed by hand, so that credentials stay at home. */
static CURLcode hop(struct transfer *t, const char *url, bool at_home, double deadline,
                    struct tc_client_answer *answer)
{
    const struct tc_client_line *line = t->request->line;
    CURL *curl = line ? line->curl : new_curl();
    struct curl_slist *headers = add_headers(t->arena, NULL, t->request->headers);
    double left = deadline - tc_clock_ms();
    CURLcode code;

    headers = curl_slist_append(headers, "Expect:");
    if (at_home)
        headers = add_headers(t->arena, headers, t->request->credentials);
    set_options(curl, t, left > 1 ? (long)left : 1);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
    curl_slist_free_all(headers);
    if (line)
        curl_easy_reset(curl); /* of the options alone */
    else
        curl_easy_cleanup(curl);
    return code;
}

static const char *header_of(const struct tc_header *headers, const char *name)
{
    for (; headers && headers->name; headers++)
        if (strcasecmp(headers->name, name) == 0)
            return headers->value;
    return NULL;
}

const char *tc_client_header(const struct tc_client_answer *answer, const char *name)
{
    return header_of(answer->headers, name);
}

static void finish(struct transfer *t, CURLcode code, struct tc_client_answer *answer)
{
    answer->failure = answer->failure ? answer->failure : failure_of(code, t);
    if (answer->failure)
        answer->why = why_of(t->arena, answer->failure, code);
    answer->sent = t->sent ? t->sent : "";
    answer->headers = tc_arena_alloc(t->arena, (t->header_count + 1) * sizeof(t->headers[0]));
    memcpy((void *)answer->headers, t->headers, t->header_count * sizeof(t->headers[0]));
    answer->header_count = t->header_count;
    answer->body = tc_arena_strndup(t->arena, t->body ? t->body : "", t->len);
    answer->body_len = t->len;
    free(t->body);
}

/* RFC 9110 15.4: 303 asks for a GET, and so do 301 and 302 after a POST as every
 * browser does it. */
static void after_redirect(struct tc_client_request *request, long status)
{
    bool post = request->method && strcmp(request->method, "POST") == 0;
    bool head = request->method && strcmp(request->method, "HEAD") == 0;

    if (!(status == 303 && !head) && !((status == 301 || status == 302) && post))
        return;
    request->method = "GET";
    request->body = NULL;
    request->body_len = 0;
}

void tc_client_send(struct tc_arena *arena, const struct tc_client_request *request,
                    struct tc_client_answer *answer)
{
    struct tc_client_request now = *request; /* what the next hop asks */
    struct transfer t = { .arena = arena, .request = &now };
    double start = tc_clock_ms();
    double deadline =
        start + (request->timeout_ms ? request->timeout_ms : TC_CLIENT_TIMEOUT_MS);
    const char *location;
    CURLcode code = CURLE_OK;

    *answer = (struct tc_client_answer){ .url = request->url };
    t.max = request->max_body ? request->max_body : TC_CLIENT_BODY;
    if (!tc_client_url_valid(request->url))
        answer->failure = TC_FAILURE_URL;
    while (!answer->failure) {
        code = hop(&t, answer->url,
                   answer->hops == 0 || tc_client_same_origin(answer->url, request->url),
                   deadline, answer);
        t.headers[t.header_count] = (struct tc_header){ NULL, NULL };
        location = header_of(t.headers, "Location");
        if (code != CURLE_OK || !request->follow || answer->status < 300 ||
            answer->status > 399 || !location)
            break;
        location = tc_client_next_url(arena, answer->url, location);
        if (!location || ++answer->hops > TC_CLIENT_REDIRECTS) {
            answer->failure = TC_FAILURE_REDIRECTS;
            break;
        }
        answer->url = location;
        after_redirect(&now, answer->status);
    }
    finish(&t, code, answer);
    answer->took_ms = tc_clock_ms() - start;
}
