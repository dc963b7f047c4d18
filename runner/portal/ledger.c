#include "portal/ledger_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "portal/dialect.h"
#include "portal/lists.h"
#include "portal/texts.h"

/* Its waits follow a clock that nobody sets. */
static bool init_condition(pthread_cond_t *condition)
{
    pthread_condattr_t steady;
    bool able = pthread_condattr_init(&steady) == 0 &&
                pthread_condattr_setclock(&steady, CLOCK_MONOTONIC) == 0 &&
                pthread_cond_init(condition, &steady) == 0;

    pthread_condattr_destroy(&steady);
    return able;
}

struct tc_portal_ledger *tc_portal_ledger_new(void)
{
    struct tc_portal_ledger *l = calloc(1, sizeof(*l));

    if (!l || pthread_mutex_init(&l->lock, NULL) != 0 || !init_condition(&l->grown))
        abort();
    l->arena = tc_arena_new();
    l->names = json_object();
    l->moved = json_array();
    return l;
}

void tc_portal_ledger_free(struct tc_portal_ledger *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < l->count; i++) {
        json_decref(l->entries[i].events);
        json_decref((json_t *)l->entries[i].arrival.accepted_events);
        json_decref((json_t *)l->entries[i].arrival.named);
        json_decref((json_t *)l->entries[i].arrival.asserted);
    }
    for (size_t i = 0; i < l->key_count; i++) {
        free(l->keys[i]->turns);
        json_decref(l->keys[i]->attempts);
        free(l->keys[i]);
    }
    for (size_t i = 0; i < l->job_count; i++)
        json_decref(l->jobs[i].reads);
    free(l->jobs);
    json_decref(l->names);
    json_decref(l->moved);
    free(l->keys);
    free(l->entries);
    tc_arena_free(l->arena);
    pthread_cond_destroy(&l->grown);
    pthread_mutex_destroy(&l->lock);
    free(l);
}

void *tc_portal_ledger_grow(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity ? 2 * *capacity : 64;
    items = realloc(items, *capacity * size);
    if (!items)
        abort();
    return items;
}

/* --- keys ------------------------------------------------------------------------- */

static bool is_same(const char *text, void *cookie)
{
    return strcmp(text, cookie) == 0;
}

struct tc_portal_key *tc_portal_ledger_known(const struct tc_portal_ledger *l, const char *text)
{
    const json_t *index = json_object_get(l->names, text);

    return index ? l->keys[json_integer_value(index)] : NULL;
}

static void note(struct tc_portal_key *key, size_t entry, size_t event)
{
    json_array_append_new(key->attempts,
                          json_pack("[I, I]", (json_int_t)entry, (json_int_t)event));
}

static void learn_texts(const struct tc_portal_ledger *l, struct tc_portal_key *key,
                        const char *text)
{
    for (size_t e = 0; e < l->count; e++)
        for (size_t i = 0; i < json_array_size(l->entries[e].events); i++)
            if (tc_portal_any_text(json_array_get(l->entries[e].events, i), is_same,
                                   (void *)text))
                note(key, e, i);
}

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* "record:product", "unmet:product" or "status:401", which no client's data can stand for. */
bool tc_portal_ledger_is_kind(const char *text)
{
    return begins_with(text, TC_PORTAL_ON_RECORD) || begins_with(text, TC_PORTAL_ON_UNMET) ||
           begins_with(text, TC_PORTAL_ON_STATUS);
}

static bool is_of_kind(const struct tc_portal_entry *e, const char *text)
{
    const char *kind = strchr(text, ':') + 1;

    if (!e->events)
        return false;
    if (begins_with(text, TC_PORTAL_ON_STATUS))
        return strtol(kind, NULL, 10) == e->arrival.status;
    return strcmp(begins_with(text, TC_PORTAL_ON_UNMET) ? e->arrival.unmet : e->arrival.record,
                  kind) == 0;
}

static void learn_kind(const struct tc_portal_ledger *l, struct tc_portal_key *key,
                       const char *text)
{
    for (size_t e = 0; e < l->count; e++)
        if (is_of_kind(&l->entries[e], text))
            note(key, e, 0);
}

/* The key of the text; a new one learns what has arrived so far. */
struct tc_portal_key *tc_portal_ledger_key(struct tc_portal_ledger *l, const char *text)
{
    struct tc_portal_key *key = tc_portal_ledger_known(l, text);

    if (key)
        return key;
    l->keys = tc_portal_ledger_grow(l->keys, l->key_count, &l->key_capacity, sizeof(*l->keys));
    key = calloc(1, sizeof(*key));
    if (!key)
        abort();
    key->attempts = json_array();
    json_object_set_new(l->names, text, json_integer((json_int_t)l->key_count));
    l->keys[l->key_count++] = key;
    if (tc_portal_ledger_is_kind(text))
        learn_kind(l, key, text);
    else
        learn_texts(l, key, text);
    return key;
}

/* --- arrivals ------------------------------------------------------------------------ */

struct noting {
    struct tc_portal_ledger *ledger;
    size_t entry, event;
};

/* An event is noted once for a text that stands in it twice. */
static bool note_text(const char *text, void *cookie)
{
    struct noting *n = cookie;
    struct tc_portal_key *key =
        tc_portal_ledger_is_kind(text) ? NULL : tc_portal_ledger_known(n->ledger, text);
    const json_t *last =
        key ? json_array_get(key->attempts, json_array_size(key->attempts) - 1) : NULL;

    if (key && !(last && (size_t)json_integer_value(json_array_get(last, 0)) == n->entry &&
                 (size_t)json_integer_value(json_array_get(last, 1)) == n->event))
        note(key, n->entry, n->event);
    return false;
}

