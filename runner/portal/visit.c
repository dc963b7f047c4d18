/* What is kept of a request, and how it is answered. */
#include "portal/visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "portal/credentials.h"
#include "portal/oddity.h"

/* --- what is kept --------------------------------------------------------------- */

/* A client assertion can be shown again by whoever has read it, for as long as it is
 * good. */
static bool has_secret(const struct tc_portal_visit *v, const char *text)
{
    const char *own =
        v->sim->options.client_secret ? v->sim->options.client_secret : "client_assertion=";

    return strstr(text, own) != NULL || tc_portal_tokens_in(v->sim->tokens, text);
}

/* However its letters are written: "%73ecret" is the secret, too. */
static bool shows_secret(const struct tc_portal_visit *v, const char *text)
{
    return has_secret(v, text) || has_secret(v, tc_portal_unescape(v->arena, text, false)) ||
           has_secret(v, tc_portal_unescape(v->arena, text, true));
}

/* "Name: value" lines; whoever the client is stays unsaid. */
static const char *header_lines(struct tc_portal_visit *v)
{
    size_t len = 1;
    char *lines, *to;

    for (const struct tc_header *h = v->request->headers; h->name; h++)
        len += strlen(h->name) + strlen(h->value) + sizeof(": [secret]\n");
    lines = to = tc_arena_alloc(v->arena, len);
    for (const struct tc_header *h = v->request->headers; h->name; h++) {
        bool secret = strcasecmp(h->name, "Authorization") == 0 ||
                      strcasecmp(h->name, "Cookie") == 0 || shows_secret(v, h->value);

        to += sprintf(to, "%s: %s\n", h->name, secret ? "[secret]" : h->value);
    }
    return lines;
}

/* The target; of one with a secret in it no more than its path is kept. */
static void keep_target(struct tc_portal_visit *v)
{
    const char *target = v->request->target, *path = v->request->path;

    v->arrival.secret_in_target = shows_secret(v, target);
    v->arrival.target = target;
    if (v->arrival.secret_in_target)
        v->arrival.target = shows_secret(v, path)
                                ? "/[secret]"
                                : tc_arena_printf(v->arena, "%s?[secret]", path);
}

void tc_portal_visit_begin(struct tc_portal_visit *v)
{
    v->arrival.at_ms = v->request->at_ms;
    v->arrival.method = v->request->method;
    v->arrival.headers = header_lines(v);
    v->arrival.body = v->request->body;
    v->arrival.body_len = v->request->body_len;
    tc_portal_token_digest(tc_portal_bearer(v->request), v->arrival.token);
    keep_target(v);
}

/* --- answers --------------------------------------------------------------------- */

/* Host and port by which the client knows the portal; NULL if it does not say. */
static const char *host_of(const struct tc_portal_visit *v)
{
    const char *host = tc_server_header(v->request, "Host");

    return host && *host &&
                   !host[strspn(host, "abcdefghijklmnopqrstuvwxyz"
                                      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]")]
               ? host
               : NULL;
}

const char *tc_portal_visit_base(const struct tc_portal_visit *v)
{
    bool secure = v->sim->front || v->sim->options.certificate;
    const char *host = host_of(v);

    return host ? tc_arena_printf(v->arena, "%s%s", secure ? "https://" : "http://", host)
                : v->request->base;
}

/* The other origin is another port of the same host. The address that it listens at
 * may be one for all interfaces, or this machine's own, which leads nowhere from
 * elsewhere. */
static const char *elsewhere_of(const struct tc_portal_visit *v, enum tc_portal_lead lead)
{
    const char *url = lead == TC_PORTAL_ELSEWHERE && v->sim->elsewhere_secure
                          ? tc_tls_front_url(v->sim->elsewhere_secure)
                          : tc_server_url(v->sim->elsewhere);
    const char *host = host_of(v), *end;

    if (!host)
        return url;
    end = *host == '[' ? strchr(host, ']') : host + strcspn(host, ":");
    if (!end || end == host)
        return url;
    return tc_arena_printf(v->arena, "%.*s//%.*s%s", (int)strcspn(url, "/"), url,
                           (int)(end + (*host == '[') - host), host, strrchr(url, ':'));
}

void tc_portal_visit_say(struct tc_portal_visit *v, const char *name,
                         struct tc_portal_values values)
{
    values.base = tc_portal_visit_base(v);
    values.lifetime_s = v->sim->options.dialect->token_lifetime_s;
    v->error = tc_portal_dialect_means_error(v->sim->options.dialect, name);
    tc_portal_dialect_answer(v->sim->options.dialect, v->arena, name, &values, v->answer);
}

/* "date+2" as the date two seconds from now (IMF-fixdate), else the text. */
static const char *retry_after_text(struct tc_portal_visit *v, const char *text)
{
    char date[64];
    time_t when;
    struct tm utc;

    if (strncmp(text, "date", 4) != 0)
        return text;
    when = time(NULL) + strtol(text + 4, NULL, 10);
    gmtime_r(&when, &utc);
    strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &utc);
    return tc_arena_strdup(v->arena, date);
}

