/* What a conformance case is, and how it reports.
 *
 * A case is a declarative struct and one short function. The presence of its
 * file under suites/ registers it. It gets all it needs from `t` and reports
 * only through the functions below: the requirement is a mandatory argument
 * and must be one of the case's own. A requirement passes only if the case
 * said that it was checked; silence is INCONCLUSIVE, never PASS. */
#ifndef TRACECERT_CASE_H
#define TRACECERT_CASE_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"
#include "tracecert/finding.h"
#include "tracecert/text.h"

struct tc_test; /* opaque: the running case */

/* A role that a system claims ("roles" in system.json). */
enum tc_role {
    TC_ROLE_EPCIS_DOCUMENT, /* "epcis-document": emits event documents */
    TC_ROLE_EPCIS_CAPTURE,  /* "epcis-capture" */
    TC_ROLE_EPCIS_QUERY,    /* "epcis-query" */
    TC_ROLE_RESOLVER,       /* "resolver" */
    TC_ROLE_LABEL,          /* "label" */
    TC_ROLE_PUBLIC_PAGE,    /* "public-page" */
    TC_ROLE_PORTAL_CLIENT,  /* "portal-client" */
    TC_ROLES
};
const char *tc_role_name(enum tc_role role);

/* Interfaces that a case needs; a bit set. */
enum tc_needs {
    TC_NEEDS_CAPTURE = 1 << 0,       /* interfaces.epcis, to put events in */
    TC_NEEDS_QUERY = 1 << 1,         /* interfaces.epcis, to read events */
    TC_NEEDS_RESOLVER = 1 << 2,      /* interfaces.resolver */
    TC_NEEDS_LABEL = 1 << 3,         /* interfaces.label */
    TC_NEEDS_PORTAL = 1 << 4,        /* interfaces.portal; all portals are held by one case at a
                                      * time, but for the two kinds below */
    TC_NEEDS_ALONE = 1 << 5,         /* no other case beside it; such cases come last */
    TC_NEEDS_PORTAL_SHARED = 1 << 6, /* with PORTAL: it disturbs no other such case where the
                                      * system delivers each event by itself */
    TC_NEEDS_ENTRY = 1 << 7,         /* any way to put events in; see tracecert/portal.h */
    TC_NEEDS_CONNECTION = 1 << 8     /* with PORTAL: one connection of the first portal for
                                      * itself, whichever, and no other portal */
};

/* A line of the implementation statement and what must stand in it. */
enum tc_stated { TC_STATED_YES, TC_STATED_NO };

struct tc_case {
    const char *id;                  /* "capture/job-is-reported": suite/behaviour */
    const char *const *requirements; /* TC_REQS("EPCIS-CAP-02", ...) */
    enum tc_role role;               /* not claimed: NOT_APPLICABLE */
    unsigned needs;                  /* TC_NEEDS_*; not configured: SETUP */
    const char *statement;           /* line it depends on, or NULL */
    enum tc_stated when;             /* runs when the line says this */
    unsigned deadline_s;             /* 0: the default, 30 s */
    void (*run)(struct tc_test *t);
};

#define TC_REQS(...) ((const char *const[]){ __VA_ARGS__, NULL })

struct tc_suite {
    const char *name;
    const struct tc_case *cases;
    size_t count;
};

/* Register the cases of this file. The linker collects the entries. */
#define TC_SUITE(name_, cases_)                                                                \
    static const struct tc_suite tc_suite_of_this_file = {                                     \
        #name_, (cases_), sizeof(cases_) / sizeof((cases_)[0])                                 \
    };                                                                                         \
    static const struct tc_suite *const tc_suite_entry                                         \
        __attribute__((used, section("tc_suites"))) = &tc_suite_of_this_file

/* --- reporting ------------------------------------------------------------ */

/* The requirement was looked at; it is met if `holds`, else a finding is
 * recorded with the evidence of the last exchange (or where.exchange).
 * Returns `holds`. */
bool tc_check(struct tc_test *t, bool holds, const char *requirement, struct tc_where where,
              struct tc_text expected, struct tc_text actual);

/* The same with a known outcome. */
void tc_pass(struct tc_test *t, const char *requirement);
void tc_fail(struct tc_test *t, const char *requirement, struct tc_where where,
             struct tc_text expected, struct tc_text actual);

/* It could not be decided, and why. */
void tc_inconclusive(struct tc_test *t, const char *requirement, struct tc_text why);

/* By its description the system has nothing that the requirement is about; the
 * reason names what stands there. */
void tc_not_applicable(struct tc_test *t, const char *requirement, struct tc_text why);

/* End the case now: what has no finding yet is INCONCLUSIVE (or SETUP) for
 * this reason; also what had passed so far, since more checks of it might have
 * followed. For a precondition that did not come about. */
_Noreturn void tc_stop(struct tc_test *t, struct tc_text why);
_Noreturn void tc_stop_setup(struct tc_test *t, struct tc_text why);

/* End the case before any check: by its description the system has nothing that
 * the case is about. The reason names what stands there. */
_Noreturn void tc_stop_not_applicable(struct tc_test *t, struct tc_text why);

/* A person must confirm it; ATTESTED, with what has to be shown. */
void tc_attest(struct tc_test *t, const char *requirement, struct tc_text what);

/* Report a validator's findings: each requirement of the case that has no
 * finding passes; findings of requirements that are not the case's are left
 * to the case that owns them. */
void tc_judge(struct tc_test *t, const struct tc_findings *findings);

/* Does what breaks that requirement fail a system? Not if it is advisory: a SHOULD, a
 * source that is weak, or one that is disputed. */
bool tc_is_failing(struct tc_test *t, const char *requirement);

/* --- what a case may use -------------------------------------------------- */

/* Lives until the end of the case. */
struct tc_arena *tc_test_arena(struct tc_test *t);

/* Format a text in both languages, owned by the case. */
#define TC_SAY(t, vi, en, ...) tc_say(tc_test_arena(t), vi, en, __VA_ARGS__)

/* A member of "testData" in system.json by dotted path ("product.name"), or
 * NULL. Numbers and booleans come as text. */
const char *tc_test_datum(struct tc_test *t, const char *path);

/* The same; stops the case with SETUP when the member is missing. */
const char *tc_test_need(struct tc_test *t, const char *path);

/* Identifiers unique to the run and the call: "L3F9C2A01" (lot), digits only
 * (serial), and a UUID. The same seed gives the same values. */
const char *tc_test_lot(struct tc_test *t);
const char *tc_test_serial(struct tc_test *t);
const char *tc_test_uuid(struct tc_test *t);

/* Add to each of the codes of one item what the national tables (suites/tables) say of
 * it today. Stops the case when they cannot be read. */
struct tc_code_result;
void tc_test_national(struct tc_test *t, struct tc_code_result *codes, size_t count);

/* Milliseconds on the monotonic clock. */
double tc_test_now_ms(struct tc_test *t);

/* Sleep at most the rest of the case's deadline. */
void tc_test_sleep_ms(struct tc_test *t, unsigned ms);

/* Keep bytes as evidence (an image, a page); gives their SHA-256 in hex. */
const char *tc_test_keep(struct tc_test *t, const void *bytes, size_t len);

#endif
