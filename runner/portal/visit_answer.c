/* What a request is for: a token, a delivery, a record, a look back. */
#include <stdlib.h>
#include <string.h>

#include "portal/body.h"
#include "portal/credentials.h"
#include "portal/visit.h"

#define STRANGER_MAX ((size_t)64 << 10)

/* --- what is asked ---------------------------------------------------------------- */

/* The lifetime by the script where that is one, else the dialect's. */
static unsigned lifetime_of(const struct tc_portal_dialect *dialect, const char *expires_in)
{
    char *end;
    long seconds = expires_in ? strtol(expires_in, &end, 10) : 0;

    return seconds > 0 && !*end ? (unsigned)seconds : dialect->token_lifetime_s;
}

static void give_token(struct tc_portal_visit *v, const struct tc_portal_route *route)
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
    v->arrival.client_known = tc_portal_visit_proven(v);
    if (!v->arrival.client_known) {
        tc_portal_visit_say(v, "invalidClient", (struct tc_portal_values){ 0 });
    } else if (!grant || strcmp(grant, "client_credentials") != 0) {
        tc_portal_visit_say(v, "unsupportedGrant", (struct tc_portal_values){ 0 });
    } else {
        bool scripted = tc_portal_ledger_take_named(v->sim->ledger, TC_PORTAL_ON_TOKEN, &turn);

        tc_portal_tokens_issue(
            v->sim->tokens, lifetime_of(o->dialect, scripted ? turn.expires_in : NULL), token);
        if (scripted) {
            tc_portal_visit_say_by_turn(v, &turn, route->answer, values);
            return;
        }
        tc_portal_visit_say(v, route->answer, values);
    }
    v->arrival.status = v->answer->status;
}

static const char *first_event_id(const struct tc_portal_visit *v)
{
    return json_string_value(json_object_get(json_array_get(v->events, 0), "eventID"));
}

/* What the portal knows the record by; NULL: it has none. */
static const char *key_of(const struct tc_portal_visit *v, const struct tc_portal_route *route)
{
    return route->key ? json_string_value(
                            tc_portal_at(json_array_get(v->events, 0), v->arena, route->key))
                      : NULL;
}

/* The id for a record, the same as often as it comes; the number of a job for
 * events. NULL for a record without its key. */
static const char *id_for(struct tc_portal_visit *v, const struct tc_portal_route *route)
{
    const char *key = key_of(v, route);

    if (route->does == TC_PORTAL_DELIVER) {
        v->arrival.job = tc_portal_ledger_job(v->sim->ledger);
        return tc_arena_printf(v->arena, "%zu", v->arrival.job);
    }
    return key && *key ? tc_portal_records_id(&v->sim->records, v->arena, route->record, key)
                       : NULL;
}

/* The record as it came. */
static json_t *record_of(const struct tc_portal_visit *v, const struct tc_portal_route *route)
{
    json_t *first = json_array_get(v->events, 0);

    return route->as ? json_object_get(first, TC_PORTAL_RECEIVED) : first;
}

/* Was it given; or is it one of a list that has been numbered anew? */
static enum tc_portal_listed known(struct tc_portal_visit *v, const char *kind, const char *id)
{
    enum tc_portal_listed listed = tc_portal_lists_know(v->sim->lists, kind, id);

    return listed == TC_PORTAL_UNLISTED && tc_portal_records_gave(&v->sim->records, kind, id)
               ? TC_PORTAL_LISTED
               : listed;
}

/* Every id that the record names must have been given before, and still be good. */
static bool has_needs(struct tc_portal_visit *v, const struct tc_portal_route *route)
{
    json_t *body = record_of(v, route), *kind;
    const char *pointer;

    json_object_foreach((json_t *)route->needs, pointer, kind)
    {
        const char *id = json_string_value(tc_portal_at(body, v->arena, pointer));
        enum tc_portal_listed state =
            id ? known(v, json_string_value(kind), id) : TC_PORTAL_UNLISTED;

        if (state == TC_PORTAL_OUTDATED)
            return false;
        if (state == TC_PORTAL_LISTED)
            continue;
        v->arrival.unmet = json_string_value(kind);
        v->arrival.unmet_id = id ? id : "";
        return false;
    }
    return true;
}