void tc_portal_visit_header(struct tc_portal_visit *v, const char *name, const char *value)
{
    struct tc_header *headers;
    size_t n = 0;

    while (v->answer->headers && v->answer->headers[n].name)
        n++;
    headers = tc_arena_alloc(v->arena, (n + 2) * sizeof(*headers));
    for (size_t i = 0; i < n; i++)
        headers[i] = v->answer->headers[i];
    headers[n] = (struct tc_header){ name, value };
    v->answer->headers = headers;
}

/* So long a body, blanks behind what it has; blanks change neither JSON nor XML. */
static void fill_body(struct tc_portal_visit *v, size_t len, size_t kept)
{
    char *body = tc_arena_alloc(v->arena, len);

    if (kept)
        memcpy(body, v->answer->body, kept);
    memset(body + kept, ' ', len - kept);
    v->answer->body = body;
    v->answer->body_len = len;
}

/* The other origin learns from the path which request was sent there. */
static const char *location_of(struct tc_portal_visit *v, enum tc_portal_lead lead)
{
    if (lead == TC_PORTAL_AGAIN)
        return v->request->target;
    return tc_arena_printf(v->arena, "%s" TC_PORTAL_MOVED "%zu", elsewhere_of(v, lead),
                           tc_portal_ledger_move(v->sim->ledger, v->events));
}

const char *tc_portal_visit_elsewhere(struct tc_portal_visit *v)
{
    return location_of(v, TC_PORTAL_ELSEWHERE);
}

static void say_oddly(struct tc_portal_visit *v, const struct tc_portal_behaviour *b)
{
    size_t len = 0;

    v->answer->body = tc_portal_oddity(v->arena, b->name, v->answer->status,
                                       location_of(v, TC_PORTAL_PLAIN), &len);
    v->answer->body_len = len;
}

void tc_portal_visit_say_by_turn(struct tc_portal_visit *v, const struct tc_portal_turn *turn,
                                 const char *normal, struct tc_portal_values values)
{
    const struct tc_portal_behaviour *b = turn->behaviour;

    values.status = b->status ? b->status : turn->status;
    values.lifetime_json = turn->expires_in;
    if (turn->answer && tc_portal_dialect_has(v->sim->options.dialect, turn->answer))
        normal = turn->answer;
    tc_portal_visit_say(v, values.status >= 300 ? "scripted" : normal, values);
    if (b->needs_body && !v->answer->body_len) {
        values.status = v->answer->status;
        tc_portal_visit_say(v, "scripted", values);
    }
    if (b->raw)
        say_oddly(v, b);
    if (b->body_len)
        fill_body(v, b->body_len, 0);
    if (v->answer->body_len < b->least_body)
        fill_body(v, b->least_body, v->answer->body_len);
    if (b->leads)
        tc_portal_visit_header(v, "Location", location_of(v, b->leads));
    if (turn->retry_after)
        tc_portal_visit_header(v, "Retry-After", retry_after_text(v, turn->retry_after));
    v->answer->manner = b->manner;
    v->answer->delay_ms = turn->delay_ms > b->delay_ms ? turn->delay_ms : b->delay_ms;
    v->arrival.status = b->answers ? v->answer->status : 0;
}
