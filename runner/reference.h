/* The embedded reference system: started on free ports for one run. */
#ifndef TC_REFERENCE_H
#define TC_REFERENCE_H

#include "engine/system.h"
#include "reference_keeper.h"
#include "session_portal.h"

struct tc_reference {
    struct tc_keeper keeper;
    struct tc_system *system;
    struct tc_session_portals portals; /* the simulators that it delivers to */
};

/* Start portal simulators and tracecert-reference, which lies beside this
 * program, with the defect `mutant` (NULL: none) and delivering to them, and
 * describe it by fixtures/systems/reference.json with its real addresses.
 * 0, or -1 and `err`. */
int tc_reference_start(struct tc_arena *arena, const char *mutant,
                       struct tc_reference *reference, struct tc_err *err);

/* Stop and reap all. */
void tc_reference_stop(struct tc_reference *reference);

#endif
