/* The run folder: manifest.json, results.jsonl and blobs/. Every line of
 * results.jsonl names the SHA-256 of the line before it, so that none can be
 * changed or taken away unseen; the last line closes the run. */
#ifndef TC_ENGINE_EVIDENCE_H
#define TC_ENGINE_EVIDENCE_H

#include <jansson.h>

#include "base/digest.h"
#include "tracecert/err.h"

struct tc_evidence {
    const char *dir;
    int fd;                       /* of results.jsonl */
    char prev[TC_SHA256_HEX + 1]; /* of the last line */
    json_t *records;              /* what a resumed run already holds; an array */
};

/* Make the folder with its manifest (stolen). 0, or -1 and `err`: it exists
 * already, or cannot be written. */
int tc_evidence_create(struct tc_evidence *evidence, const char *dir, json_t *manifest,
                       struct tc_err *err);

/* Open the folder of a run that was cut off, however early: half a last line is
 * cut away, the chain is verified. 0, or -1 and `err`. */
int tc_evidence_resume(struct tc_evidence *evidence, const char *dir, struct tc_err *err);

/* Append one record (stolen) with a single write, flushed to the disk. */
int tc_evidence_append(struct tc_evidence *evidence, json_t *record, struct tc_err *err);

void tc_evidence_close(struct tc_evidence *evidence);

/* All records of a folder as a new array, chain verified; `whole` is the
 * length of the part that is whole. NULL and `err` if it was altered. */
json_t *tc_evidence_read(const char *dir, size_t *whole, char prev[TC_SHA256_HEX + 1],
                         struct tc_err *err);

/* manifest.json of a folder: a new reference, or NULL and `err`. */
json_t *tc_evidence_manifest(const char *dir, struct tc_err *err);

#endif
