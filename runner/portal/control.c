/* The simulator's end of the control. */
#include "portal/control.h"

#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "portal/command.h"
#include "portal/control_parts.h"
#include "portal/entry.h"

#define WAIT_MS_MAX 1000 /* of one question; shorter than whoever asks waits */

struct desk {
    struct tc_portal_simulator *simulator;
    const struct tc_portal_dialect *dialect;
    struct tc_portal_ledger *ledger;
    struct tc_tls_front *front; /* NULL: no TLS */
    struct tc_portal_commands commands;
    struct tc_portal_entry entry;
    char word[33];
};

static void give(struct tc_arena *arena, struct tc_server_answer *answer, char *text)
{
    answer->status = 200;
    answer->type = "application/json";
    answer->body = tc_arena_strdup(arena, text);
    answer->body_len = strlen(text);
    free(text);
}

static void take_script(struct tc_arena *arena, const struct desk *desk,
                        const struct tc_server_request *request,
                        struct tc_server_answer *answer)
{
    struct tc_portal_script script;
    struct tc_err err = { 0 };

    if (tc_portal_script_parse(arena, "script", request->body, request->body_len, &script,
                               &err) < 0) {
        answer->status = 400;
        answer->body = tc_arena_strdup(arena, err.en);
        answer->body_len = strlen(answer->body);
        return;
    }
    tc_portal_ledger_play(desk->ledger, &script);
    answer->status = 204;
}

static void take_pages(const struct desk *desk, const struct tc_server_request *request,
                       struct tc_server_answer *answer)
{
    json_t *layout = json_loadb(request->body, request->body_len, 0, NULL);

    answer->status = layout && tc_portal_simulator_lay_out(desk->simulator, layout) ? 204 : 400;
    json_decref(layout);
}

static void revoke_tokens(const struct desk *desk, struct tc_server_answer *answer)
{
    tc_portal_simulator_revoke(desk->simulator);
    answer->status = 204;
}

static void settle(const struct desk *desk, struct tc_server_answer *answer)
{
    struct tc_err err = { 0 };

    answer->status = tc_portal_simulator_settle(desk->simulator, &err) < 0 ? 500 : 204;
}

static void take_silence(const struct desk *desk, const struct tc_server_request *request,
                         struct tc_server_answer *answer)
{
    tc_portal_ledger_silent(desk->ledger, (unsigned)strtoul(request->body, NULL, 10));
    answer->status = 204;
}

/* A case is confined in memory and time; what it starts should not be. */
/* "KNOWN/MS": once there are others, or after that time. */
static void give_attempts(struct tc_arena *arena, const struct desk *desk, const char *wait,
                          const struct tc_server_request *request,
                          struct tc_server_answer *answer)
{
    char *end;
    size_t known = strtoul(wait, &end, 10);
    unsigned long ms = *end ? strtoul(end + 1, NULL, 10) : 0;

    tc_portal_ledger_await(desk->ledger, request->body, known,
                           ms < WAIT_MS_MAX ? (unsigned)ms : WAIT_MS_MAX);
    give(arena, answer, tc_portal_ledger_attempts(desk->ledger, request->body));
}

static void restart_client(const struct desk *desk, const struct tc_server_request *request,
                           struct tc_server_answer *answer)
{
    unsigned ms = (unsigned)strtoul(request->body, NULL, 10);

    answer->status = desk->commands.restart && tc_portal_command(desk->commands.restart,
                                                                 desk->commands.dir, ms) == 0
                         ? 204
                         : 500;
    answer->body = "the command of interfaces.portal.restart has failed";
    answer->body_len = answer->status == 204 ? 0 : strlen(answer->body);
}

static void give_dialect(struct tc_arena *arena, const struct desk *desk,
                         struct tc_server_answer *answer)
{
    json_t *lists = json_object();
    json_t *json = json_pack("{s:O, s:o}", "answers", desk->dialect->answers, "lists", lists);
    bool records = false, xml = false;

