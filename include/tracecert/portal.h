/* The portal simulator as a case sees it: what it shall answer for one event,
 * and what it received. Which traffic belongs to a case is told by a text that
 * only its events carry, never by the order of arrival: the eventID, or an EPC
 * of the case's own, by which an event is known again even when the system
 * gives it another eventID. Such a text is called `mark` here. */
#ifndef TRACECERT_PORTAL_H
#define TRACECERT_PORTAL_H

#include <jansson.h>

#include "tracecert/case.h"

/* --- events into the system ------------------------------------------------------ */

/* Put the document into the system the way that its description says
 * (interfaces.entry): by capture, an address, a command or a person. Stops the
 * case if that does not succeed. A case for which this is enough needs
 * TC_NEEDS_ENTRY in place of TC_NEEDS_CAPTURE. */
void tc_portal_enter(struct tc_test *t, json_t *document);

/* --- which portal ------------------------------------------------------------- */

/* How many portals the system reports to (interfaces.portal); the case begins
 * with the first, number 0. */
unsigned tc_portal_count(struct tc_test *t);

/* From now on the functions of this file speak of that portal. */
void tc_portal_use(struct tc_test *t, unsigned portal);

/* Its name for people, "cổng quốc gia". */
const char *tc_portal_name(struct tc_test *t);

/* What its dialect makes of an event. */
struct tc_portal_dialect_facts {
    bool records;          /* it wants products, places and so on, each for an id */
    bool xml;              /* it takes XML: EPC URNs in place of Digital Links */
    bool ws_security;      /* each message is signed (WS-Security); there are no tokens */
    const json_t *members; /* names in EPCIS of all that it takes of an event (an object, the
                            * values mean nothing); NULL: the whole event */
    const json_t *answers; /* object with the names of its answers; "systemError" and so on */
    const json_t *lists;   /* lists that clients read and that may come in pages: the ids of
                            * their items, an array by kind of record */
};
struct tc_portal_dialect_facts tc_portal_facts(struct tc_test *t);

/* --- what it answers ----------------------------------------------------------- */

/* One answer. Unset members: the dialect's normal answer. */
struct tc_portal_step {
    int status;              /* 0: the dialect's success (EPCIS capture: 202 or 201) */
    const char *answer;      /* name of an answer of the dialect in place of its success: an
                              * error inside of HTTP 200; or NULL */
    const char *retry_after; /* Retry-After header; "date+2": the date 2 s later; or NULL */
    unsigned delay_ms;       /* before the answer */
    bool cut;                /* close after half of the body: behaviour "cut" */
    const char *behaviour;   /* a name of runner/portal/behaviour.c; NULL: a whole answer */
    const char *expires_in;  /* token requests: JSON in place of the token's lifetime;
                              * what is no JSON leaves it out; NULL: the lifetime. The
                              * token expires then where that is a whole number above 0 */
    const char *job;         /* "jobRunning", "jobFailed": what the portal says when it is asked
                              * what became of the delivery; NULL: that it succeeded */
    unsigned job_times;      /* so often, then that it succeeded; 0: always */
    unsigned times;          /* answers like this so often; 0: once */
    const char *result;      /* "rejected", "omitted": what the answer says of this event among
                              * those of its delivery; NULL: nothing of its own */
    unsigned least_events;   /* for deliveries with at least so many events alone */
};

/* Answer deliveries of events with the mark by these steps in turn, then
 * normally; without steps: forget what is left of them. An answer of 401 revokes
 * the token that was shown. Stops the case as ERROR if the simulator cannot be
 * reached. */
void tc_portal_script(struct tc_test *t, const char *mark, const struct tc_portal_step *steps,
                      size_t n);

/* Answer the record of that kind ("lot") and key, of which a case's own mark is one, by
 * these steps in turn. */
void tc_portal_script_record(struct tc_test *t, const char *kind, const char *key,
                             const struct tc_portal_step *steps, size_t n);

/* A page of a list that clients read. */
struct tc_portal_page {
    json_t *items;  /* ids (tc_portal_facts, lists), an array; its reference is taken */
    unsigned next;  /* number of the page to which it leads, from 1; 0: it is the last */
    bool elsewhere; /* it leads to another origin */
};

/* Give the list of that kind of record in these pages, its items with new ids: "cv-01.1"
 * for "cv-01". A record that names one of the old ids is refused (unknownId), so that the
 * client reads the list again. Without pages: the list is whole, and all ids that were
 * ever given are good again. To be taken back before the case ends. */
void tc_portal_lay_out(struct tc_test *t, const char *kind, const struct tc_portal_page *pages,
                       size_t n);

/* Answer who reads that page (its number from 1) by these steps in turn. */
void tc_portal_script_page(struct tc_test *t, unsigned page, const struct tc_portal_step *steps,
                           size_t n);