/* What it names, with what those name; later records learn it by the id that this one
 * gets. */
static void note_names(struct tc_portal_visit *v, const struct tc_portal_route *route,
                       const char *id)
{
    json_t *named = json_object(), *kind;
    const char *pointer;

    json_object_foreach((json_t *)route->needs, pointer, kind) json_object_set(
        named, json_string_value(kind), tc_portal_at(record_of(v, route), v->arena, pointer));
    v->arrival.named = v->named = tc_portal_trail_of(v->sim->trail, named);
    json_decref(named);
    if (route->does == TC_PORTAL_RECORD)
        tc_portal_trail_note(v->sim->trail, id, v->named);
}

/* Nothing, an empty text or no amount. */
/* A number may be written as a text. */
static bool is_nothing(const char *text)
{
    char *end;

    return !*text || (strtod(text, &end) <= 0 && end > text && !*end);
}

static bool is_empty(const json_t *value)
{
    const char *text = json_string_value(value);

    return !value || json_is_null(value) || (text && is_nothing(text)) ||
           (json_is_number(value) && json_number_value(value) <= 0);
}

/* Every member that the portal wants must be there. */
static bool is_whole(struct tc_portal_visit *v, const struct tc_portal_route *route)
{
    json_t *pointer;
    size_t i;

    json_array_foreach(route->requires, i, pointer)
    {
        if (!is_empty(tc_portal_at(record_of(v, route), v->arena, json_string_value(pointer))))
            continue;
        v->arrival.missing = json_string_value(pointer);
        return false;
    }
    return true;
}

/* Records take turns by their kind, so that a delivery's turn stays its own. */
static bool has_turn(struct tc_portal_visit *v, const struct tc_portal_route *route,
                     struct tc_portal_turn *turn)
{
    struct tc_portal_ledger *ledger = v->sim->ledger;

    const char *key;

    if (route->does == TC_PORTAL_DELIVER)
        return tc_portal_ledger_take_turn(ledger, v->events, turn);
    key = key_of(v, route);
    return (key &&
            tc_portal_ledger_take_named(
                ledger,
                tc_arena_printf(v->arena, TC_PORTAL_ON_RECORD "%s:%s", route->record, key),
                turn)) ||
           tc_portal_ledger_take_named(
               ledger, tc_arena_printf(v->arena, TC_PORTAL_ON_RECORD "%s", route->record),
               turn) ||
           tc_portal_ledger_take_named(ledger, TC_PORTAL_ON_ANY, turn);
}

static void take_turn(struct tc_portal_visit *v, const struct tc_portal_turn *turn,
                      const char *normal, struct tc_portal_values values)
{
    tc_portal_visit_say_by_turn(v, turn, normal, values);
    if (turn->job)
        tc_portal_ledger_job_says(v->sim->ledger, v->arrival.job, turn->job, turn->job_times);
    if (turn->status == 401)
        tc_portal_tokens_revoke(v->sim->tokens, tc_portal_bearer(v->request));
}

/* The script has something to say about single events: the portal tells of each
 * whether it took it. False if it has not, or the dialect has no such answer. */
static bool say_results(struct tc_portal_visit *v, struct tc_portal_values values)
{
    json_t *accepted = json_array(), *rejected = json_array(), *fates = json_array(), *event;
    size_t i;

    if (tc_portal_dialect_has(v->sim->options.dialect, TC_PORTAL_PARTIAL)) {
        json_array_foreach(v->events, i, event)
        {
            const char *result = tc_portal_ledger_take_result(v->sim->ledger, event);
            json_t *id = json_object_get(event, "eventID");

            v->arrival.partial = v->arrival.partial || result;
            json_array_append_new(fates, json_boolean(!result));
            if (!result || strcmp(result, TC_PORTAL_REJECTED) == 0)
                json_array_append(result ? rejected : accepted, id ? id : json_null());
        }
    }
    values.accepted = accepted;
    values.rejected = rejected;
    if (v->arrival.partial) {
        tc_portal_visit_say(v, TC_PORTAL_PARTIAL, values);
        v->arrival.status = v->answer->status;
        v->arrival.accepted_events = v->fates = json_incref(fates);
    }
    json_decref(accepted);
    json_decref(rejected);
    json_decref(fates);
    return v->arrival.partial;
}

