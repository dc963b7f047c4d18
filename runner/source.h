/* The inputs of the commands that stream them: check, hash. */
#ifndef TC_SOURCE_H
#define TC_SOURCE_H

#include <zlib.h>

#include "tracecert/err.h"

/* A file or standard input, unpacked where it is gzip. */
struct tc_source {
    gzFile file;
    size_t unpacked;
    struct tc_text wrong; /* .en NULL: all is well */
};

/* Open a file, or standard input for "-". -1 and `err` if that fails. */
int tc_source_open(struct tc_source *source, const char *path, struct tc_err *err);

/* Give at most `room` bytes of it; 0 at its end, and where it is broken. */
size_t tc_source_read(void *source, char *into, size_t room);

/* Close it; gzip that ends too early is an input that is not whole. */
void tc_source_close(struct tc_source *source);

#endif
