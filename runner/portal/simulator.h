/* A portal for clients to be tested with: a dialect, answers by script, and a
 * ledger of what arrived. Serves in threads of its own. */
#ifndef TC_PORTAL_SIMULATOR_H
#define TC_PORTAL_SIMULATOR_H

#include "net/certificate.h"
#include "net/tls_front.h"
#include "portal/dialect.h"
#include "portal/ledger.h"

struct tc_portal_options {
    const struct tc_portal_dialect *dialect;
    const char *host; /* NULL: 127.0.0.1 */
    unsigned port;    /* 0: a free one */
    const char *client_id;
    const char *client_secret; /* NULL: none, see the following two */
    const char *client_key;    /* PEM: the client signs assertions with it; NULL: it does not */
    const char *client_sha256; /* fingerprint of the certificate that the client is asked for
                                * where it speaks TLS; NULL: it is not asked */
    const struct tc_certificate *certificate; /* NULL: HTTP */
    const char *const *restart;               /* command that restarts the client, or NULL */
    const char *const *entry;                 /* command that enters a document, or NULL */
    const char *commands_dir;                 /* where they run */
    const struct tc_authority *authority;     /* HTTPS by its certificates; NULL: as above */
    bool page;                                /* show people at / what arrived */
    /* Told of each request as it is answered, from several threads; may be
     * NULL. `events` is an array or NULL. */
    void (*observe)(const struct tc_portal_arrival *arrival, const json_t *events,
                    void *cookie);
    void *cookie;
};

struct tc_portal_simulator;

/* Start. NULL and `err` if the address cannot be had. The options' texts must
 * outlive the simulator. */
struct tc_portal_simulator *tc_portal_simulator_start(const struct tc_portal_options *options,
                                                      struct tc_err *err);

/* "http://127.0.0.1:8490". */
const char *tc_portal_simulator_url(const struct tc_portal_simulator *simulator);

const struct tc_portal_dialect *
tc_portal_simulator_dialect(const struct tc_portal_simulator *simulator);

struct tc_portal_ledger *tc_portal_simulator_ledger(struct tc_portal_simulator *simulator);

/* What stands before it when there is an authority, else NULL. */
struct tc_tls_front *tc_portal_simulator_front(struct tc_portal_simulator *simulator);

/* Lay out a list of the portal's in pages (lists.h); false if that is no layout. */
bool tc_portal_simulator_lay_out(struct tc_portal_simulator *simulator, const json_t *layout);

/* What the signed calls have shown so far (sign_ins.h), for free(). */
char *tc_portal_simulator_sign_ins(struct tc_portal_simulator *simulator);

/* What a case that was stopped has left behind is taken back: answers for all deliveries, for
 * tokens and for pages, lists laid out, a certificate that is not the good one. */
int tc_portal_simulator_settle(struct tc_portal_simulator *simulator, struct tc_err *err);

/* No token that was given is good any more. */
void tc_portal_simulator_revoke(struct tc_portal_simulator *simulator);

/* Stop and forget all. NULL has no effect. */
void tc_portal_simulator_stop(struct tc_portal_simulator *simulator);

#endif
