/* HTTP for cases: every exchange becomes evidence. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "engine/credentials.h"
#include "engine/redact.h"
#include "engine/secrets.h"
#include "engine/test.h"
#include "tracecert/http.h"

#define MAX_EXTRA 32

static const struct tc_endpoint *endpoint_of(struct tc_test *t, enum tc_interface of)
{
    const struct tc_system *system = t->context->system;

    switch (of) {
    case TC_IF_EPCIS:
        return &system->epcis;
    case TC_IF_RESOLVER:
        return &system->resolver;
    case TC_IF_LABEL:
        return &system->label;
    case TC_IF_PAGE:
        return &system->page;
    case TC_IF_ENTRY:
        return &system->entry.endpoint;
    case TC_IF_NOTICES:
        return &system->notices.receiver;
    case TC_IF_EFFECTS:
        return &system->notices.effects;
    case TC_IFS:
        break;
    }
    abort();
}

const char *tc_base_url(struct tc_test *t, enum tc_interface of)
{
    const struct tc_endpoint *endpoint = endpoint_of(t, of);

    return endpoint->configured ? endpoint->url : NULL;
}

/* The credentials of the interface, resolved once a case; NULL if none. */
static const struct tc_header *credentials_of(struct tc_test *t, enum tc_interface of)
{
    const struct tc_endpoint *endpoint = endpoint_of(t, of);
    struct tc_header *header = &t->credentials[of];
    struct tc_err err = { 0 };

    if (!t->credentials_known[of]) {
        if (tc_credentials_header(t->arena, &endpoint->auth, t->context->system->dir,
                                  tc_test_limits(t)->request_timeout_ms, header, NULL,
                                  &err) < 0)
            tc_stop_setup(t, TC_TEXT(tc_arena_strdup(t->arena, err.vi),
                                     tc_arena_strdup(t->arena, err.en)));
        t->credentials_known[of] = true;
    }
    return header->value ? header : NULL;
}

static const char *absolute_url(struct tc_test *t, const struct tc_request *request)
{
    const char *base = tc_base_url(t, request->to);

    if (strncasecmp(request->path, "http://", 7) == 0 ||
        strncasecmp(request->path, "https://", 8) == 0)
        return request->path;
    if (!base)
        tc_stop_setup(t, TC_TEXT("giao diện cần dùng chưa được khai báo",
                                 "the interface that is needed is not configured"));
    return tc_arena_printf(t->arena, "%s%s", base, request->path);
}

static const struct tc_header *all_headers(struct tc_test *t, const struct tc_request *request)
{
    struct tc_header *headers = tc_arena_alloc(t->arena, (MAX_EXTRA + 4) * sizeof(*headers));
    size_t n = 0;

    if (request->type)
        headers[n++] = (struct tc_header){ "Content-Type", request->type };
    if (request->accept)
        headers[n++] = (struct tc_header){ "Accept", request->accept };
    for (const struct tc_header *h = request->headers; h && h->name && n < MAX_EXTRA; h++)
        headers[n++] = *h;
    return headers;
}

/* Store a body without its secrets; NULL for none. */
static const char *keep_body(struct tc_test *t, const void *bytes, size_t len)
{
    return bytes && len ? tc_test_blob(t, bytes, len) : NULL;
}

static const char *header_lines(struct tc_test *t, const struct tc_header *headers)
{
    const char *lines = "";

    for (; headers && headers->name; headers++)
        lines = tc_arena_printf(t->arena, "%s%s: %s\n", lines, headers->name, headers->value);
    return lines;
}