static void keep_body(struct tc_portal_ledger *l, struct tc_portal_entry *e)
{
    tc_sha256_hex(e->arrival.body ? e->arrival.body : "",
                  e->arrival.body ? e->arrival.body_len : 0, e->body_sha);
    if (e->arrival.body)
        e->arrival.body = tc_arena_strndup(l->arena, e->arrival.body, e->arrival.body_len);
}

static const char *copy(struct tc_portal_ledger *l, const char *text)
{
    return tc_arena_strdup(l->arena, text ? text : "");
}

/* For those who ask for records of a kind. */
static void note_kind(struct tc_portal_ledger *l, size_t entry, const char *prefix,
                      const char *kind)
{
    char on[128];
    struct tc_portal_key *key;

    snprintf(on, sizeof(on), "%s%s", prefix, kind);
    key = tc_portal_ledger_known(l, on);
    if (key && l->entries[entry].events)
        note(key, entry, 0);
}

static void add_up(struct tc_portal_ledger *l, const struct tc_portal_arrival *arrival,
                   const json_t *events)
{
    size_t count = json_array_size(events);

    if (arrival->record && strcmp(arrival->record, TC_PORTAL_PAGE) == 0)
        return; /* nothing is handed over by reading */
    l->deliveries += count > 0;
    l->token_requests += arrival->asks_token;
    if (!arrival->record)
        return;
    if (strcmp(arrival->record, TC_PORTAL_EVENT) != 0)
        l->records_accepted += arrival->accepted;
    else if (arrival->accepted)
        l->events_accepted += count;
    else
        l->events_not_accepted++;
}

/* Room for the request, its headers and its events. */
static bool has_room(struct tc_portal_ledger *l, const struct tc_portal_arrival *arrival)
{
    size_t bytes = strlen(arrival->target) + strlen(arrival->headers) +
                   (arrival->body ? arrival->body_len : 0);

    if (l->count == TC_PORTAL_ARRIVALS_MAX || bytes > TC_PORTAL_BODIES_MAX - l->body_bytes)
        return false;
    l->body_bytes += bytes;
    return true;
}

static size_t keep(struct tc_portal_ledger *l, const struct tc_portal_arrival *arrival,
                   json_t *events)
{
    struct tc_portal_entry *e;
    char status[16];

    add_up(l, arrival, events);
    if (!has_room(l, arrival))
        return l->count + ++l->uncounted;
    l->entries = tc_portal_ledger_grow(l->entries, l->count, &l->capacity, sizeof(*l->entries));
    e = &l->entries[l->count];
    e->arrival = *arrival;
    e->arrival.method = tc_arena_strdup(l->arena, arrival->method);
    e->arrival.target = tc_arena_strdup(l->arena, arrival->target);
    e->arrival.headers = tc_arena_strdup(l->arena, arrival->headers);
    e->arrival.record = copy(l, arrival->record);
    e->arrival.signed_note = copy(l, arrival->signed_note);
    e->arrival.unmet = copy(l, arrival->unmet);
    e->arrival.unmet_id = copy(l, arrival->unmet_id);
    e->arrival.missing = copy(l, arrival->missing);
    e->events = json_incref(events);
    e->arrival.accepted_events = json_incref((json_t *)arrival->accepted_events);
    e->arrival.named = json_incref((json_t *)arrival->named);
    e->arrival.asserted = json_incref((json_t *)arrival->asserted);
    keep_body(l, e);
    for (size_t i = 0; i < json_array_size(events); i++) {
        struct noting noting = { l, l->count, i };

        tc_portal_any_text(json_array_get(events, i), note_text, &noting);
    }
    note_kind(l, l->count, TC_PORTAL_ON_RECORD, e->arrival.record);
    note_kind(l, l->count, TC_PORTAL_ON_UNMET, e->arrival.unmet);
    snprintf(status, sizeof(status), "%d", e->arrival.status);
    note_kind(l, l->count, TC_PORTAL_ON_STATUS, status);
    return ++l->count;
}

size_t tc_portal_ledger_record(struct tc_portal_ledger *l,
                               const struct tc_portal_arrival *arrival, json_t *events)
{
    size_t number;

    pthread_mutex_lock(&l->lock);
    number = keep(l, arrival, events);
    pthread_cond_broadcast(&l->grown);
    pthread_mutex_unlock(&l->lock);
    return number;
}

void tc_portal_ledger_silent(struct tc_portal_ledger *l, unsigned ms)
{
    pthread_mutex_lock(&l->lock);
    l->silent_ms = ms;
    pthread_mutex_unlock(&l->lock);
}

size_t tc_portal_ledger_count(struct tc_portal_ledger *l)
{
    size_t count;

    pthread_mutex_lock(&l->lock);
    count = l->count + l->uncounted;
    pthread_mutex_unlock(&l->lock);
    return count;
}

size_t tc_portal_ledger_move(struct tc_portal_ledger *l, json_t *events)
{
    size_t number;

    pthread_mutex_lock(&l->lock);
    if (json_array_size(l->moved) < TC_PORTAL_ARRIVALS_MAX)
        json_array_append(l->moved, events ? events : json_null());
    number = json_array_size(l->moved);
    pthread_mutex_unlock(&l->lock);
    return number;
}

json_t *tc_portal_ledger_moved(struct tc_portal_ledger *l, size_t number)
{
    json_t *events;

    pthread_mutex_lock(&l->lock);
    events = number ? json_incref(json_array_get(l->moved, number - 1)) : NULL;
    pthread_mutex_unlock(&l->lock);
    return events;
}
