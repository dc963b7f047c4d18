/* Records that clients put into a portal, and the ids that it gave for them:
 * the same key gets the same id again. Safe for many threads; bounded. */
#ifndef TC_PORTAL_RECORDS_H
#define TC_PORTAL_RECORDS_H

#include <jansson.h>
#include <stdbool.h>

#include "tracecert/arena.h"

#define TC_PORTAL_RECORDS_MAX 200000

struct tc_portal_records;

/* `given`: ids that are known from the beginning, an object of arrays by kind
 * of record; or NULL. */
struct tc_portal_records *tc_portal_records_new(const json_t *given);
void tc_portal_records_free(struct tc_portal_records *records);

/* The id of the record, copied into the arena; NULL if there is no more room. */
const char *tc_portal_records_put(struct tc_portal_records *records, struct tc_arena *arena,
                                  const char *kind, const char *key);

/* Was that id ever given for a record of the kind? */
bool tc_portal_records_gave(struct tc_portal_records *records, const char *kind,
                            const char *id);

#endif
