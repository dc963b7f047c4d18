/* Public keys of clients, by which what they have signed is known. */
#ifndef TC_NET_PUBLIC_KEY_H
#define TC_NET_PUBLIC_KEY_H

#include <openssl/evp.h>

#include "tracecert/arena.h"
#include "tracecert/err.h"

/* The public key that the PEM holds ("BEGIN PUBLIC KEY", RFC 7468, 13), for
 * EVP_PKEY_free: RSA of 2048 bits or more, or an elliptic curve key on P-256, P-384 or
 * P-521. NULL and `err` for anything else, a private key above all. */
EVP_PKEY *tc_public_key_read(const char *pem, struct tc_err *err);

struct tc_key_pair {
    const char *private_pem, *public_pem;
};

/* A new key on P-256. 0, or -1 and `err`. */
int tc_key_pair_make(struct tc_arena *arena, struct tc_key_pair *pair, struct tc_err *err);

#endif
