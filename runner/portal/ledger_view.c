/* What a ledger tells those who ask. Events do not change once they are kept, and
 * references to them are counted atomically: they are written as text without the
 * lock, so that nobody who delivers waits for that. */
#include "portal/ledger_parts.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static json_t *text_or_empty(const char *text)
{
    json_t *json = json_string(text);

    return json ? json : json_string(""); /* no UTF-8 */
}

static json_t *describe(const struct tc_portal_ledger *l, size_t entry)
{
    const struct tc_portal_entry *e = &l->entries[entry];
    const struct tc_portal_arrival *a = &e->arrival;

    json_t *json, *reads = a->job ? json_deep_copy(l->jobs[a->job - 1].reads) : json_array();

    json = json_pack("{s:o, s:I, s:f, s:o, s:o, s:o, s:i, s:s, s:b, s:b, s:b, s:s}", "reads",
                     reads, "number", (json_int_t)entry + 1, "atMs", a->at_ms, "method",
                     text_or_empty(a->method), "target", text_or_empty(a->target), "headers",
                     text_or_empty(a->headers), "status", a->status, "token", a->token,
                     "secretInTarget", a->secret_in_target, "asksToken", a->asks_token,
                     "elsewhere", a->elsewhere, "bodySha", e->body_sha);
    json_object_set_new(json, "accepted", json_boolean(a->accepted));
    json_object_set_new(json, "signed", json_integer(a->signed_how));
    json_object_set_new(json, "signedNote", text_or_empty(a->signed_note));
    json_object_set_new(json, "partial", json_boolean(a->partial));
    json_object_set_new(json, "record", text_or_empty(a->record));
    json_object_set_new(json, "unmet", text_or_empty(a->unmet));
    json_object_set_new(json, "unmetId", text_or_empty(a->unmet_id));
    json_object_set_new(json, "missing", text_or_empty(a->missing));
    json_object_set(json, "named", (json_t *)a->named);
    return json;
}

/* Members in the order of their names, no blanks: equal events, equal digest. */
static json_t *event_sha(const json_t *event)
{
    char *text = json_dumps(event, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY);
    char sha[TC_SHA256_HEX + 1];

    tc_sha256_hex(text ? text : "", text ? strlen(text) : 0, sha);
    free(text);
    return json_string(sha);
}

static char *dump(json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);

    json_decref(json);
    if (!text)
        abort();
    return text;
}

char *tc_portal_ledger_attempts(struct tc_portal_ledger *l, const char *on)
{
    json_t *list = json_array(), *pair, *all;
    size_t i;

    pthread_mutex_lock(&l->lock);
    json_array_foreach(tc_portal_ledger_key(l, on)->attempts, i, pair)
    {
        size_t entry = (size_t)json_integer_value(json_array_get(pair, 0));
        json_t *event = json_array_get(l->entries[entry].events,
                                       (size_t)json_integer_value(json_array_get(pair, 1)));
        json_t *attempt = describe(l, entry);

        if (l->entries[entry].arrival.partial)
            json_object_set(
                attempt, "accepted",
                json_array_get(l->entries[entry].arrival.accepted_events,
                               (size_t)json_integer_value(json_array_get(pair, 1))));
        json_object_set(attempt, "event", event);
        json_array_append_new(list, attempt);
    }
    all = json_pack("{s:o, s:I, s:I, s:i, s:I}", "attempts", list, "deliveries",
                    (json_int_t)l->deliveries, "tokenRequests", (json_int_t)l->token_requests,
                    "silentMs", (int)l->silent_ms, "uncounted", (json_int_t)l->uncounted);
    pthread_mutex_unlock(&l->lock);
    json_array_foreach(list, i, pair)
        json_object_set_new(pair, "eventSha", event_sha(json_object_get(pair, "event")));
    return dump(all);
}

static struct timespec after(unsigned ms)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += ms / 1000;
    at.tv_nsec += (long)(ms % 1000) * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_nsec -= 1000000000;
        at.tv_sec++;
    }
    return at;
}

void tc_portal_ledger_await(struct tc_portal_ledger *l, const char *on, size_t known,
                            unsigned ms)
{
    struct timespec until = after(ms);

    pthread_mutex_lock(&l->lock);
    while (json_array_size(tc_portal_ledger_key(l, on)->attempts) == known &&
           pthread_cond_timedwait(&l->grown, &l->lock, &until) == 0)
        continue;
    pthread_mutex_unlock(&l->lock);
}

struct tc_portal_sums tc_portal_ledger_sums(struct tc_portal_ledger *l)
{
    struct tc_portal_sums sums;

    pthread_mutex_lock(&l->lock);
    sums = (struct tc_portal_sums){ l->count + l->uncounted, l->token_requests,
                                    l->records_accepted, l->events_accepted,
                                    l->events_not_accepted };
    pthread_mutex_unlock(&l->lock);
    return sums;
}

/* Its first events and how many there are. */
static void add_events(json_t *arrival, json_t *events, size_t most)
{
    json_t *first = json_array();

    for (size_t i = 0; i < json_array_size(events) && i < most; i++)
        json_array_append(first, json_array_get(events, i));
    json_object_set_new(arrival, "events", first);
    json_object_set_new(arrival, "eventCount",
                        json_integer((json_int_t)json_array_size(events)));
}

char *tc_portal_ledger_recent(struct tc_portal_ledger *l, size_t most, size_t most_events)
{
    json_t *list = json_array();

    pthread_mutex_lock(&l->lock);
    for (size_t i = l->count; i > 0 && json_array_size(list) < most; i--) {
        json_t *arrival = describe(l, i - 1);

        add_events(arrival, l->entries[i - 1].events, most_events);
        json_array_append_new(list, arrival);
    }
    pthread_mutex_unlock(&l->lock);
    return dump(json_pack("{s:o}", "arrivals", list));
}

char *tc_portal_ledger_token_requests(struct tc_portal_ledger *l)
{
    json_t *list = json_array();
    bool secret = false;
    char *text;

    pthread_mutex_lock(&l->lock);
    for (size_t i = 0; i < l->count; i++) {
        const struct tc_portal_arrival *a = &l->entries[i].arrival;

        if (a->asks_token)
            json_array_append_new(list, json_real(a->at_ms));
        secret = secret || (a->asks_token && a->secret_in_target);
    }
    text = dump(json_pack("{s:o, s:b}", "atMs", list, "secretInTarget", secret));
    pthread_mutex_unlock(&l->lock);
    return text;
}

const char *tc_portal_ledger_body(struct tc_portal_ledger *l, struct tc_arena *arena,
                                  size_t number, size_t *len)
{
    const char *body = NULL;

    pthread_mutex_lock(&l->lock);
    if (number >= 1 && number <= l->count && l->entries[number - 1].arrival.body) {
        *len = l->entries[number - 1].arrival.body_len;
        body = tc_arena_alloc(arena, *len + 1);
        memcpy((char *)body, l->entries[number - 1].arrival.body, *len);
    }
    pthread_mutex_unlock(&l->lock);
    return body;
}
