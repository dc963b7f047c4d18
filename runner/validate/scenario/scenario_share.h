/* What each despatch advice ships and receives: a share for each object, class or
 * lot that it names. */
#ifndef TC_VALIDATE_SCENARIO_SHARE_H
#define TC_VALIDATE_SCENARIO_SHARE_H

#include "validate/scenario/scenario_replay.h"

struct tc_share {
    uint32_t advice;  /* word */
    uint32_t name;    /* the thing */
    uint32_t site;    /* word: what is received at one site; 0: the whole advice */
    uint32_t next;    /* share of the same advice; 0: the last */
    uint32_t shown;   /* name as written */
    uint32_t within;  /* what it was packed in when it was shipped */
    uint32_t shipped; /* first turns, or 0 */
    uint32_t received;
    uint32_t voided;
    uint32_t unit;
    double sent, got; /* amounts, of a class or lot */
    bool counted;     /* a class or lot */
    bool unsure;      /* an amount is not known, or in another unit */
    bool related;     /* what it was packed in is shipped by the same advice */
    bool through;     /* something that was packed in it was received */
};

struct tc_shares {
    struct tc_share *items; /* the first is none */
    size_t count, room;
    uint32_t *table; /* by advice, name and site; 0: free */
    size_t table_size;
    uint32_t *heads; /* by advice: its first share */
    size_t head_count;
};

/* The share, or NULL; `s` may be NULL. The pointer holds until a share is put. */
struct tc_share *tc_share_find(const struct tc_shares *s, uint32_t advice, uint32_t name,
                               uint32_t site);

/* The same; made if it is not there. */
struct tc_share *tc_share_put(struct tc_replay *r, uint32_t advice, uint32_t name,
                              uint32_t site);

#endif
