/* How a call was signed by WS-Security: is it the client's, and what does it show of the
 * rules about nonces and times? */
#ifndef TC_PORTAL_SIGNATURE_H
#define TC_PORTAL_SIGNATURE_H

#include "base/digest.h"
#include "portal/ws_header.h"
#include "tracecert/text.h"

/* How a client has signed in by its message. */
enum tc_portal_signed {
    TC_PORTAL_NOT_ASKED, /* the portal's clients sign in by tokens */
    TC_PORTAL_UNSIGNED,  /* no wsse:Security that can be read */
    TC_PORTAL_OTHER_NAME,
    TC_PORTAL_NO_DIGEST,    /* no password of the type PasswordDigest */
    TC_PORTAL_WRONG_DIGEST, /* another secret, nonce or time went into it */
    TC_PORTAL_SIGNED
};

struct tc_portal_signature {
    enum tc_portal_signed how;
    const char *digest; /* as it came; NULL: none */
    /* of one that is SIGNED: */
    size_t nonce_bytes; /* decoded; 0: none */
    char nonce_sha[TC_SHA256_HEX + 1];
    const char *nonce, *created; /* as they came; NULL: none */
    bool timed;                  /* all of its times can be read, and Expires is there */
    double skew_s;               /* of the Created that is farthest from now; below 0: past */
    double life_s;               /* from Created to Expires */
};

/* Read and verify the message's header: UsernameToken Profile 1.1, 3.1: Base64(SHA-1(nonce +
 * created + secret)), of which nonce and created may be missing. A time without a zone is
 * taken for UTC. The texts are the arena's. */
void tc_portal_signature_read(struct tc_arena *arena, const char *bytes, size_t len,
                              const char *client_id, const char *client_secret,
                              struct tc_portal_signature *signature);

/* For people; empty for NOT_ASKED and SIGNED. */
struct tc_text tc_portal_signed_text(enum tc_portal_signed how);

#endif
