/* TLS in front of a plain server: what it shows can be changed while it runs,
 * and it tells whether a client went on after it had seen that. */
#ifndef TC_NET_TLS_FRONT_H
#define TC_NET_TLS_FRONT_H

#include "net/authority.h"

struct tc_tls_front;

/* Since the last change of what is shown, but for the last two: since the start. */
struct tc_tls_facts {
    unsigned connections;  /* that were begun */
    unsigned refused;      /* handshakes that one side has broken off by an alert */
    unsigned ended;        /* others that ended before a byte of HTTP had come */
    unsigned requests;     /* connections on which at least a byte of HTTP came */
    unsigned early;        /* on which early data had a request that is not safe */
    unsigned asked;        /* on which a client was asked to negotiate anew, and has answered
                            * in some way or let the time pass */
    unsigned renegotiated; /* of these: on which it did, under whatever certificate it saw */
    unsigned named;        /* on which HTTP named the host by a name */
    unsigned misnamed;     /* of these: without that name in SNI */
};

/* What a client has shown of itself. */
enum tc_tls_client {
    TC_TLS_NOT_ASKED,
    TC_TLS_NO_CERTIFICATE,
    TC_TLS_OTHER_CERTIFICATE,
    TC_TLS_RIGHT_CERTIFICATE
};

/* Listen at host and port (0: a free one) and pass on to `backend`
 * ("http://127.0.0.1:PORT"). Shows TC_PROOF_GOOD first. NULL and `err` if the
 * address cannot be had. The authority and the host must live as long as the front. */
struct tc_tls_front *tc_tls_front_start(const struct tc_authority *authority, const char *host,
                                        unsigned port, const char *backend, struct tc_err *err);

/* "https://127.0.0.1:8490". */
const char *tc_tls_front_url(const struct tc_tls_front *front);

/* From now on show this; the facts start anew. -1 and `err` if it cannot be made: then
 * what was shown goes on. */
int tc_tls_front_show(struct tc_tls_front *front, enum tc_server_proof proof,
                      struct tc_err *err);

/* The same for TC_PROOF_GOOD where something else is shown; else nothing changes. */
int tc_tls_front_restore(struct tc_tls_front *front, struct tc_err *err);
struct tc_tls_facts tc_tls_front_facts(struct tc_tls_front *front);

/* From now on ask each client for a certificate (RFC 8446, 4.3.2); the right one has this
 * fingerprint (SHA-256 in hex), which must live as long as the front. Who shows another or
 * none is served all the same, and no chain is built: what is shown is only noted. */
void tc_tls_front_ask_client(struct tc_tls_front *front, const char *sha256);

/* What the client has shown whose bytes come to the backend from that port. */
enum tc_tls_client tc_tls_front_client(struct tc_tls_front *front, unsigned port);

/* NULL has no effect. */
void tc_tls_front_stop(struct tc_tls_front *front);

#endif
