/* Files, bounded and whole. */
#ifndef TC_BASE_FILE_H
#define TC_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "tracecert/arena.h"
#include "tracecert/err.h"

/* Read a whole file (or standard input when `path` is "-") of at most
 * `max_len` bytes. The bytes are followed by a NUL that is not counted.
 * NULL and `err` when it cannot be read or is larger. */
char *tc_file_read(struct tc_arena *arena, const char *path, size_t max_len, size_t *len,
                   struct tc_err *err);

/* Write the bytes under a temporary name, flush them to the disk and rename:
 * the file is old or new, never half. 0, or -1 and `err`. */
int tc_file_write(const char *path, const void *bytes, size_t len, struct tc_err *err);

/* The same for a secret: nobody else can read the file, at no moment. */
int tc_file_write_secret(const char *path, const void *bytes, size_t len, struct tc_err *err);

/* One line from a pipe or socket, without its newline; false when the other end is
 * gone, the line is longer than `size`, or it has not come within so many ms. */
bool tc_read_line(int fd, char *line, size_t size, unsigned ms);

/* Make a folder and those above it. 0, or -1 and `err`. */
int tc_file_mkdirs(const char *path, struct tc_err *err);

/* The folder that holds suites/ and fixtures/: $TRACECERT_HOME, or where the
 * program was built or installed. */
const char *tc_file_home(struct tc_arena *arena);

#endif
