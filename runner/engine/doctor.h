/* Is the set-up right? Asked before any verdict, so that a wrong address is
 * never reported as a wrong product. */
#ifndef TC_ENGINE_DOCTOR_H
#define TC_ENGINE_DOCTOR_H

#include "engine/system.h"

enum tc_diagnosis {
    TC_DIAGNOSIS_OK,
    TC_DIAGNOSIS_NOTE, /* testing is possible; worth knowing */
    TC_DIAGNOSIS_SETUP /* must be mended before anything is tested */
};

/* One thing that was looked at. */
struct tc_doctor_line {
    enum tc_diagnosis diagnosis;
    const char *where;    /* member of system.json: "interfaces.epcis" */
    struct tc_text found; /* what was found; a short sentence */
    struct tc_text mend;  /* how to mend it; .en NULL when all is well */
    unsigned needs;       /* TC_NEEDS_* that cannot be tested; 0 unless SETUP */
};

struct tc_doctor_report {
    const struct tc_doctor_line *lines;
    size_t count;
    unsigned blocked; /* TC_NEEDS_* of all SETUP lines */
    bool setup;       /* some line is SETUP */
};

/* Look at everything. Takes at most about 10 s; interfaces are probed side by
 * side. All texts live in the arena. */
void tc_doctor(struct tc_arena *arena, const struct tc_system *system,
               struct tc_doctor_report *report);

#endif