/* Every page that was read since the simulator began: the member "page" of its event is
 * the page's number, and `elsewhere` is set where a link led to another origin. */
struct tc_portal_attempts tc_portal_pages_read(struct tc_test *t);

/* The same for requests of an access token, whoever asks. */
void tc_portal_script_token(struct tc_test *t, const struct tc_portal_step *steps, size_t n);

/* --- what arrives ---------------------------------------------------------------- */

/* One delivery attempt of the event. */
struct tc_portal_attempt {
    double at_ms;          /* arrival, on the clock of tc_test_now_ms */
    int status;            /* that the simulator answered; 0: no whole answer */
    bool accepted;         /* answered with success, also by what the answer says */
    bool partial;          /* the answer told what became of each event */
    const char *record;    /* "event"; "product" and so on where the dialect has records */
    const char *unmet;     /* kind of record whose id it names though the portal has not given
                            * that before; "" if none */
    const char *unmet_id;  /* what it named in its place; "" if nothing */
    const char *missing;   /* JSON pointer of a member that the portal wants of that record and
                            * that is empty; "" if none */
    const char *token;     /* digest of the bearer token, "" if none */
    const char *event_sha; /* SHA-256 of the event as canonical JSON */
    const char *body_sha;  /* SHA-256 of the request body; a blob of the run */
    const char *method;
    const char *target;    /* request target: path and query, secrets removed */
    bool secret_in_target; /* the client's secret or its token stood there */
    bool elsewhere;        /* at another origin, where a redirect led */
    const json_t *named;   /* ids that it names, itself or by the records that it names: an
                            * object by kind of record; or NULL */
    const json_t *reads;   /* times (numbers, ms) at which its job was asked for */
    const json_t *event;   /* the event as received, borrowed */
    size_t number;         /* of its request at the simulator */
    int exchange;          /* number of the exchange in the case, for tc_where */
};

struct tc_portal_attempts {
    const struct tc_portal_attempt *items;
    size_t count;
};

/* Wait until the event was answered with success or `ms` have passed, then
 * give all its attempts so far. 0: the time within which the system says that
 * it delivers (limits.portalDeliveryMs). */
struct tc_portal_attempts tc_portal_wait(struct tc_test *t, const char *mark, unsigned ms);

/* Wait until so many attempts were made or `ms` (0: as above) have passed. */
struct tc_portal_attempts tc_portal_wait_for(struct tc_test *t, const char *mark,
                                             size_t attempts, unsigned ms);

/* All attempts of the event after waiting the whole `ms`: for "nothing more
 * must arrive". */
struct tc_portal_attempts tc_portal_watch(struct tc_test *t, const char *mark, unsigned ms);

/* All requests that brought a record or an event in which the text stands: the
 * code of a lot, a GTIN, a GLN. The functions above leave out what is no event. */
struct tc_portal_attempts tc_portal_records(struct tc_test *t, const char *text);

/* Every record of that kind since the simulator began. */
struct tc_portal_attempts tc_portal_records_of(struct tc_test *t, const char *kind);

/* Every request since then that named an id for a record of that kind which the
 * portal had not given. */
struct tc_portal_attempts tc_portal_unmet(struct tc_test *t, const char *kind);

/* Every delivery since then of events or a record that was answered with that status; of a
 * delivery of many events its first stands for it. */
struct tc_portal_attempts tc_portal_answered(struct tc_test *t, int status);

/* The body of the attempt's request as it came, in the case's arena; NULL if it
 * was too much to be kept. */
const char *tc_portal_attempt_body(struct tc_test *t, const struct tc_portal_attempt *attempt,
                                   size_t *len);

/* The document that it carries: the same, or what stands in the body of a SOAP message. */
const char *tc_portal_attempt_document(struct tc_test *t,
                                       const struct tc_portal_attempt *attempt, size_t *len);

/* The body of the request as it came, NUL-terminated; "" if it was not kept. */
const char *tc_portal_request_body(struct tc_test *t, const struct tc_portal_attempt *attempt);

/* A client that asks whether it may send its body (Expect: 100-continue) is
 * answered with this status so often; see also tc_portal_script. */
void tc_portal_script_expect(struct tc_test *t, int status, unsigned times);

/* No token that was given is good any more. */
void tc_portal_revoke_tokens(struct tc_test *t);

/* Number of token requests between two times (tc_test_now_ms). */
size_t tc_portal_token_requests(struct tc_test *t, double from_ms, double to_ms);

/* When the first token request since then came (tc_test_now_ms); -1: none has yet. */
double tc_portal_first_token_request_ms(struct tc_test *t, double from_ms);

/* True if the client's secret stood in the target of a token request. */
bool tc_portal_token_secret_shown(struct tc_test *t);

