#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"

static void say_errno(struct tc_err *err, const char *path, const char *vi, const char *en)
{
    const char *why = strerror(errno);

    tc_err_at(err, path, 0, 0);
    snprintf(err->vi, sizeof(err->vi), "%s (%s)", vi, why);
    snprintf(err->en, sizeof(err->en), "%s (%s)", en, why);
}

/* Read to the end; 1 when there is more than `max_len`, -1 on error. */
static int read_all(int fd, char **bytes, size_t *len, size_t max_len)
{
    size_t capacity = 64 * 1024;
    char *at = malloc(capacity);

    *len = 0;
    while (at) {
        ssize_t got = read(fd, at + *len, capacity - *len);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            *bytes = at;
            return got < 0 ? -1 : 0;
        }
        *len += (size_t)got;
        if (*len > max_len) {
            *bytes = at;
            return 1;
        }
        if (*len == capacity) {
            char *grown = realloc(at, capacity *= 2);

            if (!grown)
                free(at);
            at = grown;
        }
    }
    *bytes = NULL;
    errno = ENOMEM;
    return -1;
}

char *tc_file_read(struct tc_arena *arena, const char *path, size_t max_len, size_t *len,
                   struct tc_err *err)
{
    int is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    char *bytes = NULL, *kept = NULL;
    int rc;

    if (fd < 0) {
        say_errno(err, path, "không mở được tệp", "cannot open the file");
        return NULL;
    }
    rc = read_all(fd, &bytes, len, max_len);
    if (rc < 0) {
        say_errno(err, path, "không đọc được tệp", "cannot read the file");
    } else if (rc > 0) {
        tc_err_at(err, path, 0, 0);
        tc_err_set(err, "tệp lớn hơn %zu byte", "the file is larger than %zu bytes", max_len);
    } else {
        kept = tc_arena_strndup(arena, bytes, *len);
    }
    free(bytes);
    if (!is_stdin)
        close(fd);
    return kept;
}

static int write_all(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t put = write(fd, bytes, len);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return -1;
        bytes += put;
        len -= (size_t)put;
    }
    return 0;
}

static int write_file(const char *path, mode_t mode, const void *bytes, size_t len,
                      struct tc_err *err)
{
    char temporary[PATH_MAX];
    int fd, rc;

    if (snprintf(temporary, sizeof(temporary), "%s.%ld.tmp", path, (long)getpid()) >=
        (int)sizeof(temporary)) {
        errno = ENAMETOOLONG;
        say_errno(err, path, "không ghi được tệp", "cannot write the file");
        return -1;
    }
    fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    rc = fd < 0 ? -1 : write_all(fd, bytes, len);
    if (rc == 0)
        rc = fsync(fd);
    if (fd >= 0 && close(fd) < 0)
        rc = -1;
    if (rc == 0)
        rc = rename(temporary, path);
    if (rc < 0) {
        say_errno(err, path, "không ghi được tệp", "cannot write the file");
        unlink(temporary);
    }
    return rc;
}

int tc_file_write(const char *path, const void *bytes, size_t len, struct tc_err *err)
{
    return write_file(path, 0644, bytes, len, err);
}

int tc_file_write_secret(const char *path, const void *bytes, size_t len, struct tc_err *err)
{
    return write_file(path, 0600, bytes, len, err);
}

bool tc_read_line(int fd, char *line, size_t size, unsigned ms)
{
    double until = tc_clock_ms() + ms, left;
    size_t len = 0;

    while (len + 1 < size && (left = until - tc_clock_ms()) > 0) {
        struct pollfd ready = { fd, POLLIN, 0 };
        ssize_t got = -1;

        if (poll(&ready, 1, (int)left + 1) == 1)
            got = read(fd, line + len, 1); /* what comes behind is not ours */
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        if (got < 0)
            continue;
        if (line[len] == '\n') {
            line[len] = '\0';
            return true;
        }
        len++;
    }
    return false;
}

int tc_file_mkdirs(const char *path, struct tc_err *err)
{
    char part[PATH_MAX];
    size_t len = strlen(path);

    if (len == 0 || len >= sizeof(part)) {
        errno = len ? ENAMETOOLONG : ENOENT;
        say_errno(err, path, "không tạo được thư mục", "cannot make the folder");
        return -1;
    }
    memcpy(part, path, len + 1);
    for (size_t i = 1; i <= len; i++) {
        if (part[i] != '/' && part[i] != '\0')
            continue;
        part[i] = '\0';
        if (mkdir(part, 0755) < 0 && errno != EEXIST) {
            say_errno(err, path, "không tạo được thư mục", "cannot make the folder");
            return -1;
        }
        part[i] = path[i];
    }
    return 0;
}

const char *tc_file_home(struct tc_arena *arena)
{
    static const char *const near_program[] = { "..", "../share/tracecert" };
    const char *home = getenv("TRACECERT_HOME");
    char exe[PATH_MAX];
    ssize_t len;

    if (home && *home)
        return tc_arena_strdup(arena, home);
    len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
    exe[len > 0 ? len : 0] = '\0';
    /* Test programs lie some folders deeper than the program itself. */
    for (char *slash = strrchr(exe, '/'); slash; slash = strrchr(exe, '/')) {
        *slash = '\0';
        for (size_t i = 0; i < sizeof(near_program) / sizeof(near_program[0]); i++) {
            const char *dir = tc_arena_printf(arena, "%s/%s", exe, near_program[i]);

            if (access(tc_arena_printf(arena, "%s/suites/requirements", dir), R_OK) == 0)
                return dir;
        }
    }
    return ".";
}