static void record(struct tc_test *t, const struct tc_request *request,
                   const struct tc_client_answer *a, double started_ms)
{
    const char *sent = tc_secrets_redact_text(t->arena, a->sent);
    const char *got = tc_secrets_redact_text(t->arena, header_lines(t, a->headers));

    tc_test_emit(t, json_pack("{s:s, s:i, s:s, s:o, s:I, s:s?, s:o, s:o, s:s?, s:s?, s:f, s:f}",
                              "k", "exchange", "number", ++t->exchanges, "method",
                              request->method ? request->method : "GET", "url",
                              tc_redact_string(t->arena, a->url), "status",
                              (json_int_t)a->status, "failure", a->failure ? a->why.en : NULL,
                              "requestHeaders", tc_redact_string(t->arena, sent),
                              "responseHeaders", tc_redact_string(t->arena, got), "requestBlob",
                              keep_body(t, request->body, request->body_len), "responseBlob",
                              keep_body(t, a->body, a->body_len), "startedMs",
                              started_ms - t->context->started_ms, "tookMs", a->took_ms));
}

static const struct tc_response *exchange(struct tc_test *t, const struct tc_request *request,
                                          struct tc_text *why)
{
    struct tc_response *response = tc_arena_alloc(t->arena, sizeof(*response));
    struct tc_header credentials[2] = { { 0 } };
    struct tc_client_request send = { .method = request->method,
                                      .url = absolute_url(t, request),
                                      .headers = all_headers(t, request),
                                      .body = request->body,
                                      .body_len = request->body_len,
                                      .follow = request->follow,
                                      .timeout_ms = request->timeout_ms,
                                      .max_body = request->max_body };
    const char *base = tc_base_url(t, request->to);
    struct tc_client_answer answer;
    double started = tc_clock_ms();

    if (!send.timeout_ms)
        send.timeout_ms = tc_test_limits(t)->request_timeout_ms;
    if (!request->anonymous && base && tc_client_same_origin(send.url, base)) {
        const struct tc_header *header = credentials_of(t, request->to);

        if (header)
            credentials[0] = *header;
        send.credentials = credentials;
    }
    tc_client_send(t->arena, &send, &answer);
    record(t, request, &answer, started);
    *response = (struct tc_response){ .exchange = t->exchanges,
                                      .status = answer.failure ? 0 : answer.status,
                                      .url = answer.url,
                                      .body = answer.body,
                                      .body_len = answer.body_len,
                                      .headers = answer.headers,
                                      .took_ms = answer.took_ms,
                                      .failure = answer.failure ? answer.why.en : NULL };
    *why = answer.why;
    return response;
}

const struct tc_response *tc_try(struct tc_test *t, const struct tc_request *request)
{
    struct tc_text why;

    return exchange(t, request, &why);
}

const struct tc_response *tc_send(struct tc_test *t, const struct tc_request *request)
{
    struct tc_text why;
    const struct tc_response *response = exchange(t, request, &why);

    if (response->failure)
        tc_stop(t, TC_TEXT(tc_arena_printf(t->arena, "hệ thống không trả lời %s %s: %s",
                                           request->method ? request->method : "GET",
                                           response->url, why.vi),
                           tc_arena_printf(t->arena, "the system does not answer %s %s: %s",
                                           request->method ? request->method : "GET",
                                           response->url, why.en)));
    return response;
}

const char *tc_response_header(const struct tc_response *response, const char *name)
{
    for (const struct tc_header *h = response->headers; h->name; h++)
        if (strcasecmp(h->name, name) == 0)
            return h->value;
    return NULL;
}

json_t *tc_response_json(struct tc_test *t, const struct tc_response *response)
{
    json_t *json = json_loadb(response->body, response->body_len,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);

    return json ? tc_test_own(t, json) : NULL;
}

bool tc_response_is(const struct tc_response *response, const char *type)
{
    const char *value = tc_response_header(response, "Content-Type");
    size_t len = strlen(type);

    return value && strncasecmp(value, type, len) == 0 &&
           (value[len] == '\0' || value[len] == ';' || value[len] == ' ');
}

const char *tc_url_encode(struct tc_test *t, const char *s)
{
    static const char hex[] = "0123456789ABCDEF";
    char *encoded = tc_arena_alloc(t->arena, 3 * strlen(s) + 1), *to = encoded;

    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;

        if (strchr("-._~", c) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
            (c >= 'A' && c <= 'Z')) {
            *to++ = (char)c;
        } else {
            *to++ = '%';
            *to++ = hex[c >> 4];
            *to++ = hex[c & 15];
        }
    }
    return encoded;
}
