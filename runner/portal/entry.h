/* How events get into the system under test when a case asks the simulator for
 * it: by a command of the system's owner, or by a person at a page. The
 * simulator's end; control.h has the other. */
#ifndef TC_PORTAL_ENTRY_H
#define TC_PORTAL_ENTRY_H

#include "portal/tasks.h"

struct tc_portal_entry {
    const char *const *command; /* NULL: none */
    const char *dir;            /* where it runs */
    const char *base;           /* path below which all this lies, "/WORD" */
    struct tc_portal_tasks *tasks;
};

/* Answer "/enter", "/tasks", "/task" and "/task/N..."; false if the path, which
 * begins behind the base, is another. */
bool tc_portal_entry_serve(const struct tc_portal_entry *entry, struct tc_arena *arena,
                           const char *path, const struct tc_server_request *request,
                           struct tc_server_answer *answer);

#endif
