#include "engine/blob.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"

int tc_blob_write(const char *run_dir, const void *bytes, size_t len,
                  char sha[TC_SHA256_HEX + 1], struct tc_err *err)
{
    char path[PATH_MAX];

    tc_sha256_hex(bytes, len, sha);
    snprintf(path, sizeof(path), "%s/blobs/%s", run_dir, sha);
    if (access(path, F_OK) == 0)
        return 0;
    return tc_file_write(path, bytes, len, err);
}
