/* manifest.json: what was run, by which tool, on which system. */
#ifndef TC_ENGINE_MANIFEST_H
#define TC_ENGINE_MANIFEST_H

#include "engine/run.h"

/* The manifest of a new run, a new reference; NULL and `err` if the amounts of
 * its scale cannot be read. */
json_t *tc_manifest_make(struct tc_arena *arena, const struct tc_run_options *options,
                         struct tc_err *err);

/* True if the folder's manifest is of the same system and the same suite, so
 * that its run may go on; else `err` says what differs. */
bool tc_manifest_matches(struct tc_arena *arena, const struct tc_run_options *options,
                         struct tc_err *err);

/* SHA-256 over the tool's version, the catalogue and the ids of all cases: by
 * what was tested. */
const char *tc_manifest_suite_digest(struct tc_arena *arena,
                                     const struct tc_catalogue *catalogue);

#endif
