/* Client assertions: a client shows who it is by a JSON Web Token that it has signed, in
 * place of a secret. RFC 7521, 4.2; RFC 7523, 2.2 and 3. */
#ifndef TC_PORTAL_ASSERTION_H
#define TC_PORTAL_ASSERTION_H

#include <jansson.h>
#include <openssl/evp.h>
#include <stdbool.h>

#include "tracecert/arena.h"

/* What it should say. */
struct tc_portal_asserted {
    EVP_PKEY *key; /* of the client */
    const char *client_id;
    const char *base; /* the portal's URL by the name that the client knows it by */
    const char *path; /* of the token endpoint */
    double now_s;     /* since 1970 */
};

/* What the form of a token request asserts; NULL: it has no assertion. A new reference to
 * {"proves","typed","readable","signed","alg","allowed"}, and of one that is signed by the
 * client also {"audience","audienceRight","clientRight","jti","jtiDigest","leftS","lifeS",
 * "issuedAt"}: whether it is enough for a token, and what the rules ask about. Nothing in it
 * can be used in the client's name. `leftS` and `lifeS` are missing without an expiry. */
json_t *tc_portal_assertion_facts(struct tc_arena *arena, const char *form,
                                  const struct tc_portal_asserted *wanted);

#endif
