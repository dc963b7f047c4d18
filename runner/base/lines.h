/* A stream of lines, read with bounded memory. */
#ifndef TC_BASE_LINES_H
#define TC_BASE_LINES_H

#include <stdbool.h>
#include <stddef.h>

#define TC_LINE_MAX ((size_t)128 * 1024)

struct tc_lines {
    int fd;
    size_t number;  /* of the line given last, from 1 */
    size_t at, end; /* the bytes that are read and not given */
    bool cut;       /* the rest of the last line is still to come */
    bool finished;
    int error; /* errno of a failed read; 0: none */
    char bytes[TC_LINE_MAX];
};

/* Read lines from the descriptor, which stays the caller's. */
void tc_lines_init(struct tc_lines *lines, int fd);

/* The next line without its end ("\n" or "\r\n"), valid until the next call;
 * of a longer line the first TC_LINE_MAX bytes. False at the end, or with
 * `error` set. */
bool tc_lines_next(struct tc_lines *lines, const char **line, size_t *len);

#endif
