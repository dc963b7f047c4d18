/* A finding: one requirement, one place, what was expected and what was met. */
#ifndef TRACECERT_FINDING_H
#define TRACECERT_FINDING_H

#include <stddef.h>

#include "tracecert/arena.h"
#include "tracecert/text.h"

/* Where a finding is. Unset members are NULL or 0. */
struct tc_where {
    const char *part;    /* "response status", "header Location", "symbol 2" */
    const char *pointer; /* JSON pointer, or XPath in XML */
    long line, column;   /* from 1; the column counts bytes */
    long offset;         /* byte offset + 1; 0 when unknown */
    int box[4];          /* pixels: left, top, width, height */
    int exchange;        /* HTTP exchange of the case, from 1; 0: the last one */
    const char *shown;   /* the line around the place, or NULL ... */
    long mark;           /* ... and the byte of it at which the place is */
};

#define TC_AT(...) ((struct tc_where){ __VA_ARGS__ })

/* What a validator reports: that a requirement is not met. How heavy that is
 * the catalogue decides, not the validator. */
struct tc_finding {
    const char *requirement; /* id */
    struct tc_where where;
    struct tc_text expected;
    struct tc_text actual;
    size_t event; /* documents: number of the event, from 1; 0: the document */
};

struct tc_findings {
    struct tc_finding *items;
    size_t count, capacity;
};

/* Append a copy of `finding`; its texts must live as long as the arena. */
void tc_findings_add(struct tc_findings *list, struct tc_arena *arena,
                     struct tc_finding finding);

#endif
