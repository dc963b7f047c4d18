#include "validate/label/label_worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "validate/label/label_child.h"
#include "validate/label/label_wire.h"

#define DEADLINE_MS 12000
#define CPU_SECONDS 12
#define MEMORY ((rlim_t)1 << 30)
#define PIPE 3 /* where the child answers */

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* --- the child --------------------------------------------------------------------- */

static void limit(int resource, rlim_t value)
{
    const struct rlimit both = { value, value };

    setrlimit(resource, &both);
}

/* What a decoder has no need of, it does not have: of the open files only the
 * pipe, which becomes number 3. */
static void confine(int to)
{
    int null = open("/dev/null", O_RDWR);

    if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0 ||
        dup2(null, STDERR_FILENO) < 0 /* zbar writes to it */ || dup2(to, PIPE) < 0)
        _exit(1);
    closefrom(PIPE + 1);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, CPU_SECONDS);
#ifndef SANITIZED /* which maps terabytes */
    limit(RLIMIT_AS, MEMORY);
#endif
}

static _Noreturn void run_child(const void *bytes, size_t len, double dpi, bool all, int to)
{
    FILE *out;

    signal(SIGTERM, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    confine(to);
    out = fdopen(PIPE, "w");
    if (!out)
        _exit(1);
    tc_label_child(bytes, len, dpi, all, out);
    _exit(fclose(out) == 0 ? 0 : 1);
}

/* --- the parent -------------------------------------------------------------------- */

/* Read until the child closes the pipe, time is up, or there is too much. The
 * text so far; `*whole` tells whether the child came to its end. */
static char *read_answer(struct tc_arena *arena, int from, bool *whole)
{
    double end = tc_clock_ms() + DEADLINE_MS;
    char *text = tc_arena_alloc(arena, TC_WIRE_MAX + 1);
    size_t len = 0;

    *whole = false;
    while (len < TC_WIRE_MAX && tc_clock_ms() < end) {
        struct pollfd poll_on = { .fd = from, .events = POLLIN };
        ssize_t n;

        if (poll(&poll_on, 1, (int)(end - tc_clock_ms()) + 1) <= 0)
            continue;
        n = read(from, text + len, TC_WIRE_MAX - len);
        *whole = n == 0;
        if (n == 0 || (n < 0 && errno != EINTR))
            break;
        len += n > 0 ? (size_t)n : 0;
    }
    return text;
}

/* End the child, whatever it does, and tell how it ended. */
static int reap(pid_t pid, bool whole)
{
    int status = 0;

    if (!whole)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

static int lost(struct tc_err *err, bool whole, int status)
{
    if (!whole)
        tc_err_set(err, "bộ giải mã không xong trong %d giây",
                   "the decoder did not finish within %d seconds", DEADLINE_MS / 1000);
    else if (WIFSIGNALED(status))
        tc_err_set(err, "bộ giải mã bị ngắt bởi tín hiệu %d",
                   "the decoder was ended by signal %d", WTERMSIG(status));
    else
        tc_err_set(err, "bộ giải mã không trả lời trọn vẹn",
                   "the decoder did not answer completely");
    return -1;
}

/* One child; its exit status, or -1 and `err`. */
static int try_decode(struct tc_arena *arena, const void *bytes, size_t len, double dpi,
                      bool all, struct tc_label_result *result, struct tc_err *err)
{
    int ends[2], status;
    bool whole;
    char *answer;
    pid_t pid;

    memset(result, 0, sizeof(*result));
    fflush(NULL); /* what is buffered would be written by both */
    if (pipe(ends) < 0 || (pid = fork()) < 0) {
        tc_err_set(err, "không mở được bộ giải mã: %s", "cannot start the decoder: %s",
                   strerror(errno));
        return -1;
    }
    if (pid == 0) {
        close(ends[0]);
        run_child(bytes, len, dpi, all, ends[1]);
    }
    close(ends[1]);
    answer = read_answer(arena, ends[0], &whole);
    close(ends[0]);
    status = reap(pid, whole);
    if (tc_wire_read(arena, answer, result) < 0 || (status != 0 && result->count == 0)) {
        memset(result, 0, sizeof(*result));
        return lost(err, whole, status);
    }
    return status;
}

int tc_label_decode(struct tc_arena *arena, const void *bytes, size_t len, double dpi,
                    struct tc_label_result *result, struct tc_err *err)
{
    struct tc_label_result whole;
    int status = try_decode(arena, bytes, len, dpi, true, result, err);

    int again;

    if (status == 0)
        return 0;
    /* A library broke off: the others have their turn without it. */
    again = try_decode(arena, bytes, len, dpi, false, &whole, err);
    if (again >= 0)
        *result = whole;
    result->broken_off = again == 0 ? 1 : 2;
    return status < 0 && again < 0 ? -1 : 0;
}
