/* The requirement catalogue: what is required, by which clause, how firmly
 * that is known. Loaded from suites/requirements/ *.json. */
#ifndef TRACECERT_REQUIREMENT_H
#define TRACECERT_REQUIREMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/err.h"
#include "tracecert/text.h"
#include "tracecert/verdict.h"

enum tc_level { TC_MUST, TC_SHOULD, TC_MAY };

/* How well the source is known. */
enum tc_confidence {
    TC_PRIMARY,     /* P: the primary text or the standard's own artefact */
    TC_SECONDARY,   /* S: reported by a law firm, a ministry's page, a reviewer */
    TC_CODE,        /* C: practice seen in public code */
    TC_ENGINEERING, /* E: a rule of this project or of a profile, stated as such */
    TC_MEMORY,      /* M: general knowledge, not confirmed: advisory only */
    TC_UNKNOWN      /* ?: looked for and not found: advisory only */
};

struct tc_requirement {
    const char *id;      /* "EPCIS-CAP-02" */
    const char *source;  /* "EPCIS" */
    const char *edition; /* "2.0 (June 2022)" */
    const char *clause;  /* "12.6.1" */
    enum tc_level level;
    enum tc_confidence confidence;
    const char *valid_from, *valid_to; /* "YYYY-MM-DD" or NULL: no bound */
    const char *const *roles;          /* role names, NULL-terminated */
    struct tc_text title;              /* a few words */
    struct tc_text text;               /* the requirement, our own words */
    struct tc_text fix;                /* how a vendor mends it */
    struct tc_text not_tested;         /* why nothing tests it; .en NULL if tested */
    struct tc_text disputed;           /* both sides; .en NULL if undisputed */
};

struct tc_catalogue; /* opaque; owns all its requirements */

/* Load every *.json of `dir`, in the order of their names. NULL and `err`
 * (file, line, column) on bad input: wrong JSON, a missing or unknown member,
 * an id given twice, a text missing in one language. */
struct tc_catalogue *tc_catalogue_load(const char *dir, struct tc_err *err);
void tc_catalogue_free(struct tc_catalogue *catalogue);

size_t tc_catalogue_count(const struct tc_catalogue *catalogue);
const struct tc_requirement *tc_catalogue_at(const struct tc_catalogue *catalogue, size_t i);

/* The requirement of that id, or NULL. */
const struct tc_requirement *tc_catalogue_find(const struct tc_catalogue *catalogue,
                                               const char *id);

/* True if the requirement is in force on `date` ("YYYY-MM-DD"). */
bool tc_requirement_in_force(const struct tc_requirement *requirement, const char *date);

/* What it means that the requirement is not met: FAIL for a firm MUST, WARN
 * for a SHOULD or a weak source, DISPUTED where the sources disagree. */
enum tc_verdict tc_requirement_broken(const struct tc_requirement *requirement);

const char *tc_level_name(enum tc_level level);                /* "MUST" */
const char *tc_confidence_name(enum tc_confidence confidence); /* "P" */

#endif
