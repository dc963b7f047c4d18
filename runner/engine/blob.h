/* Content-addressed evidence: blobs/<sha256>. */
#ifndef TC_ENGINE_BLOB_H
#define TC_ENGINE_BLOB_H

#include <stddef.h>

#include "base/digest.h"
#include "tracecert/err.h"

/* Write bytes (secrets already removed) under run_dir/blobs. 0, or -1, `err`. */
int tc_blob_write(const char *run_dir, const void *bytes, size_t len,
                  char sha[TC_SHA256_HEX + 1], struct tc_err *err);

#endif
