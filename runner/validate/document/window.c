#include "validate/document/window.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY ((size_t)1 << 20)
#define LAST_CAPACITY ((size_t)256 << 20)

void tc_window_bytes(struct tc_window *window, const char *bytes, size_t len)
{
    *window = (struct tc_window){ .base = bytes, .end = bytes + len, .whole = true, .line = 1 };
}

void tc_window_stream(struct tc_window *window, tc_window_read *read, void *cookie)
{
    *window = (struct tc_window){ .read = read, .cookie = cookie, .line = 1 };
}

void tc_window_free(struct tc_window *window)
{
    free(window->buffer);
    window->buffer = NULL;
}

/* Count the lines up to `keep` and move what is left to the front. */
static void give_up(struct tc_window *w, const char *keep)
{
    size_t left = (size_t)(w->end - keep);
    const char *at = w->base, *newline;

    while ((newline = memchr(at, '\n', (size_t)(keep - at))) != NULL) {
        w->line++;
        at = newline + 1;
        w->line_offset = w->offset + (size_t)(at - w->base);
    }
    w->offset += (size_t)(keep - w->base);
    if (left)
        memmove(w->buffer, keep, left);
    w->base = w->buffer;
    w->end = w->buffer + left;
}

static void grow(struct tc_window *w)
{
    size_t held = (size_t)(w->end - w->base);
    size_t capacity = w->capacity ? 2 * w->capacity : FIRST_CAPACITY;
    char *buffer = realloc(w->buffer, capacity);

    if (!buffer)
        abort();
    w->buffer = buffer;
    w->capacity = capacity;
    w->base = buffer;
    w->end = buffer + held;
}

bool tc_window_more(struct tc_window *w, const char **at)
{
    size_t held, got;

    size_t kept = w->buffer ? (size_t)(*at - w->base) : 0;

    if (w->whole)
        return false;
    held = (size_t)(w->end - w->base);
    if (held == w->capacity && kept > w->capacity / 2) {
        give_up(w, *at);
        held -= kept;
        kept = 0;
    } else if (held == w->capacity) {
        w->full = w->capacity >= LAST_CAPACITY;
        if (w->full)
            return false;
        grow(w);
    }
    *at = w->base + kept;
    got = w->read(w->cookie, w->buffer + held, w->capacity - held);
    w->end += got;
    w->whole = got == 0;
    return got > 0;
}

struct tc_window_mark tc_window_mark(const struct tc_window *w)
{
    return (struct tc_window_mark){ w->offset, w->line, w->line_offset };
}

void tc_window_go(const struct tc_window *w, struct tc_window_mark *mark, size_t offset)
{
    const char *at = w->base + (mark->offset - w->offset), *stop, *newline;

    if (offset > w->offset + (size_t)(w->end - w->base))
        offset = w->offset + (size_t)(w->end - w->base);
    if (offset <= mark->offset)
        return;
    stop = w->base + (offset - w->offset);
    while (at < stop && (newline = memchr(at, '\n', (size_t)(stop - at))) != NULL) {
        mark->line++;
        at = newline + 1;
        mark->line_offset = w->offset + (size_t)(at - w->base);
    }
    mark->offset = offset;
}

void tc_window_place(const struct tc_window *w, size_t offset, long *line, long *column)
{
    struct tc_window_mark mark = tc_window_mark(w);

    tc_window_go(w, &mark, offset);
    *line = (long)mark.line;
    *column = (long)(mark.offset - mark.line_offset) + 1;
}

const char *tc_window_line(const struct tc_window *w, size_t offset, size_t max, size_t *len,
                           size_t *mark)
{
    const char *at, *start, *stop;

    if (offset < w->offset || offset > w->offset + (size_t)(w->end - w->base))
        return NULL;
    at = start = stop = w->base + (offset - w->offset);
    while (start > w->base && start[-1] != '\n' && (size_t)(at - start) < max / 2)
        start--;
    while (start < at && ((unsigned char)*start & 0xc0) == 0x80)
        start++; /* not within a character */
    while (stop < w->end && *stop != '\n' && *stop != '\r' && (size_t)(stop - start) < max)
        stop++;
    *len = (size_t)(stop - start);
    *mark = (size_t)(at - start);
    return start;
}
