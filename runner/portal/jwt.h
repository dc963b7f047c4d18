/* JSON Web Tokens in compact form that somebody else has signed: RFC 7519, RFC 7515,
 * RFC 7518. What comes is hostile until its signature holds, and after. */
#ifndef TC_PORTAL_JWT_H
#define TC_PORTAL_JWT_H

#include <jansson.h>
#include <openssl/evp.h>
#include <stdbool.h>

#include "tracecert/arena.h"

#define TC_JWT_MAX 8192 /* bytes; a longer one is not read */

struct tc_jwt {
    json_t *header, *claims; /* objects */
    const char *alg;         /* of the header; "" if it is no text */
    const char *input;       /* what was signed */
    size_t input_len;
    const unsigned char *signature;
    size_t signature_len;
};

/* Read the text, whatever its signature; its JSON is for tc_jwt_free. False: it is no
 * such token. */
bool tc_jwt_read(struct tc_arena *arena, const char *text, struct tc_jwt *jwt);

void tc_jwt_free(struct tc_jwt *jwt);

/* Is the algorithm one of those that sign with a private key and SHA-2 (RS, PS and ES with
 * 256, 384 or 512)? "none" is not, and no HMAC: the key is public. */
bool tc_jwt_alg_allowed(const char *alg);

/* Does the signature hold, by the header's algorithm and this key? Not where that is no
 * allowed one, does not fit the key, or where the header has critical extensions. */
bool tc_jwt_signed_by(const struct tc_jwt *jwt, EVP_PKEY *key);

#endif
