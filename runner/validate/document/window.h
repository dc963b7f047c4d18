/* The part of an input that is held in memory. A reader asks for more when it
 * comes to the end; what it has done with is given up, so that memory does not
 * grow with the input. */
#ifndef TC_VALIDATE_WINDOW_H
#define TC_VALIDATE_WINDOW_H

#include <stdbool.h>
#include <stddef.h>

/* Read at most `room` bytes; 0 at the end of the input. */
typedef size_t tc_window_read(void *cookie, char *into, size_t room);

struct tc_window {
    const char *base, *end; /* what is held */
    bool whole;             /* nothing comes behind `end` */
    bool full;              /* there is more, but no room for it */
    size_t offset;          /* of `base` in the input */
    size_t line;            /* number of the line of `base`, from 1 */
    size_t line_offset;     /* where in the input that line starts */
    tc_window_read *read;
    void *cookie;
    char *buffer;
    size_t capacity;
};

/* A window on bytes that are all there. */
void tc_window_bytes(struct tc_window *window, const char *bytes, size_t len);

/* A window on what `read` gives; released by tc_window_free. */
void tc_window_stream(struct tc_window *window, tc_window_read *read, void *cookie);
void tc_window_free(struct tc_window *window);

/* Read more; what lies before *at is given up where its room is needed, and *at
 * moves with its byte. False when there is no more, or no room (`full`): one
 * piece may have 256 MiB. */
bool tc_window_more(struct tc_window *window, const char **at);

/* Line and column (in bytes), both from 1, of the byte at `offset` of the
 * input. What is no longer held has the place where the window begins. */
void tc_window_place(const struct tc_window *window, size_t offset, long *line, long *column);

/* A place that moves forward through what is held, for many places in order. */
struct tc_window_mark {
    size_t offset, line, line_offset;
};
struct tc_window_mark tc_window_mark(const struct tc_window *window);
void tc_window_go(const struct tc_window *window, struct tc_window_mark *mark, size_t offset);

/* The held part of the line around `offset`, at most `max` bytes of it; gives
 * its length and where the byte stands in it. NULL if it is no longer held. */
const char *tc_window_line(const struct tc_window *window, size_t offset, size_t max,
                           size_t *len, size_t *mark);

#endif