/* What all calls that were signed by WS-Security have shown since the simulator began, each
 * value that of the worst call. */
struct tc_portal_sign_ins {
    unsigned calls;           /* with the right digest; the rest is of these */
    unsigned refused;         /* others */
    unsigned repeated_nonces; /* calls whose nonce had been used */
    unsigned untimed;         /* calls of which a time cannot be read, or Expires is missing */
    unsigned nonce_bytes;     /* of the shortest nonce, decoded */
    double skew_s;            /* from Created to the simulator's clock */
    double life_s, shortest_life_s; /* from Created to Expires, longest and shortest */
    int exchange;                   /* that stands for all of them, for tc_where */
};
struct tc_portal_sign_ins tc_portal_sign_ins(struct tc_test *t);

/* Can the system be killed and started again without a person
 * (interfaces.portal.restart)? */
bool tc_portal_can_restart(struct tc_test *t);

/* Kill it at once, start it on the same data and wait until it serves. The
 * case must need TC_NEEDS_ALONE. Stops the case if that does not succeed. */
void tc_portal_restart(struct tc_test *t);

/* Does the system deliver over TLS to certificates of the simulator's own
 * authority (interfaces.portal.tls)? */
bool tc_portal_has_tls(struct tc_test *t);

/* From now on the simulator shows that certificate: "good", "expired",
 * "not-yet-valid", "self-signed", "unknown-authority", "wrong-host",
 * "clients-only", "issuer-is-no-ca", others of net/authority.h, speaks an "old-protocol", or
 * changes its certificate in the midst of a request ("changed").
 * Connections at rest end, so that whoever comes again sees it; that is so for the same
 * certificate, too. */
void tc_portal_tls_show(struct tc_test *t, const char *proof);

/* What its clients have done since; the last two: since the simulator began. */
struct tc_portal_tls {
    unsigned connections;  /* that were begun */
    unsigned refused;      /* that an alert ended before a byte of HTTP had come */
    unsigned ended;        /* that ended so without one: why is not known */
    unsigned requests;     /* on which HTTP came all the same */
    unsigned early;        /* on which early data had a request that is not safe */
    unsigned asked;        /* of "changed": on which the client was asked to negotiate anew, and
                            * what it does is known */
    unsigned renegotiated; /* of these: on which it took the other certificate */
    unsigned named;        /* on which HTTP named the portal by a name */
    unsigned misnamed;     /* of these: without that name in SNI */
};
struct tc_portal_tls tc_portal_tls_facts(struct tc_test *t);

/* --- who the client is ------------------------------------------------------------- */

/* Does the system sign assertions there in place of a secret
 * (interfaces.portal.clientKey)? Does it show a certificate when it is asked
 * (interfaces.portal.clientCertificate)? */
bool tc_portal_has_client_key(struct tc_test *t);
bool tc_portal_has_client_certificate(struct tc_test *t);

/* A client assertion that came with a request of an access token. */
struct tc_portal_assertion {
    double at_ms;
    int status;           /* that the request was answered */
    bool typed;           /* its client_assertion_type is the one of RFC 7523 */
    bool readable;        /* it is a JSON Web Token */
    const char *alg;      /* of its header; "" if none */
    bool allowed;         /* that is one by which a private key signs, with SHA-2 */
    bool is_signed;       /* by the client's key; if not, nothing below is known */
    const char *audience; /* as JSON, its beginning */
    bool audience_right;  /* it names the portal or its token endpoint */
    bool client_right;    /* iss and sub are the client's id */
    const char *jti;      /* its beginning; "" if none */
    const char *jti_sha;  /* SHA-256 of all of it */
    bool expires;         /* if not, the following two are 0 */
    double left_s;        /* from its arrival to its expiry */
    double life_s;  /* from iat, or where that is missing from its arrival, to its expiry */
    bool issued_at; /* it has an iat */
};

struct tc_portal_assertions {
    const struct tc_portal_assertion *items;
    size_t count;
};

/* All of them since the simulator began, in their order; of the first portal also those
 * at its further connections. */
struct tc_portal_assertions tc_portal_assertions(struct tc_test *t);

/* Requests since the simulator began of clients that it knows, by what they have shown
 * where they were asked for a certificate. */
struct tc_portal_certificates {
    unsigned right, other, none;
};
struct tc_portal_certificates tc_portal_certificates(struct tc_test *t);

/* Time after which the system gives up a request that is not answered, as it
 * says itself (limits.portalTimeoutMs). */
unsigned tc_portal_timeout_ms(struct tc_test *t);

/* The time of delivery that it states (limits.portalDeliveryMs). */
unsigned tc_portal_delivery_ms(struct tc_test *t);

/* A limit of suites/portal/limits.json. */
unsigned tc_portal_limit(struct tc_test *t, const char *name);

#endif
