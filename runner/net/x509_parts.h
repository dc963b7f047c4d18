/* Steps in which certificates are made, for those who make them. RFC 5280. */
#ifndef TC_X509_PARTS_H
#define TC_X509_PARTS_H

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdbool.h>

#include "tracecert/arena.h"

/* Add an extension, written as OpenSSL's configuration writes it ("critical,CA:TRUE").
 * `issuer` is the certificate itself where it signs itself. 0: it failed. */
int tc_x509_extend(X509 *cert, X509 *issuer, int nid, const char *value);

/* A serial number of 63 random bits. 0: it failed. */
int tc_x509_set_serial(X509 *cert);

/* The certificate, or else the private key, as PEM; owned by the arena. NULL: it
 * failed. */
const char *tc_x509_pem(struct tc_arena *arena, X509 *cert, EVP_PKEY *key);

/* SHA-256 of the certificate in hex. NULL: it failed. */
const char *tc_x509_fingerprint(struct tc_arena *arena, const X509 *cert);

/* The host without the brackets of "[::1]"; is it an IP address? */
const char *tc_x509_bare_host(struct tc_arena *arena, const char *host);
bool tc_x509_is_address(const char *bare_host);

/* By what a server that listens at the host is reached, as a subjectAltName:
 * "DNS:a.example", "IP:10.0.0.1"; for the address of all interfaces each of theirs. */
const char *tc_x509_names(struct tc_arena *arena, const char *host);

#endif
