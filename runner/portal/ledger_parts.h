/* The inside of a ledger. For ledger*.c alone. */
#ifndef TC_PORTAL_LEDGER_PARTS_H
#define TC_PORTAL_LEDGER_PARTS_H

#include <pthread.h>

#include "base/digest.h"
#include "portal/ledger.h"

struct tc_portal_entry {
    struct tc_portal_arrival arrival;
    json_t *events; /* array, or NULL */
    char body_sha[TC_SHA256_HEX + 1];
};

/* A text that somebody asks about. */
struct tc_portal_key {
    struct tc_portal_turn *turns;
    size_t turn_count, next;
    unsigned used;    /* of the next turn */
    size_t taken_for; /* number of the delivery that used up a turn last */
    json_t *attempts; /* array of [entry, event] */
};

/* What a client can ask about a delivery. */
struct tc_portal_job {
    const char *answer; /* NULL: the normal one */
    unsigned times;     /* so often; 0: always */
    size_t read;        /* so often was it asked for */
    json_t *reads;      /* times of the first of them, an array */
};

struct tc_portal_ledger {
    pthread_mutex_t lock;
    pthread_cond_t grown;   /* something has arrived */
    struct tc_arena *arena; /* texts of turns and arrivals */
    struct tc_portal_entry *entries;
    size_t count, capacity, uncounted;
    size_t body_bytes;
    size_t deliveries, token_requests;
    size_t asked_for; /* deliveries that asked for a turn */
    size_t events_accepted, events_not_accepted, records_accepted;
    unsigned silent_ms; /* somebody waited so long while no delivery had come at all */
    json_t *moved;      /* events of clients that were sent elsewhere, an array */
    json_t *names;      /* text to index of its key */
    struct tc_portal_key **keys;
    size_t key_count, key_capacity;
    struct tc_portal_job *jobs;
    size_t job_count, job_capacity;
};

/* Room for one more item. */
void *tc_portal_ledger_grow(void *items, size_t count, size_t *capacity, size_t size);

/* The key of the text; a new one learns what has arrived so far. The caller
 * holds the lock. */
struct tc_portal_key *tc_portal_ledger_key(struct tc_portal_ledger *ledger, const char *text);

/* The key of the text if anybody has asked about it, else NULL. The caller holds
 * the lock. */
struct tc_portal_key *tc_portal_ledger_known(const struct tc_portal_ledger *ledger,
                                             const char *text);

/* "record:product", "unmet:product" or "status:401", which no client's data can stand for. */
bool tc_portal_ledger_is_kind(const char *text);

#endif
