#include "base/lines.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void tc_lines_init(struct tc_lines *lines, int fd)
{
    memset(lines, 0, offsetof(struct tc_lines, bytes));
    lines->fd = fd;
}

/* Read more behind what is left, which moves to the front. */
static void fill(struct tc_lines *lines)
{
    size_t left = lines->end - lines->at;
    ssize_t n;

    memmove(lines->bytes, lines->bytes + lines->at, left);
    lines->at = 0;
    lines->end = left;
    do
        n = read(lines->fd, lines->bytes + left, sizeof(lines->bytes) - left);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        lines->error = errno;
    if (n <= 0)
        lines->finished = true;
    else
        lines->end += (size_t)n;
}

static const char *line_end(const struct tc_lines *lines)
{
    return memchr(lines->bytes + lines->at, '\n', lines->end - lines->at);
}

/* Take what ends in a line end, fills the buffer, or ends the input. */
static bool take(struct tc_lines *lines, const char **piece, size_t *len)
{
    const char *stop = line_end(lines);

    while (!stop && lines->end - lines->at < sizeof(lines->bytes) && !lines->finished) {
        fill(lines);
        stop = line_end(lines);
    }
    if (lines->at == lines->end)
        return false;
    *piece = lines->bytes + lines->at;
    *len = stop ? (size_t)(stop - *piece) : lines->end - lines->at;
    lines->at += *len + (stop ? 1 : 0);
    lines->cut = !stop;
    return true;
}

bool tc_lines_next(struct tc_lines *lines, const char **line, size_t *len)
{
    bool rest;

    do {
        rest = lines->cut;
        if (!take(lines, line, len))
            return false;
    } while (rest);
    lines->number++;
    if (*len > 0 && (*line)[*len - 1] == '\r')
        (*len)--;
    return true;
}
