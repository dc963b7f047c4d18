/* How a client shows who it is: at the token endpoint and with each request.
 * OAuth 2.0, RFC 6749 sections 2.3.1 and 4.4; RFC 6750 section 2.1. */
#ifndef TC_PORTAL_CREDENTIALS_H
#define TC_PORTAL_CREDENTIALS_H

#include "net/server.h"

/* A field of a form (application/x-www-form-urlencoded), decoded; NULL if it
 * is missing or malformed. */
const char *tc_portal_form_field(struct tc_arena *arena, const char *form, const char *name);

/* The text with its percent-escapes undone, those that are well-formed; and with
 * '+' as a blank where `plus` is set, as in forms. */
const char *tc_portal_unescape(struct tc_arena *arena, const char *text, bool plus);

/* Does the request for a token show this client's id and secret, as form
 * fields or by HTTP Basic? */
bool tc_portal_client_shown(struct tc_arena *arena, const struct tc_server_request *request,
                            const char *client_id, const char *client_secret);

/* The bearer token of the request, or NULL. */
const char *tc_portal_bearer(const struct tc_server_request *request);

#endif
