/* From the credentials of an interface to a header that can be sent. */
#ifndef TC_ENGINE_CREDENTIALS_H
#define TC_ENGINE_CREDENTIALS_H

#include "engine/system.h"
#include "net/client.h"

/* The header that shows who we are: resolves the references and, for OAuth2,
 * fetches a token (client credentials, RFC 6749 section 4.4) within
 * `timeout_ms`. All secret values are known to tc_secrets_redact afterwards.
 * 1 and `header`; 0 if the interface wants none; -1 and `err`. `answer`, unless
 * NULL, is what the token endpoint answered. */
int tc_credentials_header(struct tc_arena *arena, const struct tc_auth *auth, const char *dir,
                          unsigned timeout_ms, struct tc_header *header,
                          struct tc_client_answer *answer, struct tc_err *err);

/* Resolve all references of the system, so that their values are known to
 * tc_secrets_redact. What is missing is left for the doctor to say. */
void tc_credentials_learn(struct tc_arena *arena, const struct tc_system *system);

#endif
