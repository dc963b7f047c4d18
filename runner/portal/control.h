/* The way by which a case, in a process of its own, tells the simulator what
 * to answer and asks what has arrived: HTTP on the loopback address, behind a
 * random word that nobody else knows. */
#ifndef TC_PORTAL_CONTROL_H
#define TC_PORTAL_CONTROL_H

#include <jansson.h>

#include "net/server.h"
#include "portal/simulator.h"

/* Commands of the system's owner; NULL: there is none. */
struct tc_portal_commands {
    const char *const *restart; /* kills the client and starts it again */
    const char *const *entry;   /* enters the document on its input into the system */
    const char *dir;            /* where they run */
};

/* The simulator's end. Gives the server; `control` gets the word that the
 * other end needs. NULL and `err` if it cannot be started. */
struct tc_server *tc_portal_control_start(struct tc_arena *arena,
                                          struct tc_portal_simulator *simulator,
                                          const struct tc_portal_commands *commands,
                                          const char **control, struct tc_err *err);

/* The other end. Each gives -1 and `err` if the simulator cannot be asked. */
int tc_portal_control_script(struct tc_arena *arena, const char *control, const json_t *script,
                             struct tc_err *err);

/* Tell that nothing at all was delivered in so many milliseconds; see
 * tc_portal_ledger_silent. 0, or -1 and `err`. */
int tc_portal_control_silent(struct tc_arena *arena, const char *control, unsigned ms,
                             struct tc_err *err);

/* Run the command that enters the document into the system. 0, or -1 and `err`. */
int tc_portal_control_enter(struct tc_arena *arena, const char *control, const char *document,
                            struct tc_err *err);

/* Ask a person to enter the document within so many seconds: the number of the
 * task, 0 and `err` if nobody can be asked. What has become of it: "open", "done",
 * "cannot"; NULL and `err`. And that nobody waits for it any more. */
size_t tc_portal_control_task(struct tc_arena *arena, const char *control, const char *document,
                              unsigned seconds, struct tc_err *err);
const char *tc_portal_control_task_state(struct tc_arena *arena, const char *control,
                                         size_t task, struct tc_err *err);
void tc_portal_control_task_drop(struct tc_arena *arena, const char *control, size_t task);

/* Where a person sees what is to be entered. */
const char *tc_portal_control_tasks_url(struct tc_arena *arena, const char *control);

/* Take back what a case that was stopped has left (tc_portal_simulator_settle). */
int tc_portal_control_settle(struct tc_arena *arena, const char *control, struct tc_err *err);

/* No token that the simulator has given is good any more. */
int tc_portal_control_revoke(struct tc_arena *arena, const char *control, struct tc_err *err);

/* Run the command that kills and restarts the client; at most `ms`. */
int tc_portal_control_restart(struct tc_arena *arena, const char *control, unsigned ms,
                              struct tc_err *err);

/* From now on the simulator shows that certificate (net/authority.h), and what
 * its clients have done since: an object with the members of struct tc_tls_facts. */
int tc_portal_control_tls_show(struct tc_arena *arena, const char *control, const char *proof,
                               struct tc_err *err);
json_t *tc_portal_control_tls_facts(struct tc_arena *arena, const char *control,
                                    struct tc_err *err);

/* Lay out a list in pages, see lists.h. */
int tc_portal_control_pages(struct tc_arena *arena, const char *control, const json_t *layout,
                            struct tc_err *err);

/* What the dialect makes of an event: {"records","xml","members","answers"}, see
 * tc_portal_dialect_facts. A new reference. */
json_t *tc_portal_control_dialect(struct tc_arena *arena, const char *control,
                                  struct tc_err *err);

/* New references; see ledger.h for their form. The attempts are told once there are no
 * longer `known` of them, or `ms` milliseconds have passed. */
json_t *tc_portal_control_await(struct tc_arena *arena, const char *control, const char *on,
                                size_t known, unsigned ms, struct tc_err *err);
json_t *tc_portal_control_token_requests(struct tc_arena *arena, const char *control,
                                         struct tc_err *err);

/* What signed calls have shown (sign_ins.h), the JSON text in the arena; NULL and `err`. */
const char *tc_portal_control_sign_ins(struct tc_arena *arena, const char *control,
                                       struct tc_err *err);

json_t *tc_portal_control_proofs(struct tc_arena *arena, const char *control,
                                 struct tc_err *err);

/* The body of a request; NULL if it was not kept. */
const char *tc_portal_control_body(struct tc_arena *arena, const char *control, size_t number,
                                   size_t *len);

#endif
