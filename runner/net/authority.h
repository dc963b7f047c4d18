/* A certificate authority of our own, and the good and bad server certificates
 * that clients are tested with. One thing is wrong with each bad one. */
#ifndef TC_NET_AUTHORITY_H
#define TC_NET_AUTHORITY_H

#include "net/certificate.h"

struct tc_authority {
    const char *key_pem, *cert_pem;
};

/* A new authority. 0, or -1 and `err`. */
int tc_authority_make(struct tc_arena *arena, struct tc_authority *authority,
                      struct tc_err *err);

/* The authority that is kept in the folder (ca.pem, ca-key.pem); a new one is
 * put there when it holds none. 0, or -1 and `err`. */
int tc_authority_keep(struct tc_arena *arena, const char *dir, struct tc_authority *authority,
                      struct tc_err *err);

/* What a server shows. */
enum tc_server_proof {
    TC_PROOF_GOOD,
    TC_PROOF_EARLY_DATA, /* a good one; who comes again may send early data */
    TC_PROOF_UNCLOSED,   /* a good one; the connection ends without close_notify */
    TC_PROOF_CHANGED,    /* a good one; in the midst of the first request the server negotiates
                          * anew (TLS 1.2) under that of an unknown authority */
    TC_PROOF_EXPIRED,
    TC_PROOF_NOT_YET_VALID,
    TC_PROOF_SELF_SIGNED,
    TC_PROOF_UNKNOWN_AUTHORITY,
    TC_PROOF_WRONG_HOST,
    TC_PROOF_CLIENTS_ONLY,    /* extended key usage clientAuth alone */
    TC_PROOF_ISSUER_IS_NO_CA, /* signed by a server certificate */
    TC_PROOF_NAME_ALONE,      /* the host stands in the common name alone */
    TC_PROOF_OTHER_KIND,      /* an address written as a DNS name, or the other way round */
    TC_PROOF_WILDCARD,        /* a wildcard that does not cover the host */
    TC_PROOF_CONSTRAINED,     /* by an authority that may not sign for the host */
    TC_PROOF_SHA1,            /* signed with SHA-1 */
    TC_PROOF_SMALL_KEY,       /* RSA of 1024 bits */
    TC_PROOF_OLD_PROTOCOL,    /* a good certificate, but TLS 1.1 alone */
    TC_PROOF_OLDER_PROTOCOL,  /* the same with TLS 1.0 */
    TC_PROOF_NO_CIPHER,       /* a good certificate, but no encryption */
    TC_PROOF_COPIED,          /* the good one's text over another key, which signed it itself */
    TC_PROOF_REVOKED,         /* must-staple, and the stapled status says that it is revoked */
    TC_PROOFS
};

/* "expired"; and back, -1 for an unknown word. */
const char *tc_server_proof_name(enum tc_server_proof proof);
int tc_server_proof_from_name(const char *name);

/* The certificate, with what a client needs of its chain, for a server at the
 * host; the original where it is to be copied. 0, or -1 and `err`. */
int tc_authority_issue(struct tc_arena *arena, const struct tc_authority *authority,
                       const char *host, enum tc_server_proof proof,
                       struct tc_certificate *certificate, struct tc_err *err);

#endif
