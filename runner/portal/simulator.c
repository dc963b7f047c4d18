#include "portal/simulator.h"

#include <stdlib.h>
#include <string.h>

#include "net/public_key.h"
#include "portal/page.h"
#include "portal/visit.h"

/* A client that followed a redirect to the other origin. */
static void handle_elsewhere(struct tc_arena *arena, const struct tc_server_request *request,
                             struct tc_server_answer *answer, void *cookie)
{
    struct tc_portal_simulator *sim = cookie;
    struct tc_portal_visit v = {
        .sim = sim, .arena = arena, .request = request, .answer = answer
    };

    tc_portal_visit_begin(&v);
    v.arrival.elsewhere = true;
    v.arrival.record = TC_PORTAL_EVENT;
    if (strncmp(request->path, TC_PORTAL_MOVED, strlen(TC_PORTAL_MOVED)) == 0)
        v.events = tc_portal_ledger_moved(
            sim->ledger, strtoul(request->path + strlen(TC_PORTAL_MOVED), NULL, 10));
    if (json_object_get(json_array_get(v.events, 0), TC_PORTAL_PAGE)) {
        v.arrival.record = TC_PORTAL_PAGE;
        tc_portal_visit_last_page(&v);
    } else if (v.events && strcmp(request->method, "GET") == 0)
        answer->status = 200; /* what a client that follows a 303 may take for success */
    else
        tc_portal_visit_say(&v, "notFound", (struct tc_portal_values){ 0 });
    v.arrival.status = v.answer->status;
    tc_portal_ledger_record(sim->ledger, &v.arrival, v.events);
    json_decref(v.events);
}

/* The script may refuse a client that asks whether it may send a body. */
static int expect(void *cookie)
{
    struct tc_portal_simulator *sim = cookie;
    struct tc_portal_turn turn;

    return tc_portal_ledger_take_named(sim->ledger, TC_PORTAL_ON_EXPECT, &turn) ? turn.status
                                                                                : 0;
}

static void handle(struct tc_arena *arena, const struct tc_server_request *request,
                   struct tc_server_answer *answer, void *cookie)
{
    struct tc_portal_simulator *sim = cookie;
    struct tc_portal_visit v = {
        .sim = sim, .arena = arena, .request = request, .answer = answer
    };

    if (sim->options.page &&
        tc_portal_page(arena, request, sim->options.dialect, sim->ledger, answer))
        return;
    tc_portal_visit_begin(&v);
    if (sim->front)
        v.arrival.certificate = tc_tls_front_client(sim->front, request->port);
    tc_portal_visit_answer(&v);
    v.arrival.accepted = v.arrival.status >= 200 && v.arrival.status < 300 && !v.error;
    tc_portal_ledger_record(sim->ledger, &v.arrival, v.events);
    tc_portal_sign_ins_note(sim->sign_ins, &v.signature, v.arrival.status);
    if (sim->options.observe)
        sim->options.observe(&v.arrival, v.events, sim->options.cookie);
    json_decref(v.events);
    json_decref(v.fates);
    json_decref(v.named);
    json_decref(v.asserted);
}

/* The other origin over TLS; the server behind it is for this machine alone. */
static void start_secure(struct tc_portal_simulator *sim,
                         const struct tc_server_options *elsewhere, struct tc_err *err)
{
    struct tc_server_options behind = *elsewhere;

    behind.host = NULL;
    sim->behind_secure = tc_server_start(&behind, err);
    if (sim->behind_secure)
        sim->elsewhere_secure = tc_tls_front_start(sim->options.authority, sim->options.host, 0,
                                                   tc_server_url(sim->behind_secure), err);
}

/* --- start and stop ----------------------------------------------------------------- */

/* What makes the portal's ids its own, in a later run, too. */
static const char *ids_key(const struct tc_portal_options *options)
{
    const char *own = options->client_secret ? options->client_secret : options->client_key;

    return own ? own : options->client_id;
}

