/* What `tracecert hash` prints: a line for each event. */
#ifndef TC_HASH_LINES_H
#define TC_HASH_LINES_H

#include "tracecert/hash.h"

struct tc_hash_lines {
    enum tc_hash_reading reading;
    bool json, prehash;
    enum tc_lang lang;
    const char *path;    /* of the input that is being read */
    size_t events;       /* all of them, */
    size_t without;      /* those that have no hash by this reading, */
    size_t uncertain;    /* those that are not certain, */
    size_t contradicted; /* and the certain ones whose eventID is another hash */
};

/* Print an event and count it; a tc_hash_take. */
void tc_hash_line(void *lines, const struct tc_hash_event *event);

#endif