    for (size_t i = 0; i < desk->dialect->route_count; i++) {
        const struct tc_portal_route *route = &desk->dialect->routes[i];

        records = records || route->does == TC_PORTAL_RECORD;
        xml = xml || route->xml;
        if (route->as)
            json_object_set(json, "members", (json_t *)route->as);
        if (route->list)
            json_object_set(lists, route->list->record,
                            json_object_get(desk->dialect->given, route->list->record));
    }
    json_object_set_new(json, "records", json_boolean(records));
    json_object_set_new(json, "xml", json_boolean(xml));
    json_object_set_new(json, "wsSecurity",
                        json_boolean(desk->dialect->sign_in == TC_PORTAL_BY_WS_SECURITY));
    give(arena, answer, json_dumps(json, JSON_COMPACT));
    json_decref(json);
}

static void give_body(struct tc_arena *arena, const struct desk *desk, const char *number,
                      struct tc_server_answer *answer)
{
    answer->body = tc_portal_ledger_body(desk->ledger, arena, strtoul(number, NULL, 10),
                                         &answer->body_len);
    answer->status = answer->body ? 200 : 404;
}

static void serve(struct tc_arena *arena, const struct tc_server_request *request,
                  struct tc_server_answer *answer, void *cookie)
{
    const struct desk *desk = cookie;
    size_t word = strlen(desk->word);
    const char *path = request->path;

    *answer = (struct tc_server_answer){ .status = 404 };
    if (strncmp(path + 1, desk->word, word) != 0)
        return;
    path += 1 + word;
    if (tc_portal_entry_serve(&desk->entry, arena, path, request, answer))
        return;
    if (strcmp(path, "/script") == 0)
        take_script(arena, desk, request, answer);
    else if (strncmp(path, "/attempts/", 10) == 0)
        give_attempts(arena, desk, path + 10, request, answer);
    else if (strcmp(path, "/restart") == 0)
        restart_client(desk, request, answer);
    else if (strcmp(path, "/tls") == 0)
        tc_portal_control_take_tls(desk->front, arena, request, answer);
    else if (strcmp(path, "/dialect") == 0)
        give_dialect(arena, desk, answer);
    else if (strcmp(path, "/pages") == 0)
        take_pages(desk, request, answer);
    else if (strcmp(path, "/revoke") == 0)
        revoke_tokens(desk, answer);
    else if (strcmp(path, "/settle") == 0)
        settle(desk, answer);
    else if (strcmp(path, "/silent") == 0)
        take_silence(desk, request, answer);
    else if (strcmp(path, "/sign-ins") == 0)
        give(arena, answer, tc_portal_simulator_sign_ins(desk->simulator));
    else if (strcmp(path, "/token-requests") == 0)
        give(arena, answer, tc_portal_ledger_token_requests(desk->ledger));
    else if (strcmp(path, "/proofs") == 0)
        give(arena, answer, tc_portal_ledger_proofs(desk->ledger));
    else if (strncmp(path, "/body/", 6) == 0)
        give_body(arena, desk, path + 6, answer);
}

struct tc_server *tc_portal_control_start(struct tc_arena *arena,
                                          struct tc_portal_simulator *simulator,
                                          const struct tc_portal_commands *commands,
                                          const char **control, struct tc_err *err)
{
    struct desk *desk = tc_arena_alloc(arena, sizeof(*desk));
    struct tc_server_options options = { .handler = serve, .cookie = desk };
    unsigned char bytes[16];
    struct tc_server *server;

    if (RAND_bytes(bytes, sizeof(bytes)) != 1)
        abort();
    for (size_t i = 0; i < sizeof(bytes); i++)
        snprintf(desk->word + 2 * i, 3, "%02x", bytes[i]);
    desk->ledger = tc_portal_simulator_ledger(simulator);
    desk->simulator = simulator;
    desk->front = tc_portal_simulator_front(simulator);
    desk->dialect = tc_portal_simulator_dialect(simulator);
    desk->commands = *commands;
    desk->entry = (struct tc_portal_entry){ commands->entry, commands->dir,
                                            tc_arena_printf(arena, "/%s", desk->word),
                                            tc_portal_tasks_new() };
    server = tc_server_start(&options, err);
    if (server)
        *control = tc_arena_printf(arena, "%s/%s", tc_server_url(server), desk->word);
    return server;
}
