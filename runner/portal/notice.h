/* Signing a notice: Standard Webhooks 1.0.0, symmetric ("v1"). */
#ifndef TC_PORTAL_NOTICE_H
#define TC_PORTAL_NOTICE_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"

#define TC_NOTICE_KEY_MAX 512

struct tc_notice_key {
    unsigned char bytes[TC_NOTICE_KEY_MAX];
    size_t len;
};

/* The key of a secret, "whsec_" and base64; false if it is none. */
bool tc_notice_key_of(const char *secret, struct tc_notice_key *key);

/* The base64 of HMAC-SHA256 over "ID.TIMESTAMP.BODY". */
const char *tc_notice_digest(struct tc_arena *arena, const struct tc_notice_key *key,
                             const char *id, const char *timestamp, const char *body);

#endif
