#include "portal/simulator.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "portal/credentials.h"
#include "portal/page.h"

#define MOVED "/moved/"

struct tc_portal_simulator {
    struct tc_portal_options options;
    struct tc_server *server, *elsewhere;
    struct tc_tls_front *front; /* NULL: none */
    struct tc_portal_ledger *ledger;
    struct tc_portal_tokens *tokens;
};

/* One request on its way to its answer. */
struct visit {
    struct tc_portal_simulator *sim;
    struct tc_arena *arena;
    const struct tc_server_request *request;
    struct tc_server_answer *answer;
    struct tc_portal_arrival arrival;
    json_t *events; /* array, or NULL */
};

/* --- what is kept --------------------------------------------------------------- */

/* "Name: value" lines; whoever the client is stays unsaid. */
static const char *header_lines(struct visit *v)
{
    size_t len = 1;
    char *lines, *to;

    for (const struct tc_header *h = v->request->headers; h->name; h++)
        len += strlen(h->name) + strlen(h->value) + sizeof(": [secret]\n");
    lines = to = tc_arena_alloc(v->arena, len);
    for (const struct tc_header *h = v->request->headers; h->name; h++) {
        bool secret =
            strcasecmp(h->name, "Authorization") == 0 || strcasecmp(h->name, "Cookie") == 0;

        to += sprintf(to, "%s: %s\n", h->name, secret ? "[secret]" : h->value);
    }
    return lines;
}

/* The target; one with a secret in it is cut off before its query. */
static void keep_target(struct visit *v)
{
    const char *target = v->request->target, *secret = v->sim->options.client_secret;

    v->arrival.secret_in_target =
        strstr(target, secret) != NULL || tc_portal_tokens_in(v->sim->tokens, target);
    v->arrival.target =
        v->arrival.secret_in_target
            ? tc_arena_printf(v->arena, "%.*s?[secret]", (int)strcspn(target, "?"), target)
            : target;
}

static void begin(struct visit *v)
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

