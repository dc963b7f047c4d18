/* Certificates of our own making, for servers that clients are tested with. */
#ifndef TC_NET_CERTIFICATE_H
#define TC_NET_CERTIFICATE_H

#include "tracecert/arena.h"
#include "tracecert/err.h"

struct tc_certificate {
    const char *key_pem, *cert_pem;
    const char *sha256; /* fingerprint in hex, for a person to compare */
};

/* A new P-256 key and a self-signed certificate for the host (a DNS name or
 * an IP address), valid from an hour ago for `days`. 0, or -1 and `err`. */
int tc_certificate_make(struct tc_arena *arena, const char *host, int days,
                        struct tc_certificate *certificate, struct tc_err *err);

/* SHA-256 in hex of the first certificate that the PEM holds. NULL and `err` if it holds
 * none. */
const char *tc_certificate_fingerprint(struct tc_arena *arena, const char *pem,
                                       struct tc_err *err);

#endif
