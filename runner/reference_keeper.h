/* The keeper of the reference system: a process that starts it, and on request
 * kills it at once and starts it again on the same data and address, as its
 * owner would after a power cut. */
#ifndef TC_REFERENCE_KEEPER_H
#define TC_REFERENCE_KEEPER_H

#include <stdbool.h>
#include <sys/types.h>

#include "tracecert/arena.h"
#include "tracecert/err.h"

#define TC_REFERENCE_CLIENT "reference" /* client id at the portal */
#define TC_REFERENCE_TIMEOUT "1200"     /* limits.portalTimeoutMs of its description */
#define TC_REFERENCE_SECRET "REFERENCE_PORTAL_SECRET"
#define TC_REFERENCE_NOTICES "REFERENCE_NOTICE_SECRET"

struct tc_keeper {
    pid_t pid;
    const char *url;         /* of the system */
    const char *restart_url; /* POST: kill it and start it again */
};

/* PEM texts for the system. */
struct tc_keeper_proofs {
    const char *ca;          /* of the authority of the portals' certificates */
    const char *client_key;  /* private, signs assertions */
    const char *certificate; /* of the client, with its key */
};

/* Start the program with the defect `mutant` (NULL: none), delivering to the
 * portals (words of its command line that name them; ends with NULL). The secrets are in
 * the environment. 0, or -1 and `err`. */
int tc_keeper_start(struct tc_arena *arena, const char *program, const char *mutant,
                    const char *const *portals, const struct tc_keeper_proofs *proofs,
                    struct tc_keeper *keeper, struct tc_err *err);

/* Stop and reap it and the system; its data is deleted. False if the system, or its keeper,
 * had ended before though nobody had asked for that: then it is not started again, either. */
bool tc_keeper_stop(struct tc_keeper *keeper);

#endif
