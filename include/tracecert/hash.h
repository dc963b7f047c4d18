/* Event hash ids: CBV 2.0, 8.9.2, "ni:///sha-256;HEX?ver=CBV2.0" (RFC 6920).
 *
 * The written rules leave room, and the public implementations fill it in
 * different ways. Each of their readings can be computed; an event is certain
 * when nothing in it is read differently, and only then may a hash that does
 * not match be held against anybody. docs/event-hash.md has the rules. */
#ifndef TRACECERT_HASH_H
#define TRACECERT_HASH_H

#include <stdbool.h>

#include "tracecert/err.h"

enum tc_hash_reading {
    TC_HASH_TEXT,          /* the rules as they are written */
    TC_HASH_REFERENCE,     /* the reference implementation (Python) */
    TC_HASH_OPENEPCIS_2_0, /* OpenEPCIS (Java), version CBV2.0 */
    TC_HASH_OPENEPCIS_2_1, /* OpenEPCIS (Java), version CBV2.1 */
    TC_HASH_READINGS
};

#define TC_HASH_ALL ((1U << TC_HASH_READINGS) - 1)
#define TC_HASH_ID 96 /* bytes of an id, with its NUL */

/* Why the hash of an event is not certain: what it holds that is read in
 * different ways. Bits of struct tc_hash_event. */
enum tc_hash_doubt {
#define DOUBT(symbol, ...) TC_DOUBT_##symbol,
#include "tracecert/hash_doubt.def"
#undef DOUBT
    TC_DOUBTS
};

struct tc_hash {
    const char *prehash; /* what was hashed: UTF-8, ends in NUL; NULL if there is no hash */
    size_t len;
    char id[TC_HASH_ID];
};

struct tc_hash_event {
    size_t number;       /* in the input, from 1 */
    unsigned doubts;     /* bits 1 << TC_DOUBT_...; 0: certain */
    const char *eventID; /* as it stands in the event, not NUL-terminated; NULL: none */
    size_t eventID_len;
    struct tc_hash hashes[TC_HASH_READINGS]; /* of the readings that were asked for */
};

/* Take an event; nothing of it outlives the call. */
typedef void tc_hash_take(void *cookie, const struct tc_hash_event *event);

/* Gives at most `room` bytes; 0 at the end of the input. */
typedef size_t tc_hash_read(void *cookie, char *into, size_t room);

struct tc_hash_request {
    unsigned readings; /* bits 1 << TC_HASH_...: of every event */
    unsigned doubtful; /* the same: of those that are not certain, besides */
    tc_hash_take *take;
    void *cookie;
};

/* Hash the events of an input: EPCIS 1.2 or 2.0 XML, 2.0 JSON, an event that
 * stands alone, or one of them a line; told from the content. The events come
 * in their order, and memory does not grow with their number, unless a JSON
 * document declares its @context behind them. -1 and `err`, which tells where, if
 * the input or a line of it cannot be read; all other events are handed over. */
int tc_hash_stream(tc_hash_read *read, void *read_cookie, const struct tc_hash_request *request,
                   struct tc_err *err);
int tc_hash_bytes(const void *bytes, size_t len, const struct tc_hash_request *request,
                  struct tc_err *err);

/* "text", "reference", "openepcis-2.0", "openepcis-2.1". */
const char *tc_hash_reading_name(enum tc_hash_reading reading);

/* "lists"; and what it means. */
const char *tc_hash_doubt_name(enum tc_hash_doubt doubt);
struct tc_text tc_hash_doubt_text(enum tc_hash_doubt doubt);

#endif