/* What clients are known by; messages are signed with a secret alone. */
static bool have_key(struct tc_portal_simulator *sim, const struct tc_portal_options *options,
                     struct tc_err *err)
{
    if (options->dialect->sign_in == TC_PORTAL_BY_WS_SECURITY && !options->client_secret) {
        tc_err_set(err, "giao diện ký từng thông điệp (WS-Security) cần clientSecret",
                   "a dialect whose messages are signed (WS-Security) needs a clientSecret");
        return false;
    }
    if (options->client_key)
        sim->client_key = tc_public_key_read(options->client_key, err);
    return sim->client_key || !options->client_key;
}

struct tc_portal_simulator *tc_portal_simulator_start(const struct tc_portal_options *options,
                                                      struct tc_err *err)
{
    struct tc_portal_simulator *sim = calloc(1, sizeof(*sim));
    struct tc_server_options server = { .host = options->host,
                                        .port = options->port,
                                        .handler = handle,
                                        .expect = expect,
                                        .cookie = sim },
                             elsewhere;

    if (!sim)
        abort();
    sim->options = *options;
    sim->ledger = tc_portal_ledger_new();
    sim->tokens = tc_portal_tokens_new();
    sim->sign_ins = tc_portal_sign_ins_new();
    sim->lists = tc_portal_lists_new(options->dialect->given);
    sim->trail = tc_portal_trail_new();
    sim->records = (struct tc_portal_records){ ids_key(options), options->dialect->given };
    if (options->certificate) {
        server.key_pem = options->certificate->key_pem;
        server.cert_pem = options->certificate->cert_pem;
    }
    if (options->authority) { /* the front has the address */
        server.host = NULL;
        server.port = 0;
    }
    elsewhere = server;
    elsewhere.host = options->host;
    elsewhere.port = 0;
    elsewhere.handler = handle_elsewhere;
    sim->elsewhere = tc_server_start(&elsewhere, err);
    sim->server = sim->elsewhere ? tc_server_start(&server, err) : NULL;
    if (sim->server && options->authority)
        sim->front = tc_tls_front_start(options->authority, options->host, options->port,
                                        tc_server_url(sim->server), err);
    if (sim->front && options->client_sha256)
        tc_tls_front_ask_client(sim->front, options->client_sha256);
    if (sim->front)
        start_secure(sim, &elsewhere, err);
    if (sim->server && (sim->elsewhere_secure || !options->authority) &&
        have_key(sim, options, err))
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

const struct tc_portal_dialect *
tc_portal_simulator_dialect(const struct tc_portal_simulator *sim)
{
    return sim->options.dialect;
}

char *tc_portal_simulator_sign_ins(struct tc_portal_simulator *sim)
{
    return tc_portal_sign_ins_facts(sim->sign_ins);
}

struct tc_portal_ledger *tc_portal_simulator_ledger(struct tc_portal_simulator *sim)
{
    return sim->ledger;
}

bool tc_portal_simulator_lay_out(struct tc_portal_simulator *sim, const json_t *layout)
{
    return tc_portal_lists_lay_out(sim->lists, layout);
}

int tc_portal_simulator_settle(struct tc_portal_simulator *sim, struct tc_err *err)
{
    tc_portal_ledger_settle(sim->ledger);
    tc_portal_lists_clear(sim->lists);
    return sim->front ? tc_tls_front_restore(sim->front, err) : 0;
}

void tc_portal_simulator_revoke(struct tc_portal_simulator *sim)
{
    tc_portal_tokens_revoke_all(sim->tokens);
}

void tc_portal_simulator_stop(struct tc_portal_simulator *sim)
{
    if (!sim)
        return;
    tc_tls_front_stop(sim->front);
    tc_tls_front_stop(sim->elsewhere_secure);
    tc_server_stop(sim->server);
    tc_server_stop(sim->elsewhere);
    tc_server_stop(sim->behind_secure);
    tc_portal_ledger_free(sim->ledger);
    tc_portal_tokens_free(sim->tokens);
    tc_portal_sign_ins_free(sim->sign_ins);
    tc_portal_lists_free(sim->lists);
    tc_portal_trail_free(sim->trail);
    EVP_PKEY_free(sim->client_key);
    free(sim);
}
