/* What the parts of the doctor share. For doctor*.c alone. */
#ifndef TC_ENGINE_DOCTOR_LINES_H
#define TC_ENGINE_DOCTOR_LINES_H

#include "engine/doctor.h"

#define TC_DOCTOR_ALL                                                                          \
    (TC_NEEDS_CAPTURE | TC_NEEDS_QUERY | TC_NEEDS_RESOLVER | TC_NEEDS_LABEL | TC_NEEDS_PORTAL)

/* The lines found so far; all texts live in the arena. */
struct tc_doctor_lines {
    struct tc_arena *arena;
    struct tc_doctor_line *items;
    size_t count, capacity;
};

void tc_doctor_add(struct tc_doctor_lines *lines, struct tc_doctor_line line);
void tc_doctor_ok(struct tc_doctor_lines *lines, const char *where, struct tc_text found);
void tc_doctor_note(struct tc_doctor_lines *lines, const char *where, struct tc_text found,
                    struct tc_text mend);
void tc_doctor_setup(struct tc_doctor_lines *lines, const char *where, unsigned needs,
                     struct tc_text found, struct tc_text mend);

/* Roles against interfaces, the statement, the test data. Asks nobody. */
void tc_doctor_description(struct tc_doctor_lines *lines, const struct tc_system *system);

/* Can the portal simulator listen where it shall, and be reached there? */
void tc_doctor_portal(struct tc_doctor_lines *lines, const struct tc_system *system);

/* One interface to be asked over the network. */
struct tc_doctor_probe {
    const struct tc_system *system;
    const struct tc_endpoint *endpoint;
    const char *where; /* "interfaces.epcis" */
    unsigned needs;
    /* Paths below the URL, of which one must exist; {gtin} and the like are
     * filled in. NULL ends. */
    const char *const *paths;
    bool is_api;    /* a path that answers with an HTML page or a redirect is not it */
    bool may_lack;  /* that nothing is found there proves nothing */
    bool anonymous; /* the credentials are missing: see whether anybody is there */
    struct tc_doctor_lines lines;
};

/* Ask, within the time of the doctor. */
void tc_doctor_probe(struct tc_doctor_probe *probe);

#endif