/* Events or a record, of a client that may bring them. */
static void take_body(struct tc_portal_visit *v, const struct tc_portal_route *route)
{
    struct tc_portal_values values = { .event_id = first_event_id(v) };
    const char *normal = route->answer;
    struct tc_portal_turn turn;

    if (!has_needs(v, route))
        normal = TC_PORTAL_UNKNOWN_ID;
    else if (!is_whole(v, route))
        normal = TC_PORTAL_INCOMPLETE;
    else if (!(values.id = id_for(v, route)))
        normal = "malformed";
    else if (route->needs)
        note_names(v, route, values.id);
    if (route->does == TC_PORTAL_DELIVER && say_results(v, values))
        return;
    if (has_turn(v, route, &turn)) {
        take_turn(v, &turn, normal, values);
    } else {
        tc_portal_visit_say(v, normal, values);
        v->arrival.status = v->answer->status;
    }
}

/* What a client brings is read although its token is no longer good, since cases ask
 * for such attempts; of a stranger no more than a client would bring by mistake. */
static bool is_read(const struct tc_portal_visit *v)
{
    return v->request->body_len <= STRANGER_MAX || tc_portal_visit_is_known(v);
}

static void take_delivery(struct tc_portal_visit *v, const struct tc_portal_route *route)
{
    const char *refusal = NULL;

    tc_portal_visit_sign_in(v);
    if (is_read(v))
        v->events = tc_portal_body(v->arena, route, v->request->body, v->request->body_len);
    else
        v->arrival.body = NULL;
    v->arrival.record = route->record;
    v->arrival.client_known = tc_portal_visit_is_known(v);
    if (!tc_portal_visit_is_in(v))
        refusal = "unauthorized";
    else if (!v->events)
        refusal = "malformed";
    if (!refusal) {
        take_body(v, route);
        return;
    }
    tc_portal_visit_say(v, refusal, (struct tc_portal_values){ 0 });
    v->arrival.status = v->answer->status;
}

static void read_back(struct tc_portal_visit *v, const struct tc_portal_route *route,
                      const char *id)
{
    const char *scripted = NULL;
    char *end = "";
    size_t job = id ? strtoul(id, &end, 10) : 0;

    if (!tc_portal_visit_is_in(v))
        tc_portal_visit_say(v, "unauthorized", (struct tc_portal_values){ 0 });
    else if (id &&
             (*end || *id < '0' || *id > '9' ||
              !tc_portal_ledger_job_read(v->sim->ledger, job, v->request->at_ms, &scripted)))
        tc_portal_visit_say(v, "notFound", (struct tc_portal_values){ 0 });
    else if (scripted && tc_portal_dialect_has(v->sim->options.dialect, scripted))
        tc_portal_visit_say(v, scripted, (struct tc_portal_values){ .id = id });
    else
        tc_portal_visit_say(v, route->answer, (struct tc_portal_values){ .id = id });
    v->arrival.status = v->answer->status;
}

void tc_portal_visit_answer(struct tc_portal_visit *v)
{
    const char *id;
    const struct tc_portal_route *route = tc_portal_dialect_route(
        v->sim->options.dialect, v->arena, v->request->method, v->request->path, &id);

    if (!route) {
        tc_portal_visit_say(v, "notFound", (struct tc_portal_values){ 0 });
        v->arrival.status = v->answer->status;
        return;
    }
    switch (route->does) {
    case TC_PORTAL_TOKEN:
        give_token(v, route);
        return;
    case TC_PORTAL_DELIVER:
    case TC_PORTAL_RECORD:
        take_delivery(v, route);
        return;
    case TC_PORTAL_READ:
        if (route->list)
            tc_portal_visit_page(v, route);
        else
            read_back(v, route, id);
        return;
    }
}