/* The portal's URL by the name that the client knows it by. */
static const char *base_of(const struct visit *v)
{
    const char *base = v->request->base, *host = tc_server_header(v->request, "Host");
    bool secure = v->sim->front || v->sim->options.certificate;

    if (!host || !*host ||
        host[strspn(host, "abcdefghijklmnopqrstuvwxyz"
                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]")])
        return base;
    return tc_arena_printf(v->arena, "%s%s", secure ? "https://" : "http://", host);
}

static void say(struct visit *v, const char *name, struct tc_portal_values values)
{
    values.base = base_of(v);
    values.lifetime_s = v->sim->options.dialect->token_lifetime_s;
    tc_portal_dialect_answer(v->sim->options.dialect, v->arena, name, &values, v->answer);
}

/* "date+2" as the date two seconds from now (IMF-fixdate), else the text. */
static const char *retry_after_text(struct visit *v, const char *text)
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

static void add_header(struct visit *v, const char *name, const char *value)
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

static void fill_body(struct visit *v, size_t len)
{
    char *body = tc_arena_alloc(v->arena, len);

    memset(body, ' ', len);
    v->answer->body = body;
    v->answer->body_len = len;
}

/* The other origin learns from the path which request was sent there. */
static const char *location_of(struct visit *v, enum tc_portal_lead lead)
{
    if (lead == TC_PORTAL_AGAIN)
        return v->request->target;
    return tc_arena_printf(v->arena, "%s" MOVED "%zu", tc_server_url(v->sim->elsewhere),
                           tc_portal_ledger_count(v->sim->ledger) + 1);
}

/* The answer as far as the script has a say in it. `normal` is what would be
 * said otherwise. */
static void say_by_turn(struct visit *v, const struct tc_portal_turn *turn, const char *normal,
                        struct tc_portal_values values)
{
    const struct tc_portal_behaviour *b = turn->behaviour;

    values.status = b->status ? b->status : turn->status;
    values.lifetime_json = turn->expires_in;
    say(v, values.status >= 300 ? "scripted" : normal, values);
    if (b->needs_body && !v->answer->body_len) {
        values.status = v->answer->status;
        say(v, "scripted", values);
    }
    if (b->body_len)
        fill_body(v, b->body_len);
    if (b->leads)
        add_header(v, "Location", location_of(v, b->leads));
    if (turn->retry_after)
        add_header(v, "Retry-After", retry_after_text(v, turn->retry_after));
    v->answer->manner = b->manner;
    v->answer->delay_ms = turn->delay_ms > b->delay_ms ? turn->delay_ms : b->delay_ms;
    v->arrival.status = b->answers ? v->answer->status : 0;
}

/* --- what is asked ---------------------------------------------------------------- */

static void give_token(struct visit *v, const struct tc_portal_route *route)
{
    const struct tc_portal_options *o = &v->sim->options;
    const char *grant = tc_portal_form_field(v->arena, v->request->body, "grant_type");
    char token[TC_PORTAL_TOKEN_TEXT];
    struct tc_portal_turn turn;
    struct tc_portal_values values = { .token = token };

    v->arrival.asks_token = true;
    v->arrival.body = "[secret]";
    v->arrival.body_len = strlen(v->arrival.body);
    v->arrival.token[0] = '\0';
    if (!tc_portal_client_shown(v->arena, v->request, o->client_id, o->client_secret)) {
        say(v, "invalidClient", (struct tc_portal_values){ 0 });
    } else if (!grant || strcmp(grant, "client_credentials") != 0) {
        say(v, "unsupportedGrant", (struct tc_portal_values){ 0 });
    } else {
        tc_portal_tokens_issue(v->sim->tokens, o->dialect->token_lifetime_s, token);
        if (tc_portal_ledger_take_named(v->sim->ledger, TC_PORTAL_ON_TOKEN, &turn)) {
            say_by_turn(v, &turn, route->answer, values);
            return;
        }
        say(v, route->answer, values);
    }
    v->arrival.status = v->answer->status;
}

static json_t *at_pointer(json_t *json, struct tc_arena *arena, const char *pointer)
{
    char *rest = tc_arena_strdup(arena, pointer + (*pointer == '/')), *member;

    while (json && (member = strsep(&rest, "/")) != NULL)
        json = json_object_get(json, member);
    return json;
}

/* The events of the body, or NULL if it carries none. */
static json_t *events_of(struct visit *v, const struct tc_portal_route *route)
{
    json_t *body =
        json_loadb(v->request->body, v->request->body_len, JSON_REJECT_DUPLICATES, NULL);
    json_t *events = NULL;

    if (body && !route->events && json_is_object(body))
        events = json_pack("[O]", body);
    else if (body && route->events)
        events = json_incref(at_pointer(body, v->arena, route->events));
    json_decref(body);
    if (events && json_array_size(events) == 0) {
        json_decref(events);
        return NULL;
    }
    return events;
}

static const char *first_event_id(const struct visit *v)
{
    return json_string_value(json_object_get(json_array_get(v->events, 0), "eventID"));
}

static void take_events(struct visit *v, const struct tc_portal_route *route)
{
    struct tc_portal_simulator *sim = v->sim;
    const char *token = tc_portal_bearer(v->request);
    struct tc_portal_values values = { 0 };
    struct tc_portal_turn turn;

    v->events = events_of(v, route);
    values.event_id = v->events ? first_event_id(v) : NULL;
    v->arrival.job = tc_portal_ledger_job(sim->ledger);
    values.id = tc_arena_printf(v->arena, "%zu", v->arrival.job);
    if (!tc_portal_tokens_good(sim->tokens, token)) {
        say(v, "unauthorized", values);
    } else if (!v->events) {
        say(v, "malformed", values);
    } else if (tc_portal_ledger_take_turn(sim->ledger, v->events, &turn)) {
        say_by_turn(v, &turn, route->answer, values);
        if (turn.job)
            tc_portal_ledger_job_says(sim->ledger, v->arrival.job, turn.job, turn.job_times);
        if (turn.status == 401)
            tc_portal_tokens_revoke(sim->tokens, token);
        return;
    } else {
        say(v, route->answer, values);
    }
    v->arrival.status = v->answer->status;
}

static void read_back(struct visit *v, const struct tc_portal_route *route, const char *id)
{
    const char *scripted = NULL;

    if (!tc_portal_tokens_good(v->sim->tokens, tc_portal_bearer(v->request)))
        say(v, "unauthorized", (struct tc_portal_values){ 0 });
    else if (id && !tc_portal_ledger_job_read(v->sim->ledger, strtoul(id, NULL, 10),
                                              v->request->at_ms, &scripted))
        say(v, "notFound", (struct tc_portal_values){ 0 });
    else if (scripted && tc_portal_dialect_has(v->sim->options.dialect, scripted))
        say(v, scripted, (struct tc_portal_values){ .id = id });
    else
        say(v, route->answer, (struct tc_portal_values){ .id = id });
    v->arrival.status = v->answer->status;
}

static void answer_visit(struct visit *v)
{
    const char *id;
    const struct tc_portal_route *route = tc_portal_dialect_route(
        v->sim->options.dialect, v->arena, v->request->method, v->request->path, &id);

    if (!route) {
        say(v, "notFound", (struct tc_portal_values){ 0 });
        v->arrival.status = v->answer->status;
        return;
    }
    switch (route->does) {
    case TC_PORTAL_TOKEN:
        give_token(v, route);
        return;
    case TC_PORTAL_DELIVER:
        take_events(v, route);
        return;
    case TC_PORTAL_READ:
        read_back(v, route, id);
        return;
    }
}

/* A client that followed a redirect to the other origin. */
static void handle_elsewhere(struct tc_arena *arena, const struct tc_server_request *request,
                             struct tc_server_answer *answer, void *cookie)
{
    struct tc_portal_simulator *sim = cookie;
    struct visit v = { .sim = sim, .arena = arena, .request = request, .answer = answer };

    begin(&v);
    v.arrival.elsewhere = true;
    if (strncmp(request->path, MOVED, strlen(MOVED)) == 0)
        v.events = tc_portal_ledger_events(sim->ledger,
                                           strtoul(request->path + strlen(MOVED), NULL, 10));
    say(&v, "notFound", (struct tc_portal_values){ 0 });
    v.arrival.status = v.answer->status;
    tc_portal_ledger_record(sim->ledger, &v.arrival, v.events);
    json_decref(v.events);
}

static void handle(struct tc_arena *arena, const struct tc_server_request *request,
                   struct tc_server_answer *answer, void *cookie)
{
    struct tc_portal_simulator *sim = cookie;
    struct visit v = { .sim = sim, .arena = arena, .request = request, .answer = answer };

    if (sim->options.page &&
        tc_portal_page(arena, request, sim->options.dialect, sim->ledger, answer))
        return;
    begin(&v);
    answer_visit(&v);
    tc_portal_ledger_record(sim->ledger, &v.arrival, v.events);
    if (sim->options.observe)
        sim->options.observe(&v.arrival, v.events, sim->options.cookie);
    json_decref(v.events);
}

/* --- start and stop ----------------------------------------------------------------- */

struct tc_portal_simulator *tc_portal_simulator_start(const struct tc_portal_options *options,
                                                      struct tc_err *err)
{
    struct tc_portal_simulator *sim = calloc(1, sizeof(*sim));
    struct tc_server_options server = { .host = options->host,
                                        .port = options->port,
                                        .handler = handle,
                                        .cookie = sim },
                             elsewhere;

    if (!sim)
        abort();
    sim->options = *options;
    sim->ledger = tc_portal_ledger_new();
    sim->tokens = tc_portal_tokens_new();
    if (options->certificate) {
        server.key_pem = options->certificate->key_pem;
        server.cert_pem = options->certificate->cert_pem;
    }
    if (options->authority) { /* the front has the address */
        server.host = NULL;
        server.port = 0;
    }
    elsewhere = server;
    elsewhere.port = 0;
    elsewhere.handler = handle_elsewhere;
    sim->elsewhere = tc_server_start(&elsewhere, err);
    sim->server = sim->elsewhere ? tc_server_start(&server, err) : NULL;
    if (sim->server && options->authority)
        sim->front = tc_tls_front_start(options->authority, options->host, options->port,
                                        tc_server_url(sim->server), err);
    if (sim->server && (sim->front || !options->authority))
        return sim;
    tc_portal_simulator_stop(sim);
    return NULL;
}

const char *tc_portal_simulator_url(const struct tc_portal_simulator *sim)
{
    return sim->front ? tc_tls_front_url(sim->front) : tc_server_url(sim->server);
}

struct tc_tls_front *tc_portal_simulator_front(struct tc_portal_simulator *sim)
{
    return sim->front;
}

struct tc_portal_ledger *tc_portal_simulator_ledger(struct tc_portal_simulator *sim)
{
    return sim->ledger;
}

void tc_portal_simulator_stop(struct tc_portal_simulator *sim)
{
    if (!sim)
        return;
    tc_tls_front_stop(sim->front);
    tc_server_stop(sim->server);
    tc_server_stop(sim->elsewhere);
    tc_portal_ledger_free(sim->ledger);
    tc_portal_tokens_free(sim->tokens);
    free(sim);
}
