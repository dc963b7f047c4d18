/* The wsse:Security header of a SOAP 1.1 message (OASIS Web Services Security: SOAP
 * Message Security 1.1 and UsernameToken Profile 1.1), as it came; no judgement. */
#ifndef TC_PORTAL_WS_HEADER_H
#define TC_PORTAL_WS_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"

#define TC_PORTAL_WS_TEXT_MAX 1024 /* of one value, in bytes */

/* Texts without blanks around them; NULL: not there. */
struct tc_portal_ws_header {
    const char *username, *password, *nonce, *created; /* of wsse:UsernameToken */
    const char *password_type;                         /* the attribute Type */
    const char *stamp_created, *stamp_expires;         /* of wsu:Timestamp */
};

/* Read it; elements are known by their namespaces, whatever the prefixes and the order.
 * What stands behind the header is not parsed. False, and nothing in `header`, if there is
 * none, the message is not well-formed that far, has a DTD, or a value is too long. */
bool tc_portal_ws_header_read(struct tc_arena *arena, const char *bytes, size_t len,
                              struct tc_portal_ws_header *header);

#endif
