/* What refers to a requirement: cases, rows of profiles, fixtures, defects of
 * the reference system, rulings. */
#ifndef TC_ENGINE_USES_H
#define TC_ENGINE_USES_H

#include "engine/registry.h"

enum tc_use_kind {
    TC_USE_CASE,    /* name: "capture/job-is-reported" */
    TC_USE_ROW,     /* name: "suites/profiles/X/rows.csv:3" */
    TC_USE_FIXTURE, /* name: "fixtures/documents/bad/EPCIS-DOC-05--x.json" */
    TC_USE_MUTANT,  /* name: "EPCIS-CAP-01.1", with its text */
    TC_USE_RULING   /* name: the heading in docs/rulings.md */
};

struct tc_use {
    enum tc_use_kind kind;
    const char *requirement; /* id as written; perhaps of no requirement */
    const char *name;
    struct tc_text text; /* mutants; else .en NULL */
};

struct tc_uses {
    struct tc_use *items;
    size_t count, capacity;
};

/* All uses by the `count` cases and below the folder `home`, by kind and name.
 * What is not there (an installation has no fixtures) has no uses. 0, or -1
 * and `err` when a file cannot be read as what it is. */
int tc_uses_gather(struct tc_arena *arena, const char *home,
                   const struct tc_registry_entry *cases, size_t count, struct tc_uses *uses,
                   struct tc_err *err);

/* The number of uses of the requirement that test it: a case, row or fixture. */
size_t tc_uses_tests(const struct tc_uses *uses, const char *requirement);

#endif
