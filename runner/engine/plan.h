/* What will be run and what not, and why not: roles, interfaces, the
 * implementation statement and the dates of the requirements. */
#ifndef TC_ENGINE_PLAN_H
#define TC_ENGINE_PLAN_H

#include "engine/doctor.h"
#include "engine/registry.h"
#include "engine/system.h"
#include "tracecert/requirement.h"

/* One requirement of a case. */
struct tc_plan_line {
    const struct tc_requirement *requirement;
    bool decided;            /* without running the case: */
    enum tc_verdict verdict; /* ... this */
    struct tc_text reason;   /* ... for this */
};

struct tc_plan_case {
    const char *suite;
    const struct tc_case *tc_case;
    struct tc_plan_line *lines;
    size_t line_count;
    bool run; /* some line needs the case to run */
};

struct tc_plan {
    struct tc_plan_case *cases;
    size_t count;
    unsigned needs; /* TC_NEEDS_* of the cases that run */
};

/* Plan the selected cases. `doctor` may be NULL: not asked yet. */
void tc_plan_make(struct tc_arena *arena, const struct tc_registry_entry *entries, size_t count,
                  const struct tc_catalogue *catalogue, const struct tc_system *system,
                  const char *as_of, const struct tc_doctor_report *doctor,
                  struct tc_plan *plan);

/* The first statement line that a registered case uses and that the system
 * left out, or NULL: certification needs an answer to each. */
const char *tc_plan_left_out(struct tc_arena *arena, const struct tc_system *system);

#endif
