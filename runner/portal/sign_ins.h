/* What all signed calls at a portal have shown of the rules about nonces and times. Safe
 * for many threads; bounded in memory. */
#ifndef TC_PORTAL_SIGN_INS_H
#define TC_PORTAL_SIGN_INS_H

#include "portal/signature.h"

struct tc_portal_sign_ins;

struct tc_portal_sign_ins *tc_portal_sign_ins_new(void);
void tc_portal_sign_ins_free(struct tc_portal_sign_ins *sign_ins);

/* A call was signed like this and answered with that status (0: no whole answer). A nonce
 * counts as used once it was answered, with what is no redirect: what comes again after
 * anything else is the message that an HTTP library repeats by itself. */
void tc_portal_sign_ins_note(struct tc_portal_sign_ins *sign_ins,
                             const struct tc_portal_signature *signature, int status);

/* JSON text for free(): {"calls","refused","repeatedNonces","untimed"} are numbers of calls
 * ("refused": not signed by the client), {"nonceBytes","skewS","lifeS","shortestLifeS"} of
 * the worst call; and beside each but "calls" and "refused" that call itself, under the name
 * with "Call": {"nonce","created"}. */
char *tc_portal_sign_ins_facts(struct tc_portal_sign_ins *sign_ins);

#endif
