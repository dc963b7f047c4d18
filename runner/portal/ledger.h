/* What a portal was told to answer and what has arrived, by the texts that
 * stand in the events. Safe for many threads; bounded in memory. */
#ifndef TC_PORTAL_LEDGER_H
#define TC_PORTAL_LEDGER_H

#include <jansson.h>

#include "net/tls_front.h"
#include "portal/script.h"
#include "portal/signature.h"
#include "portal/tokens.h"

/* Beyond these the oldest stay and the newest are only counted; bodies stand for the
 * events in them as well. */
#define TC_PORTAL_ARRIVALS_MAX 200000
#define TC_PORTAL_BODIES_MAX ((size_t)128 << 20)
#define TC_PORTAL_READS_MAX 1000 /* of a job */

/* One request. */
struct tc_portal_arrival {
    double at_ms;
    const char *method;
    const char *target;  /* no secrets in it */
    const char *headers; /* "Name: value\n" lines, no secrets in them */
    const char *body;    /* no secrets in it: token requests have none here */
    size_t body_len;
    int status;           /* that was answered; 0: no whole answer */
    bool accepted;        /* with success, also by what the answer says */
    const char *record;   /* kind of record that it carries; NULL: none */
    const char *unmet;    /* kind of record whose id was not given before; NULL: none */
    const char *unmet_id; /* the id that was named in its place; "": none */
    const char *missing;  /* pointer of a member that the portal wants; NULL: all are there */
    char token[TC_PORTAL_DIGEST_TEXT]; /* digest, "" if none */
    enum tc_portal_signed signed_how;
    const char *signed_note; /* nonce and times of one that is signed, for people; or NULL */
    bool secret_in_target;
    bool asks_token;               /* it is for an access token */
    size_t job;                    /* number of its job; 0: none */
    bool elsewhere;                /* it came to the other origin, after a redirect */
    bool partial;                  /* the answer tells what became of each event */
    const json_t *accepted_events; /* then: true or false for each, in their order */
    bool client_known; /* by a token that was given once, or by what it shows for one */
    enum tc_tls_client certificate; /* that it has shown */
    const json_t *asserted;         /* facts of its client assertion (assertion.h); or NULL */
    const json_t *named; /* ids that it names, itself or by the records that it names: an object
                          * by kind of record; or NULL */
};

struct tc_portal_ledger;

struct tc_portal_ledger *tc_portal_ledger_new(void);
void tc_portal_ledger_free(struct tc_portal_ledger *ledger);

/* Answer by the script, after what is left of those before. */
void tc_portal_ledger_play(struct tc_portal_ledger *ledger,
                           const struct tc_portal_script *script);

/* Forget what is left for all deliveries, for tokens and for pages: turns that only a case
 * with the portal to itself may leave. */
void tc_portal_ledger_settle(struct tc_portal_ledger *ledger);

/* The turn for a delivery of these events (an array): of the first event that
 * has one left, else of any delivery. It is used up by that, and so are equal turns of
 * the other events, which get the same answer. `turn` owns
 * nothing; its texts live as long as the ledger. */
bool tc_portal_ledger_take_turn(struct tc_portal_ledger *ledger, const json_t *events,
                                struct tc_portal_turn *turn);

/* What becomes of one event of a delivery by the script, TC_PORTAL_REJECTED or
 * TC_PORTAL_OMITTED; NULL: it is taken. The turn is used up by that. */
const char *tc_portal_ledger_take_result(struct tc_portal_ledger *ledger, const json_t *event);

/* The turn for a request of that kind (TC_PORTAL_ON_TOKEN). */
bool tc_portal_ledger_take_named(struct tc_portal_ledger *ledger, const char *on,
                                 struct tc_portal_turn *turn);

/* A new job, by which a client can ask what became of its delivery; gives its
 * number, from 1. */
size_t tc_portal_ledger_job(struct tc_portal_ledger *ledger);

/* The job is answered by this answer of the dialect, so often (0: always). */
void tc_portal_ledger_job_says(struct tc_portal_ledger *ledger, size_t job, const char *answer,
                               unsigned times);

/* Somebody asks for the job: false if there is none. `answer` gets the name of
 * the answer, NULL for the normal one. */
bool tc_portal_ledger_job_read(struct tc_portal_ledger *ledger, size_t job, double at_ms,
                               const char **answer);

/* Keep a request and its events (an array, or NULL; borrowed). Gives its
 * number, from 1. */
size_t tc_portal_ledger_record(struct tc_portal_ledger *ledger,
                               const struct tc_portal_arrival *arrival, json_t *events);

/* How many requests have come. */
size_t tc_portal_ledger_count(struct tc_portal_ledger *ledger);

/* All attempts so far at events and records in which the text stands, or, for
 * "record:product" and the like (script.h), at those of that kind, as JSON text for
 * free(): {"attempts":[{"number","atMs","method","target","headers","status",
 * "token","signed","signedNote","accepted","record","unmet","unmetId","missing","secretInTarget","asksToken","elsewhere","reads","bodySha","eventSha","named","event"}...],
 * "deliveries","tokenRequests","silentMs","uncounted"}; the last four whatever the text:
 * "uncounted" are the requests that there was no more room for. */
char *tc_portal_ledger_attempts(struct tc_portal_ledger *ledger, const char *on);

/* Wait until the attempts that it would tell are no longer `known` in number, or `ms`
 * milliseconds have passed. */
void tc_portal_ledger_await(struct tc_portal_ledger *ledger, const char *on, size_t known,
                            unsigned ms);

/* Somebody waited so long and no delivery of any event had ever come. The
 * attempts tell it to all who wait after that. */
void tc_portal_ledger_silent(struct tc_portal_ledger *ledger, unsigned ms);

/* Sums over all requests. */
struct tc_portal_sums {
    size_t requests, tokens;
    size_t records;                /* of another kind than events, accepted */
    size_t accepted, not_accepted; /* deliveries of events */
};
struct tc_portal_sums tc_portal_ledger_sums(struct tc_portal_ledger *ledger);

/* The last requests, newest first, in the same form without bodies; of each at most
 * so many "events", and how many there are, "eventCount". */
char *tc_portal_ledger_recent(struct tc_portal_ledger *ledger, size_t most, size_t most_events);

/* Times of the token requests: {"atMs":[...],"secretInTarget":bool}. */
char *tc_portal_ledger_token_requests(struct tc_portal_ledger *ledger);

/* How its clients have shown who they are: {"assertions":[...], "certificates":{"right",
 * "other","none"}}: the facts of each client assertion (assertion.h) with "atMs" and
 * "status", and how many requests of known clients came with which certificate, of those
 * that were asked for one. */
char *tc_portal_ledger_proofs(struct tc_portal_ledger *ledger);

/* Keep the events (borrowed) of a client that is sent elsewhere; gives a number
 * by which they are known there. And those events, a new reference, or NULL. */
size_t tc_portal_ledger_move(struct tc_portal_ledger *ledger, json_t *events);
json_t *tc_portal_ledger_moved(struct tc_portal_ledger *ledger, size_t number);

/* The body of a request, copied into the arena; NULL if it was not kept. */
const char *tc_portal_ledger_body(struct tc_portal_ledger *ledger, struct tc_arena *arena,
                                  size_t number, size_t *len);

#endif
