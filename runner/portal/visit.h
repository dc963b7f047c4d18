/* One request on its way to its answer. For simulator.c and visit*.c alone. */
#ifndef TC_PORTAL_VISIT_H
#define TC_PORTAL_VISIT_H

#include <openssl/evp.h>

#include "portal/lists.h"
#include "portal/records.h"
#include "portal/sign_ins.h"
#include "portal/simulator.h"
#include "portal/trail.h"

#define TC_PORTAL_MOVED                                                                        \
    "/moved/" /* path at the other origin, before a number of the ledger's */

struct tc_portal_simulator {
    struct tc_portal_options options;
    struct tc_server *server, *elsewhere;
    struct tc_server *behind_secure;       /* the server of elsewhere_secure */
    struct tc_tls_front *front;            /* NULL: none */
    struct tc_tls_front *elsewhere_secure; /* the other origin over TLS; NULL: none */
    struct tc_portal_ledger *ledger;
    struct tc_portal_tokens *tokens;
    struct tc_portal_sign_ins *sign_ins;
    struct tc_portal_records records;
    struct tc_portal_lists *lists;
    struct tc_portal_trail *trail;
    EVP_PKEY *client_key; /* NULL: the client signs nothing */
};

struct tc_portal_visit {
    struct tc_portal_simulator *sim;
    struct tc_arena *arena;
    const struct tc_server_request *request;
    struct tc_server_answer *answer;
    struct tc_portal_arrival arrival;
    struct tc_portal_signature signature; /* where clients sign their messages */
    json_t *events;                       /* array, or NULL */
    json_t *fates;    /* where each was told of: what became of it; or NULL */
    json_t *named;    /* ids that it names, by kind of record; or NULL */
    json_t *asserted; /* what its client assertion says; or NULL */
    bool error;       /* the answer says that something is wrong, whatever its status */
};

/* Note what is kept of the request; no secret stays in it. */
void tc_portal_visit_begin(struct tc_portal_visit *v);

/* Read how the message is signed, where the dialect wants that. What is kept of the body has
 * no secret in it, nor the digest, from which a weak one could be guessed. */
void tc_portal_visit_sign_in(struct tc_portal_visit *v);

/* May the client do what it asks; and is it at least one that once might? */
bool tc_portal_visit_is_in(const struct tc_portal_visit *v);
bool tc_portal_visit_is_known(const struct tc_portal_visit *v);

/* Give the dialect's answer of that name. */
void tc_portal_visit_say(struct tc_portal_visit *v, const char *name,
                         struct tc_portal_values values);

/* The answer as far as the script has a say in it. `normal` is what would be
 * said otherwise. */
void tc_portal_visit_say_by_turn(struct tc_portal_visit *v, const struct tc_portal_turn *turn,
                                 const char *normal, struct tc_portal_values values);

/* Does the request for a token show who the client is, in the way that was agreed on? */
bool tc_portal_visit_proven(struct tc_portal_visit *v);

/* Give one page of a list, by the dialect's route. */
void tc_portal_visit_page(struct tc_portal_visit *v, const struct tc_portal_route *route);

/* At the other origin: a page without items, after which there is none. */
void tc_portal_visit_last_page(struct tc_portal_visit *v);

/* The portal's URL by the name that the client knows it by. */
const char *tc_portal_visit_base(const struct tc_portal_visit *v);

/* An address at the other origin, where the ledger knows the request again. */
const char *tc_portal_visit_elsewhere(struct tc_portal_visit *v);

/* One more header of the answer. */
void tc_portal_visit_header(struct tc_portal_visit *v, const char *name, const char *value);

/* Do what is asked, by the dialect's route. */
void tc_portal_visit_answer(struct tc_portal_visit *v);

#endif
