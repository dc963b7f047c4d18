/* Access tokens that the simulator gave out. Safe for many threads. */
#ifndef TC_PORTAL_TOKENS_H
#define TC_PORTAL_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#define TC_PORTAL_TOKEN_TEXT 41  /* a token and its NUL */
#define TC_PORTAL_DIGEST_TEXT 17 /* what stands for it in every record */

struct tc_portal_tokens;

struct tc_portal_tokens *tc_portal_tokens_new(void);
void tc_portal_tokens_free(struct tc_portal_tokens *tokens);

/* A new token that is good for `lifetime_s`. */
void tc_portal_tokens_issue(struct tc_portal_tokens *tokens, unsigned lifetime_s,
                            char token[TC_PORTAL_TOKEN_TEXT]);

/* Issued, not expired, not revoked? */
bool tc_portal_tokens_good(struct tc_portal_tokens *tokens, const char *token);

/* Issued once, whether it is still good or not? */
bool tc_portal_tokens_known(struct tc_portal_tokens *tokens, const char *token);

/* From now on none of those issued is good. */
void tc_portal_tokens_revoke_all(struct tc_portal_tokens *tokens);

void tc_portal_tokens_revoke(struct tc_portal_tokens *tokens, const char *token);

/* True if one of the tokens stands in the text. */
bool tc_portal_tokens_in(struct tc_portal_tokens *tokens, const char *text);

/* The digest of a token; "" for NULL. */
void tc_portal_token_digest(const char *token, char digest[TC_PORTAL_DIGEST_TEXT]);

#endif
