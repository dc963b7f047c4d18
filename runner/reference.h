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

/* Start tracecert-reference, which lies beside this program, with the defect
 * `mutant` (NULL: none), and describe it by fixtures/systems/reference.json with
 * its real addresses. If it `delivers`, portal simulators are started first and it
 * delivers to them. 0, or -1 and `err`. */
int tc_reference_start(struct tc_arena *arena, const char *mutant, bool delivers,
                       struct tc_reference *reference, struct tc_err *err);

/* Stop and reap all. False if the system had died before by itself. */
bool tc_reference_stop(struct tc_reference *reference);

#endif
