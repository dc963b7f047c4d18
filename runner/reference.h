/* The embedded reference system: started on free ports for one run. */
#ifndef TC_REFERENCE_H
#define TC_REFERENCE_H

#include "engine/system.h"
#include "portal/process.h"
#include "reference_keeper.h"

struct tc_reference {
    struct tc_keeper keeper;
    struct tc_system *system;
    struct tc_portal portal; /* the simulator that it delivers to */
};

/* Start a portal simulator and tracecert-reference, which lies beside this
 * program, with the defect `mutant` (NULL: none) and delivering to it, and
 * describe it by fixtures/systems/reference.json with its real addresses.
 * 0, or -1 and `err`. */
int tc_reference_start(struct tc_arena *arena, const char *mutant,
                       struct tc_reference *reference, struct tc_err *err);

/* Stop and reap both. */
void tc_reference_stop(struct tc_reference *reference);

#endif
