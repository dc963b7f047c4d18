/* The parts of a GS1 Digital Link URI. GS1 Digital Link: URI Syntax. */
#ifndef TC_VALIDATE_LINK_H
#define TC_VALIDATE_LINK_H

#include <stdbool.h>
#include <stddef.h>

#include "validate/code/ai.h"

/* The last segments of a path, which alone can hold key and qualifiers. */
#define TC_LINK_SEGMENTS 64

struct tc_span {
    size_t at, len;
};

struct tc_link {
    const char *text;
    bool scheme_mixed; /* neither all lower nor all upper case */
    struct tc_span host;
    struct tc_span path;  /* with its first slash; empty if there is none */
    struct tc_span query; /* without '?' */
    size_t end;           /* where a fragment begins, or the end */
    struct tc_span segments[TC_LINK_SEGMENTS];
    size_t count;
    bool odd; /* one more segment (empty: a slash) follows segments[count - 1] */
    int key;  /* the segment that is the primary key; -1: none */
    const struct tc_ai_entry *entry; /* of the key */
};

/* How sure it must be that a path is meant as a Digital Link. */
enum tc_link_proof {
    TC_LINK_SAID, /* the caller says so: any key will do */
    TC_LINK_SHOWN /* the value must look like one of its key */
};

/* Split a URI of scheme http or https; false if it is none. */
bool tc_link_split(const char *text, size_t len, struct tc_link *link);

/* Find the primary key: the rightmost one from which the path goes on in pairs
 * of AI and value. One segment too many is left out (odd); if it must be shown
 * that this is a Digital Link, only a slash may be too many. */
bool tc_link_find_key(struct tc_link *link, enum tc_link_proof proof);

/* True if the segment is an AI that may follow the key as its qualifier. */
bool tc_link_is_qualifier(const struct tc_link *link, const char *ai, size_t len);

/* True if an alternative of a list of qualifiers ("22,10,21") holds the AI, and
 * at which place. */
bool tc_link_alternative_holds(const char *alternative, size_t alternative_len, const char *ai,
                               size_t len, size_t *place);

#endif
